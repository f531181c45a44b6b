"""What a person may do with an objection now; the services check again when it is done."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models import Objection, ObjectionDecision
from procedure.objections import refused
from services.actor import Actor
from services.objections.decide_objection import involved
from services.objections.disputed_thing import Thing
from services.objections.objection_file import UPHELD, file_of, waiting_decision
from services.objections.put_right import put_right
from services.objections.take_objection_step import in_charge, may_take
from services.people.two_persons import entered_or_signed

ACTS = ("accept", "forward", "finding", "pause", "resume", "extend")


def actions_of(
    session: Session, actor: Actor, objection: Objection, thing: Thing, today: date
) -> frozenset[str]:
    """Among ACTS, decide, type, confirm, take_back, withdraw, put_right; and why not: involved, typed_myself."""
    file = file_of(objection)
    if actor.subject_id is not None:
        able = actor.may("own.reply") and refused(file, "withdraw") is None
        return frozenset({"withdraw"} if able else ())
    if file.end is not None:
        owed = file.end in UPHELD and not put_right(session, objection, thing, today)
        able = actor.may("event.correct") or actor.may("list.decide") or actor.may("list.publish")
        return frozenset({"put_right"} if owed and able else ())
    waiting = waiting_decision(objection)
    if waiting is not None:
        return (
            frozenset(_of_typed(session, actor, waiting))
            if in_charge(session, actor, objection)
            else frozenset()
        )
    found = {act for act in ACTS if _may(session, actor, objection, act)}
    if refused(file, "decide") is None and in_charge(session, actor, objection):
        found |= _of_decision(session, actor, objection)
    return frozenset(found)


def _may(session: Session, actor: Actor, objection: Objection, act: str) -> bool:
    able = actor.may("objection.decide" if act == "extend" else "objection.handle")
    in_turn = refused(file_of(objection), act) is None
    return able and in_turn and may_take(session, actor, objection, act)


def _of_decision(session: Session, actor: Actor, objection: Objection) -> set[str]:
    found = {"type"} if actor.may("objection.handle") else set()
    if actor.may("objection.decide"):
        found.add("involved" if actor.persons & involved(session, objection) else "decide")
    return found


def _of_typed(session: Session, actor: Actor, waiting: ObjectionDecision) -> set[str]:
    if not actor.may("objection.handle"):
        return set()
    mine = entered_or_signed(session, actor, waiting)
    return {"typed_myself", "take_back"} if mine else {"confirm", "take_back"}
