"""The files of a dossier as they are bound: safe copies of what has pages, and of the rest why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evidence.file_types import HEIC, JPEG, PDF, PNG, FileType
from evidence.refusal import Refused
from evidence.safe_copy import MAX_BYTES, SafeCopy, safe_copies
from evidence.sealing import Unreadable
from evidence.store import Store
from models import Evidence

WITH_PAGES: Mapping[str, FileType] = {kind.media_type: kind for kind in (PDF, JPEG, PNG, HEIC)}
"""By media type; a file of another kind is named on a sheet."""


def bound_files(store: Store, files: Iterable[Evidence]) -> Mapping[str, SafeCopy | Refused]:
    """By evidence id, of the files that have pages: the copy, or why there is none.

    ``Refused`` is what reading or copying it said: `missing`, `altered`, `key` (erased), `too_large`,
    `damaged`, `encrypted`, `too_costly`, `too_many_pixels`.
    """
    found: dict[str, SafeCopy | Refused] = {}
    read: dict[str, tuple[bytes, FileType]] = {}
    held = 0
    for file in files:
        if file.media_type not in WITH_PAGES:
            continue
        content = _content(store, file)
        if isinstance(content, Refused):
            found[file.id] = content
            continue
        if read and held + len(content) > MAX_BYTES:
            found |= _copied(read)
            read, held = {}, 0
        read[file.id] = (content, WITH_PAGES[file.media_type])
        held += len(content)
    return found | _copied(read)


def _copied(read: Mapping[str, tuple[bytes, FileType]]) -> dict[str, SafeCopy | Refused]:
    return dict(zip(read, safe_copies(list(read.values())), strict=True))


def _content(store: Store, file: Evidence) -> bytes | Refused:
    if file.size > MAX_BYTES:
        return Refused("too_large", max=MAX_BYTES)
    try:
        with store.reader(file.stored_sha256, file.sealed_key or b"") as stored:
            return stored.read()
    except Unreadable as unreadable:
        return Refused(unreadable.code)
