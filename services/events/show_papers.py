"""The papers of a subject: every file handed in with its records that this person may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Event, Evidence
from services.actor import Actor
from services.labels import Both, behaviour_label
from services.objections.dispute_marks import marks_of_events
from services.scope import full_events, party_may_see, subject_or_404


@dataclass(frozen=True)
class Paper:
    """A file with the record it belongs to; ``erased``: its key is gone, the proof stands.

    ``disputed``: since when the record is.
    """

    id: str
    name: str
    size: int
    event_id: str
    what: Both
    on: date
    erased: bool
    disputed: date | None


def show_papers(session: Session, actor: Actor, subject_id: str) -> tuple[Paper, ...]:
    """Newest record first. Raises ``NotFound`` for a subject that this person may not see."""
    subject = subject_or_404(session, actor, subject_id)
    if actor.subject_id is None and not actor.may("evidence.read"):
        return ()
    query = (
        select(Event, Evidence)
        .join(Evidence, Evidence.owner_id == Event.id)
        .where(Event.subject_id == subject.id, full_events(actor))
        .order_by(Event.occurred_on.desc(), Event.id, Evidence.position)
    )
    rows = [(event, file) for event, file in session.execute(query)]
    marks = marks_of_events(session, [event.id for event, _file in rows])
    return tuple(_papers(session, actor, rows, marks))


def _papers(
    session: Session,
    actor: Actor,
    rows: Iterable[tuple[Event, Evidence]],
    marks: Mapping[str, date],
) -> Iterable[Paper]:
    for event, evidence in rows:
        if actor.subject_id is None or party_may_see(evidence):
            yield Paper(
                id=evidence.id,
                name=evidence.filename or "",
                size=evidence.size,
                event_id=event.id,
                what=behaviour_label(session, event.scheme, event.behaviour),
                on=event.occurred_on,
                erased=evidence.sealed_key is None,
                disputed=marks.get(event.id),
            )
