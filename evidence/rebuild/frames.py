"""What goes to the process that copies files, and what comes back: one file after the other."""

import json
from collections.abc import Iterator
from typing import IO, Any

from evidence.refusal import Refused

PAGES = "pages"
"""What is asked for how many pages a PDF has."""


def asked(want: str, content: bytes) -> bytes:
    """A file with the word for what is wanted of it: an extension (its copy) or PAGES."""
    return _frame({"want": want}, content)


def answered(answer: bytes | Refused) -> bytes:
    """The answer for one file."""
    if isinstance(answer, Refused):
        return _frame({"refused": answer.code, "params": answer.params}, b"")
    return _frame({}, answer)


def _frame(head: dict[str, object], content: bytes) -> bytes:
    return json.dumps(head | {"size": len(content)}).encode() + b"\n" + content


def tasks_of(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """What `asked` wrote, file by file."""
    for head, content in _frames(stream):
        yield str(head["want"]), content


def answers_of(stream: IO[bytes]) -> Iterator[bytes | Refused]:
    """Whole answers; one that was cut off by the end of its process is none."""
    for head, content in _frames(stream):
        yield Refused(head["refused"], **head["params"]) if "refused" in head else content


def _frames(stream: IO[bytes]) -> Iterator[tuple[dict[str, Any], bytes]]:
    while (line := stream.readline()).endswith(b"\n"):
        head = json.loads(line)
        content = stream.read(head["size"])
        if len(content) < head["size"]:
            return
        yield head, content
