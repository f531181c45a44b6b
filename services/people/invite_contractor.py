"""Open a contractor's first account, for the person whom its signed authorisation (授权委托书) names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.messages import Invalid, Message, NotFound, say
from services.people.open_account import add_account, add_holder
from services.writing import Once, writing


@dataclass(frozen=True)
class Invitation:
    """``mandate_no`` and ``mandate_on``: number and day of the authorisation; ``files``: its scan."""

    name: str
    username: str
    mandate_no: str
    mandate_on: date
    files: tuple[NewFile, ...] = field(default=(), compare=False)


def invite_contractor(
    session: Session,
    actor: Actor,
    subject_id: str,
    draft: Invitation,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The id of the account of the contractor's manager, who opens the colleagues' from there on."""
    actor.require("account.invite")
    contractor_or_404(session, actor, subject_id)
    if problems := _problems(draft, day_of(now)):
        raise Invalid(problems)
    with writing(session, actor, now, once) as writer:
        holder_id = add_holder(writer, draft.name, subject_id=subject_id)
        account_id, private = new_id(), Private()
        mandate = {"mandate_no": draft.mandate_no, "mandate_on": draft.mandate_on.isoformat()}
        writer.result = add_account(
            writer,
            holder_id,
            draft.username,
            ["contractor_manager"],
            subject_id=subject_id,
            more=mandate,
            evidence=evidence_rows("account", account_id, draft.files, private),
            account_id=account_id,
            private=private,
        )
    return writer.result


def contractor_or_404(session: Session, actor: Actor, subject_id: str) -> Subject:
    """The contractor whose accounts this person looks after."""
    actor.require("account.invite")
    subject = session.get(Subject, subject_id)
    if subject is None or subject.kind != "contractor":
        raise NotFound(say("There is no such contractor."))
    return subject


def _problems(draft: Invitation, today: date) -> dict[str, Message]:
    problems = {}
    if draft.mandate_on > today:
        problems["mandate_on"] = say("This day is still to come. Give the day it was signed.")
    if not draft.files:
        problems["mandate"] = say("Please add the scan of the signed authorisation.")
    return problems
