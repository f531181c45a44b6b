"""Issue an account letter: a one-time code on paper, with which its reader sets the password alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Office, Subject
from services.actor import Actor
from services.clock import day_of
from services.messages import Conflict, Forbidden, say
from services.people.account_scope import account_or_404
from services.people.one_time_code import LIFE, new_code
from services.writing import Once, writing


@dataclass(frozen=True)
class Letter:
    """What stands on the paper; the code is nowhere else."""

    name: str
    place: str
    username: str
    code: str
    issued_on: date
    last_day: date
    office: Office | None


def issue_letter(
    session: Session, actor: Actor, account_id: str, now: datetime, once: Once | None = None
) -> Letter:
    """A new code, which voids an earlier one; the present password works until the code is used.

    Raises ``AlreadyDone`` when the form comes again: a code is shown once.
    """
    with writing(session, actor, now, once) as writer:
        account = account_or_404(session, actor, account_id)
        if account.holder_id == actor.holder_id:
            raise Forbidden(say("You are signed in: change your password yourself."))
        if not account.active:
            raise Conflict(say("This account is closed. Open it again first."))
        code = new_code(session, account_id, now)
        holder = account.holder
        writer.add("account.code", {"account": account_id}, subject=holder.subject_id)
        subject = session.get(Subject, holder.subject_id) if holder.subject_id else None
        office = session.get(Office, actor.office_id) if actor.office_id else None
        place = holder.office.name_zh if holder.office else (subject.name if subject else "")
        writer.result = account_id
        return Letter(
            name=holder.name or account.username,
            place=place,
            username=account.username,
            code=code,
            issued_on=day_of(now),
            last_day=day_of(now + LIFE),
            office=office,
        )
