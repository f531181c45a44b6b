"""How many pages files have, counted once and kept: a picture has one, what is no page has one that names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from evidence.file_types import PDF
from evidence.refusal import Refused
from evidence.safe_copy import MAX_BYTES, page_counts
from evidence.sealing import Unreadable
from evidence.store import Store
from models import Evidence, FilePages
from services.writing import unrecorded


def pages_of(session: Session, store: Store, files: Sequence[Evidence]) -> Mapping[str, int]:
    """By evidence id; a PDF that was not counted yet is opened, in a process of its own, and kept.

    Ends the session's transaction if anything had to be counted.
    """
    counted = {file.id: 1 for file in files if file.media_type != PDF.media_type}
    wanted = {file.id: file for file in files if file.id not in counted}
    known = select(FilePages).where(FilePages.evidence_id.in_(wanted))
    counted |= {row.evidence_id: max(1, row.pages) for row in session.scalars(known)}
    contents = {
        file_id: content
        for file_id, file in wanted.items()
        if file_id not in counted and (content := _content(store, file)) is not None
    }
    found = dict(zip(contents, page_counts(list(contents.values())), strict=True))
    rows = {file_id: 0 if isinstance(n, Refused) else n for file_id, n in found.items()}
    if rows:
        with unrecorded(session):
            for file_id, pages in rows.items():
                session.merge(FilePages(evidence_id=file_id, pages=pages))
    unread = dict.fromkeys(wanted, 1)
    return unread | counted | {file_id: max(1, pages) for file_id, pages in rows.items()}


def _content(store: Store, file: Evidence) -> bytes | None:
    """A file that is gone, erased or altered is named on one page, as one that is too large."""
    if file.size > MAX_BYTES:
        return None
    try:
        with store.reader(file.stored_sha256, file.sealed_key or b"") as stored:
            return stored.read()
    except Unreadable:
        return None
