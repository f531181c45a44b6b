"""Take back a record of service that was typed wrongly: asked for with a reason, agreed to by a second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

import ledger
from ledger import canonical
from models import (
    Holder,
    ListDecision,
    Listing,
    Publication,
    RepairDecision,
    Service,
    ServiceCorrection,
    new_id,
)
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.documents import Document
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people.two_persons import took_part
from services.serving.outbox import Reminder, put
from services.serving.resting_acts import listing_by, resting_on
from services.serving.serve_document import locked_document
from services.standing.scores import renew
from services.writing import Once, writing

SECOND = {
    "list.step": "list.confirm",
    "event.step": "event.review",
    "objection.handle": "objection.handle",
    "repair.handle": "repair.confirm",
    "round.manage": "round.decide",
}
"""By the permission to record a service, that of the second person who agrees to take it back."""


def ask_to_take_back(
    session: Session,
    actor: Actor,
    service_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Ask to take a record of service back; it stands until a second person agrees. Returns its id.

    Only the office that recorded it asks, and only while no later act rests on it.
    """
    if not reason.strip():
        raise Invalid({"reason": say("Say what is wrong, and how it is known.")})
    with writing(session, actor, now, once) as writer:
        service, document = _locked(session, actor, service_id)
        actor.require(document.permission)
        if session.get_one(Holder, service.typed_by).office_id != actor.office_id:
            raise Forbidden(say("Only the office that recorded this service may take it back."))
        if service.correction is not None:
            raise Conflict(say("It was already asked to take this service back."))
        _refuse_resting(session, service, now)
        private, correction_id = Private(), new_id()
        private.keep("service_correction", correction_id, reason=reason.strip())
        data = {"id": correction_id, "service_id": service.id, "asked_by": actor.holder_id}
        writer.add("service.correct", {"correction": data}, service.subject_id, private)
        session.expire(service)
        writer.result = service.id
    return writer.result


def agree_to_take_back(
    session: Session, actor: Actor, service_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person agrees: the document counts as not served from here on. Returns the service's id.

    A listing that this service had set in force never began; its decision waits for its service again.
    """
    with writing(session, actor, now, once) as writer:
        service, document = _locked(session, actor, service_id)
        correction = _open(service)
        actor.require(SECOND[document.permission])
        if took_part(session, actor, correction.asked_by, correction.entry_id):
            raise Forbidden(say("You asked for this correction, so another person must agree."))
        _refuse_resting(session, service, now)
        data: dict[str, Any] = {
            "correction": correction.id,
            "service_id": service.id,
            "confirmed_by": actor.holder_id,
        }
        counted = service.counts
        effect = _body(session, service.entry_id).get("effect") if counted else None
        if effect is not None:
            data["undone"] = _undone(session, service, effect, day_of(now))
        writer.add("service.correct.confirm", data, service.subject_id)
        session.expire_all()
        if effect is not None:
            renew(session, service.subject_id, _decision(session, service).scheme, day_of(now))
        if counted:
            put(session, _reminder(document, service), now)
        writer.result = service.id
    return writer.result


def refuse_to_take_back(
    session: Session,
    actor: Actor,
    service_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """The second person refuses, or the one who asked does not wish it any more; the service stands."""
    if not reason.strip():
        raise Invalid({"reason": say("Please give the reasons.")})
    with writing(session, actor, now, once) as writer:
        service, document = _locked(session, actor, service_id)
        correction = _open(service)
        asked = took_part(session, actor, correction.asked_by, correction.entry_id)
        if not actor.may(SECOND[document.permission]) and not asked:
            raise Forbidden(
                say("Only the one who asked, or a second person, may end this request.")
            )
        # One salt a row: the reason's commitment was made with it.
        known = {("service_correction", correction.id): correction.salt} if correction.salt else {}
        private = Private(salts=known)
        private.keep("service_correction", correction.id, refusal=reason.strip())
        data = {"correction": correction.id, "refused_by": actor.holder_id}
        writer.add("service.correct.refuse", data, service.subject_id, private)
        session.expire(service)
        writer.result = service.id
    return writer.result


def offered(session: Session, actor: Actor, document: Document, service: Service) -> frozenset[str]:
    """What this person may do about the record of a service: ask to take it back, agree, refuse."""
    correction = service.correction
    if correction is None:
        typist = session.get_one(Holder, service.typed_by)
        mine = actor.may(document.permission) and typist.office_id == actor.office_id
        return frozenset({"ask"}) if mine else frozenset()
    if correction.confirmed_by is not None:
        return frozenset()
    if took_part(session, actor, correction.asked_by, correction.entry_id):
        return frozenset({"refuse"})
    second = actor.may(SECOND[document.permission])
    return frozenset({"agree", "refuse"}) if second else frozenset()


def _locked(session: Session, actor: Actor, service_id: str) -> tuple[Service, Document]:
    service = session.get(Service, service_id)
    if service is None:
        raise NotFound(say("There is no such document."))
    document = locked_document(session, actor, service.document_kind, service.document_id)
    return session.get_one(Service, service_id), document


def _open(service: Service) -> ServiceCorrection:
    correction = service.correction
    if correction is None:
        raise NotFound(say("Nobody asked to take this service back."))
    if correction.confirmed_by is not None:
        raise Conflict(say("This service was already taken back."))
    return correction


def _refuse_resting(session: Session, service: Service, now: datetime) -> None:
    if resting := resting_on(session, service, day_of(now)):
        raise Invalid({"": resting})


def _decision(session: Session, service: Service) -> ListDecision | RepairDecision:
    """What took effect by being served: an entry on a list, or the revocation of a repair."""
    if service.document_kind == "list_decision":
        return session.get_one(ListDecision, service.document_id)
    return session.get_one(RepairDecision, service.document_id)


def _undone(
    session: Session, service: Service, effect: Mapping[str, Any], today: date
) -> dict[str, Any]:
    """What the service had set in force, for the body: the listing with its end, and what comes back instead."""
    listing = listing_by(session, service)
    undone = {
        "listing_id": listing.id if listing else None,
        "until_on": body_value(listing.until_on) if listing else None,
        "for_life": listing.for_life if listing else False,
    }
    decision = _decision(session, service)
    if isinstance(decision, RepairDecision):
        ids = [row["id"] for row in effect["publications"]]
        return undone | {
            "repair_decision": decision.id,
            "publications": [one for one in ids if _runs(session, one)],
            "ended_on": today.isoformat(),
        }
    made = _body(session, decision.entry_id)["decision"]
    return undone | {
        "decided": {name: made[name] for name in ("from_on", "until_on", "for_life")},
        "replaced": [one for one in effect["replaced"] if _is_replaced(session, one["id"])],
    }


def _runs(session: Session, publication_id: str) -> bool:
    return session.get_one(Publication, publication_id).ended_on is None


def _body(session: Session, entry_id: str) -> dict[str, Any]:
    """What an entry of the ledger says."""
    entry = ledger.entry(session, entry_id)
    if entry is None:
        raise NotFound(say("There is no such document."))
    found: dict[str, Any] = canonical.loads(entry.body)["data"]
    return found


def _is_replaced(session: Session, listing_id: str) -> bool:
    return session.get_one(Listing, listing_id).end == "replaced"


def _reminder(document: Document, service: Service) -> Reminder:
    return Reminder(
        "unserved",
        document.subject_id,
        service.id,
        "/".join(document.about),
        document.number or "",
        body_value(service.served_on) or "",
    )
