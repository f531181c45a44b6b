"""Import contractors from the rows of a workbook: all of them or none, and the same file twice is harmless."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from identity.codes import normalise
from identity.names import fold, sound_key
from models import Subject, SubjectName
from services.actor import Actor
from services.clock import day_of
from services.messages import Message, say
from services.subjects.register_subject import Registration, add_subject, faults, normal
from services.writing import Writer, writing

RowFaults = dict[int, dict[str, Message]]


class RowsRefused(Exception):
    """Nothing was imported; ``faults`` are messages by row number and field."""

    def __init__(self, found: RowFaults) -> None:
        super().__init__(f"{len(found)} rows")
        self.faults = found


@dataclass(frozen=True)
class Imported:
    """Rows that became contractors, rows whose code was registered before, and look-alikes to look at.

    ``alike``: row number -> the name that a new contractor could be taken for.
    """

    added: int
    known: int
    alike: Mapping[int, str]


def import_contractors(
    session: Session,
    actor: Actor,
    rows: Mapping[int, Registration],
    heads: Mapping[int, str],
    unread: RowFaults,
    secret: bytes,
    now: datetime,
) -> Imported:
    """Register every row whose code is new, in one transaction; rows are counted as in the sheet.

    ``heads``: row number -> credit code of its head, which is registered or another row.
    ``unread``: rows that could not be read, so that all faults are told at once. Raises ``RowsRefused``.
    A known code under another name is a fault: a change of name has its own day.
    """
    with writing(session, actor, now) as writer:
        today = day_of(now)
        drafts = {number: normal(row, today) for number, row in rows.items()}
        heads = {number: normalise(code) for number, code in heads.items()}
        codes = [draft.code for draft in drafts.values() if draft.code]
        registered = _registered(session, [*codes, *heads.values()])
        known = {n for n, draft in drafts.items() if draft.code in registered}
        found = unread | _repeated(drafts) | _head_faults(drafts, heads, registered)
        for number, draft in drafts.items():
            if number in known:
                found |= _known_faults(number, draft, registered[str(draft.code)])
            elif problems := faults(session, draft, secret, today):
                found[number] = problems | found.get(number, {})
        if found:
            raise RowsRefused(found)
        new = {n: draft for n, draft in drafts.items() if n not in known}
        alike = _alike(session, new)
        _add(writer, new, heads, {code: s.id for code, s in registered.items()}, secret)
    return Imported(len(new), len(known), alike)


def _add(
    writer: Writer,
    new: Mapping[int, Registration],
    heads: Mapping[int, str],
    ids: dict[str, str],
    secret: bytes,
) -> None:
    """Heads before their branches; ``ids`` are subjects by code, and grow."""
    for number in sorted(new, key=lambda number: (number in heads, number)):
        draft = new[number]
        if number in heads:
            draft = replace(draft, head_id=ids[heads[number]])
        ids[str(draft.code)] = add_subject(writer, draft, secret)


def _head_faults(
    drafts: Mapping[int, Registration],
    heads: Mapping[int, str],
    registered: Mapping[str, Subject],
) -> RowFaults:
    """The head of a branch is registered or stands in another row, and is no branch itself."""
    found: RowFaults = {}
    own = {draft.code for number, draft in drafts.items() if number not in heads}
    branches = {draft.code for number, draft in drafts.items() if number in heads}
    for number, code in heads.items():
        subject = registered.get(code)
        if code in branches or (subject is not None and subject.head_id):
            found[number] = {"head_code": say("%(code)s is itself a branch.", code=code)}
        elif subject is not None and subject.closed_on:
            found[number] = {"head_code": say("%(name)s no longer exists.", name=subject.name)}
        elif subject is None and code not in own:
            found[number] = {"head_code": say("No contractor has the code %(code)s.", code=code)}
    return found


def _registered(session: Session, codes: list[str]) -> dict[str, Subject]:
    """Subjects by code, a few hundred codes a query (databases limit how many a query may name)."""
    found: dict[str, Subject] = {}
    for start in range(0, len(codes), 500):
        part = codes[start : start + 500]
        found |= {
            str(s.code): s for s in session.scalars(select(Subject).where(Subject.code.in_(part)))
        }
    return found


def _repeated(drafts: Mapping[int, Registration]) -> RowFaults:
    """A code may stand in one row only."""
    first: dict[str, int] = {}
    found: RowFaults = {}
    for number, draft in drafts.items():
        if draft.code and first.setdefault(draft.code, number) != number:
            found[number] = {"code": say("Row %(row)s has the same code.", row=first[draft.code])}
    return found


def _known_faults(number: int, draft: Registration, subject: Subject) -> RowFaults:
    borne = {fold(name.name or "") for name in subject.names}
    if fold(draft.name) in borne:
        return {}
    message = say(
        "This code is registered for %(name)s. Record a change of name there.", name=subject.name
    )
    return {number: {"name": message}}


def _alike(session: Session, new: Mapping[int, Registration]) -> dict[int, str]:
    """Rows that sound like a registered name or a row above."""
    heard = select(SubjectName.sound, SubjectName.name).where(SubjectName.sound.is_not(None))
    names = {sound: name or "" for sound, name in session.execute(heard)} if new else {}
    found: dict[int, str] = {}
    for number, draft in new.items():
        sound = sound_key(draft.name)
        if sound in names:
            found[number] = names[sound]
        names.setdefault(sound, draft.name)
    return found
