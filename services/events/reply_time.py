"""How long a party has to reply to a notice, of a record or of a listing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from models import CaseStep, EventStep
from procedure.deadlines import Due
from services.calendar.deadlines import deadline, due_of
from services.messages import Message, say
from services.serving.service_records import services_of

MOST_DAYS = 60
"""Working days that a notice may grant; more is a slip of the pen."""


def days_problem(days: int | None) -> Message | None:
    """Why a notice may not grant so many working days for the reply, or None."""
    least = deadline("defence").n
    if days is None or not least <= days <= MOST_DAYS:
        return say(
            "The contractor has %(least)s working days at least to reply, and %(most)s at most.",
            least=least,
            most=MOST_DAYS,
        )
    return None


def reply_windows(session: Session, notices: Iterable[EventStep | CaseStep]) -> Mapping[str, Due]:
    """By notice, the last day to reply; one that was not served is not there: its time has not begun."""
    granted = {notice.id: notice.days for notice in notices}
    served = {
        notice_id: service.served_on
        for notice_id, service in services_of(session, granted).items()
        if service.served_on is not None
    }
    return {
        notice_id: due_of(session, "defence", day, granted[notice_id])
        for notice_id, day in served.items()
    }
