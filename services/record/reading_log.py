"""Who inside read what: kept in batches outside the ledger, shown to the auditor alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select
from sqlalchemy.orm import Session

from models import (
    AccessLog,
    Account,
    Case,
    Event,
    Evidence,
    Holder,
    Objection,
    OfficialPaper,
    Repair,
    RoundSubject,
)
from services.actor import Actor
from services.clock import end_of
from services.labels import subject_names
from services.record.read_history import HistoryFilter
from services.writing import unrecorded

MOST, LONGEST = 50, timedelta(seconds=5)
"""So many reads, or the oldest so old, are written at once: a page does not wait for its own line."""

PAGE = 50

_OF_SUBJECT: tuple[Any, ...] = (Event, Case, Objection, Repair, RoundSubject, OfficialPaper)
"""What can be read and is about a subject."""

KINDS = (
    *("subject", "event", "case", "objection", "repair", "result", "evidence", "paper", "sign_in"),
    *("preview", "points", "person", "reading"),
)
"""What can be read, as ``AccessLog.what`` begins."""

NEW_LIST = "preview.list"
"""Somebody saw that confirming a record would bring its subject onto a list; what else he saw is not kept."""


@dataclass(frozen=True)
class Read:
    account_id: str
    what: str
    target_id: str
    at: datetime


class ReadingLog:
    """The reads of one process that are not written yet; what is lost when it is killed is seconds of it."""

    def __init__(self) -> None:
        self._waiting: deque[Read] = deque()

    def note(self, read: Read) -> None:
        self._waiting.append(read)

    def is_due(self, now: datetime) -> bool:
        if not self._waiting:
            return False
        return len(self._waiting) >= MOST or now - self._waiting[0].at >= LONGEST

    def write(self, session: Session) -> None:
        """Everything that waits, in one transaction; what cannot be written goes on waiting."""
        reads = [self._waiting.popleft() for _place in range(len(self._waiting))]
        if not reads:
            return
        try:
            with unrecorded(session):
                session.execute(insert(AccessLog), [vars(read) for read in reads])
        except Exception:
            self._waiting.extendleft(reversed(reads))
            raise


@dataclass(frozen=True)
class ReadRow:
    """Who read what when; ``about`` is a contractor's name, ``kind`` one of KINDS or what else was noted."""

    at: datetime
    who: str
    office_zh: str
    office_en: str
    kind: str
    about: str
    target_id: str


@dataclass(frozen=True)
class Readings:
    rows: Sequence[ReadRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def show_readings(session: Session, actor: Actor, wanted: HistoryFilter) -> Readings:
    """A page of the log, the newest first; ``Forbidden`` to everybody but the auditor."""
    actor.require("access.read")
    query = (
        select(AccessLog, Holder)
        .outerjoin(Account, Account.id == AccessLog.account_id)
        .outerjoin(Holder, Holder.id == Account.holder_id)
        .where(*_wishes(wanted))
    )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = min(max(1, wanted.page), max(1, -(-total // PAGE)))
    newest = query.order_by(AccessLog.at.desc(), AccessLog.id.desc())
    found = session.execute(newest.limit(PAGE).offset((page - 1) * PAGE)).all()
    return Readings(_rows(session, found), total, page)


def _wishes(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.from_on:
        found.append(AccessLog.at > end_of(wanted.from_on - timedelta(days=1)))
    if wanted.until_on:
        found.append(AccessLog.at <= end_of(wanted.until_on))
    if wanted.holder_id:
        found.append(Holder.id == wanted.holder_id)
    if wanted.kind:
        found.append(AccessLog.what.startswith(wanted.kind))
    if wanted.subject_id:
        found.append(_about(wanted.subject_id))
    return found


def _about(subject_id: str) -> ColumnElement[bool]:
    things = [select(table.id).where(table.subject_id == subject_id) for table in _OF_SUBJECT]
    files = [select(Evidence.id).where(Evidence.owner_id.in_(owners)) for owners in things]
    of_subject = and_(AccessLog.what == "subject.view", AccessLog.target_id == subject_id)
    return or_(of_subject, *(AccessLog.target_id.in_(ids) for ids in (*things, *files)))


def _rows(session: Session, found: Iterable[Any]) -> list[ReadRow]:
    pairs = [(read, holder) for read, holder in found]
    about = subjects_read(session, [read.target_id for read, _holder in pairs])
    names = subject_names(session, about.values())
    return [
        _row(read, holder, names.get(about.get(read.target_id, ""), "")) for read, holder in pairs
    ]


def _row(read: AccessLog, holder: Holder | None, about: str) -> ReadRow:
    office = holder.office if holder else None
    return ReadRow(
        at=read.at,
        who=(holder.name or "") if holder else "",
        office_zh=office.name_zh if office else "",
        office_en=office.name_en if office else "",
        kind=read.what.split(".")[0],
        about=about,
        target_id=read.target_id,
    )


def subjects_read(session: Session, ids: list[str]) -> dict[str, str]:
    """Whom each thing read is about, by its id; a subject is about itself."""
    found = {target: target for target in ids}
    for table in _OF_SUBJECT:
        things = select(table.id, table.subject_id).where(table.id.in_(ids))
        found.update((row[0], row[1]) for row in session.execute(things))
        files = select(Evidence.id, table.subject_id).join(table, table.id == Evidence.owner_id)
        found.update((row[0], row[1]) for row in session.execute(files.where(Evidence.id.in_(ids))))
    return found
