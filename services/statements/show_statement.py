"""Show a subject's account under each scheme: the statement, what comes next, lists, and what was put right.

For any day and as known on any day. A contractor's user sees its own account with the office in charge on
every line; staff outside a record's region see the heading of its line alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import (
    Assignment,
    Event,
    EventConfirmation,
    Holder,
    ListDecision,
    Office,
    Programme,
    RulesetVersion,
    Subject,
)
from services.actor import Actor
from services.clock import end_of
from services.events.uncounted import Corrected, Waiting, corrected, count_waiting, notified
from services.labels import Both, row_label
from services.messages import Invalid, Message, NotFound, say
from services.objections.dispute_marks import marks_of_events
from services.rules.applies_to import scheme_weighs
from services.rules.rulebook import newest_ruleset, rule_book, schemes
from services.scope import sees_in_full, subject_or_404
from services.standing.facts import facts, known_records
from services.statements.next_changes import Ahead, changes_ahead
from services.statements.shown_lists import ShownListing, shown_lists
from services.statements.statement_lines import Teller
from services.statements.statement_parts import (
    Beneath,
    Contact,
    Knowledge,
    StatementLine,
    by_dimension,
)
from services.statements.verdict_words import Verdict
from services.subjects.subject_words import PERSON, kinds_of

YEARS_AHEAD = 10


@dataclass(frozen=True)
class Axes:
    """For which day, and known at the end of which day (None: now)."""

    on: date
    known_on: date | None = None


@dataclass(frozen=True)
class Account:
    """One scheme's account of a subject: opening + Σ points of ``lines`` = closing; hundredths.

    ``known`` are the ids of all records that were known; ``graded`` holds, where there are no points,
    the grade from each day of the statement on which it may have changed.
    """

    scheme: str
    title: Both
    ruleset: scoring.Ruleset
    score: scoring.Score
    grade: scoring.Grade | None
    opening: int
    lines: tuple[StatementLine, ...]
    verdicts: tuple[tuple[Verdict, tuple[Beneath, ...]], ...]
    made_of: tuple[tuple[scoring.Dimension, tuple[StatementLine, ...]], ...]
    rest: tuple[StatementLine, ...]
    ahead: tuple[Ahead, ...]
    lists: tuple[ShownListing, ...]
    corrected: tuple[Corrected, ...]
    knowledge: Knowledge
    known: frozenset[str]
    graded: Mapping[date, scoring.Grade | None]

    @property
    def places(self) -> int:
        return self.score.places

    @property
    def scored(self) -> bool:
        """Whether there are points: a category scheme has the grade alone."""
        return not self.ruleset.category

    @property
    def silent(self) -> Iterator[tuple[Event, scoring.Silent]]:
        """The known records that weigh nothing on the day, each with the reason."""
        events = self.knowledge.events
        return ((events[s.event_id], s) for s in self.score.silent if s.event_id in events)

    def grade_on(self, day: date) -> scoring.Grade | None:
        """The grade of a day of the statement, where there are no points."""
        begun = [since for since in self.graded if since <= day]
        return self.graded[max(begun)] if begun else None


@dataclass(frozen=True)
class NoAccount:
    """A scheme that had no version in force on the day; ``first_day`` has one."""

    scheme: str
    title: Both
    first_day: date


@dataclass(frozen=True)
class Shown:
    """A subject with its accounts. ``waiting`` counts, for staff; a contractor sees what it was notified of."""

    subject: Subject
    name: str
    axes: Axes
    accounts: tuple[Account | NoAccount, ...]
    waiting: int
    notified: tuple[Waiting, ...]

    @property
    def kinds_unknown(self) -> bool:
        """Whether nobody put down what it does: schemes for one kind of work then weigh it too."""
        return self.subject.kind != PERSON and not kinds_of(self.subject.business)


def show_statement(
    session: Session, actor: Actor, subject_id: str, axes: Axes, today: date
) -> Shown:
    """Raises ``NotFound`` for whom this person may not see, ``Invalid`` for days that cannot be asked."""
    subject = subject_or_404(session, actor, subject_id)
    check_axes(axes, today)
    known = known_size(session, axes, today)
    accounts = [
        account
        for scheme in schemes_of(session, subject)
        if (account := account_of(session, actor, subject, scheme, axes, known))
    ]
    return Shown(
        subject=subject,
        name=subject.name_on(axes.on),
        axes=axes,
        accounts=tuple(accounts),
        waiting=count_waiting(session, actor, subject.id),
        notified=notified(session, actor, subject.id),
    )


def check_axes(axes: Axes, today: date) -> None:
    """Nobody knows today what will be known tomorrow; a day to come is a forecast."""
    if axes.known_on is not None and axes.known_on > today:
        raise Invalid({"known": say("What will be known on a later day cannot be known today.")})
    if axes.on.year > today.year + YEARS_AHEAD:
        raise Invalid(
            {"on": say("A forecast reaches at most %(years)s years ahead.", years=YEARS_AHEAD)}
        )


def known_size(session: Session, axes: Axes, today: date) -> int | None:
    """The ledger size at the end of the day asked for; None is now."""
    if axes.known_on is None or axes.known_on >= today:
        return None
    return ledger.size_at(session, end_of(axes.known_on))


def schemes_of(session: Session, subject: Subject) -> list[str]:
    """The schemes that weigh a subject: by records, decisions or work; else those made for its kind.

    Those made for certain kinds of work come before those for everybody.
    """
    recorded = select(Event.scheme).where(Event.subject_id == subject.id)
    worked = (
        select(Programme.scheme)
        .join(Assignment, Assignment.programme_id == Programme.id)
        .where(Assignment.subject_id == subject.id)
    )
    decided = select(ListDecision.scheme).where(ListDecision.subject_id == subject.id)
    touched, at_work = set(session.scalars(recorded.union(decided))), set(session.scalars(worked))
    published = schemes(session)
    made_for = [s for s in published if scheme_weighs(newest_ruleset(session, s), subject)]
    found = touched | at_work.intersection(made_for)
    weighing = [s for s in published if s in found] or made_for
    return sorted(weighing, key=lambda scheme: not newest_ruleset(session, scheme).contractor_kinds)


def account_of(
    session: Session, actor: Actor, subject: Subject, scheme: str, axes: Axes, known: int | None
) -> Account | NoAccount | None:
    """None where the scheme itself was not known yet."""
    try:
        book = rule_book(session, scheme, known)
    except NotFound:
        return None
    columns = facts(session, scheme, [subject.id], known)
    view = scoring.View(axes.on, known)
    knowledge = know(session, actor, subject.id, scheme, book)
    return account_from(session, actor, knowledge, columns, view)


def account_from(
    session: Session,
    actor: Actor,
    knowledge: Knowledge,
    columns: scoring.Facts,
    view: scoring.View,
    rules: scoring.RuleBook | None = None,
) -> Account | NoAccount:
    """The account of the one subject of these facts, weighed by its rule book or by other ``rules``."""
    book = knowledge.book
    weighing = rules or book
    title = book.versions[-1].title
    try:
        score = scoring.explain(weighing, columns, columns.subjects[0], view)
    except scoring.NoScore as early:
        return NoAccount(book.scheme, title, early.first_day)
    teller = Teller(knowledge, score)
    ruleset = teller.ruleset
    standing = teller.today()
    return Account(
        scheme=book.scheme,
        title=title,
        ruleset=ruleset,
        score=score,
        grade=ruleset.grade(score.grade) if score.grade else None,
        opening=teller.opening(),
        lines=teller.journal(),
        verdicts=teller.verdicts(),
        made_of=tuple((d, tuple(lines)) for d, lines in by_dimension(ruleset, standing)),
        rest=tuple(line for line in standing if line.dimension is None),
        ahead=changes_ahead(replace(knowledge, book=weighing), columns, score),
        lists=shown_lists(session, actor, score, book),
        corrected=corrected(session, knowledge, view.known),
        knowledge=knowledge,
        known=known_records(columns, score.view.known),
        graded=_graded(weighing, columns, score) if ruleset.category else {},
    )


def _graded(
    book: scoring.RuleBook, columns: scoring.Facts, score: scoring.Score
) -> Mapping[date, scoring.Grade | None]:
    """The grade from each day on which it may have changed, since the statement opened."""
    opened, on = score.statement.opened_on, score.view.on
    walked = scoring.history(book, columns, score.subject_id, opened, on, score.view.known)
    found: dict[date, scoring.Grade | None] = {}
    for day, _points, code, _unrated in walked:
        ruleset = book.in_force(day) or book.versions[0]
        found[day] = ruleset.grade(code) if code else None
    return found


def know(
    session: Session, actor: Actor, subject_id: str, scheme: str, book: scoring.RuleBook
) -> Knowledge:
    """The confirmed records of one subject under a scheme, as this person may see them."""
    query = select(Event).where(Event.subject_id == subject_id, Event.scheme == scheme)
    confirmed = exists().where(EventConfirmation.event_id == Event.id)
    events = {event.id: event for event in session.scalars(query.where(confirmed))}
    seen = frozenset(sees_in_full(session, actor, events))
    return Knowledge(
        book=book,
        events=events,
        seen=seen,
        versions=_versions(session, scheme),
        contacts=_contacts(session, events.values()),
        confirmed=_confirmed(session, events.values()) if actor.subject_id is None else {},
        disputed=marks_of_events(session, events),
    )


def _versions(session: Session, scheme: str) -> Mapping[str, str]:
    query = select(RulesetVersion.version, RulesetVersion.id).where(
        RulesetVersion.scheme == scheme, RulesetVersion.state == "published"
    )
    return dict(session.execute(query).all())


def _contacts(session: Session, events: Iterable[Event]) -> Mapping[str, Contact]:
    listed = list(events)
    query = select(Office).where(Office.id.in_({event.office_id for event in listed}))
    offices = {office.id: contact(office) for office in session.scalars(query)}
    return {event.id: offices[event.office_id] for event in listed}


def contact(office: Office) -> Contact:
    return Contact(row_label(office), office.telephone)


def _confirmed(session: Session, events: Iterable[Event]) -> Mapping[str, Message]:
    """Who confirmed each record, for staff."""
    listed = [(event.id, event.confirmation) for event in events if event.confirmation]
    ids = {confirmation.confirmed_by for _, confirmation in listed}
    query = select(Holder.id, Holder.name).where(Holder.id.in_(ids))
    names = dict(session.execute(query).all())
    return {
        event_id: _confirmation(confirmation, names.get(confirmation.confirmed_by) or "")
        for event_id, confirmation in listed
    }


def _confirmation(confirmation: EventConfirmation, name: str) -> Message:
    if confirmation.way == "none":
        return say("Needs no confirmation; entered by %(name)s.", name=name)
    if confirmation.decision_no:
        return say(
            "Confirmed by %(name)s, decision %(number)s.",
            name=name,
            number=confirmation.decision_no,
        )
    return say("Confirmed by %(name)s.", name=name)
