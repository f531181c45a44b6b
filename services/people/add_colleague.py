"""A contractor's manager opens accounts for colleagues, never outside the contractor itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.messages import Forbidden, say
from services.people.open_account import add_account, add_holder
from services.writing import Once, writing


def add_colleague(
    session: Session,
    actor: Actor,
    name: str,
    username: str,
    manager: bool,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The id of the new account; a manager may manage, too."""
    actor.require("own.colleagues")
    if actor.subject_id is None:
        raise Forbidden(say("Your account belongs to no contractor."))
    role = "contractor_manager" if manager else "contractor_user"
    with writing(session, actor, now, once) as writer:
        holder_id = add_holder(writer, name, subject_id=actor.subject_id)
        writer.result = add_account(
            writer, holder_id, username, [role], subject_id=actor.subject_id
        )
    return writer.result
