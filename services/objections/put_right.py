"""Whether what an upheld objection was about has been put right since: then its clock ends, and so does its mark.

A record is corrected; a listing annulled or ended, or its decision corrected; publicity ended.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session, aliased

import ledger
from models import ListDecision, Listing, Objection, Publication
from services.objections.disputed_thing import Thing, is_public
from services.objections.objection_file import UPHELD

_PUT_RIGHT_BY = ("correct", "leave")
"""Decisions on a listing that stood; one that was annulled or never served bears no mark anyway."""


def put_right(session: Session, objection: Objection, thing: Thing, today: date) -> bool:
    """Whether nothing is owed any more to whoever was right."""
    if thing.event is not None:
        return thing.event.state == "corrected"
    if thing.kind == "publicity":
        return not is_public(thing.listing, today)
    if thing.listing is not None and thing.listing.end is not None:
        return True
    decided = select(Objection.id).where(Objection.id == objection.id, decided_since())
    return session.scalar(decided) is not None


def decided_since(known: int | None = None) -> ColumnElement[bool]:
    """The condition on an upheld ``Objection`` to a listing under which a later decision, known by a ledger
    size (None: by now), has put it right."""
    made, ended = aliased(ledger.Entry), aliased(ledger.Entry)
    later = exists().where(
        Listing.id == Objection.listing_id,
        ListDecision.case_id == Listing.case_id,
        ListDecision.action.in_(_PUT_RIGHT_BY),
        made.entry_id == ListDecision.effective_entry_id,
        ended.entry_id == Objection.ended_entry_id,
        made.seq > ended.seq,
        *(() if known is None else (made.seq <= known,)),
    )
    return and_(_upheld(), ~Objection.publicity, later)


def publicity_ended(day: date | None = None) -> ColumnElement[bool]:
    """The condition on an upheld ``Objection`` to publicity under which that was ended (by a day; None: by now)."""
    open_yet = Publication.ended_on.is_(None)
    runs_on = exists().where(
        Publication.listing_id == Objection.listing_id,
        Publication.agreed_by.is_not(None),
        Publication.from_on <= Objection.ended_on,
        open_yet if day is None else open_yet | (Publication.ended_on > day),
    )
    return and_(_upheld(), Objection.publicity, ~runs_on)


def _upheld() -> ColumnElement[bool]:
    """False, and never unknown, of one that is open."""
    return and_(Objection.end.is_not(None), Objection.end.in_(UPHELD))
