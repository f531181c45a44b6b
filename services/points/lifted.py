"""Corrections that lifted a grade shortly before something was decided, published or told to a buyer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

import ledger
import scoring
from models import (
    Correction,
    Event,
    ListDecision,
    QuerySlip,
    Round,
    RoundSubject,
    SlipFirm,
    SlipLine,
)
from services.clock import day_of
from services.labels import Both
from services.messages import Message, say
from services.points.registry import MOST, Point, Ref, Span, kind
from services.rules.rulebook import rule_book
from services.standing.facts import facts


class Agreed(NamedTuple):
    """A correction that acts, and the entry by which it does."""

    correction: Correction
    event: Event
    entry: ledger.Entry

    @property
    def on(self) -> date:
        return day_of(self.entry.recorded_at)


class Then(NamedTuple):
    """What came of a subject on a day, in words; ``at``: when it was entered, where that is known."""

    subject_id: str
    on: date
    what: Message
    at: datetime | None = None

    def follows(self, one: Agreed, last: date) -> bool:
        """Whether it came after the correction, up to a day; what was entered before it did not."""
        return one.on <= self.on <= last and (self.at is None or self.at > one.entry.recorded_at)


Afterwards = Callable[[Session, Collection[str], date, date], Iterator[Then]]


class Lift(NamedTuple):
    """The grade before and after."""

    before: Both
    after: Both


@kind("lifted", say("A correction lifted a grade, then something was decided"))
def lifted(session: Session, span: Span) -> Iterator[Point]:
    """Every correction of the span is looked at, however many there are; the newest MOST that lifted are told."""
    return islice(_lifted(session, span), MOST)


def _lifted(session: Session, span: Span) -> Iterator[Point]:
    days = span.thresholds["lifted_days"]
    agreed = _agreed(session, span)
    then = _afterwards(session, agreed, days)
    read = _Facts(session)
    for one in agreed:
        last = one.on + timedelta(days=days)
        near = [found for found in then.get(one.event.subject_id, ()) if found.follows(one, last)]
        lift = _lift(read, one) if near else None
        if lift:
            yield _point(one, lift, near[0], days)


def _agreed(session: Session, span: Span) -> list[Agreed]:
    query = (
        select(Correction, Event, ledger.Entry)
        .join(Event, Event.id == Correction.event_id)
        .join(ledger.Entry, ledger.Entry.entry_id == Correction.confirmed_entry_id)
        .where(*span.written("event.correct.confirm"), *span.of_office(Event.office_id))
        .order_by(ledger.Entry.seq.desc())
        .options(lazyload("*"))
    )
    return [Agreed(*row) for row in session.execute(query).unique()]


def _afterwards(session: Session, agreed: list[Agreed], days: int) -> dict[str, list[Then]]:
    """By subject what followed, the soonest first."""
    if not agreed:
        return {}
    first = agreed[-1].on
    last = agreed[0].on + timedelta(days=days)
    subject_ids = {one.event.subject_id for one in agreed}
    found: dict[str, list[Then]] = {}
    for source in AFTERWARDS:
        for then in source(session, subject_ids, first, last):
            found.setdefault(then.subject_id, []).append(then)
    return {subject_id: sorted(told, key=lambda one: one.on) for subject_id, told in found.items()}


def _decisions(
    session: Session, subject_ids: Collection[str], first: date, last: date
) -> Iterator[Then]:
    query = (
        select(ListDecision.subject_id, ListDecision.decided_on, ledger.Entry.recorded_at)
        .outerjoin(ledger.Entry, ledger.Entry.entry_id == ListDecision.entry_id)
        .where(
            ListDecision.subject_id.in_(subject_ids),
            ListDecision.decided_on.between(first, last),
            ListDecision.withdrawn_by.is_(None),
        )
    )
    for subject_id, on, at in session.execute(query):
        yield Then(subject_id, on, say("a decision about a list"), at)


def _results(
    session: Session, subject_ids: Collection[str], first: date, last: date
) -> Iterator[Then]:
    query = (
        select(RoundSubject.subject_id, Round.adopted_on)
        .join(Round, Round.id == RoundSubject.round_id)
        .where(RoundSubject.subject_id.in_(subject_ids), Round.adopted_on.between(first, last))
    )
    for subject_id, on in session.execute(query):
        if on is not None:
            yield Then(subject_id, on, say("the result of a round"))


def _slips(
    session: Session, subject_ids: Collection[str], first: date, last: date
) -> Iterator[Then]:
    query = (
        select(SlipFirm.subject_id, QuerySlip.on, ledger.Entry.recorded_at)
        .join(SlipLine, SlipLine.id == SlipFirm.line_id)
        .join(QuerySlip, QuerySlip.id == SlipLine.slip_id)
        .outerjoin(ledger.Entry, ledger.Entry.entry_id == QuerySlip.entry_id)
        .where(SlipFirm.subject_id.in_(subject_ids), QuerySlip.on.between(first, last))
    )
    for subject_id, on, at in session.execute(query):
        yield Then(subject_id, on, say("a query slip"), at)


AFTERWARDS: tuple[Afterwards, ...] = (_decisions, _results, _slips)


class _Facts:
    """What is known by now of each subject, read once for all of its corrections; a view asks it for earlier."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._read: dict[tuple[str, str], scoring.Facts] = {}

    def of(self, scheme: str, subject_id: str) -> scoring.Facts:
        if (scheme, subject_id) not in self._read:
            self._read[scheme, subject_id] = facts(self.session, scheme, [subject_id])
        return self._read[scheme, subject_id]


def _lift(read: _Facts, one: Agreed) -> Lift | None:
    """The grade of the day of the correction, as known just before it and just after."""
    after = ledger.size_at(read.session, one.entry.recorded_at)
    old, new = (_grade(read, one, size) for size in (one.entry.seq - 1, after))
    if old is None or new is None or new[0] >= old[0]:
        return None
    return Lift(old[1], new[1])


def _grade(read: _Facts, one: Agreed, known: int) -> tuple[int, Both] | None:
    """The grade's place from the best, and its name; None for who is unrated."""
    event = one.event
    book = rule_book(read.session, event.scheme, known)
    if one.on < book.first_day:
        return None
    columns = read.of(event.scheme, event.subject_id)
    score = scoring.score_all(book, columns, scoring.View(one.on, known))
    place = int(score.grade[columns.index(event.subject_id)])
    if place < 0:
        return None
    ruleset = next(version for version in book.versions if version.version == score.version)
    return place, ruleset.grades[place].name


def _point(one: Agreed, lift: Lift, then: Then, days: int) -> Point:
    asked, agreed = Ref("holder", one.correction.asked_by), Ref("holder", one.entry.actor)
    record, subject = Ref("event", one.event.id), Ref("subject", one.event.subject_id)
    return Point(
        kind="lifted",
        about=one.correction.id,
        at=one.entry.recorded_at,
        since=one.entry.recorded_at,
        sentence=say(
            "%(subject)s rose from %(before)s to %(after)s when %(asked)s and %(agreed)s corrected"
            " %(record)s; %(then)s followed on %(day)s",
            subject=subject,
            before=lift.before,
            after=lift.after,
            asked=asked,
            agreed=agreed,
            record=record,
            then=then.what,
            day=then.on.isoformat(),
        ),
        expected=say("nothing is decided within %(days)s days of such a correction", days=days),
        found=say("%(then)s after %(days)s days", then=then.what, days=(then.on - one.on).days),
        links=(record, subject, asked, agreed, Ref("office", one.event.office_id)),
    )
