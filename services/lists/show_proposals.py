"""Show proposals with the days of their answer: what is proposed and why, since when, and who answered it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import KnownProposal, Listing, Relation, Subject
from services.actor import Actor
from services.calendar.extensions import extended_due
from services.cases.shown_papers import People, Someone
from services.labels import subject_names
from services.lists.known_proposals import open_proposals
from services.lists.show_lists import ListFilter
from services.messages import NotFound, say
from services.people.two_persons import took_part
from services.rules.list_rules import last_day, list_rule
from services.scope import region_prefix
from services.subjects.find_subjects import matches

ANSWER = "proposal_answer"
ANNUL = "annulment_recompute"
"""What the rules no longer make is annulled in the days that the law gives, which nobody lengthens."""


@dataclass(frozen=True)
class ShownTie:
    """A relation on the way from the listed unit: ``entity`` has ``holder`` as its ``kind``; ``by_name``: no
    registered party, the name alone says that it is the same."""

    kind: str
    entity: str
    holder: str
    from_on: date
    by_name: bool


@dataclass(frozen=True)
class ShownRefusal:
    grounds: str
    on: date
    by: Someone
    needs_second: bool
    second: Someone | None


@dataclass(frozen=True)
class ShownProposal:
    """``state``: open, signed (waits for the second person), declined, taken. ``over``: days past the last one.

    Of an affiliate ``cause`` is the listed unit's name, ``cause_list`` and ``cause_from`` its listing, ``how``
    the way to it. ``actions``: open_case, decline, sign, take_back, annul.
    """

    id: str
    subject_id: str
    name: str
    code: str
    scheme: str
    list_code: str
    origin: str
    from_on: date
    last_day: date | None
    known_on: date
    due_on: date
    provisional: bool
    over: int
    state: str
    case_id: str | None
    refusal: ShownRefusal | None
    cause_id: str | None
    cause: str
    cause_list: str
    cause_from: date | None
    how: str | None
    ties: tuple[ShownTie, ...]
    serious: bool
    actions: frozenset[str]


@dataclass(frozen=True)
class Proposals:
    """``waiting``: unanswered, the first that runs out first; ``declined``: answered without a case, still standing."""

    waiting: tuple[ShownProposal, ...]
    declined: tuple[ShownProposal, ...]


def show_proposals(session: Session, actor: Actor, wanted: ListFilter, today: date) -> Proposals:
    """Those that still stand; nothing for whom nothing has been decided yet."""
    if not actor.may("case.read"):
        return Proposals((), ())
    unopened = KnownProposal.case_id.is_(None)
    query = open_proposals("rule", "affiliate", "annul").where(*_wishes(wanted), unopened)
    found = list(session.scalars(query).unique())
    shown = [_shown(session, actor, one, today) for one in found]
    waiting = [one for one in shown if one.state in ("open", "signed")]
    return Proposals(
        waiting=tuple(sorted(waiting, key=lambda one: (one.due_on, one.name))),
        declined=tuple(one for one in shown if one.state == "declined"),
    )


def show_proposal(session: Session, actor: Actor, proposal_id: str, today: date) -> ShownProposal:
    """One of them, whether or not it still stands."""
    actor.require("case.read")
    found = session.get(KnownProposal, proposal_id, populate_existing=True)
    if found is None:
        raise NotFound(say("There is no such proposal."))
    return _shown(session, actor, found, today)


def _wishes(wanted: ListFilter) -> Iterable[ColumnElement[bool]]:
    if wanted.list:
        scheme, _sep, code = wanted.list.partition("/")
        yield KnownProposal.scheme == scheme
        yield KnownProposal.list_code == code
    subjects = select(Subject.id)
    if wanted.region:
        home = Subject.home_region.startswith(region_prefix(wanted.region))
        yield KnownProposal.subject_id.in_(subjects.where(home))
    if wanted.q:
        yield KnownProposal.subject_id.in_(subjects.where(matches(wanted.q)))


def _shown(session: Session, actor: Actor, one: KnownProposal, today: date) -> ShownProposal:
    due = extended_due(session, within(one), one.known_on, one.id)
    cause = session.get(Listing, one.cause_id) if one.cause_id else None
    rule = list_rule(session, one.scheme, one.list_code)
    state = state_of(one)
    return ShownProposal(
        id=one.id,
        subject_id=one.subject_id,
        name=one.subject.name,
        code=one.subject.code or one.subject.practice_no or "",
        scheme=one.scheme,
        list_code=one.list_code,
        origin=one.origin,
        from_on=one.from_on,
        last_day=last_day(one.until_on),
        known_on=one.known_on,
        due_on=due.on,
        provisional=due.provisional,
        over=max(0, (today - due.on).days) if state in ("open", "signed") else 0,
        state=state,
        case_id=one.case_id,
        refusal=_refusal(session, actor, one),
        cause_id=cause.subject_id if cause else None,
        cause=cause.subject.name if cause else "",
        cause_list=cause.list_code if cause else "",
        cause_from=cause.from_on if cause else None,
        how=one.how,
        ties=_ties(session, one),
        serious=rule is None or rule.severity_class == "serious",
        actions=frozenset(_actions(session, actor, one, state)),
    )


def within(one: KnownProposal) -> str:
    """The deadline of its answer."""
    return ANNUL if one.origin == "annul" else ANSWER


def state_of(one: KnownProposal) -> str:
    """open, signed, declined, taken, or gone."""
    if one.gone_on is not None:
        return "gone"
    if one.case_id is not None:
        return "taken"
    if one.refusal is None:
        return "open"
    return "declined" if one.refusal.stands else "signed"


def _actions(session: Session, actor: Actor, one: KnownProposal, state: str) -> set[str]:
    if one.origin == "annul":
        return {"annul"} if state == "open" and actor.may("list.confirm") else set()
    if state == "open" and actor.may("list.propose"):
        return {"open_case", "decline"}
    if state != "signed" or one.refusal is None:
        return set()
    own = took_part(session, actor, one.refusal.declined_by, one.refusal.entry_id)
    found = {"sign", "take_back"} if actor.may("list.decide") and not own else set()
    return found | {"take_back"} if own else found


def _refusal(session: Session, actor: Actor, one: KnownProposal) -> ShownRefusal | None:
    if one.refusal is None:
        return None
    people = People(session, actor, [one.refusal.declined_by, one.refusal.confirmed_by])
    return ShownRefusal(
        grounds=one.refusal.grounds or "",
        on=one.refusal.declined_on,
        by=people[one.refusal.declined_by],
        needs_second=one.refusal.needs_second,
        second=people.get(one.refusal.confirmed_by),
    )


def _ties(session: Session, one: KnownProposal) -> tuple[ShownTie, ...]:
    relations = [session.get_one(Relation, tie) for tie in (one.ties or "").split()]
    names = subject_names(
        session, [party for r in relations for party in (r.subject_id, r.other_id)]
    )
    return tuple(
        ShownTie(
            kind=r.kind,
            entity=names.get(r.subject_id, ""),
            holder=names.get(r.other_id or "", r.person_name or ""),
            from_on=r.from_on,
            by_name=r.other_id is None and len(relations) > 1,
        )
        for r in relations
    )
