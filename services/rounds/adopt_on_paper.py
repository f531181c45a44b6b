"""审定 on paper (代录): a clerk types what was signed, with its scan; a second clerk confirms it against the scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Round, RoundAdoption, new_id
from procedure.rounds import obstacle
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows, kept_inside
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.people.two_persons import entered_or_signed
from services.people.who_may import who_may
from services.rounds.adopt_round import adopted, waiting_adoption
from services.rounds.round_file import locked_round, private_of, round_file, told
from services.writing import Once, writing


@dataclass(frozen=True)
class SignedAdoption:
    """``decided_by`` (a holder) signed it on ``decided_on``; the ``files`` are the scan."""

    decided_by: str
    decided_on: date
    opinion: str
    files: tuple[NewFile, ...] = ()


def type_adoption(
    session: Session,
    actor: Actor,
    round_id: str,
    signed: SignedAdoption,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Type an adoption that was signed on paper; it waits for a second clerk. Returns the round's id."""
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        round_ = locked_round(session, actor, round_id)
        if waiting_adoption(session, round_.id) is not None:
            raise Conflict(say("A decision waits for its second person."))
        if problems := _problems(session, signed, day_of(now)):
            raise Invalid(problems)
        _check(session, round_, signed.decided_on, signed.decided_by)
        adoption_id, private = new_id(), Private()
        private.keep("round_adoption", adoption_id, opinion=signed.opinion.strip())
        data = {
            "round": round_.id,
            "adoption": {
                "id": adoption_id,
                "round_id": round_.id,
                "decided_by": signed.decided_by,
                "decided_on": signed.decided_on.isoformat(),
                "typed_by": actor.holder_id,
            },
            "evidence": evidence_rows("round", round_.id, kept_inside(signed.files), private),
        }
        writer.add("round.adopt.type", data, private=private)
        writer.result = round_.id
    return writer.result


def confirm_adoption(
    session: Session, actor: Actor, round_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second clerk has held it against the scan: the round is adopted and sealed. Returns its id."""
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        round_, typed = _waiting(session, actor, round_id)
        if entered_or_signed(session, actor, typed):
            raise Forbidden(
                say("You entered or signed this decision, so another person must confirm it.")
            )
        _check(session, round_, typed.decided_on, typed.decided_by)
        changes = adopted(session, round_.id, typed.decided_by, typed.decided_on)
        data = {
            "round": round_.id,
            "adoption": typed.id,
            "confirmed_by": actor.holder_id,
            "changes": {name: body_value(value) for name, value in changes.items()},
        }
        private = private_of("round", round_, opinion=typed.opinion)
        writer.add("round.adopt.confirm", data, private=private)
        session.expire(round_)
        writer.result = round_.id
    return writer.result


def withdraw_adoption(
    session: Session, actor: Actor, round_id: str, now: datetime, once: Once | None = None
) -> str:
    """A clerk takes the typed adoption back before it adopts the round. Returns the round's id."""
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        round_, typed = _waiting(session, actor, round_id)
        data = {"round": round_.id, "adoption": typed.id, "withdrawn_by": actor.holder_id}
        writer.add("round.adopt.withdraw", data)
        writer.result = round_.id
    return writer.result


def _waiting(session: Session, actor: Actor, round_id: str) -> tuple[Round, RoundAdoption]:
    round_ = locked_round(session, actor, round_id)
    typed = waiting_adoption(session, round_.id)
    if typed is None:
        raise Conflict(say("This decision was already confirmed or taken back."))
    return round_, typed


def _check(session: Session, round_: Round, day: date, decided_by: str) -> None:
    """What an adoption in the system needs, on the day of the paper and by who signed it."""
    found = obstacle(round_file(session, round_), "adopt", day, frozenset({decided_by}))
    if found is None:
        return
    if found.code == "not_now":
        raise Conflict(told(found))
    raise Invalid({"decided_by" if found.code == "own_round" else "decided_on": told(found)})


def _problems(session: Session, signed: SignedAdoption, today: date) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not signed.opinion.strip():
        problems["opinion"] = say("Please say what the display brought, and the decision.")
    if signed.decided_on > today:
        problems["decided_on"] = say(
            "This day is still to come. Give the day on which it happened."
        )
    if not signed.files:
        problems["evidence"] = say("A decision on paper needs the scan of the signed form.")
    if not any(holder.id == signed.decided_by for holder in who_may(session, "round.decide")):
        problems["decided_by"] = say("This person may not adopt rounds.")
    return problems
