"""Put into the register in one act who newly stands on a list by the rules; annul what never should have."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import KnownProposal, Listing, new_id
from services.actor import Actor
from services.apply.rows import body_value
from services.clock import day_of
from services.lists.rule_stays import (
    StayByRule,
    change_row_by_rule,
    fingerprint,
    lines_by_rule,
    unconfirmed,
)
from services.locking import lock_subjects
from services.messages import Conflict, NotFound, say
from services.writing import Once, Writer, writing


def confirm_by_rule(
    session: Session,
    actor: Actor,
    scheme: str,
    shown: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Confirm all of a scheme that the page showed (its ``fingerprint``); returns how many rows.

    The rules made the stays, the confirming person is the other one. Raises ``Conflict`` when they are no
    longer those that were shown: somebody else confirmed them, or the records changed.
    """
    actor.require("list.confirm")
    with writing(session, actor, now, once) as writer:
        today = day_of(now)
        lock_subjects(session, [stay.subject_id for stay in unconfirmed(session, today, scheme)])
        stays = unconfirmed(session, today, scheme)
        if not stays or fingerprint(stays) != shown:
            raise Conflict(
                say("Who stands on the lists by rule has changed since this page was shown.")
            )
        confirmation_id = _confirmation(writer, scheme)
        for stay in stays:
            _enter(writer, stay, confirmation_id)
        writer.result = str(len(stays))
    return writer.result


def _confirmation(writer: Writer, scheme: str) -> str:
    confirmation_id = new_id()
    data = {
        "id": confirmation_id,
        "scheme": scheme,
        "confirmed_by": writer.actor.holder_id,
        "confirmed_on": day_of(writer.now).isoformat(),
        "office_id": writer.actor.office_id,
    }
    writer.add("listing.confirm_by_rule", {"confirmation": data})
    return confirmation_id


def _enter(writer: Writer, stay: StayByRule, confirmation_id: str) -> None:
    if stay.listing_id is not None:
        listing = writer.session.get_one(Listing, stay.listing_id)
        ends = "life" if stay.for_life else stay.until_on
        change_row_by_rule(writer, listing, ends, None, day_of(writer.now))
        return
    names = ("subject_id", "scheme", "list_code", "from_on", "until_on", "for_life")
    data = {
        "id": new_id(),
        "confirmation_id": confirmation_id,
        **{name: body_value(getattr(stay, name)) for name in names},
    }
    writer.add("listing.enter_by_rule", {"listing": data}, stay.subject_id)


def annul_by_rule(
    session: Session, actor: Actor, proposal_id: str, now: datetime, once: Once | None = None
) -> str:
    """Annul a row that the rules no longer make, since a record was put right; returns the subject's id."""
    actor.require("list.confirm")
    with writing(session, actor, now, once) as writer:
        proposal = session.get(KnownProposal, proposal_id)
        if proposal is None or proposal.origin != "annul":
            raise NotFound(say("There is no such proposal."))
        lock_subjects(session, [proposal.subject_id])
        session.refresh(proposal)
        listing = session.get_one(Listing, proposal.cause_id, populate_existing=True)
        lines = lines_by_rule(session, listing.subject_id, listing.scheme, day_of(now))
        if proposal.gone_on is not None or (listing.list_code, listing.from_on) in lines:
            raise Conflict(say("This no longer stands: the rules make this listing, or it ended."))
        change_row_by_rule(writer, listing, listing.from_on, "annul", day_of(now))
        writer.result = listing.subject_id
    return writer.result
