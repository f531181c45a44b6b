"""Keep a party's signed confirmation of address (送达地址确认书), and its revocation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import AddressConfirmation, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.scope import subject_or_404
from services.writing import Once, writing

KINDS = ("email", "fax", "mobile", "account")
"""Where electronic service may go; ``account`` is the party's own account here."""

_TEXTS = ("signed_by", "recipient", "telephone", "postal", "electronic")


@dataclass(frozen=True)
class AddressDraft:
    """The paper as it was signed; without ``electronic_kind`` the party agrees to no electronic service."""

    signed_on: date
    signed_by: str
    recipient: str
    postal: str
    telephone: str | None = None
    electronic_kind: str | None = None
    electronic: str | None = None
    files: tuple[NewFile, ...] = ()


def confirmation_on(session: Session, subject_id: str, day: date) -> AddressConfirmation | None:
    """The confirmation in force on a day: signed by then, and not yet revoked or replaced."""
    query = select(AddressConfirmation).where(
        AddressConfirmation.subject_id == subject_id,
        AddressConfirmation.signed_on <= day,
        or_(AddressConfirmation.revoked_on.is_(None), AddressConfirmation.revoked_on > day),
    )
    return session.scalars(query.order_by(AddressConfirmation.signed_on.desc()).limit(1)).first()


def may_confirm(actor: Actor) -> bool:
    """The party itself, or those who serve documents."""
    if actor.subject_id is not None:
        return actor.may("own.reply")
    return actor.may("event.step") or actor.may("list.step")


def _require(actor: Actor) -> None:
    if not may_confirm(actor):
        raise Forbidden(say("Your roles do not allow this."))


def confirm_address(
    session: Session,
    actor: Actor,
    subject_id: str,
    draft: AddressDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """File a signed confirmation, by the party itself or from paper; it replaces the one that stood."""
    own = actor.subject_id is not None
    _require(actor)
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, subject_id)
        lock_subjects(session, [subject.id])
        standing = _standing(session, subject.id)
        if problems := _problems(draft, standing, day_of(now)):
            raise Invalid(problems)
        confirmation_id, private = new_id(), Private()
        private.keep(
            "address_confirmation", confirmation_id, **{n: getattr(draft, n) for n in _TEXTS}
        )
        data: dict[str, Any] = {
            "confirmation": {
                "id": confirmation_id,
                "subject_id": subject.id,
                "signed_on": draft.signed_on.isoformat(),
                "electronic_kind": draft.electronic_kind,
                "typed_by": actor.holder_id,
                "on_behalf": not own,
            },
            "replaces": [standing.id] if standing else [],
            "evidence": evidence_rows(
                "address_confirmation", confirmation_id, draft.files, private
            ),
        }
        writer.add("address.confirm", data, subject.id, private)
        writer.result = confirmation_id
    return writer.result


def revoke_address(
    session: Session,
    actor: Actor,
    subject_id: str,
    revoked_on: date,
    now: datetime,
    once: Once | None = None,
) -> str:
    """End the confirmation that stands, from a day on; what was served before stays served."""
    _require(actor)
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, subject_id)
        lock_subjects(session, [subject.id])
        standing = _standing(session, subject.id)
        if standing is None:
            raise Conflict(say("No confirmation of address stands."))
        if not standing.signed_on <= revoked_on <= day_of(now):
            raise Invalid({"revoked_on": say("This day lies between the signature and today.")})
        data = {"confirmation": standing.id, "revoked_on": revoked_on.isoformat()}
        writer.add("address.revoke", data, subject.id)
        writer.result = standing.id
    return writer.result


def _standing(session: Session, subject_id: str) -> AddressConfirmation | None:
    """The confirmation that nobody has revoked, if any."""
    return session.scalars(
        select(AddressConfirmation).where(
            AddressConfirmation.subject_id == subject_id, AddressConfirmation.revoked_on.is_(None)
        )
    ).one_or_none()


def _problems(
    draft: AddressDraft, standing: AddressConfirmation | None, today: date
) -> dict[str, Message]:
    if draft.signed_on > today:
        return {"signed_on": say("This day is still to come. Give the day on which it happened.")}
    if standing and draft.signed_on < standing.signed_on:
        return {"signed_on": say("A confirmation signed later is already on file.")}
    if draft.electronic_kind not in (None, *KINDS):
        return {"electronic_kind": say("Please choose one of those offered.")}
    if draft.electronic_kind not in (None, "account") and not draft.electronic:
        return {"electronic": say("Give the electronic address that the party signed.")}
    if draft.electronic and draft.electronic_kind is None:
        return {"electronic_kind": say("Say what kind of electronic address this is.")}
    if not draft.files:
        return {"evidence": say("A confirmation of address needs the scan of the signed paper.")}
    return {}
