"""Open an account for a member of staff: the person, the office, and a username."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Holder, Office, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.messages import Invalid, say
from services.writing import Once, Writer, writing


@dataclass(frozen=True)
class StaffAccount:
    """``same_person``: yes or no where the office already knows a person of this name, else None."""

    name: str
    office_id: str
    username: str
    same_person: str | None = None


def open_account(
    session: Session, actor: Actor, draft: StaffAccount, now: datetime, once: Once | None = None
) -> str:
    """The new account's id. It has no role and no password yet: others give the one, a letter the other."""
    actor.require("account.manage")
    with writing(session, actor, now, once) as writer:
        if session.get(Office, draft.office_id) is None:
            raise Invalid({"office_id": say("Please choose an office from the list.")})
        holder_id = _known_person(session, draft) or add_holder(
            writer, draft.name, office_id=draft.office_id
        )
        writer.result = add_account(writer, holder_id, draft.username)
    return writer.result


def _known_person(session: Session, draft: StaffAccount) -> str | None:
    """The person already known under this name in this office, if that is who is meant.

    Two-person rules compare persons: somebody with two accounts must not become two of them unnoticed.
    """
    known = session.scalar(
        select(Holder.id).where(Holder.office_id == draft.office_id, Holder.name == draft.name)
    )
    if known is None or draft.same_person == "no":
        return None
    if draft.same_person is None:
        raise Invalid(
            {
                "same_person": say(
                    "This office already has a person named %(name)s. Is it the same person?",
                    name=draft.name,
                )
            }
        )
    return known


def add_holder(
    writer: Writer, name: str, office_id: str | None = None, subject_id: str | None = None
) -> str:
    """A human being, inside a running write."""
    holder_id, private = new_id(), Private()
    private.keep("holder", holder_id, name=name)
    holder = {"id": holder_id, "office_id": office_id, "subject_id": subject_id}
    writer.add("holder.register", {"holder": holder}, subject=subject_id, private=private)
    return holder_id


def add_account(
    writer: Writer,
    holder_id: str,
    username: str,
    roles: Sequence[str] = (),
    *,
    subject_id: str | None = None,
    more: Mapping[str, Any] | None = None,
    evidence: Sequence[Mapping[str, Any]] = (),
    account_id: str | None = None,
    private: Private | None = None,
) -> str:
    """An account inside a running write; ``roles`` come with it, given by whoever opens it.

    ``more``: further columns of the account. ``evidence``: rows of files that belong to it.
    """
    session = writer.session
    if session.scalar(select(Account.id).where(Account.username == username)):
        raise Invalid({"username": say("This username is taken. Please choose another.")})
    account_id = account_id or new_id()
    data: dict[str, Any] = {
        "account": {
            "id": account_id,
            "username": username,
            "holder_id": holder_id,
            "active": True,
            **(more or {}),
        },
        "grants": [given_role(writer, account_id, holder_id, role) for role in roles],
    }
    if evidence:
        data["evidence"] = list(evidence)
    writer.add("account.open", data, subject=subject_id, private=private)
    return account_id


def given_role(writer: Writer, account_id: str, holder_id: str, role: str) -> dict[str, Any]:
    """A role that comes with an account: nobody proposed it, whoever opens the account gives it."""
    today = day_of(writer.now).isoformat()
    return {
        "id": new_id(),
        "account_id": account_id,
        "holder_id": holder_id,
        "role": role,
        "proposed_on": today,
        "granted_by": writer.actor.holder_id,
        "decided_on": today,
    }
