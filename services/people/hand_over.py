"""Hand everything open of one person over to another (工作交接), with reason, day and a sheet to sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

import ledger
from models import Case, Event, Handover, HandoverItem, Holder, RulesetVersion, new_id
from services.actor import Actor, permissions_of
from services.apply import Private
from services.clock import day_of
from services.events.uncounted import waits
from services.labels import Both, behaviour_label, list_label, scheme_label
from services.messages import Conflict, Invalid, Message, NotFound, say
from services.people.deputies import held_roles
from services.rules.list_rules import undecided
from services.writing import Once, writing

NEEDED = {"event": "event.enter", "case": "list.propose", "ruleset": "rules.propose"}
"""What whoever takes over a thing must be allowed to do."""


@dataclass(frozen=True)
class OpenItem:
    """One thing that is open: ``kind`` event, case or ruleset, whom it is about, what, and since when."""

    kind: str
    id: str
    name: str
    what: Both
    since: date


@dataclass(frozen=True)
class HandoverDraft:
    from_id: str
    to_id: str
    reason: str


@dataclass(frozen=True)
class Sheet:
    """交接清单: who, to whom, by whom entered, why, and everything that went over."""

    id: str
    from_name: str
    from_office: Both | None
    to_name: str
    to_office: Both | None
    by_name: str
    on: date
    reason: str
    items: tuple[OpenItem, ...]


def hand_over(
    session: Session, actor: Actor, draft: HandoverDraft, now: datetime, once: Once | None = None
) -> str:
    """Everything open of ``from_id`` becomes the business of ``to_id``; returns the handover's id.

    Who entered a thing stays who entered it: only who goes on with it changes.
    """
    _may(session, actor, draft.from_id)
    with writing(session, actor, now, once) as writer:
        items = open_work(session, draft.from_id)
        if problems := _problems(session, draft, items):
            raise Invalid(problems)
        handover_id, private = new_id(), Private()
        private.keep("handover", handover_id, reason=draft.reason)
        row = {
            "id": handover_id,
            "from_id": draft.from_id,
            "to_id": draft.to_id,
            "on": day_of(now).isoformat(),
            "by": actor.holder_id,
        }
        rows = [_row(handover_id, place, item) for place, item in enumerate(items, 1)]
        writer.add("handover.make", {"handover": row, "items": rows}, private=private)
        writer.result = handover_id
    return writer.result


def _row(handover_id: str, place: int, item: OpenItem) -> dict[str, Any]:
    return {
        "id": new_id(),
        "handover_id": handover_id,
        "position": place,
        "kind": item.kind,
        "item_id": item.id,
    }


def _may(session: Session, actor: Actor, holder_id: str) -> None:
    """One's own work; that of the own office, or of all for the province, with ``work.assign``."""
    actor.require("work.hand_over")
    if holder_id == actor.holder_id:
        return
    actor.require("work.assign")
    holder = session.get(Holder, holder_id)
    if holder is None or not (actor.sees_all or holder.office_id == actor.office_id):
        raise NotFound(say("There is no such person."))


def _problems(
    session: Session, draft: HandoverDraft, items: tuple[OpenItem, ...]
) -> dict[str, Message]:
    if not items:
        raise Conflict(say("Nothing of this person is open."))
    if not draft.reason.strip():
        return {"reason": say("Please give the reason.")}
    if draft.to_id == draft.from_id:
        return {"to_id": say("Work is handed over to another person.")}
    able = permissions_of(held_roles(session, draft.to_id))
    if not {NEEDED[item.kind] for item in items} <= able:
        return {"to_id": say("The roles of this person do not allow some of this work.")}
    if not _same_office(session, draft):
        return {"to_id": say("Work goes to a person of the same office.")}
    return {}


def _same_office(session: Session, draft: HandoverDraft) -> bool:
    one, other = session.get_one(Holder, draft.from_id), session.get_one(Holder, draft.to_id)
    return one.office_id == other.office_id


def open_work(session: Session, holder_id: str) -> tuple[OpenItem, ...]:
    """What this person has begun or taken over and what is not finished, the oldest first."""
    found: list[OpenItem] = []
    for kind, (table, begun_by, unfinished) in _unfinished().items():
        query = select(table).where(goes_on(kind, table.id, begun_by, holder_id), *unfinished)
        found += [_item(session, thing) for thing in session.scalars(query)]
    return tuple(sorted(found, key=lambda item: (item.since, item.id)))


