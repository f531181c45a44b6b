"""What rests on a service, so that it can no longer be taken back: the act, named as the one who asks knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

import ledger
from models import (
    Assignment,
    Case,
    EventConfirmation,
    EventStep,
    KnownProposal,
    ListDecision,
    Listing,
    Programme,
    Publication,
    Repair,
    RepairItem,
    RepairPaper,
    RoundSubject,
    Service,
)
from procedure.case_file import Paper
from procedure.resting import resting_act
from procedure.service import LAST_RESORT
from services.cases.case_file import case_clock, case_file
from services.messages import Message, say
from services.serving.service_records import attempts

_PAPERS: Mapping[str, Message] = {
    "hearing_notice": say("The notice of the hearing of %(day)s"),
    "hearing_record": say("The record of the hearing of %(day)s"),
    "review": say("The legal review of %(day)s"),
    "discussion": say("The collective discussion of %(day)s"),
}


def resting_on(session: Session, service: Service, today: date) -> Message | None:
    """The act that rests on this service, or None: then the record of it may be taken back."""
    found = next(_acts(session, service, today), None)
    if found is None:
        return None
    return say(
        "%(act)s rests on this service, so its record is not taken back any more.", act=found
    )


def _acts(session: Session, service: Service, today: date) -> Iterator[Message]:
    if service.served_on is None:
        yield from _announced(session, service)
    elif service.counts:
        yield from _BY_KIND[service.document_kind](session, service, today)


def _announced(session: Session, failed: Service) -> Iterator[Message]:
    """An announcement rests on the attempt that failed before it, where no other one did."""
    standing = [one for one in attempts(session, failed.document_id) if not one.taken_back]
    if not any(one.served_on is None and one.id != failed.id for one in standing):
        for one in standing:
            if one.way in LAST_RESORT:
                yield say("The announcement of %(day)s", day=one.sent_on.isoformat())


def _of_case(session: Session, service: Service, today: date) -> Iterator[Message]:
    case_id = session.scalar(
        select(Case.id).where(
            or_(Case.steps.any(id=service.document_id), Case.decisions.any(id=service.document_id))
        )
    )
    file = case_file(session, session.get_one(Case, case_id))
    act = resting_act(file, service.document_id, case_clock(session))
    if isinstance(act, Paper):
        yield say(_PAPERS[act.kind].text, day=act.on.isoformat())
    elif act is not None:
        yield say("The decision of %(day)s", day=act.on.isoformat())
    if listing := listing_by(session, service):
        yield from _on_listing(session, listing, today)


def listing_by(session: Session, service: Service) -> Listing | None:
    """The listing that this service set in force."""
    return session.scalar(select(Listing).where(Listing.entry_id == service.entry_id))


def _on_listing(session: Session, listing: Listing, today: date) -> Iterator[Message]:
    for publication in listing.publications:
        begun = publication.refused_by is None and publication.ended_on is None
        begun = begun and publication.entry_id != listing.entry_id
        if begun and publication.until_on > today:
            yield say("The publicity from %(day)s", day=publication.from_on.isoformat())
    for repair in session.scalars(_repairs(listing)).unique():
        if repair.given_up_on is None and repair.decided("refuse") is None:
            yield say("The application for repair of %(day)s", day=repair.received_on.isoformat())
    affiliates = select(Case.opened_on).join(KnownProposal, KnownProposal.case_id == Case.id)
    for day in session.scalars(affiliates.where(KnownProposal.cause_id == listing.id)):
        yield say("The case on an affiliate, opened on %(day)s,", day=day.isoformat())
    if listing.end == "replaced" and listing.until_on is not None:
        yield say("The later entry of %(day)s", day=listing.until_on.isoformat())
    for lost in session.scalars(_lost_work(listing)):
        yield say("The loss of the qualification on %(day)s", day=lost)


def _repairs(listing: Listing) -> Select[Repair]:
    """Those of the listing or of its publicity."""
    publications = select(Publication.id).where(Publication.listing_id == listing.id)
    about = or_(RepairItem.listing_id == listing.id, RepairItem.publication_id.in_(publications))
    return select(Repair).where(Repair.items.any(about))


def _decided_since(listing: Listing) -> Select[date]:
    """The days of the decisions about the listing that were entered after it had begun."""
    made, began = aliased(ledger.Entry), aliased(ledger.Entry)
    return (
        select(ListDecision.decided_on)
        .join(made, made.entry_id == ListDecision.entry_id)
        .join(began, began.entry_id == listing.entry_id)
        .where(
            ListDecision.case_id == listing.case_id,
            ListDecision.withdrawn_by.is_(None),
            made.seq > began.seq,
        )
    )


def _lost_work(listing: Listing) -> Select[date | None]:
    """The days on which work ended because the qualification was lost while the listing stood."""
    return (
        select(Assignment.until_on)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(
            Assignment.subject_id == listing.subject_id,
            Programme.scheme == listing.scheme,
            Assignment.end_ground == "disqualified",
            Assignment.until_on >= listing.from_on,
        )
    )


def _of_event(session: Session, service: Service, today: date) -> Iterator[Message]:
    """A decision rests on the service of the notice before it; on its own service rests nothing."""
    query = (
        select(EventConfirmation.decided_on)
        .join(EventStep, EventStep.event_id == EventConfirmation.event_id)
        .where(EventStep.id == service.document_id, EventStep.kind == "notice")
    )
    for day in session.scalars(query):
        yield say("The decision of %(day)s", day=day)


def _of_repair(session: Session, service: Service, today: date) -> Iterator[Message]:
    """The revocation rests on the service of its notices; on its own, what was done about the listing since."""
    paper = session.get(RepairPaper, service.document_id)
    if paper is None:
        if listing := listing_by(session, service):
            yield from _on_listing(session, listing, today)
            for day in session.scalars(_decided_since(listing)):
                yield say("The decision of %(day)s", day=day)
        return
    repair = session.get_one(Repair, paper.repair_id)
    held = [one for one in repair.papers if one.kind in _HEARD and one.position > paper.position]
    for one in held:
        yield say(_PAPERS[one.kind].text, day=one.on.isoformat())
    for made in repair.decisions:
        if made.action == "revoke" and made.withdrawn_by is None:
            yield say("The decision of %(day)s", day=made.decided_on.isoformat())


_HEARD = ("hearing_notice", "hearing_record")


def _of_round(session: Session, service: Service, today: date) -> Iterator[Message]:
    """The display rests on everybody's time to ask for a review, and that on the service of the result.

    A review that was answered is not left beside a result that then counts as never served.
    """
    row = session.get(RoundSubject, service.document_id)
    if row is None:
        return
    for request in row.requests:
        if request.answered_on is not None:
            day = request.answered_on.isoformat()
            yield say("The answer of %(day)s to the request for review", day=day)
    if row.round.display_from is not None:
        yield say("The display of the results from %(day)s", day=row.round.display_from.isoformat())


def _of_nothing(session: Session, service: Service, today: date) -> Iterator[Message]:
    yield from ()


_BY_KIND: Mapping[str, Callable[[Session, Service, date], Iterator[Message]]] = {
    "case_step": _of_case,
    "list_decision": _of_case,
    "event_step": _of_event,
    "event_confirmation": _of_nothing,
    "objection": _of_nothing,
    "repair": _of_repair,
    "round_result": _of_round,
}
"""By kind of document, the acts that ask whether, and since when, it was served."""
