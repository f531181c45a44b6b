"""By what one contractor may be recognised in another: key persons, address and telephone on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from identity.names import fold
from models import AddressConfirmation, Relation, SubjectContact, SubjectName
from services.subjects.subject_contact import address_key, telephone_key
from services.subjects.subject_words import KEY_PERSONS

REPRESENTATIVE = "legal_representative"


@dataclass(frozen=True)
class Mark:
    """One thing by which a contractor may be recognised; ``key`` is what is compared, ``text`` what is shown.

    ``person_id``: a registered person; two of one name with different ids are two persons.
    """

    kind: Literal["person", "address", "telephone"]
    key: str
    text: str
    role: str = ""
    person_id: str | None = None

    def same(self, other: Mark) -> bool:
        if (self.kind, self.key) != (other.kind, other.key):
            return False
        return None in (self.person_id, other.person_id) or self.person_id == other.person_id

    def shared_as(self, other: Mark) -> str:
        """legal_representative (of both), key_person, address or telephone."""
        if self.kind != "person":
            return self.kind
        return REPRESENTATIVE if self.role == other.role == REPRESENTATIVE else "key_person"


Marks = Mapping[str, list[Mark]]
"""By subject."""


def marks_of(session: Session, wanted: Collection[str] | None, since: date) -> Marks:
    """Of these subjects (None: of all). Persons count who served on or after ``since``; addresses and telephones
    also when others were recorded later.
    """
    found: dict[str, list[Mark]] = defaultdict(list)
    for subject_id, mark in _persons(session, wanted, since):
        found[subject_id].append(mark)
    for table in (SubjectContact, AddressConfirmation):
        address = table.address if table is SubjectContact else AddressConfirmation.postal
        query = select(table.subject_id, address, table.telephone)
        for subject_id, place, number in session.execute(
            query.where(_of(table.subject_id, wanted))
        ):
            found[subject_id] += contact_marks(place, number)
    return found


def contact_marks(address: str | None, telephone: str | None) -> list[Mark]:
    """Of an address and a telephone number; one that says too little is no mark."""
    marks = [
        Mark("address", address_key(address), address or ""),
        Mark("telephone", telephone_key(telephone), telephone or ""),
    ]
    return [mark for mark in marks if mark.key]


def _persons(
    session: Session, wanted: Collection[str] | None, since: date
) -> Iterator[tuple[str, Mark]]:
    query = (
        select(
            Relation.subject_id,
            Relation.kind,
            Relation.person_name,
            Relation.other_id,
            SubjectName.name,
        )
        .outerjoin(SubjectName, (SubjectName.subject_id == Relation.other_id) & SubjectName.latest)
        .where(
            Relation.kind.in_(sorted(KEY_PERSONS)),
            or_(Relation.until_on.is_(None), Relation.until_on > since),
            _of(Relation.subject_id, wanted),
        )
    )
    for subject_id, kind, typed, person_id, registered in session.execute(query):
        name = registered or typed
        if name and (key := fold(name)):
            yield subject_id, Mark("person", key, name, kind, person_id)


def _of(column: InstrumentedAttribute[Any], wanted: Collection[str] | None) -> ColumnElement[bool]:
    return true() if wanted is None else column.in_(sorted(wanted))
