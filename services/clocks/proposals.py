"""Clocks of proposals: every one is answered in its days, by a case or by a signed refusal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial

from sqlalchemy.orm import Session, lazyload

from services.actor import Actor
from services.calendar.deadlines import deadline, due_of
from services.calendar.extensions import all_granted
from services.clocks.registry import Business, Clock, clock, running
from services.labels import list_label
from services.lists.known_proposals import open_proposals, unanswered
from services.lists.show_proposals import ANNUL, ANSWER, within

ORIGINS = ("rule", "affiliate", "annul")


@running
def of_proposals(session: Session, actor: Actor, today: date) -> Iterator[Clock]:
    """Nothing has been decided yet, so no party sees them."""
    if actor.subject_id is not None or not actor.may("case.read"):
        return
    waiting = open_proposals(*ORIGINS).where(unanswered()).options(lazyload("*"))
    kinds = cache(partial(_kind, session, today))
    longer = {code: all_granted(session, code) for code in (ANSWER, ANNUL)}
    for one in session.scalars(waiting):
        code = within(one)
        more = longer[code].get(one.id, 0)
        yield replace(
            kinds(code, one.known_on, more, one.scheme, one.list_code, one.origin),
            about=("proposal", one.id),
            subject_id=one.subject_id,
        )


def _kind(session: Session, today: date, code: str, known_on: date, more: int, *of: str) -> Clock:
    """The clock of all that were made known on the same day for the same list in the same way."""
    scheme, list_code, origin = of
    due = due_of(session, code, known_on, deadline(code).n + more)
    business = Business("proposal", "", "", list_label(session, scheme, list_code))
    permission = "list.confirm" if origin == "annul" else "list.propose"
    return clock(session, code, due, today, business, permission)
