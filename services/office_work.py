"""What needs this person today: counted by kind, with the day of the oldest and the first few to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, null, or_, select
from sqlalchemy.orm import Session

import ledger
from models import (
    Account,
    Correction,
    Event,
    EventStep,
    EventWithdrawal,
    Extension,
    KnownProposal,
    Listing,
    ProposalRefusal,
    Publication,
    RoleGrant,
    RulesetVersion,
    RuleStay,
    SubjectName,
)
from services.actor import Actor
from services.cases.case_work import CaseWork, case_work
from services.clock import CHINA, day_of
from services.events.reply_time import reply_windows
from services.events.uncounted import open_correction, waits
from services.labels import Both, behaviour_label
from services.objections.dispute_marks import marks_of_events
from services.objections.objection_work import to_confirm, to_decide, to_put_right, to_take_up
from services.paper_work import papers_to_do
from services.people.open_work import goes_on
from services.people.whose_work import unanswered_reply, unserved_decision
from services.repairs import repair_work
from services.rounds.round_work import round_work
from services.scope import full_events
from services.serving.service_records import reached
from services.serving.service_work import service_work

REFUSED_DAYS = 30
"""How long a refused record stays on the desk of the one who entered it."""
FIRST_FEW = 5


@dataclass(frozen=True)
class Item:
    """A record or a case to open (``about`` says which); ``disputed``: since when."""

    id: str
    name: str
    what: Both
    on: date
    disputed: date | None = None
    about: str = "event"


@dataclass(frozen=True)
class Task:
    """A kind of work with how much of it waits; ``oldest`` is the day since which (None: not said)."""

    kind: str
    count: int
    oldest: date | None = None
    first: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Desk:
    """Whose desk on which day, and the ids of all records that wait for somebody."""

    session: Session
    actor: Actor
    today: date
    waiting: tuple[str, ...]


Condition = Callable[[Desk], ColumnElement[bool]]
Rows = Callable[[Actor], Select[Any, Any]]


def office_work(session: Session, actor: Actor, today: date) -> tuple[Task, ...]:
    """Everything that waits for this person, in the order of the house; nothing of what does not wait."""
    return (
        *_of_records(session, actor, today),
        *_of_cases(session, actor, today),
        *_of_others(session, actor),
        *(Task(*waiting) for waiting in service_work(session, actor)),
        *(Task(*waiting) for waiting in round_work(session, actor, today)),
    )


def _of_records(session: Session, actor: Actor, today: date) -> Iterator[Task]:
    mine = [row for row in RECORDS if actor.may(row[1])]
    desk = Desk(session, actor, today, _waiting(session) if mine else ())
    for kind, _permission, condition in mine:
        wanted = condition(desk)
        count, oldest = session.execute(_entered().where(wanted)).one()
        if count:
            yield Task(kind, count, oldest and day_of(oldest), _first(session, wanted))


def _waiting(session: Session) -> tuple[str, ...]:
    """Neither confirmed nor withdrawn, nor held back for a correction that is still open."""
    held = select(Correction.replacement_id).where(
        Correction.replacement_id.is_not(None), *open_correction()
    )
    query = select(Event.id).where(
        Event.confirm.in_(("review", "notice")), *waits(), Event.id.not_in(held)
    )
    return tuple(session.scalars(query))


def _entered() -> Select[Any, Any]:
    """How many records, and when the first of them was entered."""
    counted = select(func.count(), func.min(ledger.Entry.recorded_at)).select_from(Event)
    return counted.join(ledger.Entry, ledger.Entry.entry_id == Event.entry_id)


def _first(session: Session, wanted: ColumnElement[bool]) -> tuple[Item, ...]:
    query = (
        select(Event.id, Event.scheme, Event.behaviour, Event.occurred_on, SubjectName.name)
        .join(ledger.Entry, ledger.Entry.entry_id == Event.entry_id)
        .join(SubjectName, and_(SubjectName.subject_id == Event.subject_id, SubjectName.latest))
        .where(wanted)
        .order_by(ledger.Entry.seq)
        .limit(FIRST_FEW)
    )
    rows = session.execute(query).all()
    marks = marks_of_events(session, [row[0] for row in rows])
    return tuple(
        Item(
            event_id,
            name or "",
            behaviour_label(session, scheme, behaviour),
            on,
            marks.get(event_id),
        )
        for event_id, scheme, behaviour, on, name in rows
    )


def _of_others(session: Session, actor: Actor) -> Iterator[Task]:
    for kind, permission, rows in OTHERS:
        if actor.may(permission):
            count, oldest = session.execute(rows(actor)).one()
            if count:
                yield Task(kind, count, oldest)


def _of_cases(session: Session, actor: Actor, today: date) -> Iterator[Task]:
    """By the act that is next and this person's."""
    found: dict[str, list[CaseWork]] = {}
    for work in case_work(session, actor, today):
        found.setdefault(work.code, []).append(work)
    for code, works in found.items():
        first = tuple(
            Item(w.case_id, w.name, w.what, w.on, about="case") for w in works[:FIRST_FEW]
        )
        yield Task(f"case_{code}", len(works), works[0].on, first)


