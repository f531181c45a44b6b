"""Show who a subject is: identity, names over time, relations, head and branches, successions, work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Assignment, Evidence, Programme, Relation, Subject, SubjectName, Succession
from services.actor import Actor
from services.scope import subject_or_404
from services.subjects.subject_checks import code_faults
from services.subjects.subject_contact import contact_of
from services.subjects.subject_words import kinds_of


@dataclass(frozen=True)
class Party:
    """Another subject as this page names it."""

    id: str
    name: str
    code: str


@dataclass(frozen=True)
class BorneName:
    """``until_on`` is the first day of the next name; ``corrected``: a later name put this one right."""

    name: str
    from_on: date
    until_on: date | None
    corrected: bool


@dataclass(frozen=True)
class RelationLine:
    """``incoming``: the other one named this subject. A bare name has no ``other``."""

    id: str
    kind: str
    other: Party | None
    person_name: str
    from_on: date
    until_on: date | None
    incoming: bool


@dataclass(frozen=True)
class Paper:
    """A file that is kept with a step; an erased one has no address any more."""

    id: str
    name: str
    erased: bool


@dataclass(frozen=True)
class SuccessionLine:
    """``other`` is who carries on, or (``incoming``) whom this one carries on; None: nobody."""

    kind: str
    on: date
    other: Party | None
    document_no: str
    note: str
    survives: bool
    incoming: bool
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class AssignmentLine:
    """``others`` are the rest of the consortium."""

    id: str
    programme_id: str
    programme_zh: str
    programme_en: str
    region: str
    part: str
    from_on: date
    until_on: date | None
    others: tuple[Party, ...]


@dataclass(frozen=True)
class Profile:
    """Everything but the credit. ``code_reason`` is given where the code fails its check."""

    id: str
    version: int
    kind: str
    name: str
    legal_form: str
    code: str
    code_reason: str | None
    practice_no: str
    region: str
    business: tuple[str, ...]
    address: str
    telephone: str
    file_opened_on: date
    closed_on: date | None
    head: Party | None
    branches: tuple[Party, ...]
    names: tuple[BorneName, ...]
    relations: tuple[RelationLine, ...]
    successions: tuple[SuccessionLine, ...]
    assignments: tuple[AssignmentLine, ...]


def profile(session: Session, actor: Actor, subject_id: str) -> Profile:
    """Who this is. Raises ``NotFound`` for what this person may not look at.

    A person's identity number is never part of it. What others declared about a subject is not told to
    its own users.
    """
    subject = subject_or_404(session, actor, subject_id)
    failing = subject.code is not None and bool(code_faults(subject.code, None))
    contact = contact_of(session, subject.id)
    branches = session.scalars(select(Subject).where(Subject.head_id == subject.id))
    return Profile(
        id=subject.id,
        version=subject.version,
        kind=subject.kind,
        name=subject.name,
        legal_form=subject.legal_form,
        code=subject.code or "",
        code_reason=subject.code_reason if failing else None,
        practice_no=subject.practice_no or "",
        region=subject.home_region,
        business=kinds_of(subject.business),
        address=(contact.address if contact else None) or "",
        telephone=(contact.telephone if contact else None) or "",
        file_opened_on=subject.file_opened_on,
        closed_on=subject.closed_on,
        head=_party(session, subject.head_id),
        branches=tuple(sorted(map(_as_party, branches), key=lambda party: party.code)),
        names=_names(subject.names),
        relations=_relations(session, subject.id, others=actor.may("contractor.read")),
        successions=_successions(session, subject.id),
        assignments=_assignments(session, subject.id),
    )


def _as_party(subject: Subject) -> Party:
    return Party(subject.id, subject.name, subject.code or subject.practice_no or "")


def _party(session: Session, subject_id: str | None) -> Party | None:
    subject = session.get(Subject, subject_id) if subject_id else None
    return _as_party(subject) if subject else None


def _names(names: list[SubjectName]) -> tuple[BorneName, ...]:
    """Newest first."""
    ends: list[date | None] = [following.from_on for following in names[1:]]
    borne = [
        BorneName(name.name or "", name.from_on, end, corrected=end == name.from_on)
        for name, end in zip(names, [*ends, None], strict=True)
    ]
    return tuple(reversed(borne))


def _relations(session: Session, subject_id: str, *, others: bool) -> tuple[RelationLine, ...]:
    """Standing ones first, then by day."""
    wanted = Relation.subject_id == subject_id
    query = select(Relation).where(wanted | (Relation.other_id == subject_id) if others else wanted)
    lines = []
    for relation in session.scalars(query):
        incoming = relation.other_id == subject_id
        other_id = relation.subject_id if incoming else relation.other_id
        lines.append(
            RelationLine(
                id=relation.id,
                kind=relation.kind,
                other=_party(session, other_id),
                person_name=relation.person_name or "",
                from_on=relation.from_on,
                until_on=relation.until_on,
                incoming=incoming,
            )
        )
    return tuple(sorted(lines, key=lambda r: (r.until_on is not None, r.from_on, r.id)))


def _successions(session: Session, subject_id: str) -> tuple[SuccessionLine, ...]:
    query = (
        select(Succession)
        .where((Succession.subject_id == subject_id) | (Succession.successor_id == subject_id))
        .order_by(Succession.on, Succession.id)
    )
    lines = []
    for step in session.scalars(query):
        incoming = step.successor_id == subject_id
        other_id = step.subject_id if incoming else step.successor_id
        lines.append(
            SuccessionLine(
                kind=step.kind,
                on=step.on,
                other=_party(session, other_id),
                document_no=step.document_no,
                note=step.note or "",
                survives=step.survives,
                incoming=incoming,
                papers=_papers(session, step.entry_id),
            )
        )
    return tuple(lines)


def _papers(session: Session, entry_id: str) -> tuple[Paper, ...]:
    """The files of one step; several successors share its entry."""
    query = select(Evidence).where(Evidence.entry_id == entry_id).order_by(Evidence.position)
    return tuple(
        Paper(file.id, file.filename or "", file.sealed_key is None)
        for file in session.scalars(query)
    )


def _assignments(session: Session, subject_id: str) -> tuple[AssignmentLine, ...]:
    """Newest first."""
    query = (
        select(Assignment, Programme)
        .join(Programme, Programme.id == Assignment.programme_id)
        .where(Assignment.subject_id == subject_id)
        .order_by(Assignment.from_on.desc(), Assignment.id)
    )
    return tuple(
        AssignmentLine(
            id=assignment.id,
            programme_id=programme.id,
            programme_zh=programme.name_zh,
            programme_en=programme.name_en,
            region=assignment.region,
            part=assignment.part,
            from_on=assignment.from_on,
            until_on=assignment.until_on,
            others=_consortium(session, assignment),
        )
        for assignment, programme in session.execute(query)
    )


def _consortium(session: Session, assignment: Assignment) -> tuple[Party, ...]:
    if assignment.consortium is None:
        return ()
    query = (
        select(Subject)
        .join(Assignment, Assignment.subject_id == Subject.id)
        .where(
            Assignment.consortium == assignment.consortium,
            Assignment.subject_id != assignment.subject_id,
        )
        .order_by(Assignment.part, Subject.code)
    )
    return tuple(map(_as_party, session.scalars(query)))
