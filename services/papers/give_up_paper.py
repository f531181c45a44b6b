"""Give up a paper that is not needed, until it is back: another can be drafted in its place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.papers.paper_file import locked_paper
from services.writing import Once, writing

UNDER_WAY = ("drafted", "sent_back", "checked", "sent")


def give_up_paper(
    session: Session, actor: Actor, paper_id: str, now: datetime, once: Once | None = None
) -> str:
    """Returns the paper's id."""
    with writing(session, actor, now, once) as writer:
        paper, _business = locked_paper(session, actor, paper_id, *UNDER_WAY)
        writer.add("paper.give_up", {"paper": paper.id}, paper.subject_id)
        writer.result = paper.id
    return writer.result
