"""python -m evidence.rebuild: files on stdin (see `frames`), for each its copy or refusal on stdout.

Sets its own limits before it reads anything, and can write no file. An answer is written before the next
file is read: whoever finds this process dead knows which file it died of.
"""

import resource
import sys
from collections.abc import Callable
from contextlib import suppress

from evidence.file_types import DOCX, HEIC, JPEG, PDF, PNG, XLSX
from evidence.rebuild import frames, office, pdf, picture
from evidence.refusal import Refused

MEMORY = 1536 * 1024 * 1024
"""Bytes of address space: a picture of MAX_PIXELS, decoded, and the libraries."""

CPU_SECONDS = 20

LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: CPU_SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}

REBUILDERS: dict[str, Callable[[bytes], bytes]] = {
    PDF.extension: pdf.rebuild,
    DOCX.extension: office.rebuild,
    XLSX.extension: office.rebuild,
    JPEG.extension: lambda content: picture.rebuild(content, JPEG),
    PNG.extension: lambda content: picture.rebuild(content, PNG),
    HEIC.extension: lambda content: picture.rebuild(content, HEIC),
    frames.PAGES: lambda content: str(pdf.page_count(content)).encode(),
}


def limit_self() -> None:
    """Narrow what this process may use; a limit that is narrower already stays."""
    for limit, value in LIMITS.items():
        with suppress(ValueError):
            resource.setrlimit(limit, (value, value))


def answer(want: str, content: bytes) -> bytes | Refused:
    try:
        return REBUILDERS[want](content)
    except Refused as refused:
        return refused
    except MemoryError:
        return Refused("too_costly")


def main() -> None:
    limit_self()
    for want, content in frames.tasks_of(sys.stdin.buffer):
        sys.stdout.buffer.write(frames.answered(answer(want, content)))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
