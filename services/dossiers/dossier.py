"""The dossier of a case: every paper in procedural order, each with its files and pages, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from evidence.store import Store
from models import Case, Evidence
from procedure.dossier import PlaceState
from services.actor import Actor
from services.cases.show_case import ShownCase, show_case
from services.cases.shown_case import ShownDecision
from services.cases.shown_papers import ShownFile
from services.dossiers.dossier_files import WITH_PAGES
from services.dossiers.file_pages import pages_of
from services.dossiers.pieces import Document, Piece, annexes_of, pieces
from services.messages import Forbidden, NotFound, say
from services.scope import case_or_404
from services.serving.show_services import ShownService, histories


@dataclass(frozen=True)
class Item:
    """One line of the index. ``document``: the paper, or the one that was served; ``service``: one attempt.

    ``sealed``: the paper itself is among its files, so no sheet is printed of it. ``pages`` counts a sheet
    as one, which a long text may exceed.
    """

    number: int
    code: str
    state: PlaceState
    step: str
    document: Document | None
    service: ShownService | None
    files: tuple[ShownFile, ...]
    sealed: bool
    pages: int
    on: date | None


@dataclass(frozen=True)
class Dossier:
    """``whole``, or what the party sees of it. ``files``: the stored files by id."""

    shown: ShownCase
    whole: bool
    items: tuple[Item, ...]
    files: Mapping[str, Evidence]

    @property
    def missing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state == "missing")

    @property
    def there(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state == "there")

    @property
    def pages(self) -> int:
        """Of what is there, without cover, index and closing sheet."""
        return sum(item.pages for item in self.there)


def read_dossier(
    session: Session, store: Store, actor: Actor, case_id: str, today: date, *, whole: bool = True
) -> Dossier:
    """The dossier as it stands today, for staff that reads cases and files.

    Raises ``Forbidden`` where the party's dossier is asked for before the party was given notice.
    """
    case = _staff_case(session, actor, case_id)
    if whole:
        return dossier_of(session, store, actor, show_case(session, actor, case_id, today), today)
    reader = _party(case.subject_id)
    try:
        shown = show_case(session, reader, case_id, today)
    except NotFound:
        raise Forbidden(say("The party was not given notice yet: nothing is its to see.")) from None
    return dossier_of(session, store, reader, shown, today)


def dossier_of(
    session: Session, store: Store, reader: Actor, shown: ShownCase, today: date
) -> Dossier:
    """Of a case that is shown already: whole for staff, and for the party what it sees."""
    annexes = annexes_of(session, reader, shown.case.id, today)
    papers = [*shown.documents.values(), *annexes.all]
    attempts = histories(session, reader, [one.id for one in papers if one.id], today)
    served = (service for found in attempts.values() for service in found)
    ids = [file.id for one in (*papers, *served) for file in one.files]
    pages = pages_of(session, store, _files(session, ids))
    files = {file.id: file for file in _files(session, ids)}
    whole = reader.subject_id is None
    found = pieces(shown, annexes, attempts, whole=whole)
    items = tuple(_item(n, one, shown, pages, files) for n, one in enumerate(found, 1))
    return Dossier(shown, whole, items, files)


def _files(session: Session, ids: Sequence[str]) -> Sequence[Evidence]:
    return session.scalars(select(Evidence).where(Evidence.id.in_(ids))).all()


def _staff_case(session: Session, actor: Actor, case_id: str) -> Case:
    """The party reads its papers on its own page, and not here."""
    case = case_or_404(session, actor, case_id)
    if actor.subject_id is not None:
        raise NotFound(say("There is no such case."))
    actor.require("evidence.read")
    return case


def _party(subject_id: str) -> Actor:
    """Somebody of the party: what it may see is decided where it is decided for its own pages."""
    return Actor("", "", "", frozenset({"contractor_user"}), subject_id=subject_id)


def _item(
    number: int,
    piece: Piece,
    shown: ShownCase,
    pages: Mapping[str, int],
    files: Mapping[str, Evidence],
) -> Item:
    document, service = piece.document, piece.service
    there = piece.state == "there"
    found = (service.files if service else document.files if document else ()) if there else ()
    sealed = any(_is_the_paper(files[file.id]) for file in found)
    sheet = 1 if there and not sealed else 0
    return Item(
        number=number,
        code=piece.code,
        state=piece.state,
        step=piece.step,
        document=document,
        service=service,
        files=found,
        sealed=sealed,
        pages=sheet + sum(pages.get(file.id, 1) for file in found),
        on=_day(document, service) or shown.case.opened_on if there else None,
    )


def _is_the_paper(file: Evidence) -> bool:
    """The sealed paper itself; one whose file has no pages (OFD) still needs its sheet."""
    return file.owner_kind == "official_paper" and file.media_type in WITH_PAGES


def _day(document: Document | None, service: ShownService | None) -> date | None:
    if service is not None:
        return service.served_on or service.sent_on
    if isinstance(document, ShownDecision):
        return document.decided_on
    return document.on if document else None
