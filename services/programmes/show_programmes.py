"""Show programmes: their stages with due days, who does what where, and how far the work is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from models import (
    Assignment,
    Correction,
    Event,
    EventConfirmation,
    EventWithdrawal,
    Programme,
    Stage,
    Subject,
)
from services.actor import Actor
from services.messages import NotFound, say
from services.scope import region_prefix
from services.subjects.show_subject import Party


@dataclass(frozen=True)
class StageLine:
    """``state`` is done (due day past), now (the next one due) or next."""

    id: str
    name_zh: str
    name_en: str
    due_on: date
    state: str


@dataclass(frozen=True)
class ProgrammeLine:
    """One programme in the list; ``current`` is the stage due next, None when all days are past."""

    id: str
    name_zh: str
    name_en: str
    scheme: str
    from_on: date
    current: StageLine | None
    stages: int
    contractors: int


@dataclass(frozen=True)
class Done:
    """What counts of a stage: records, and of what was inspected how much passed."""

    records: int
    passed: int
    inspected: int


@dataclass(frozen=True)
class WorkLine:
    """One assignment: ``done`` by stage id, for this contractor in this region."""

    id: str
    subject: Party
    region: str
    part: str
    consortium: str | None
    from_on: date
    until_on: date | None
    end_ground: str | None
    done: dict[str, Done]


@dataclass(frozen=True)
class ProgrammePage:
    id: str
    name_zh: str
    name_en: str
    scheme: str
    from_on: date
    stages: tuple[StageLine, ...]
    work: tuple[WorkLine, ...]


def list_programmes(session: Session, actor: Actor, today: date) -> tuple[ProgrammeLine, ...]:
    """Newest first."""
    actor.require("contractor.read")
    standing = (
        select(Assignment.programme_id, func.count(func.distinct(Assignment.subject_id)))
        .where(Assignment.until_on.is_(None) | (Assignment.until_on > today))
        .group_by(Assignment.programme_id)
    )
    contractors = {row[0]: row[1] for row in session.execute(standing)}
    programmes = session.scalars(select(Programme).order_by(Programme.from_on.desc(), Programme.id))
    return tuple(_line(p, contractors.get(p.id, 0), today) for p in programmes)


def _line(programme: Programme, contractors: int, today: date) -> ProgrammeLine:
    stages = _stages(programme.stages, today)
    return ProgrammeLine(
        id=programme.id,
        name_zh=programme.name_zh,
        name_en=programme.name_en,
        scheme=programme.scheme,
        from_on=programme.from_on,
        current=next((stage for stage in stages if stage.state == "now"), None),
        stages=len(stages),
        contractors=contractors,
    )


def _stages(stages: list[Stage], today: date) -> tuple[StageLine, ...]:
    """The due day itself is still open."""
    coming = next((stage.id for stage in stages if stage.due_on >= today), None)
    return tuple(
        StageLine(
            id=stage.id,
            name_zh=stage.name_zh,
            name_en=stage.name_en,
            due_on=stage.due_on,
            state="now" if stage.id == coming else "done" if stage.due_on < today else "next",
        )
        for stage in stages
    )


def show_programme(session: Session, actor: Actor, programme_id: str, today: date) -> ProgrammePage:
    """One programme. Raises ``NotFound``."""
    actor.require("contractor.read")
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise NotFound(say("There is no such programme."))
    return ProgrammePage(
        id=programme.id,
        name_zh=programme.name_zh,
        name_en=programme.name_en,
        scheme=programme.scheme,
        from_on=programme.from_on,
        stages=_stages(programme.stages, today),
        work=_work(session, programme_id),
    )


def _work(session: Session, programme_id: str) -> tuple[WorkLine, ...]:
    """By region in GB/T 2260 order; the members of a consortium stand under their leader."""
    done = _done(session, programme_id)
    query = (
        select(Assignment, Subject)
        .join(Subject, Subject.id == Assignment.subject_id)
        .where(Assignment.programme_id == programme_id)
        .order_by(
            Assignment.region,
            Assignment.until_on.is_not(None),
            func.coalesce(Assignment.consortium, Assignment.id),
            case((Assignment.part == "member", 1), else_=0),
            Subject.code,
        )
    )
    return tuple(
        WorkLine(
            id=assignment.id,
            subject=Party(subject.id, subject.name, subject.code or ""),
            region=assignment.region,
            part=assignment.part,
            consortium=assignment.consortium,
            from_on=assignment.from_on,
            until_on=assignment.until_on,
            end_ground=assignment.end_ground,
            done=_inside(done.get(subject.id, {}), assignment.region),
        )
        for assignment, subject in session.execute(query)
    )


def _inside(records: dict[tuple[str | None, str], Done], region: str) -> dict[str, Done]:
    """The records of a region and all that lies within it, by stage."""
    stem = region_prefix(region)
    sums: dict[str, Done] = {}
    for (stage_id, place), more in records.items():
        if stage_id and place.startswith(stem):
            so_far = sums.get(stage_id, Done(0, 0, 0))
            sums[stage_id] = Done(
                so_far.records + more.records,
                so_far.passed + more.passed,
                so_far.inspected + more.inspected,
            )
    return sums


def _done(session: Session, programme_id: str) -> dict[str, dict[tuple[str | None, str], Done]]:
    """By subject, then by (stage, place of work)."""
    found: dict[str, dict[tuple[str | None, str], Done]] = defaultdict(dict)
    for subject_id, stage_id, region, *numbers in session.execute(_counted(programme_id)):
        found[subject_id][stage_id, region] = Done(*(int(n or 0) for n in numbers))
    return found


def _counted(programme_id: str) -> Select[str, str | None, str, int, int | None, int | None]:
    """Confirmed records that were neither withdrawn nor corrected."""
    corrected = select(Correction.event_id).where(Correction.confirmed_by.is_not(None))
    return (
        select(
            Event.subject_id,
            Event.stage_id,
            Event.region,
            func.count(),
            func.sum(Event.numerator),
            func.sum(Event.denominator),
        )
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .where(
            Event.programme_id == programme_id,
            Event.stage_id.is_not(None),
            Event.id.not_in(select(EventWithdrawal.event_id)),
            Event.id.not_in(corrected),
        )
        .group_by(Event.subject_id, Event.stage_id, Event.region)
    )
