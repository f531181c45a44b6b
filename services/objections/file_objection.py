"""File an objection: the party itself, or a clerk from its paper; the dispute mark stands at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Evidence, ListDecision, Objection, new_id
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.messages import Conflict, Invalid, Message, say
from services.objections.disputed_thing import (
    GROUNDS_OF,
    Kind,
    Thing,
    check_disputable,
    locked_thing,
)
from services.writing import Once, Writer, writing

MOST_POINTS = 20
LONGEST_POINT = 2000


@dataclass(frozen=True)
class ObjectionDraft:
    """``received_on`` (and ``posted_on``, the postmark) belong to a paper; the party's own is of today."""

    kind: Kind
    thing_id: str
    ground: str
    points: tuple[str, ...]
    received_on: date | None = None
    posted_on: date | None = None
    files: tuple[NewFile, ...] = ()


def file_objection(
    session: Session,
    actor: Actor,
    draft: ObjectionDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write the objection; returns its id.

    One open objection to one thing; one that was decided may be filed again only with new evidence.
    """
    own = actor.subject_id is not None
    actor.require("own.reply" if own else "objection.handle")
    with writing(session, actor, now, once) as writer:
        thing = locked_thing(session, actor, draft.kind, draft.thing_id)
        check_disputable(thing, day_of(now))
        since = _decided_on(session, thing)
        if problems := _problems(draft, since, day_of(now), on_behalf=not own):
            raise Invalid(problems)
        _check_quota(session, thing, draft.files)
        writer.result = _write(writer, thing, draft, day_of(now))
    return writer.result


def _decided_on(session: Session, thing: Thing) -> date:
    """Since when there is something to object to: the record counts, the listing was decided."""
    if thing.event is not None:
        counted = thing.event.confirmation
        return counted.counts_from if counted else thing.event.occurred_on
    assert thing.listing is not None
    decision = session.get(ListDecision, thing.listing.decision_id or "")
    return decision.decided_on if decision else thing.listing.from_on


def _problems(
    draft: ObjectionDraft, since: date, today: date, *, on_behalf: bool
) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if draft.ground not in GROUNDS_OF[draft.kind]:
        problems["ground"] = say("Please choose one of those offered.")
    if point := _points_problem(draft.points):
        problems["points"] = point
    if not on_behalf:
        return problems
    if draft.received_on is None or draft.received_on > today:
        problems["received_on"] = say("Give the day on which the paper came in, today or before.")
    elif (draft.posted_on or draft.received_on) < since:
        field = "received_on" if draft.posted_on is None else "posted_on"
        problems[field] = say(
            "What is objected to stands since %(day)s; no objection to it was sent before.",
            day=since.isoformat(),
        )
    elif draft.posted_on is not None and draft.posted_on > draft.received_on:
        problems["posted_on"] = say("It was posted before it came in, or on the same day.")
    if not draft.files:
        problems["evidence"] = say(
            "What is entered for the contractor needs the scan of its paper."
        )
    return problems


def _points_problem(points: Sequence[str]) -> Message | None:
    if not points:
        return say("Please say what is wrong, each point on a line of its own.")
    if len(points) > MOST_POINTS:
        return say(
            "These are %(count)s points; at most %(most)s are possible.",
            count=len(points),
            most=MOST_POINTS,
        )
    if any(len(point) > LONGEST_POINT for point in points):
        return say("A point is at most %(most)s characters long.", most=LONGEST_POINT)
    return None


def objections_to(session: Session, thing: Thing) -> list[Objection]:
    """Those to the same thing, oldest first."""
    same = (
        Objection.event_id == thing.id
        if thing.kind == "event"
        else Objection.listing_id == thing.id
    )
    query = select(Objection).where(same).order_by(Objection.marked_on, Objection.id)
    return list(session.scalars(query))


def _check_quota(session: Session, thing: Thing, files: Sequence[NewFile]) -> None:
    earlier = objections_to(session, thing)
    standing = [one for one in earlier if one.end is None]
    if standing:
        raise Conflict(
            say(
                "An objection to this is open since %(day)s. There is one at a time: wait for its"
                " decision, or withdraw it and file it anew.",
                day=standing[0].received_on.isoformat(),
            )
        )
    decided = [one.id for one in earlier if one.end != "withdrawn"]
    if decided and not _brings_new(session, decided, files):
        raise Invalid(
            {
                "evidence": say(
                    "An objection to this was already decided. It can be filed again only with new"
                    " evidence: enclose a file that was not enclosed before."
                )
            }
        )


def _brings_new(session: Session, objections: Sequence[str], files: Sequence[NewFile]) -> bool:
    """Stored bytes are encrypted anew each time, so a file is known by its name and length."""
    query = select(Evidence.filename, Evidence.size).where(
        Evidence.owner_kind == "objection", Evidence.owner_id.in_(objections)
    )
    known = {(name, size) for name, size in session.execute(query)}
    return any((file.filename, file.size) not in known for file in files)


def _write(writer: Writer, thing: Thing, draft: ObjectionDraft, today: date) -> str:
    objection_id, private = new_id(), Private()
    own = writer.actor.subject_id is not None
    data: dict[str, Any] = {
        "objection": {
            "id": objection_id,
            "subject_id": thing.subject_id,
            "scheme": thing.scheme,
            "event_id": thing.id if thing.event else None,
            "listing_id": thing.id if thing.listing else None,
            "list_code": thing.listing.list_code if thing.listing else None,
            "publicity": thing.kind == "publicity",
            "ground": draft.ground,
            "received_on": (today if own else draft.received_on or today).isoformat(),
            "posted_on": None if own else body_value(draft.posted_on),
            "marked_on": today.isoformat(),
            "filed_by": writer.actor.holder_id,
            "on_behalf": not own,
            "office_id": thing.office_id,
        },
        "points": _points(objection_id, draft.points, private),
    }
    if draft.files:
        data["evidence"] = evidence_rows("objection", objection_id, draft.files, private)
    writer.add("objection.file", data, thing.subject_id, private)
    return objection_id


def _points(objection_id: str, points: Sequence[str], private: Private) -> list[dict[str, Any]]:
    rows = []
    for position, text in enumerate(points, 1):
        row = {"id": new_id(), "objection_id": objection_id, "position": position}
        private.keep("objection_point", str(row["id"]), text=text)
        rows.append(row)
    return rows
