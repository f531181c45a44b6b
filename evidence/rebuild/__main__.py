"""python -m evidence.rebuild EXTENSION: original on stdin, copy on stdout, a refusal on stderr.

Sets its own limits before it reads anything, and can write no file.
"""

import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress

from evidence.file_types import DOCX, HEIC, JPEG, PDF, PNG, XLSX
from evidence.rebuild import office, pdf, picture
from evidence.refusal import EXIT_STATUS, Refused

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
}


def limit_self() -> None:
    """Narrow what this process may use; a limit that is narrower already stays."""
    for limit, value in LIMITS.items():
        with suppress(ValueError):
            resource.setrlimit(limit, (value, value))


def main() -> int:
    """Exit status 0, or EXIT_STATUS with the code and parameters as JSON on stderr."""
    limit_self()
    try:
        copy = REBUILDERS[sys.argv[1]](sys.stdin.buffer.read())
    except Refused as refused:
        json.dump({"code": refused.code, "params": refused.params}, sys.stderr)
        return EXIT_STATUS
    except MemoryError:
        json.dump({"code": "too_costly", "params": {}}, sys.stderr)
        return EXIT_STATUS
    sys.stdout.buffer.write(copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
