"""Decisions by deputy."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import ActedFor
from services.cases.decision_words import DECISIONS
from services.messages import say
from services.points.registry import MOST, Point, Ref, Span, kind


@kind("deputy", say("Decided by deputy"))
def by_deputy(session: Session, span: Span) -> Iterator[Point]:
    query = (
        select(ledger.Entry, ActedFor.for_id)
        .join(ActedFor, ActedFor.entry_id == ledger.Entry.entry_id)
        .where(*span.written(*DECISIONS), *span.by_staff_of_office())
        .order_by(ledger.Entry.seq.desc())
        .limit(MOST)
    )
    return (_point(entry, for_id) for entry, for_id in session.execute(query))


def _point(entry: ledger.Entry, for_id: str) -> Point:
    deputy, other = Ref("holder", entry.actor), Ref("holder", for_id)
    about = (Ref("subject", entry.subject),) if entry.subject else ()
    return Point(
        kind="deputy",
        about=entry.entry_id,
        at=entry.recorded_at,
        since=entry.recorded_at,
        sentence=say(
            "%(deputy)s decided for %(other)s: %(what)s",
            deputy=deputy,
            other=other,
            what=DECISIONS[entry.kind],
        ),
        expected=say("%(other)s decides in person", other=other),
        found=say("%(deputy)s decided as deputy", deputy=deputy),
        links=(*about, deputy, other),
    )
