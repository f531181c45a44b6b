"""Official papers whose next step is one person's: for the first page of everybody who works on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, not_, or_, select

from models import OfficialPaper
from services.actor import Actor
from services.people.open_work import goes_on


def papers_to_do(actor: Actor) -> Select[Any, Any]:
    """Of the own office: to be checked by another than who wrote them, to be revised, to be sent out.

    What was sent back is revised by who wrote it, or who took it over.
    """
    wrote = or_(
        OfficialPaper.drafted_by.in_(actor.persons), OfficialPaper.revised_by.in_(actor.persons)
    )
    drafted = goes_on("paper", OfficialPaper.id, OfficialPaper.drafted_by, *actor.persons)
    revises = or_(drafted, OfficialPaper.revised_by.in_(actor.persons))
    unchecked = OfficialPaper.checked_by.is_(None)
    sent_back = OfficialPaper.sent_back_by.is_not(None)
    return select(func.count(), func.min(OfficialPaper.drafted_on)).where(
        OfficialPaper.office_id == actor.office_id,
        OfficialPaper.given_up_by.is_(None),
        OfficialPaper.sent_on.is_(None),
        or_(
            not_(unchecked),
            and_(unchecked, sent_back, revises),
            and_(unchecked, not_(sent_back), not_(wrote)),
        ),
    )
