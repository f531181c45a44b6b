"""The papers of a dossier in their order: the case's own, with extensions, objections and repairs in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Listing
from procedure.dossier import Part, Place, PlaceState, places
from services.actor import Actor
from services.cases.show_case import ShownCase
from services.cases.shown_case import ShownCasePaper, ShownDecision
from services.dossiers.annexes import Annex
from services.dossiers.extension_papers import extension_papers
from services.dossiers.objection_papers import objection_papers
from services.dossiers.repair_papers import repair_papers
from services.serving.show_services import ShownService

Document: TypeAlias = ShownCasePaper | ShownDecision | Annex
Attempts: TypeAlias = Mapping[str, tuple[ShownService, ...]]


@dataclass(frozen=True)
class Annexes:
    """``proposal`` and ``case``: extensions of time. ``groups``: one an objection or repair, whole."""

    proposal: tuple[Annex, ...]
    case: tuple[Annex, ...]
    groups: tuple[tuple[Annex, ...], ...]

    @property
    def all(self) -> Iterator[Annex]:
        yield from (*self.proposal, *self.case)
        for group in self.groups:
            yield from group


@dataclass(frozen=True)
class Piece:
    """What one line of the index is of: a paper, what is missing, or one attempt to serve a paper."""

    code: str
    step: str
    state: PlaceState
    document: Document | None
    service: ShownService | None = None


def annexes_of(session: Session, reader: Actor, case_id: str, today: date) -> Annexes:
    """What belongs to a case beside its own papers, as this person sees it; its party sees no extension."""
    listings = session.scalars(select(Listing.id).where(Listing.case_id == case_id)).all()
    staff = reader.subject_id is None
    none: tuple[Annex, ...] = ()
    before, own = extension_papers(session, reader, case_id, today) if staff else (none, none)
    objections = objection_papers(session, reader, listings, today)
    repairs = repair_papers(session, reader, listings, today)
    return Annexes(before, own, (*objections, *repairs))


def pieces(
    shown: ShownCase, annexes: Annexes, attempts: Attempts, *, whole: bool
) -> Iterator[Piece]:
    """All of them, with what is missing; or those of the papers that the party sees."""
    own = [one for one in places(shown.file, shown.steps) if whole or _seen(one, shown)]
    found = _in_order(own, shown, annexes, attempts)
    return (one for one in found if whole or one.state == "there")


def _in_order(
    own: Sequence[Place], shown: ShownCase, annexes: Annexes, attempts: Attempts
) -> Iterator[Piece]:
    """The extensions where they were asked for; what came after the decision by the day on which it began."""

    def part(wanted: Part) -> list[Place]:
        return [one for one in own if one.part == wanted]

    yield from _of_case(part("opening"), shown, attempts)
    yield from _of_annexes(annexes.proposal, attempts)
    yield from _of_case(part("inquiry"), shown, attempts)
    yield from _of_annexes(annexes.case, attempts)
    yield from _of_case(part("decision"), shown, attempts)
    for _first, group in sorted(_later(part("later"), shown, annexes, attempts), key=_by_day):
        yield from group


def _seen(place: Place, shown: ShownCase) -> bool:
    return (place.paper or "") in shown.documents


Group: TypeAlias = tuple[date, list[Piece]]


def _by_day(group: Group) -> date:
    return group[0]


def _later(
    rulings: Sequence[Place], shown: ShownCase, annexes: Annexes, attempts: Attempts
) -> Iterator[Group]:
    for group in annexes.groups:
        yield group[0].on or date.max, list(_of_annexes(group, attempts))
    for place in rulings:
        ruling = shown.documents[place.paper or ""]
        assert isinstance(ruling, ShownDecision)
        yield ruling.decided_on, [*_of_case([place], shown, attempts), *_unserved(ruling, attempts)]


def _unserved(ruling: ShownDecision, attempts: Attempts) -> Iterator[Piece]:
    """A later decision that binds is served like the first."""
    if not ruling.waits and ruling.withdrawn_by is None and not _served(ruling.id, attempts):
        yield Piece("decision_served", "", "missing", None)


def _of_case(own: Iterable[Place], shown: ShownCase, attempts: Attempts) -> Iterator[Piece]:
    """A paper, and every attempt to serve it right after it."""
    for place in own:
        document = shown.documents.get(place.paper or "")
        yield Piece(place.code, place.step, place.state, document)
        if place.state == "there" and document is not None:
            for service in attempts.get(document.id, ()):
                yield Piece("service", f"{place.step}_served", "there", document, service)


def _of_annexes(annexes: Iterable[Annex], attempts: Attempts) -> Iterator[Piece]:
    for annex in annexes:
        yield Piece(annex.code, annex.kind, annex.state, annex)
        for service in attempts.get(annex.id, ()):
            yield Piece("service", annex.kind, "there", annex, service)
        if annex.owed and not _served(annex.id, attempts):
            yield Piece("service", annex.kind, "missing", annex)


def _served(document_id: str, attempts: Attempts) -> bool:
    return any(service.counts for service in attempts.get(document_id, ()))
