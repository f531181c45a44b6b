"""Load the holidays of a year: read from the State Council's notice by one person, agreed to by another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import CalendarYear, new_id
from procedure.arrangement import Arrangement, Fault, read_notice
from procedure.calendar import Calendar
from services.actor import Actor
from services.calendar.calendars import HolidayYear, loaded_years, shipped_years
from services.clock import day_of
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.people.two_persons import took_part
from services.standing.scores import renew_due
from services.writing import Once, Writer, writing

PERMISSION = "calendar.load"
FIRST_YEAR = 2000

FAULTS: dict[str, Message] = {
    "nothing": say(
        "No holiday was found. Paste the sentences of the notice, such as “1月1日放假”."
    ),
    "backwards": say("The holiday that begins on %(day)s ends before it begins."),
    "weekday_worked": say("%(day)s is no weekend day, so it is worked anyway."),
    "twice": say("%(day)s is named twice."),
    "other_year": say("%(day)s lies in another year."),
    "festival_missing": say("%(day)s is a holiday in every year and is missing here."),
    "no_such_day": say("There is no such day in the calendar: %(day)s."),
    "other_weekday": say(
        "%(day)s is no 周%(weekday)s: the notice is of another year, or mistyped."
    ),
    "miscounted": say("The notice says %(said)s days where %(days)s were read."),
}


@dataclass(frozen=True)
class NoticeDraft:
    """The notice of one year: its number, its day and its sentences, pasted or typed."""

    year: int
    document_no: str
    issued_on: date
    text: str


def propose_year(
    session: Session, actor: Actor, draft: NoticeDraft, now: datetime, once: Once | None = None
) -> str:
    """Hand the holidays of a year in; returns the id of what the second person sees."""
    actor.require(PERMISSION)
    arrangement = checked(draft, day_of(now))
    with writing(session, actor, now, once) as writer:
        if _waiting(session, draft.year):
            raise Conflict(say("Another arrangement of this year waits for a second person."))
        row = _row(draft, arrangement.calendar) | {
            "proposed_by": actor.holder_id,
            "proposed_on": day_of(now).isoformat(),
        }
        writer.add("calendar.propose", {"year": draft.year, "calendar": row})
        writer.result = str(row["id"])
    return writer.result


def checked(draft: NoticeDraft, today: date) -> Arrangement:
    """What the notice says. Raises ``Invalid`` with everything that is wrong with it."""
    if not FIRST_YEAR <= draft.year <= today.year + 1:
        latest = str(today.year + 1)
        raise Invalid({"year": say("This is a year up to %(latest)s.", latest=latest)})
    if draft.issued_on > today:
        raise Invalid({"issued_on": say("This day lies in the future.")})
    arrangement, faults = read_notice(draft.year, draft.text)
    if faults:
        raise Invalid({"text": _said(faults[0], len(faults) - 1)})
    return arrangement


def agree_to_year(
    session: Session, actor: Actor, row_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person: from here on the year is arranged, and scores that count working days are renewed."""
    return _decide(session, actor, row_id, "calendar.load", now, once)


def refuse_year(
    session: Session, actor: Actor, row_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person sends it back; whoever handed it in may take it back as well."""
    return _decide(session, actor, row_id, "calendar.refuse", now, once)


def _decide(
    session: Session, actor: Actor, row_id: str, kind: str, now: datetime, once: Once | None
) -> str:
    actor.require(PERMISSION)
    with writing(session, actor, now, once) as writer:
        row = _proposed_or_404(session, row_id)
        own = took_part(session, actor, row.proposed_by, row.entry_id)
        if own and kind == "calendar.load":
            raise Forbidden(say("You handed this in, so another person must agree to it."))
        by = None if own else actor.holder_id
        _write_decision(writer, kind, row, by)
        renew_due(session, day_of(now))
        writer.result = row_id
    return writer.result


def load_shipped(writer: Writer) -> int:
    """The arrangements that came with the product, those that are not in the record yet; how many."""
    missing = not_in_the_record(writer.session)
    for year in missing:
        draft = NoticeDraft(year.year, year.document, year.issued_on, "")
        row = _row(draft, year.calendar) | {
            "proposed_by": None,
            "proposed_on": day_of(writer.now).isoformat(),
        }
        writer.add("calendar.propose", {"year": year.year, "calendar": row})
        _write_decision(writer, "calendar.load", writer.session.get_one(CalendarYear, row["id"]))
    return len(missing)


def not_in_the_record(session: Session) -> tuple[HolidayYear, ...]:
    """Shipped arrangements that no entry carries yet: before the first set-up, and after a new version."""
    there = {year.year for year in loaded_years(session)}
    return tuple(year for year in shipped_years() if year.year not in there)


def _write_decision(writer: Writer, kind: str, row: CalendarYear, by: str | None = None) -> None:
    decided = {"decided_by": by, "decided_on": day_of(writer.now).isoformat()}
    writer.add(kind, {"year": row.year, "calendar": row.id, **decided})


def _row(draft: NoticeDraft, arranged: Calendar) -> dict[str, Any]:
    return {
        "id": new_id(),
        "year": draft.year,
        "document_no": draft.document_no,
        "issued_on": draft.issued_on.isoformat(),
        "rest": _json(arranged.rest),
        "worked": _json(arranged.worked),
        "state": "proposed",
    }


def _json(days: frozenset[date]) -> str:
    return json.dumps([day.isoformat() for day in sorted(days)])


def _proposed_or_404(session: Session, row_id: str) -> CalendarYear:
    row = session.get(CalendarYear, row_id, with_for_update=True)
    if row is None:
        raise NotFound(say("There is no such arrangement."))
    if row.state != "proposed":
        raise Conflict(say("This arrangement was already decided by somebody else."))
    return row


def _waiting(session: Session, year: int) -> bool:
    query = select(CalendarYear.id).where(
        CalendarYear.year == year, CalendarYear.state == "proposed"
    )
    return session.scalar(query) is not None


def _said(fault: Fault, more: int) -> Message:
    first = FAULTS[fault.code]
    message = Message(first.text, fault.params)
    if not more:
        return message
    return say("%(first)s There are %(more)s more such faults.", first=message, more=more)
