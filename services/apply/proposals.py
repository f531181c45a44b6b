"""Proposals made known and answered, the register's rows by rule, dismissed warnings."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    KnownProposal,
    Listing,
    ListingConfirmation,
    ProposalRefusal,
    Publication,
    SuccessorDismissal,
)
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("proposal.seen")
def seen(session: Session, body: Body, private: Private) -> None:
    add_row(session, KnownProposal, body, body["data"]["proposal"], private)


@applies("proposal.gone")
def gone(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, KnownProposal, data["proposal"], {"gone_on": data["on"]}, private)


@applies("proposal.taken")
def taken(session: Session, body: Body, private: Private) -> None:
    """A case took it up."""
    data = body["data"]
    change_row(session, KnownProposal, data["proposal"], {"case_id": data["case"]}, private)


@applies("proposal.decline")
def decline(session: Session, body: Body, private: Private) -> None:
    add_row(session, ProposalRefusal, body, body["data"]["refusal"], private)


@applies("proposal.decline.answer")
def answer_refusal(session: Session, body: Body, private: Private) -> None:
    """``changes`` is one of confirmed_by, withdrawn_by."""
    data = body["data"]
    change_row(session, ProposalRefusal, data["refusal"], data["changes"], private)


@applies("listing.confirm_by_rule")
def confirm_by_rule(session: Session, body: Body, private: Private) -> None:
    add_row(session, ListingConfirmation, body, body["data"]["confirmation"], private)


@applies("listing.enter_by_rule")
def enter_by_rule(session: Session, body: Body, private: Private) -> None:
    add_row(session, Listing, body, body["data"]["listing"], private)


@applies("listing.change_by_rule")
def change_by_rule(session: Session, body: Body, private: Private) -> None:
    """The rules moved its end. One that ended early or never stood stops being public that day."""
    data = body["data"]
    listing = change_row(session, Listing, data["listing"], data["changes"], private)
    if listing.end is None:
        return
    running = select(Publication).where(
        Publication.listing_id == listing.id,
        Publication.ended_on.is_(None),
        Publication.refused_by.is_(None),
    )
    for publication in session.scalars(running):
        change_row(session, Publication, publication.id, {"ended_on": data["on"]}, private)


@applies("successor.dismiss")
def dismiss(session: Session, body: Body, private: Private) -> None:
    add_row(session, SuccessorDismissal, body, body["data"]["dismissal"], private)
