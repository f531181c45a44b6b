"""Show where a party wants to be served: the confirmation that stands, and those before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import AddressConfirmation, Subject
from services.actor import Actor
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.scope import subject_or_404
from services.serving.confirm_address import may_confirm


@dataclass(frozen=True)
class ShownConfirmation:
    confirmation: AddressConfirmation
    stands: bool
    typed_by: Someone
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class ShownAddresses:
    """Newest first."""

    subject: Subject
    confirmations: tuple[ShownConfirmation, ...]
    may_change: bool

    @property
    def standing(self) -> ShownConfirmation | None:
        return next((one for one in self.confirmations if one.stands), None)


def show_addresses(session: Session, actor: Actor, subject_id: str, today: date) -> ShownAddresses:
    """A party's confirmations of address as this person may see them, or ``NotFound``."""
    subject = subject_or_404(session, actor, subject_id)
    query = (
        select(AddressConfirmation)
        .join(ledger.Entry, ledger.Entry.entry_id == AddressConfirmation.entry_id)
        .where(AddressConfirmation.subject_id == subject.id)
        .order_by(ledger.Entry.seq.desc())
    )
    found = list(session.scalars(query))
    people = People(session, actor, (one.typed_by for one in found))
    files = shown_files(session, actor, [one.id for one in found])
    return ShownAddresses(
        subject=subject,
        confirmations=tuple(
            ShownConfirmation(
                one,
                one.revoked_on is None or one.revoked_on > today,
                people[one.typed_by],
                files.get(one.id, ()),
            )
            for one in found
        ),
        may_change=may_confirm(actor),
    )
