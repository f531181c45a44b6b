"""By person: everything done, decided, read and exported between two dates, in sentences, for the auditor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

import ledger
from models import (
    AccessLog,
    Account,
    ActedFor,
    Holder,
    ListDecision,
    ObjectionDecision,
    RepairDecision,
)
from services.actor import Actor
from services.cases.decision_words import DECISIONS
from services.clock import day_of, end_of
from services.labels import Both, row_label, subject_names
from services.messages import Invalid, Message, NotFound, say
from services.points.point_thresholds import PERMISSION
from services.record.read_history import Told, tell_entries
from services.record.reading_log import subjects_read

MOST = 2000
"""Lines of one part, the newest; a shorter time is chosen for more."""
LONGEST = timedelta(days=366)
AT_ONCE = 500

EXPORTS = (
    *("export.make", "export.bundle", "evidence.download", "disclosure.record"),
    *("dossier.make", "dossier.grant"),
)
"""Entries by which something leaves the department."""

READ: dict[str, Message] = {
    "subject": say("Read the account of %(subject)s"),
    "event": say("Read a record of %(subject)s"),
    "case": say("Read a case of %(subject)s"),
    "objection": say("Read an objection of %(subject)s"),
    "repair": say("Read an application for repair of %(subject)s"),
    "paper": say("Read an official paper of %(subject)s"),
    "result": say("Read the result of %(subject)s in a round"),
    "evidence": say("Opened a file of %(subject)s"),
    "preview": say("Saw that a record would bring %(subject)s onto a list"),
    "points": say("Looked at the points"),
    "person": say("Read the report on the person %(subject)s"),
    "reading": say("Looked at who read what"),
    "sign_in": say("Logged in"),
    "activate": say("Opened the own account for the first time"),
    "password": say("Changed the own password"),
}
"""By the first word of ``AccessLog.what``."""


@dataclass(frozen=True)
class Seen:
    """What was read on a day, how often, and when last."""

    at: datetime
    sentence: Message
    times: int


@dataclass(frozen=True)
class PersonReport:
    """Each part newest first; ``signed`` are decisions on paper that others typed, ``by_deputy`` what a deputy did.

    ``cut``: parts of which only the newest MOST are told.
    """

    holder_id: str
    name: str
    office: Both | None
    first: date
    last: date
    decided: tuple[Told, ...]
    signed: tuple[Told, ...]
    done: tuple[Told, ...]
    by_deputy: tuple[Told, ...]
    exported: tuple[Told, ...]
    read: tuple[Seen, ...]
    cut: bool


def person_report(
    session: Session, actor: Actor, holder_id: str, first: date, last: date
) -> PersonReport:
    """``Forbidden`` but to the auditor; ``Invalid`` for more than a year or days the wrong way round."""
    actor.require(PERMISSION)
    if last < first:
        raise Invalid({"until_on": say("The last day lies before the first one.")})
    if last - first > LONGEST:
        raise Invalid({"from_on": say("At most a year is looked at in one go.")})
    holder = session.get(Holder, holder_id)
    if holder is None:
        raise NotFound(say("There is no such person."))
    within = _within(ledger.Entry.recorded_at, first, last)
    own = _entries(session, [ledger.Entry.actor == holder_id, *within])
    others = select(ActedFor.entry_id).where(ActedFor.for_id == holder_id)
    told = tuple(_told(session, own))
    kinds = {entry.seq: entry.kind for entry in own}
    read = tuple(_seen(session, _reads(session, holder_id, first, last)))
    return PersonReport(
        holder_id=holder_id,
        name=holder.name or "",
        office=row_label(holder.office) if holder.office else None,
        first=first,
        last=last,
        decided=tuple(one for one in told if kinds[one.seq] in DECISIONS),
        signed=tuple(_told(session, _signed(session, holder_id, first, last))),
        done=tuple(one for one in told if kinds[one.seq] not in (*DECISIONS, *EXPORTS)),
        by_deputy=tuple(
            _told(session, _entries(session, [ledger.Entry.entry_id.in_(others), *within]))
        ),
        exported=tuple(one for one in told if kinds[one.seq] in EXPORTS),
        read=read[:MOST],
        cut=len(own) >= MOST or len(read) >= MOST,
    )


def _within(
    at: InstrumentedAttribute[datetime], first: date, last: date
) -> list[ColumnElement[bool]]:
    return [at > end_of(first - timedelta(days=1)), at <= end_of(last)]


def _entries(session: Session, conditions: list[ColumnElement[bool]]) -> Sequence[ledger.Entry]:
    newest = select(ledger.Entry).where(*conditions).order_by(ledger.Entry.recorded_at.desc())
    return session.scalars(newest.order_by(ledger.Entry.seq.desc()).limit(MOST)).all()


def _told(session: Session, entries: Sequence[ledger.Entry]) -> Iterator[Told]:
    for n in range(0, len(entries), AT_ONCE):
        yield from tell_entries(session, entries[n : n + AT_ONCE])


def _signed(session: Session, holder_id: str, first: date, last: date) -> Sequence[ledger.Entry]:
    """The entries of decisions that name this person and that another one typed."""
    ids = [
        select(table.entry_id).where(
            table.decided_by == holder_id,
            table.typed_by != holder_id,
            table.decided_on.between(first, last),
        )
        for table in (ListDecision, ObjectionDecision, RepairDecision)
    ]
    found = [entry_id for query in ids for entry_id in session.scalars(query)]
    return _entries(session, [ledger.Entry.entry_id.in_(found)]) if found else ()


def _reads(session: Session, holder_id: str, first: date, last: date) -> list[AccessLog]:
    accounts = select(Account.id).where(Account.holder_id == holder_id)
    query = (
        select(AccessLog)
        .where(AccessLog.account_id.in_(accounts), *_within(AccessLog.at, first, last))
        .order_by(AccessLog.at.desc(), AccessLog.id.desc())
        .limit(MOST * 5)
    )
    return list(session.scalars(query))


def _seen(session: Session, reads: Iterable[AccessLog]) -> Iterator[Seen]:
    """The same thing read several times on a day is one line."""
    found = list(reads)
    times = Counter(_place(read) for read in found)
    last: dict[tuple[date, str, str], AccessLog] = {}
    for read in found:
        last.setdefault(_place(read), read)
    about: dict[str, str] = {}
    targets = sorted({read.target_id for read in last.values()})
    for n in range(0, len(targets), AT_ONCE):
        about |= subjects_read(session, targets[n : n + AT_ONCE])
    names = subject_names(session, about.values())
    persons = _persons(session, last.values())
    for place, read in last.items():
        word = read.what.split(".")[0]
        sentence = READ.get(word, Message(word))
        name = persons.get(read.target_id) or names.get(about.get(read.target_id, ""), "")
        yield Seen(read.at, Message(sentence.text, {"subject": name}), times[place])


def _persons(session: Session, reads: Iterable[AccessLog]) -> dict[str, str]:
    """Of those on whom a report was read, the names."""
    ids = {read.target_id for read in reads if read.what == "person.view"}
    found = session.execute(select(Holder.id, Holder.name).where(Holder.id.in_(ids)))
    return {holder_id: name or "" for holder_id, name in found}


def _place(read: AccessLog) -> tuple[date, str, str]:
    return day_of(read.at), read.what, read.target_id


@dataclass(frozen=True)
class Staff:
    """A person who has or had an account, for the choice."""

    id: str
    name: str
    office: Both | None


def staff(session: Session, actor: Actor) -> tuple[Staff, ...]:
    """Everybody inside who has or had an account, by office and name."""
    actor.require(PERMISSION)
    query = select(Holder).where(
        Holder.subject_id.is_(None), Holder.id.in_(select(Account.holder_id))
    )
    found = [
        Staff(one.id, one.name or "", row_label(one.office) if one.office else None)
        for one in session.scalars(query)
    ]
    return tuple(sorted(found, key=lambda one: (one.office.zh if one.office else "", one.name)))
