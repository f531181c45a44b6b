"""Objections to a case's listing in its dossier: filed, checked, decided, and what is owed after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Objection
from services.actor import Actor
from services.dossiers.annexes import Annex, wanting
from services.objections.show_objections import PARTY_READS, ShownObjection, show_objection
from services.scope import seen_objections

_TOLD = ("accept", "resume", *PARTY_READS)
"""Steps that the party knows of; what units write to each other stays with the office."""


def objection_papers(
    session: Session, actor: Actor, listing_ids: Sequence[str], today: date
) -> list[tuple[Annex, ...]]:
    """One group an objection, in the order in which they were entered."""
    query = (
        select(Objection.id)
        .join(ledger.Entry, ledger.Entry.entry_id == Objection.entry_id)
        .where(Objection.listing_id.in_(listing_ids), seen_objections(actor))
        .order_by(ledger.Entry.seq)
    )
    shown = [show_objection(session, actor, one, today) for one in session.scalars(query)]
    whole = actor.subject_id is None
    return [(*_papers(one, whole), *(_wanting(one, today) if whole else ())) for one in shown]


def _papers(shown: ShownObjection, whole: bool) -> Iterator[Annex]:
    yield Annex("application", shown, on=shown.objection.received_on, files=shown.files)
    for step in shown.steps:
        if whole or step.kind in _TOLD:
            yield Annex(step.kind, shown, step, on=step.on)
    if shown.objection.end == "withdrawn":
        yield Annex("withdrawn", shown, on=shown.objection.ended_on)
    ruling = shown.ruling
    if ruling is not None:
        yield Annex(
            "decision",
            shown,
            ruling,
            id=ruling.id,
            on=ruling.decided_on,
            document_no=ruling.document_no,
            files=ruling.files,
            owed=not ruling.waits,
        )


def _wanting(shown: ShownObjection, today: date) -> Iterator[Annex]:
    clock, put_right = shown.row.clock, shown.row.put_right
    late = clock is not None and clock.due is not None and clock.due.over(today)
    if shown.row.state == "filed":
        yield wanting("accept", shown, late=late)
    if clock is not None and shown.ruling is None:
        yield wanting("decision", shown, late=late)
    if put_right is not None and not put_right.done:
        yield wanting("put_right", shown, late=put_right.due.over(today))
