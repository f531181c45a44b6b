"""What a case shows of its papers and decisions: each with its persons, texts, points, files and service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models import CasePoint, CaseStep, ListDecision, Service
from services.cases.shown_papers import People, ShownFile, Someone
from services.rules.list_rules import last_day

TEXTS = ("text", "reasons", "basis", "rights", "place", "present", "office", "signed_by")
"""The texts that a paper may hold."""


@dataclass(frozen=True)
class ShownPoint:
    """One point of a statement and defence; ``taken_up`` None: not answered yet."""

    id: str
    text: str
    taken_up: bool | None
    reasons: str


@dataclass(frozen=True)
class ShownPerson:
    """Whom a paper names, in which part; ``certificate`` of an investigator."""

    holder_id: str
    part: str
    someone: Someone
    certificate: str


@dataclass(frozen=True)
class ShownCasePaper:
    """``texts`` by name, those that it has; an erased one is empty. ``service``: the one that counts;
    ``taken_back``: those recorded wrongly.
    """

    id: str
    position: int
    kind: str
    on: date
    document_no: str | None
    texts: Mapping[str, str]
    days: int | None
    held_on: date | None
    regards: str | None
    passed: bool | None
    persons: tuple[ShownPerson, ...]
    points: tuple[ShownPoint, ...]
    by: Someone
    on_behalf: bool
    files: tuple[ShownFile, ...]
    service: Service | None
    taken_back: tuple[Service, ...]


@dataclass(frozen=True)
class ShownDecision:
    """``from_on`` is the first day on the list (enter), off it (leave), or of a stay; ``last_day`` is inclusive."""

    id: str
    position: int
    action: str
    cause: str | None
    addressee: str | None
    orderer: str | None
    order_no: str | None
    corrects: str
    from_on: date | None
    last_day: date | None
    for_life: bool
    decided_by: Someone
    decided_on: date
    on_paper: bool
    typed_by: Someone
    confirmed_by: Someone | None
    withdrawn_by: Someone | None
    waits: bool
    document_no: str | None
    reason: str
    files: tuple[ShownFile, ...]
    service: Service | None
    taken_back: tuple[Service, ...]


@dataclass(frozen=True)
class Services:
    """By document, the service that counts and those that were taken back."""

    counting: Mapping[str, Service]
    taken_back: Mapping[str, tuple[Service, ...]]


Files = Mapping[str, tuple[ShownFile, ...]]


def people_of(steps: Iterable[CaseStep], decisions: Iterable[ListDecision]) -> list[str | None]:
    """Everybody whom papers and decisions name."""
    ids: list[str | None] = []
    for step in steps:
        ids += [step.typed_by, *(person.holder_id for person in step.persons)]
    for d in decisions:
        ids += [d.decided_by, d.typed_by, d.confirmed_by, d.withdrawn_by]
    return ids


def shown_step(
    step: CaseStep, people: People, files: Files, services: Services, numbers: Mapping[str, str]
) -> ShownCasePaper:
    """``text`` stands even where it was erased, for there was one. ``numbers``: under which official papers
    came back."""
    said = {name: getattr(step, name) for name in TEXTS}
    return ShownCasePaper(
        id=step.id,
        position=step.position,
        kind=step.kind,
        on=step.on,
        document_no=step.document_no or numbers.get(step.id),
        texts={name: text for name, text in said.items() if text is not None},
        days=step.days,
        held_on=step.held_on,
        regards=step.regards,
        passed=step.passed,
        persons=tuple(
            ShownPerson(p.holder_id, p.part, people.named(p.holder_id), p.certificate_no or "")
            for p in step.persons
        ),
        points=tuple(_point(point) for point in step.points),
        by=people.done(step.typed_by, step.entry_id),
        on_behalf=step.on_behalf,
        files=files.get(step.id, ()),
        service=services.counting.get(step.id),
        taken_back=services.taken_back.get(step.id, ()),
    )


def _point(point: CasePoint) -> ShownPoint:
    answer = point.answer
    return ShownPoint(
        id=point.id,
        text=point.text or "",
        taken_up=answer.taken_up if answer else None,
        reasons=(answer.reasons or "") if answer else "",
    )


def shown_decision(
    decision: ListDecision, people: People, files: Files, services: Services
) -> ShownDecision:
    return ShownDecision(
        id=decision.id,
        position=decision.position,
        action=decision.action,
        cause=decision.cause,
        addressee=decision.addressee,
        orderer=decision.orderer,
        order_no=decision.order_no,
        corrects=decision.corrects or "",
        from_on=decision.from_on,
        last_day=last_day(decision.until_on),
        for_life=decision.for_life,
        decided_by=people.done(decision.decided_by, decision.entry_id)
        if decision.way == "system"
        else people[decision.decided_by],
        decided_on=decision.decided_on,
        on_paper=decision.way == "paper",
        typed_by=people.done(decision.typed_by, decision.entry_id),
        confirmed_by=people.get(decision.confirmed_by),
        withdrawn_by=people.get(decision.withdrawn_by),
        waits=decision.waits,
        document_no=decision.document_no,
        reason=decision.reason or "",
        files=files.get(decision.id, ()),
        service=services.counting.get(decision.id),
        taken_back=services.taken_back.get(decision.id, ()),
    )
