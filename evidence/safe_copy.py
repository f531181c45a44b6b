"""What is shown of a file: a copy without anything active, made in a process with narrow limits."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

from evidence.file_types import DOCX, HEIC, JPEG, PDF, PNG, XLSX, FileType
from evidence.refusal import EXIT_STATUS, Refused

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
    with AT_ONCE:
        return SafeCopy(_rebuilt(content, kind), COPIED_AS[kind])


def _rebuilt(content: bytes, kind: FileType) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and the kind is one of ours
            [sys.executable, "-m", "evidence.rebuild", kind.extension],
            input=content,
            capture_output=True,
            cwd=HOME,
            env={"LANG": "C.UTF-8"},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_costly") from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == EXIT_STATUS:
        told = json.loads(done.stderr)
        raise Refused(told["code"], **told["params"])
    # A signal is a limit that was hit; anything else is a file that its library could not bear.
    raise Refused("too_costly" if done.returncode < 0 else "damaged")
