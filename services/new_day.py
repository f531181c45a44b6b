"""What a new day brings without anybody's doing: scores run on, and the rules say something else of somebody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import SYSTEM
from services.clock import day_of
from services.lists.follow_rules import follow_everywhere
from services.standing.scores import renew_due
from services.writing import writing


def begin_day(session: Session, now: datetime) -> int:
    """Renew every stored score whose next change has come and record what follows; returns how many."""
    with writing(session, SYSTEM, now) as writer:
        count = renew_due(session, day_of(now))
        follow_everywhere(writer)
    return count
