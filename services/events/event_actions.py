"""What a person may do with a record now; the services check again when it is done."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models import Correction, Event, EventStep
from services.actor import Actor
from services.people.two_persons import took_part


def actions_of(
    session: Session,
    actor: Actor,
    event: Event,
    steps: Sequence[EventStep],
    replaces: Correction | None,
    *,
    disputed: bool,
) -> frozenset[str]:
    """Among: confirm, own_entry, refuse, withdraw, correct, agree, asked_myself, refuse_correction,
    take_back, notice, reply, own_reply, answer, decide, object (which nobody does twice at a time).

    ``own_entry`` and ``asked_myself`` say why a reviewer may not confirm or agree.
    """
    if event.state == "counted":
        objecting = actor.may("own.reply") or actor.may("objection.handle")
        objects = {"object"} if objecting and not disputed else set()
        return frozenset(_counted_actions(session, actor, event) | objects)
    if event.state != "pending" or (replaces and replaces.confirmed_by is None):
        return frozenset()
    found = _pending_actions(session, actor, event)
    if replaces:
        found.discard("withdraw")
    if event.confirm == "notice":
        found |= _notice_actions(session, actor, event, [step.kind for step in steps])
    return frozenset(found)


def _counted_actions(session: Session, actor: Actor, event: Event) -> set[str]:
    correction = event.correction
    if correction is None:
        return {"correct"} if actor.may("event.correct") else set()
    mine = took_part(session, actor, correction.asked_by, correction.entry_id)
    if actor.may("event.review"):
        return {"asked_myself", "take_back"} if mine else {"agree", "refuse_correction"}
    return {"take_back"} if mine and actor.may("event.correct") else set()


def _pending_actions(session: Session, actor: Actor, event: Event) -> set[str]:
    mine = took_part(session, actor, event.entered_by, event.entry_id)
    if actor.may("event.review") and not mine:
        return {"confirm", "refuse"} if event.confirm == "review" else {"refuse"}
    found = {"own_entry"} if actor.may("event.review") else set()
    if actor.may("event.withdraw") and event.office_id == actor.office_id:
        found.add("withdraw")
    return found


def _notice_actions(session: Session, actor: Actor, event: Event, kinds: list[str]) -> set[str]:
    if actor.subject_id is not None:
        return {"own_reply"} if actor.may("own.reply") and "notice" in kinds else set()
    found: set[str] = set()
    if actor.may("event.step"):
        found |= {"reply"} if "notice" in kinds else {"notice"}
        found |= {"answer"} if "reply" in kinds else set()
    mine = took_part(session, actor, event.entered_by, event.entry_id)
    if actor.may("event.review") and "notice" in kinds and not mine:
        found.add("decide")
    return found
