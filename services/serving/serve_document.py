"""Record how a document was served on its party, or that an attempt to serve it failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import AddressConfirmation, RoundSubject, new_id
from procedure import service as law
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.calendar.deadlines import settled_day
from services.cases.case_effect import effect_of_service, renew_effect
from services.clock import day_of
from services.documents import Document, document_or_404
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_case, lock_round, lock_subjects
from services.messages import Invalid, Message, say
from services.repairs.repair_effect import effect_of_revocation, renew_revoked
from services.serving.confirm_address import confirmation_on
from services.serving.outbox import Reminder, put
from services.serving.service_records import attempts
from services.writing import Once, Writer, writing

_TEXTS = ("recipient", "place", "through", "witness", "reason", "published_in", "remark")

_LACKING: dict[str, Message] = {
    "received_on": say("Give the day on which it reached the party."),
    "recipient": say("Say who received it."),
    "place": say("Say where it was served."),
    "servers": say("Two persons serve together: name both."),
    "waybill": say("Give the number of the postal receipt."),
    "through": say("Name the authority or unit through which it was served."),
    "reason": say("Say what happened: why it was refused, came back, or could not be served."),
    "published_in": say("Say where the announcement was published."),
    "proof": say("Service is proved by a paper: add the scan or the pictures."),
}


@dataclass(frozen=True)
class ServiceDraft:
    """One attempt. ``sent_on``: the day on which it was taken, posted, sent or announced.

    ``received_on``: the day on the receipt, on which it was left, or arrived in the party's system.
    A failed attempt needs a reason and nothing else.
    """

    document_kind: str
    document_id: str
    way: str
    sent_on: date
    failed: bool = False
    received_on: date | None = None
    recipient: str | None = None
    place: str | None = None
    servers: tuple[str, ...] = ()
    waybill: str | None = None
    through: str | None = None
    witness: str | None = None
    reason: str | None = None
    published_in: str | None = None
    remark: str | None = None
    files: tuple[NewFile, ...] = ()


def serve_document(
    session: Session, actor: Actor, draft: ServiceDraft, now: datetime, once: Once | None = None
) -> str:
    """Record one attempt; the first that succeeds is the service that counts. Returns its id.

    The service of a decision to enter sets the listing in force, in the same transaction.
    """
    with writing(session, actor, now, once) as writer:
        found = locked_document(session, actor, draft.document_kind, draft.document_id)
        actor.require(found.permission)
        earlier = attempts(session, draft.document_id)
        confirmation = electronic_on(session, found, draft)
        if problems := _problems(
            found,
            draft,
            day_of(now),
            confirmed=confirmation is not None,
            tried=any(one.served_on is None and not one.taken_back for one in earlier),
        ):
            raise Invalid(problems)
        first = not any(attempt.counts for attempt in earlier)
        writer.result = record(writer, found, draft, confirmation, first=first)
    return writer.result


def record(
    writer: Writer,
    found: Document,
    draft: ServiceDraft,
    confirmation: AddressConfirmation | None,
    *,
    first: bool,
) -> str:
    """Write one attempt that was checked; ``first``: no service of the document counts yet. Returns its id."""
    session, today = writer.session, day_of(writer.now)
    served_on = _served_on(session, draft)
    counts = first and served_on is not None
    service_id, private = new_id(), Private()
    private.keep("service", service_id, **_texts(draft))
    data: dict[str, Any] = {
        "service": {
            "id": service_id,
            "document_kind": draft.document_kind,
            "document_id": draft.document_id,
            "subject_id": found.subject_id,
            "way": draft.way,
            "sent_on": draft.sent_on.isoformat(),
            "served_on": body_value(served_on),
            "counts": counts,
            "confirmation_id": confirmation.id if confirmation else None,
            "waybill": draft.waybill,
            "typed_by": writer.actor.holder_id,
        }
    }
    effect = _effect(session, draft, served_on) if counts else None
    if effect is not None:
        data["effect"] = effect
    if draft.files:
        data["evidence"] = evidence_rows("service", service_id, draft.files, private)
    writer.add("service.record", data, found.subject_id, private)
    renew_effect(session, effect, today)
    renew_revoked(session, effect, today)
    if counts:
        put(session, _reminder(found, served_on), writer.now)
    return service_id


def locked_document(session: Session, actor: Actor, kind: str, document_id: str) -> Document:
    """The document, read again once its party and its case or round are locked, so that what is read still holds."""
    found = document_or_404(session, actor, kind, document_id)
    lock_subjects(session, [found.subject_id])
    if found.about[0] == "case":
        lock_case(session, found.about[1])
    if found.about[0] == "round":
        lock_round(session, session.get_one(RoundSubject, found.about[1]).round_id)
    session.expire_all()
    return document_or_404(session, actor, kind, document_id)


def _texts(draft: ServiceDraft) -> dict[str, str | None]:
    texts = {name: getattr(draft, name) for name in _TEXTS}
    return texts | {"servers": "\n".join(draft.servers) or None}


def _effect(session: Session, draft: ServiceDraft, served_on: date | None) -> dict[str, Any] | None:
    """What an entry on a list, or the revocation of a repair, sets in force by being served."""
    of_service = {"list_decision": effect_of_service, "repair": effect_of_revocation}
    if draft.document_kind not in of_service or served_on is None:
        return None
    return of_service[draft.document_kind](session, draft.document_id, served_on)


def _reminder(found: Document, served_on: date | None) -> Reminder:
    return Reminder(
        "served",
        found.subject_id,
        found.id,
        "/".join(found.about),
        found.number or "",
        body_value(served_on) or "",
    )


def electronic_on(
    session: Session, found: Document, draft: ServiceDraft
) -> AddressConfirmation | None:
    """The confirmation under which an electronic service was sent."""
    if draft.way not in law.NEEDS_CONFIRMATION:
        return None
    confirmation = confirmation_on(session, found.subject_id, draft.sent_on)
    return confirmation if confirmation and confirmation.electronic_kind else None


def _problems(
    found: Document, draft: ServiceDraft, today: date, *, confirmed: bool, tried: bool
) -> dict[str, Message]:
    if draft.way not in law.WAYS:
        return {"way": say("Say how the document was served.")}
    if found.paper_state not in ("", "returned"):
        return {"": say("The paper is still under way: it is served when it is back, sealed.")}
    if draft.way in law.NEEDS_CONFIRMATION and not confirmed:
        return {
            "way": say(
                "Electronic service needs a signed confirmation of address with an electronic address;"
                " none was on file on that day. What is sent without it is a reminder and starts no"
                " clock."
            )
        }
    if draft.way in law.LAST_RESORT and not tried:
        return {
            "way": say("An announcement comes last: record first the attempt that failed."),
        }
    return _day_problems(found, draft, today) or _lacking(draft)


def _day_problems(found: Document, draft: ServiceDraft, today: date) -> dict[str, Message]:
    if draft.sent_on < found.on:
        return {
            "sent_on": say("A document is not served before its own day, %(day)s.", day=found.on)
        }
    if found.signed_on is not None and draft.sent_on < found.signed_on:
        return {
            "sent_on": say(
                "A document is not served before it was signed, on %(day)s.", day=found.signed_on
            )
        }
    if draft.sent_on > today:
        return {"sent_on": say("This day is still to come. Give the day on which it happened.")}
    received = draft.received_on
    if received is not None and received < draft.sent_on:
        return {"received_on": say("This day lies before the day on which it was sent.")}
    if received is not None and received > today:
        return {"received_on": say("This day is still to come. Give the day on which it happened.")}
    return {}


def _lacking(draft: ServiceDraft) -> dict[str, Message]:
    if draft.failed:
        return {} if draft.reason else {"reason": _LACKING["reason"]}
    given = {name: getattr(draft, name, None) for name in law.FIELDS} | {"proof": draft.files}
    return {
        "evidence" if name == "proof" else name: _LACKING[name]
        for name in law.lacking(draft.way, given)
    }


def _served_on(session: Session, draft: ServiceDraft) -> date | None:
    if draft.failed:
        return None
    announced = draft.way in law.LAST_RESORT
    until = settled_day(session, "service_announcement", draft.sent_on) if announced else None
    return law.served_on(draft.way, draft.received_on, until)
