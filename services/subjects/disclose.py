"""Enter what of a contractor's file was given to an office outside (对外提供), and show it to the contractor."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Disclosure, Office, new_id
from services.actor import Actor
from services.apply.rows import body_value
from services.clock import day_of
from services.labels import Both, row_label
from services.messages import Invalid, say
from services.scope import subject_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class DisclosureDraft:
    """``what`` of the file was given, ``basis`` is the provision or agreement on which it was asked for."""

    recipient: str
    what: str
    basis: str
    given_on: date
    document_no: str | None = None


def disclose(
    session: Session,
    actor: Actor,
    subject_id: str,
    draft: DisclosureDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Enter one handing over; returns the disclosure's id."""
    actor.require("disclosure.record")
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, subject_id)
        if draft.given_on > day_of(now):
            ahead = say("This day is still to come. Give the day on which it happened.")
            raise Invalid({"given_on": ahead})
        row = {
            "id": new_id(),
            "subject_id": subject.id,
            "office_id": actor.office_id,
            "by": actor.holder_id,
            **{name: body_value(value) for name, value in asdict(draft).items()},
        }
        writer.add("disclosure.record", {"disclosure": row}, subject.id)
        writer.result = str(row["id"])
    return writer.result


@dataclass(frozen=True)
class DisclosureRow:
    """``office`` is the one that gave it; who typed it is not told."""

    recipient: str
    what: str
    basis: str
    document_no: str | None
    given_on: date
    office: Both


def show_disclosures(session: Session, actor: Actor, subject_id: str) -> tuple[DisclosureRow, ...]:
    """To the contractor what concerns it, to staff that of any contractor; the newest first."""
    subject = subject_or_404(session, actor, subject_id)
    query = (
        select(Disclosure, Office)
        .join(Office, Office.id == Disclosure.office_id)
        .join(ledger.Entry, ledger.Entry.entry_id == Disclosure.entry_id)
        .where(Disclosure.subject_id == subject.id)
        .order_by(Disclosure.given_on.desc(), ledger.Entry.seq.desc())
    )
    return tuple(
        DisclosureRow(
            row.recipient, row.what, row.basis, row.document_no, row.given_on, row_label(office)
        )
        for row, office in session.execute(query)
    )
