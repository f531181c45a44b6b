"""Where a case stands on a day, and what a person may do with it; the services check again when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models import Case, Listing, Publication
from services.actor import Actor
from services.decide_case import FIRST
from services.publish_listing import stands_open
from services.take_case_step import notice_of, unanswered, unheard

OPEN = ("to_notify", "running", "to_answer", "ripe", "typed")
"""States in which neither entry nor refusal has taken effect."""


def state_of(case: Case, listing: Listing | None, day: date) -> str:
    """One of OPEN, or: refused, coming, listed, ended, annulled."""
    if any(d.effective_entry_id and d.action == "refuse" for d in case.decisions):
        return "refused"
    if listing is not None:
        return listing_state(listing, day)
    if any(d.waits and d.action in FIRST for d in case.decisions):
        return "typed"
    return procedure_state(case, day)


def listing_state(listing: Listing, day: date) -> str:
    """coming, listed, ended or annulled."""
    if listing.end == "annul":
        return "annulled"
    if listing.from_on > day:
        return "coming"
    return "ended" if listing.until_on is not None and listing.until_on <= day else "listed"


def procedure_state(case: Case, day: date) -> str:
    """How far the party was heard: to_notify, running, to_answer or ripe."""
    if notice_of(case.steps) is None:
        return "to_notify"
    if unanswered(case.steps):
        return "to_answer"
    return "running" if unheard(case.steps, day) else "ripe"


def actions_of(actor: Actor, case: Case, listing: Listing | None, day: date) -> frozenset[str]:
    """Among: notice, reply, waiver, answer, own_reply, own_waiver, decide, type_first, change, type_change,
    confirm, take_back, publish, agree, refuse_publication, end_publication; and why not: own_case,
    typed_myself, asked_myself.
    """
    state = state_of(case, listing, day)
    if actor.subject_id is not None:
        mine = actor.may("own.reply") and state in OPEN and state != "typed"
        return frozenset({"own_reply", "own_waiver"} if mine else ())
    waiting = next((d for d in case.decisions if d.waits), None)
    if waiting is not None:
        return frozenset(_of_typed(actor, waiting.typed_by))
    if state in OPEN:
        return frozenset(
            _of_papers(actor, case) | _of_decision(actor, case, "decide", "type_first")
        )
    if listing is None or state == "annulled":
        return frozenset()
    found = _of_decision(actor, case, "change", "type_change")
    if state != "ended" and actor.may("list.publish"):
        found |= _of_publication(actor, listing.publications, day)
    return frozenset(found)


def _of_typed(actor: Actor, typed_by: str) -> set[str]:
    mine = typed_by == actor.holder_id
    if not actor.may("list.confirm"):
        able = actor.may("list.type") or actor.may("list.decide")
        return {"typed_myself", "take_back"} if mine and able else set()
    return {"typed_myself", "take_back"} if mine else {"confirm", "take_back"}


def _of_papers(actor: Actor, case: Case) -> set[str]:
    if not actor.may("list.step"):
        return set()
    if notice_of(case.steps) is None:
        return {"notice"}
    return {"reply", "waiver", "answer"} if unanswered(case.steps) else {"reply", "waiver"}


def _of_decision(actor: Actor, case: Case, here: str, typed: str) -> set[str]:
    found = {typed} if actor.may("list.type") else set()
    if actor.may("list.decide"):
        found.add("own_case" if case.opened_by == actor.holder_id else here)
    return found


def _of_publication(actor: Actor, publications: Sequence[Publication], day: date) -> set[str]:
    standing = next((p for p in publications if stands_open(p, day)), None)
    if standing is None:
        return {"publish"}
    if standing.agreed_by is not None:
        return {"end_publication"}
    if standing.asked_by == actor.holder_id:
        return {"asked_myself", "refuse_publication"}
    return {"agree", "refuse_publication"}
