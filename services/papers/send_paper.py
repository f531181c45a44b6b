"""Send a checked paper out to the office-automation system: the bytes that leave are kept by their hash."""

from __future__ import annotations

import io
from datetime import datetime

from sqlalchemy.orm import Session

from evidence.store import Store
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import evidence_rows
from services.files.receive_file import receive_file
from services.papers.paper_file import locked_paper
from services.writing import Once, writing

DRAFT = "paper_draft"
"""Whose file the draft is, among the evidence; the sealed one is ``official_paper``'s own."""
SEALED = "official_paper"
WHY_HIDDEN = "草稿，以加盖印章的文件为准"
MOST_BYTES = 16 * 1024 * 1024


def send_paper(
    session: Session,
    store: Store,
    actor: Actor,
    paper_id: str,
    content: bytes,
    filename: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """``content`` is the Word file of the text that was checked. Returns the paper's id."""
    kept = receive_file(store, io.BytesIO(content), filename, MOST_BYTES, False, WHY_HIDDEN)
    with writing(session, actor, now, once) as writer:
        paper, _business = locked_paper(session, actor, paper_id, "checked")
        private = Private()
        data = {
            "paper": paper.id,
            "changes": {"sent_by": actor.holder_id, "sent_on": day_of(now).isoformat()},
            "evidence": evidence_rows(DRAFT, paper.id, [kept], private),
        }
        writer.add("paper.send", data, paper.subject_id, private)
        writer.result = paper.id
    return writer.result
