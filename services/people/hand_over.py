"""Hand everything open of one person over to another (工作交接), with reason, day and a sheet to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Handover, Holder, new_id
from services.actor import Actor, permissions_of
from services.apply import Private
from services.clock import day_of
from services.labels import Both
from services.messages import Conflict, Invalid, Message, NotFound, say
from services.people.deputies import held_roles
from services.people.open_work import OpenItem, handed_item, open_counts, open_work
from services.writing import Once, writing

READS_ALL = "record.read"
"""The auditor reads every handover and hands nothing over."""


@dataclass(frozen=True)
class HandoverDraft:
    from_id: str
    to_id: str
    reason: str


@dataclass(frozen=True)
class Giver:
    """Somebody who has open work, and how much."""

    id: str
    name: str
    office: Both | None
    count: int


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
    if holder is None or not _within(actor, holder):
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
    lacking = next((item.label for item in items if item.needs not in able), None)
    if lacking is not None:
        return {"to_id": say("The roles of this person do not allow this: %(work)s.", work=lacking)}
    if not _same_office(session, draft):
        return {"to_id": say("Work goes to a person of the same office.")}
    return {}


def _same_office(session: Session, draft: HandoverDraft) -> bool:
    one, other = session.get_one(Holder, draft.from_id), session.get_one(Holder, draft.to_id)
    return one.office_id == other.office_id


def givers(session: Session, actor: Actor) -> tuple[Giver, ...]:
    """Who has open work and what this person may hand over or read of it: also of those who have left."""
    counts = open_counts(session)
    query = select(Holder).where(Holder.id.in_(counts), Holder.subject_id.is_(None))
    found = [
        Giver(holder.id, holder.name or "", _office(holder), counts[holder.id])
        for holder in session.scalars(query)
        if _within(actor, holder)
    ]
    return tuple(sorted(found, key=lambda one: (one.office.zh if one.office else "", one.name)))


def _within(actor: Actor, holder: Holder) -> bool:
    """One's own; with a power over the work of others, that of the own office, or all for the province."""
    if holder.id == actor.holder_id:
        return True
    return _oversees(actor) and (actor.sees_all or holder.office_id == actor.office_id)


def show_handovers(session: Session, actor: Actor) -> list[Sheet]:
    """Those that concern this person, and those of the work that it oversees. The newest first."""
    _reads(actor)
    query = (
        select(Handover)
        .join(ledger.Entry, ledger.Entry.entry_id == Handover.entry_id)
        .order_by(ledger.Entry.seq.desc())
    )
    rows = session.scalars(query)
    return [_sheet(session, row, ()) for row in rows if _may_read(session, actor, row)]


def show_handover(session: Session, actor: Actor, handover_id: str) -> Sheet:
    """One handover with everything in it, or ``NotFound``."""
    _reads(actor)
    row = session.get(Handover, handover_id)
    if row is None or not _may_read(session, actor, row):
        raise NotFound(say("There is no such handover."))
    return _sheet(session, row, tuple(handed_item(session, item) for item in row.items))


def _may_read(session: Session, actor: Actor, row: Handover) -> bool:
    if actor.holder_id in (row.from_id, row.to_id, row.by):
        return True
    return _within(actor, session.get_one(Holder, row.from_id))


def _oversees(actor: Actor) -> bool:
    """Whoever assigns work, and the auditor, who changes nothing."""
    return actor.may("work.assign") or actor.may(READS_ALL)


def _reads(actor: Actor) -> None:
    if not actor.may(READS_ALL):
        actor.require("work.hand_over")


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
