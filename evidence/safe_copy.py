"""What is shown of a file: a copy without anything active, made in a process with narrow limits."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Thread, Timer
from typing import BinaryIO

from evidence.file_types import DOCX, HEIC, JPEG, PDF, PNG, XLSX, FileType
from evidence.rebuild import frames
from evidence.refusal import Refused

COPIED_AS = {JPEG: JPEG, PNG: PNG, HEIC: JPEG, PDF: PDF, DOCX: DOCX, XLSX: XLSX}
"""Kinds that have a safe copy, and the kind of the copy; all others are only handed out whole."""

MAX_BYTES = 64 * 1024 * 1024
"""Of the original: a larger one has no copy."""

WALL_SECONDS = 30.0

AT_ONCE = BoundedSemaphore(2)
"""Copies made at the same time: a large picture's takes a gigabyte while it is decoded."""

HOME = Path(__file__).parents[1]


@dataclass(frozen=True)
class SafeCopy:
    """The bytes that are shown, and their kind."""

    content: bytes
    kind: FileType


def safe_copy(file: BinaryIO, kind: FileType) -> SafeCopy | None:
    """The copy of a file that `sniff` found to be of this kind; None if the kind has none.

    Pictures are encoded again without EXIF, upright and at most 2,400 pixels a side (HEIC as
    JPEG); a PDF loses scripts, actions, attachments and metadata; docx and xlsx lose objects,
    outside links and fields that reach out. Raises Refused: `damaged`, `encrypted`, `too_costly`
    (it took too much time or memory), `too_many_pixels` and those of a package.
    """
    if kind not in COPIED_AS:
        return None
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        return None
    (copy,) = safe_copies([(content, kind)])
    if isinstance(copy, Refused):
        raise copy
    return copy


def safe_copies(files: Sequence[tuple[bytes, FileType]]) -> list[SafeCopy | Refused]:
    """The copies of several files, each of a kind that has one, or why it has none; in their order."""
    answers = _ask([(kind.extension, content) for content, kind in files])
    return [
        answer if isinstance(answer, Refused) else SafeCopy(answer, COPIED_AS[kind])
        for answer, (_content, kind) in zip(answers, files, strict=True)
    ]


def page_counts(contents: Sequence[bytes]) -> list[int | Refused]:
    """How many pages each of these PDFs has, or why it cannot be opened."""
    answers = _ask([(frames.PAGES, content) for content in contents])
    return [answer if isinstance(answer, Refused) else int(answer) for answer in answers]


def _ask(tasks: Sequence[tuple[str, bytes]]) -> list[bytes | Refused]:
    """One process answers as many as it can; the file with which a new one dies is refused, and the rest goes on."""
    answers: list[bytes | Refused] = []
    while len(answers) < len(tasks):
        with AT_ONCE:
            found, refused = _answers(tasks[len(answers) :])
        answers += found or [refused]
    return answers


def _answers(tasks: Sequence[tuple[str, bytes]]) -> tuple[list[bytes | Refused], Refused]:
    """What the process answered, and how the file is refused that it would not answer."""
    with subprocess.Popen(
        [sys.executable, "-m", "evidence.rebuild"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HOME,
        env={"LANG": "C.UTF-8"},
    ) as child:
        late = Timer(WALL_SECONDS, child.kill)
        feeder = Thread(target=_feed, args=(child, tasks))
        late.start()
        feeder.start()
        assert child.stdout is not None
        found = list(frames.answers_of(child.stdout))
        feeder.join()
        child.wait()
        late.cancel()
    # A signal is a limit that was hit; anything else is a file that its library could not bear.
    return found, Refused("too_costly" if child.returncode < 0 else "damaged")


def _feed(child: subprocess.Popen[bytes], tasks: Sequence[tuple[str, bytes]]) -> None:
    """A process that died reads no further; what it left unanswered tells why."""
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as stream:
        for task in tasks:
            stream.write(frames.asked(*task))
