"""The files of a dossier as they are bound: safe copies of what has pages, and of the rest why it has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence.file_types import HEIC, JPEG, PDF, PNG, FileType
from evidence.refusal import Refused
from evidence.safe_copy import MAX_BYTES, SafeCopy, safe_copies
from evidence.sealing import Unreadable
from evidence.store import Store
from models import Evidence

WITH_PAGES: Mapping[str, FileType] = {kind.media_type: kind for kind in (PDF, JPEG, PNG, HEIC)}
"""By media type; a file of another kind is named on a sheet."""


def bound_files(store: Store, files: Sequence[Evidence]) -> Mapping[str, SafeCopy | Refused]:
    """By evidence id, of the files that have pages: the copy, or why there is none.

    ``Refused`` is what reading or copying it said: `missing`, `altered`, `key` (erased), `too_large`,
    `damaged`, `encrypted`, `too_costly`, `too_many_pixels`.
    """
    contents = {file.id: _content(store, file) for file in files if file.media_type in WITH_PAGES}
    kinds = {file.id: WITH_PAGES[file.media_type] for file in files if file.id in contents}
    read = [
        (file_id, content) for file_id, content in contents.items() if isinstance(content, bytes)
    ]
    copies = safe_copies([(content, kinds[file_id]) for file_id, content in read])
    refused = {file_id: no for file_id, no in contents.items() if isinstance(no, Refused)}
    return refused | {file_id: copy for (file_id, _), copy in zip(read, copies, strict=True)}


def _content(store: Store, file: Evidence) -> bytes | Refused:
    if file.size > MAX_BYTES:
        return Refused("too_large", max=MAX_BYTES)
    try:
        with store.reader(file.stored_sha256, file.sealed_key or b"") as stored:
            return stored.read()
    except Unreadable as unreadable:
        return Refused(unreadable.code)