def goes_on(kind: str, item: Any, begun_by: Any, *holder_ids: str) -> ColumnElement[bool]:
    """The condition under which one of these persons goes on with a thing: handed to him last, or his own."""
    last = _last(kind, item)
    return or_(last.in_(holder_ids), and_(last.is_(None), begun_by.in_(holder_ids)))


def _last(kind: str, item: Any) -> Any:
    """To whom a thing was handed over last."""
    made, part = aliased(Handover), aliased(HandoverItem)
    return (
        select(made.to_id)
        .join(part, part.handover_id == made.id)
        .join(ledger.Entry, ledger.Entry.entry_id == made.entry_id)
        .where(part.kind == kind, part.item_id == item)
        .order_by(ledger.Entry.seq.desc())
        .limit(1)
        .correlate_except(made, part, ledger.Entry)
        .scalar_subquery()
    )


def _unfinished() -> dict[str, tuple[type[Any], Any, tuple[ColumnElement[bool], ...]]]:
    """By kind: the table, who began a thing, and the condition under which it is open."""
    waiting = (Event.confirm.in_(("review", "notice")), *waits())
    proposed = (RulesetVersion.state == "proposed",)
    return {
        "event": (Event, Event.entered_by, waiting),
        "case": (Case, Case.opened_by, (undecided(),)),
        "ruleset": (RulesetVersion, RulesetVersion.proposed_by, proposed),
    }


def _item(session: Session, thing: Event | Case | RulesetVersion) -> OpenItem:
    if isinstance(thing, Event):
        what = behaviour_label(session, thing.scheme, thing.behaviour)
        return OpenItem("event", thing.id, thing.subject.name, what, thing.occurred_on)
    if isinstance(thing, Case):
        what = list_label(session, thing.scheme, thing.list_code)
        return OpenItem("case", thing.id, thing.subject.name, what, thing.opened_on)
    title = scheme_label(session, thing.scheme)
    return OpenItem("ruleset", thing.id, thing.version, title, thing.effective_from)


def show_handovers(session: Session, actor: Actor) -> list[Sheet]:
    """Those that concern this person; all of them for whoever assigns work. The newest first."""
    actor.require("work.hand_over")
    query = (
        select(Handover)
        .join(ledger.Entry, ledger.Entry.entry_id == Handover.entry_id)
        .order_by(ledger.Entry.seq.desc())
    )
    if not actor.may("work.assign"):
        mine = actor.holder_id
        query = query.where(or_(Handover.from_id == mine, Handover.to_id == mine))
    return [_sheet(session, row, ()) for row in session.scalars(query)]


def show_handover(session: Session, actor: Actor, handover_id: str) -> Sheet:
    """One handover with everything in it, or ``NotFound``."""
    actor.require("work.hand_over")
    row = session.get(Handover, handover_id)
    party = row is not None and actor.holder_id in (row.from_id, row.to_id, row.by)
    if row is None or not (party or actor.may("work.assign")):
        raise NotFound(say("There is no such handover."))
    return _sheet(session, row, tuple(_told(session, row)))


def _told(session: Session, row: Handover) -> Iterator[OpenItem]:
    for item in row.items:
        table, _begun_by, _open = _unfinished()[item.kind]
        yield _item(session, session.get_one(table, item.item_id))


def _sheet(session: Session, row: Handover, items: tuple[OpenItem, ...]) -> Sheet:
    one, other = session.get_one(Holder, row.from_id), session.get_one(Holder, row.to_id)
    return Sheet(
        id=row.id,
        from_name=one.name or "",
        from_office=_office(one),
        to_name=other.name or "",
        to_office=_office(other),
        by_name=session.get_one(Holder, row.by).name or "",
        on=row.on,
        reason=row.reason or "",
        items=items,
    )


def _office(holder: Holder) -> Both | None:
    return Both(holder.office.name_zh, holder.office.name_en) if holder.office else None


def open_counts(session: Session) -> dict[str, int]:
    """How much is open of each person, by holder; nobody who has nothing."""
    found: dict[str, int] = {}
    for kind, (table, begun_by, unfinished) in _unfinished().items():
        whose = func.coalesce(_last(kind, table.id), begun_by)
        query = select(whose, func.count()).where(*unfinished).group_by(whose)
        for holder_id, count in session.execute(query):
            found[holder_id] = found.get(holder_id, 0) + count
    return found
