"""What one person has begun or taken over and what is not finished: all of it is handed over together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models import HandoverItem
from services.labels import Both
from services.messages import Message
from services.people.open_kinds import KINDS
from services.people.whose_work import handed_to


@dataclass(frozen=True)
class OpenItem:
    """One thing that is open: its kind by code and in words, whom it is about, what, and since when.

    ``needs``: what whoever goes on with it must be allowed to do.
    """

    kind: str
    label: Message
    id: str
    name: str
    what: Both
    since: date | None
    needs: str


def open_work(session: Session, holder_id: str) -> tuple[OpenItem, ...]:
    """All that this person goes on with, the oldest first."""
    found: list[OpenItem] = []
    for code, kind in KINDS.items():
        his = goes_on(code, kind.table.id, kind.begun_by, holder_id)
        query = select(kind.table).where(his, kind.is_open)
        found += [_item(session, code, thing) for thing in session.scalars(query)]
    return tuple(sorted(found, key=lambda item: (item.since or date.min, item.id)))


def goes_on(kind: str, item: Any, begun_by: Any, *holder_ids: str) -> ColumnElement[bool]:
    """The condition under which one of these persons goes on with a thing: handed to him last, or his own."""
    last = handed_to(kind, item)
    return or_(last.in_(holder_ids), and_(last.is_(None), begun_by.in_(holder_ids)))


def open_counts(session: Session) -> dict[str, int]:
    """How much is open of each person, by holder; nobody who has nothing."""
    found: dict[str, int] = {}
    for code, kind in KINDS.items():
        whose = func.coalesce(handed_to(code, kind.table.id), kind.begun_by).label("whose")
        each = select(whose).where(kind.is_open).subquery()
        query = select(each.c.whose, func.count()).where(each.c.whose.is_not(None))
        for holder_id, count in session.execute(query.group_by(each.c.whose)):
            found[holder_id] = found.get(holder_id, 0) + count
    return found


def handed_item(session: Session, item: HandoverItem) -> OpenItem:
    """What went over, as it is called today; a draft of rules may have been thrown away since."""
    kind = KINDS[item.kind]
    thing = session.get(kind.table, item.item_id)
    if thing is None:
        return OpenItem(item.kind, kind.label, item.item_id, "", Both("—", "—"), None, "")
    return _item(session, item.kind, thing)


def _item(session: Session, code: str, thing: Any) -> OpenItem:
    kind = KINDS[code]
    name, what, since, needs = kind.tell(session, thing)
    return OpenItem(code, kind.label, thing.id, name, what, since, needs)
