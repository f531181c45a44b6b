"""A subject's registered address and telephone: kept as recorded, compared without spaces and signs."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from identity.names import fold
from models import SubjectContact, new_id
from services.apply import Private
from services.pen import Pen

_LEAST_DIGITS = 7
"""Fewer are no telephone number that could be told from another."""


def contact_of(session: Session, subject_id: str) -> SubjectContact | None:
    """The latest one."""
    query = select(SubjectContact).where(
        SubjectContact.subject_id == subject_id, SubjectContact.latest
    )
    return session.scalar(query)


def keep_contact(pen: Pen, subject_id: str, address: str | None, telephone: str | None) -> None:
    """Record address and telephone where they are not those on record."""
    before = contact_of(pen.session, subject_id)
    known = (before.address, before.telephone) if before else (None, None)
    if (address or None, telephone or None) == known:
        return
    row_id, private = new_id(), Private()
    private.keep("subject_contact", row_id, address=address or None, telephone=telephone or None)
    data = {"contact": {"id": row_id, "subject_id": subject_id}}
    pen.add("subject.contact", data, subject_id, private)


def address_key(address: str | None) -> str:
    """Equal for two spellings of one address; empty where there is none."""
    return fold(address or "")


def telephone_key(telephone: str | None) -> str:
    """The digits without the country's code; empty where they are too few to tell numbers apart."""
    digits = re.sub(r"\D", "", re.sub(r"^\s*(\+|00)\s*86", "", telephone or ""))
    return digits if len(digits) >= _LEAST_DIGITS else ""
