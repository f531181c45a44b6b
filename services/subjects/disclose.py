"""Enter what of a contractor's file was given to an office outside (对外提供), and show it to the contractor."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Disclosure, Listing, Office, new_id
from services.actor import Actor
from services.apply.rows import body_value
from services.clock import day_of
from services.labels import Both, list_label, row_label
from services.lists.public_register import still_public
from services.lists.shared_listings import shareable, still_untold
from services.messages import Invalid, Message, say
from services.scope import subject_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class DisclosureDraft:
    """``what`` of the file was given, ``basis`` is the provision or agreement on which it was asked for.

    ``listing_id``: the public listing that was given; ``tells_end``: told was that it is public no longer.
    """

    recipient: str
    what: str
    basis: str
    given_on: date
    document_no: str | None = None
    listing_id: str | None = None
    tells_end: bool = False


def disclose(
    session: Session,
    actor: Actor,
    subject_id: str,
    draft: DisclosureDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Enter one handing over; returns the disclosure's id."""
    actor.require("disclosure.record")
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, subject_id)
        if problems := _problems(session, subject.id, draft, day_of(now)):
            raise Invalid(problems)
        row = {
            "id": new_id(),
            "subject_id": subject.id,
            "office_id": actor.office_id,
            "by": actor.holder_id,
            **{name: body_value(value) for name, value in asdict(draft).items()},
        }
        writer.add("disclosure.record", {"disclosure": row}, subject.id)
        writer.result = str(row["id"])
    return writer.result


def _problems(
    session: Session, subject_id: str, draft: DisclosureDraft, today: date
) -> dict[str, Message]:
    if draft.given_on > today:
        ahead = say("This day is still to come. Give the day on which it happened.")
        return {"given_on": ahead}
    public = [one.listing_id for one in shareable(session, subject_id, draft.given_on)]
    if draft.listing_id and draft.listing_id not in public:
        return {"listing_id": say("This entry on a list was not public on that day.")}
    if draft.tells_end and not draft.listing_id:
        return {"listing_id": say("Choose the entry that is public no longer.")}
    if draft.tells_end and still_public(session, [draft.listing_id or ""], today):
        return {"tells_end": say("This entry is still public.")}
    return {}


@dataclass(frozen=True)
class DisclosureRow:
    """``office`` is the one that gave it; who typed it is not told.

    ``listing``: the list on which the entry stands that was given; ``over``: it is not public any more, and
    the office outside was not told so.
    """

    recipient: str
    what: str
    basis: str
    document_no: str | None
    given_on: date
    office: Both
    listing: Both | None
    over: bool


def show_disclosures(
    session: Session, actor: Actor, subject_id: str, today: date
) -> tuple[DisclosureRow, ...]:
    """To the contractor what concerns it, to staff that of any contractor; the newest first."""
    subject = subject_or_404(session, actor, subject_id)
    query = (
        select(Disclosure, Office, Listing)
        .outerjoin(Listing, Listing.id == Disclosure.listing_id)
        .join(Office, Office.id == Disclosure.office_id)
        .join(ledger.Entry, ledger.Entry.entry_id == Disclosure.entry_id)
        .where(Disclosure.subject_id == subject.id)
        .order_by(Disclosure.given_on.desc(), ledger.Entry.seq.desc())
    )
    rows = session.execute(query).unique().all()
    untold = still_untold(session, [row for row, _office, _listing in rows], today)
    return tuple(
        DisclosureRow(
            recipient=row.recipient,
            what=row.what,
            basis=row.basis,
            document_no=row.document_no,
            given_on=row.given_on,
            office=row_label(office),
            listing=_list_of(session, listing),
            over=row.id in untold,
        )
        for row, office, listing in rows
    )


def _list_of(session: Session, listing: Listing | None) -> Both | None:
    return None if listing is None else list_label(session, listing.scheme, listing.list_code)
