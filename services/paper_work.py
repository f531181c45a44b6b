"""Official papers whose next step is one person's: for the first page of everybody who works on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, not_, or_, select

from models import OfficialPaper
from services.actor import Actor


def papers_to_do(actor: Actor) -> Select[Any, Any]:
    """Of the own office: to be checked by another than who wrote them, sent back to who did, to be sent out."""
    wrote = or_(
        OfficialPaper.drafted_by.in_(actor.persons), OfficialPaper.revised_by.in_(actor.persons)
    )
    unchecked = OfficialPaper.checked_by.is_(None)
    sent_back = OfficialPaper.sent_back_by.is_not(None)
    return select(func.count(), func.min(OfficialPaper.drafted_on)).where(
        OfficialPaper.office_id == actor.office_id,
        OfficialPaper.given_up_by.is_(None),
        OfficialPaper.sent_on.is_(None),
        or_(
            not_(unchecked),
            and_(unchecked, sent_back, wrote),
            and_(unchecked, not_(sent_back), not_(wrote)),
        ),
    )
