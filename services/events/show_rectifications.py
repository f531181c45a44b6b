"""Show what was handed in about the rectification of a record, the answers, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import Event, Rectification
from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.deadlines import due_of
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.events.rectify_event import may_be_rectified, rectifications_of
from services.labels import Both, behaviour_label
from services.people.two_persons import took_part
from services.scope import event_or_404


@dataclass(frozen=True)
class ShownRectification:
    """One that was handed in; ``due`` is the last day to answer while it waits."""

    row: Rectification
    by: Someone
    answered_by: Someone | None
    files: tuple[ShownFile, ...]
    due: Due | None


@dataclass(frozen=True)
class ShownRectifications:
    """Among the actions: hand_in, answer; own_entry says why a reviewer may not accept."""

    event: Event
    what: Both
    rows: tuple[ShownRectification, ...]
    actions: frozenset[str]


def show_rectifications(
    session: Session, actor: Actor, event_id: str, today: date
) -> ShownRectifications:
    """Of one record, the latest first, as this person may see it, or ``NotFound``."""
    event = event_or_404(session, actor, event_id)
    rows = rectifications_of(session, event.id)
    holders = [row.typed_by for row in rows]
    people = People(session, actor, [*holders, *(r.accepted_by or r.refused_by for r in rows)])
    files = shown_files(session, actor, [row.id for row in rows])
    return ShownRectifications(
        event=event,
        what=behaviour_label(session, event.scheme, event.behaviour),
        rows=tuple(
            ShownRectification(
                row=row,
                by=people[row.typed_by],
                answered_by=people.get(row.accepted_by or row.refused_by),
                files=files.get(row.id, ()),
                due=due_of(session, "rectification_answer", row.handed_in_on)
                if row.state == "waiting"
                else None,
            )
            for row in reversed(rows)
        ),
        actions=_actions(
            session, actor, event, next((r for r in rows if r.state != "refused"), None)
        ),
    )


def _actions(
    session: Session, actor: Actor, event: Event, standing: Rectification | None
) -> frozenset[str]:
    if standing is None:
        able = actor.may("own.repair") or actor.may("repair.handle")
        return frozenset({"hand_in"} if able and may_be_rectified(event) else ())
    if standing.state != "waiting" or not actor.may("event.review"):
        return frozenset()
    mine = took_part(session, actor, standing.typed_by, standing.entry_id)
    return frozenset({"own_entry"} if mine else {"answer"})
