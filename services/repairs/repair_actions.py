"""Where an application for repair stands, and what a person may do with it; the services check again."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models import Repair
from services.actor import Actor
from services.people.two_persons import entered_or_signed, took_part
from services.repairs.heard_before_revoking import possible, unheard
from services.repairs.repair_papers import OF_PARTY, Kind, last_paper

SINCE_NOTICE: tuple[Kind, ...] = (*OF_PARTY, "hearing_notice", "hearing_record", "answer")
"""The papers that may come between the notice and the revocation."""


def state_of(repair: Repair) -> str:
    """filed, checked, typed, granted, refused, given_up, noticed, unserved or revoked."""
    if repair.given_up_on is not None:
        return "given_up"
    if repair.decided("revoke") is not None:
        return "revoked"
    if repair.waiting is not None:
        return "typed"
    if repair.decided("refuse") is not None:
        return "refused"
    if repair.stands:
        if repair.unserved_revocation is not None:
            return "unserved"
        return "noticed" if last_paper(repair, "notice") else "granted"
    return "checked" if last_paper(repair, "examination") else "filed"


def actions_of(session: Session, actor: Actor, repair: Repair, today: date) -> frozenset[str]:
    """Among: examine, decide, type, confirm, take_back, give_up, notice, SINCE_NOTICE, those OF_PARTY as own_…,
    revoke, type_revocation; and why not: own_check.
    """
    if actor.subject_id is not None:
        return frozenset(_of_party(session, actor, repair, today))
    if repair.waiting is not None:
        return frozenset(_of_waiting(session, actor, repair))
    if repair.is_open:
        return frozenset(_of_open(session, actor, repair))
    return frozenset(_of_standing(session, actor, repair, today)) if repair.stands else frozenset()


def _of_party(session: Session, actor: Actor, repair: Repair, today: date) -> set[str]:
    if repair.is_open and repair.waiting is None:
        return {"give_up"} if actor.may("own.repair") else set()
    asked = state_of(repair) == "noticed" and repair.waiting is None
    if not (asked and actor.may("own.reply")):
        return set()
    return {f"own_{kind}" for kind in possible(session, repair, OF_PARTY, today)}


def _of_waiting(session: Session, actor: Actor, repair: Repair) -> set[str]:
    decision = repair.waiting
    assert decision is not None
    mine = entered_or_signed(session, actor, decision)
    if actor.may("repair.confirm"):
        return {"take_back"} if mine else {"confirm", "take_back"}
    return {"take_back"} if mine and actor.may("repair.handle") else set()


def _of_open(session: Session, actor: Actor, repair: Repair) -> set[str]:
    found = {"examine", "give_up"} if actor.may("repair.handle") else set()
    checked = last_paper(repair, "examination")
    if checked is None:
        return found
    if actor.may("repair.decide"):
        mine = took_part(session, actor, checked.typed_by, checked.entry_id)
        found.add("own_check" if mine else "decide")
    return found | ({"type"} if actor.may("repair.handle") else set())


def _of_standing(session: Session, actor: Actor, repair: Repair, today: date) -> set[str]:
    notice = last_paper(repair, "notice")
    if repair.unserved_revocation is not None:
        return set()
    if notice is None:
        return {"notice"} if actor.may("repair.handle") else set()
    kinds = SINCE_NOTICE if actor.may("repair.handle") else ()
    found = set(possible(session, repair, kinds, today))
    if took_part(session, actor, notice.typed_by, notice.entry_id):
        found.discard("hearing_record")
    if unheard(session, repair, today) is None:
        found |= {"type_revocation"} if actor.may("repair.handle") else set()
        if actor.may("repair.decide"):
            mine = took_part(session, actor, notice.typed_by, notice.entry_id)
            found.add("own_check" if mine else "revoke")
    return found