def _pending(desk: Desk, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(Event.id.in_(desk.waiting), *conditions)


def _others(desk: Desk) -> ColumnElement[bool]:
    """Seen in full, and entered by somebody else."""
    return and_(full_events(desk.actor), Event.entered_by.not_in(desk.actor.persons))


def _review(desk: Desk) -> ColumnElement[bool]:
    return _pending(desk, Event.confirm == "review", _others(desk))


def _correction(desk: Desk) -> ColumnElement[bool]:
    asked = select(Correction.event_id).where(
        Correction.asked_by.not_in(desk.actor.persons), *open_correction()
    )
    return and_(Event.id.in_(asked), full_events(desk.actor))


def _step(kind: str) -> ColumnElement[bool]:
    return exists().where(EventStep.event_id == Event.id, EventStep.kind == kind)


def _notify(desk: Desk) -> ColumnElement[bool]:
    told = _step("notice")
    return _pending(desk, Event.confirm == "notice", ~told, full_events(desk.actor))


def _unanswered() -> ColumnElement[bool]:
    """A reply after which no answer was entered."""
    return exists().where(EventStep.event_id == Event.id, unanswered_reply())


def _answer(desk: Desk) -> ColumnElement[bool]:
    return _pending(desk, Event.confirm == "notice", _unanswered(), full_events(desk.actor))


def _decide(desk: Desk) -> ColumnElement[bool]:
    """The notice was served, and the party was heard or let its days pass."""
    heard = or_(and_(_step("reply"), ~_unanswered()), and_(_over(desk), ~_step("reply")))
    return _pending(desk, Event.confirm == "notice", heard, _served(), _others(desk))


def _served() -> ColumnElement[bool]:
    return exists().where(
        EventStep.event_id == Event.id,
        EventStep.kind == "notice",
        reached(EventStep.id),
    )


def _over(desk: Desk) -> ColumnElement[bool]:
    """The time to reply has run out; it hangs on the calendar, so it is reckoned here."""
    query = select(EventStep).where(
        EventStep.kind == "notice", EventStep.event_id.in_(desk.waiting)
    )
    notices = list(desk.session.scalars(query))
    windows = reply_windows(desk.session, notices)
    over = {n.event_id for n in notices if n.id in windows and windows[n.id].over(desk.today)}
    return Event.id.in_(over)


def _mine(desk: Desk) -> ColumnElement[bool]:
    return _pending(desk, goes_on("event", Event.id, Event.entered_by, *desk.actor.persons))


def _refused(desk: Desk) -> ColumnElement[bool]:
    since = datetime.combine(desk.today - timedelta(days=REFUSED_DAYS), time(), CHINA)
    lately = (
        select(EventWithdrawal.event_id)
        .join(ledger.Entry, ledger.Entry.entry_id == EventWithdrawal.entry_id)
        .where(EventWithdrawal.refused, ledger.Entry.recorded_at >= since)
    )
    return and_(Event.id.in_(lately), Event.entered_by == desk.actor.holder_id)


def _serve(desk: Desk) -> ColumnElement[bool]:
    """A notice that was drawn up, or a decision that was made, and has not been served."""
    told = _pending(desk, Event.confirm == "notice", _step("notice"), ~_served())
    return and_(or_(told, unserved_decision()), full_events(desk.actor))


RECORDS: tuple[tuple[str, str, Condition], ...] = (
    ("review", "event.review", _review),
    ("correction", "event.review", _correction),
    ("decide", "event.review", _decide),
    ("answer", "event.step", _answer),
    ("notify", "event.step", _notify),
    ("serve", "event.step", _serve),
    ("refused", "event.enter", _refused),
    ("mine", "event.enter", _mine),
)
"""Kinds of work on records: the permission that makes it this person's, and which records wait."""


def _standing(*conditions: ColumnElement[bool]) -> Select[Any, Any]:
    """Proposals that stand, as they were made known."""
    wanted = and_(KnownProposal.gone_on.is_(None), KnownProposal.case_id.is_(None), *conditions)
    return select(func.count(), func.min(KnownProposal.known_on)).where(wanted)


def _refused_by(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        ProposalRefusal.proposal_id == KnownProposal.id,
        ProposalRefusal.withdrawn_by.is_(None),
        *conditions,
    )


def _proposals(_actor: Actor) -> Select[Any, Any]:
    return _standing(KnownProposal.origin != "annul", ~_refused_by())


def _to_sign(actor: Actor) -> Select[Any, Any]:
    return _standing(
        _refused_by(
            ProposalRefusal.needs_second.is_(True),
            ProposalRefusal.confirmed_by.is_(None),
            ProposalRefusal.declined_by.not_in(actor.persons),
        )
    )


def _to_annul(_actor: Actor) -> Select[Any, Any]:
    return _standing(KnownProposal.origin == "annul")


def _by_rule(_actor: Actor) -> Select[Any, Any]:
    in_register = exists().where(
        Listing.confirmation_id.is_not(None),
        Listing.subject_id == RuleStay.subject_id,
        Listing.scheme == RuleStay.scheme,
        Listing.list_code == RuleStay.list_code,
        Listing.from_on == RuleStay.from_on,
        or_(Listing.end.is_(None), Listing.end != "annul"),
    )
    return select(func.count(), func.min(RuleStay.from_on)).where(~in_register)


def _publications(actor: Actor) -> Select[Any, Any]:
    return select(func.count(), func.min(Publication.from_on)).where(
        Publication.agreed_by.is_(None),
        Publication.refused_by.is_(None),
        Publication.ended_on.is_(None),
        Publication.asked_by.not_in(actor.persons),
    )


def _extensions(actor: Actor) -> Select[Any, Any]:
    return select(func.count(), func.min(Extension.asked_on)).where(
        Extension.state == "asked", Extension.asked_by != actor.holder_id
    )


def _rulesets(actor: Actor) -> Select[Any, Any]:
    return select(func.count(), null()).where(
        RulesetVersion.state == "proposed", RulesetVersion.proposed_by.not_in(actor.persons)
    )


def _roles(actor: Actor) -> Select[Any, Any]:
    asked = and_(
        RoleGrant.granted_by.is_(None),
        RoleGrant.refused_by.is_(None),
        RoleGrant.proposed_by != actor.holder_id,
    )
    ending = and_(
        RoleGrant.revocation_proposed_by != actor.holder_id, RoleGrant.revoked_by.is_(None)
    )
    others = RoleGrant.holder_id != actor.holder_id
    return select(func.count(), func.min(RoleGrant.proposed_on)).where(others, or_(asked, ending))


def _accounts(_actor: Actor) -> Select[Any, Any]:
    return select(func.count(), null()).where(Account.active, Account.password_hash.is_(None))


OTHERS: tuple[tuple[str, str, Rows], ...] = (
    ("objection", "objection.decide", to_decide),
    ("objection_new", "objection.handle", to_take_up),
    ("objection_typed", "objection.handle", to_confirm),
    ("objection_upheld", "event.correct", to_put_right),
    ("proposal", "list.propose", _proposals),
    ("refusal", "list.decide", _to_sign),
    ("by_rule", "list.confirm", _by_rule),
    ("annul", "list.confirm", _to_annul),
    ("publication", "list.publish", _publications),
    ("rectification", "event.review", repair_work.rectifications_to_answer),
    ("repair_check", "repair.handle", repair_work.to_check),
    ("repair_decide", "repair.decide", repair_work.to_decide),
    ("repair_typed", "repair.confirm", repair_work.to_confirm),
    ("repair_serve", "repair.handle", repair_work.to_serve),
    ("paper", "objection.handle", papers_to_do),
    ("extension", "list.decide", _extensions),
    ("ruleset", "rules.publish", _rulesets),
    ("role", "role.grant", _roles),
    ("account", "account.manage", _accounts),
)
"""The other kinds: the permission, and how many wait since which day."""


def has_desk(actor: Actor) -> bool:
    """Whether anything can ever wait for this person."""
    return any(actor.may(permission) for _kind, permission, _rows in (*RECORDS, *OTHERS))
