"""Show the lists: who stands on them, who did, what the rules propose, and the cases under way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import Session

from identity import regions
from models import Case, Listing, ListingConfirmation, Office, Subject
from procedure.case_file import CaseFile, Clock
from procedure.cases import state
from procedure.checklist import Step, checklist
from scoring.days import months_later
from services.actor import Actor
from services.cases.case_clocks import RunningClock, clocks_of
from services.cases.case_file import case_clock, case_files
from services.cases.case_state import state_of_listing
from services.labels import Both, row_label
from services.objections.dispute_marks import marks_of_listings
from services.rules.list_rules import (
    began,
    last_day,
    not_over,
    standing_on,
    stayed_on,
    under_way,
)
from services.scope import region_prefix
from services.subjects.find_subjects import matches

PAGE_SIZE = 100
MONTHS = 12


@dataclass(frozen=True)
class ListFilter:
    """Which rows: one list (``scheme/code``), a region of registration, a text; None is all."""

    list: str | None = None
    region: str | None = None
    q: str | None = None


@dataclass(frozen=True)
class ListedRow:
    """One stay on a list; ``state``: coming, listed, stayed, ended, annulled. ``last_day`` None: open.

    ``disputed``: since when the listing or its publicity is.

    One that stands by rule has no case.
    """

    listing_id: str
    case_id: str | None
    subject_id: str
    name: str
    code: str
    region: str
    scheme: str
    list_code: str
    from_on: date
    last_day: date | None
    for_life: bool
    end: str | None
    is_public: bool
    office: Both
    state: str
    disputed: date | None


@dataclass(frozen=True)
class OpenCaseRow:
    """A case under way, with the steps of its procedure and the time that ends first."""

    case_id: str
    subject_id: str
    name: str
    scheme: str
    list_code: str
    opened_on: date
    office: Both
    state: str
    steps: tuple[Step, ...]
    clock: RunningClock | None


@dataclass(frozen=True)
class MonthCount:
    """A month, named by its first day: how many stays began and how many ended."""

    month: date
    entered: int
    ended: int


@dataclass(frozen=True)
class ListsPage:
    """``by_region`` counts those listed today by prefecture code; ``elsewhere`` those from outside."""

    listed: tuple[ListedRow, ...]
    total: int
    page: int
    pages: int
    ended: tuple[ListedRow, ...]
    ended_total: int
    cases: tuple[OpenCaseRow, ...]
    months: tuple[MonthCount, ...]
    by_region: dict[str, int]
    elsewhere: int


def show_lists(
    session: Session, actor: Actor, wanted: ListFilter, today: date, page: int = 1
) -> ListsPage:
    """Everything about the lists on one page. A page beyond the last is the last.

    Open cases are for those who work on cases: nothing has been decided yet.
    """
    actor.require("list.read")
    standing, past = _stays(wanted).where(not_over(today)), _stays(wanted).where(~not_over(today))
    total, ended_total = _count(session, standing), _count(session, past)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(page, 1), pages)
    newest = standing.order_by(Listing.from_on.desc(), Listing.id)
    on_list = newest.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    over = past.order_by(Listing.until_on.desc(), Listing.id).limit(PAGE_SIZE)
    by_region, elsewhere = _by_region(session, wanted, today)
    return ListsPage(
        listed=_rows(session, on_list, today),
        total=total,
        page=page,
        pages=pages,
        ended=_rows(session, over, today),
        ended_total=ended_total,
        cases=_open_cases(session, wanted, today) if actor.may("case.read") else (),
        months=_months(session, wanted, today),
        by_region=by_region,
        elsewhere=elsewhere,
    )


def _wishes(wanted: ListFilter, table: type[Listing | Case]) -> list[ColumnElement[bool]]:
    wishes: list[ColumnElement[bool]] = [true()]
    if wanted.list:
        scheme, _, code = wanted.list.partition("/")
        wishes.append(and_(table.scheme == scheme, table.list_code == code))
    if wanted.region:
        wishes.append(Subject.home_region.startswith(region_prefix(wanted.region)))
    if wanted.q:
        wishes.append(matches(wanted.q))
    return wishes


def _stays(wanted: ListFilter) -> Select[Listing, Office]:
    return (
        select(Listing, Office)
        .join(Subject, Subject.id == Listing.subject_id)
        .outerjoin(Case, Case.id == Listing.case_id)
        .outerjoin(ListingConfirmation, ListingConfirmation.id == Listing.confirmation_id)
        .join(Office, Office.id == func.coalesce(Case.office_id, ListingConfirmation.office_id))
        .where(*_wishes(wanted, Listing), began())
    )


def _count(session: Session, query: Select[Listing, Office]) -> int:
    return session.scalar(query.with_only_columns(func.count()).order_by(None)) or 0


def _rows(session: Session, query: Select[Listing, Office], today: date) -> tuple[ListedRow, ...]:
    rows = session.execute(query).unique().all()
    ids = [listing.id for listing, _office in rows]
    stayed = set(session.scalars(select(Listing.id).where(Listing.id.in_(ids), stayed_on(today))))
    marks = marks_of_listings(session, ids)
    return tuple(
        _row(one, office, today, marks.get(one.id), stayed=one.id in stayed) for one, office in rows
    )


def _row(
    listing: Listing, office: Office, today: date, disputed: date | None, *, stayed: bool
) -> ListedRow:
    subject = listing.subject
    return ListedRow(
        listing_id=listing.id,
        case_id=listing.case_id,
        subject_id=subject.id,
        name=subject.name,
        code=subject.code or subject.practice_no or "",
        region=subject.home_region,
        scheme=listing.scheme,
        list_code=listing.list_code,
        from_on=listing.from_on,
        last_day=last_day(listing.until_on),
        for_life=listing.for_life,
        end=listing.end,
        is_public=any(p.runs_on(today) for p in listing.publications),
        office=row_label(office),
        state=state_of_listing(listing, today, stayed=stayed),
        disputed=disputed,
    )


def _open_cases(session: Session, wanted: ListFilter, today: date) -> tuple[OpenCaseRow, ...]:
    query = (
        select(Case, Office)
        .join(Subject, Subject.id == Case.subject_id)
        .join(Office, Office.id == Case.office_id)
        .where(*_wishes(wanted, Case), under_way())
        .order_by(Case.opened_on, Case.id)
    )
    rows = session.execute(query).unique().all()
    files, clock = case_files(session, [case for case, _office in rows]), case_clock(session)
    return tuple(
        _open_case(session, case, office, files[case.id], today, clock) for case, office in rows
    )


def _open_case(
    session: Session, case: Case, office: Office, file: CaseFile, today: date, clock: Clock
) -> OpenCaseRow:
    running = clocks_of(session, file, today)
    return OpenCaseRow(
        case_id=case.id,
        subject_id=case.subject_id,
        name=case.subject.name,
        scheme=case.scheme,
        list_code=case.list_code,
        opened_on=case.opened_on,
        office=row_label(office),
        state=state(file, today, clock),
        steps=checklist(file, today, clock),
        clock=running[0] if running else None,
    )


def _months(session: Session, wanted: ListFilter, today: date) -> tuple[MonthCount, ...]:
    """The last twelve months; an annulled stay never stood."""
    first = months_later(today.replace(day=1), 1 - MONTHS)
    query = _stays(wanted).with_only_columns(Listing.from_on, Listing.until_on)
    stays = session.execute(query.where(Listing.end.is_distinct_from("annul"))).all()
    return month_counts(stays, first, today)


def month_counts(
    stays: Sequence[tuple[date, date | None]], first: date, last: date
) -> tuple[MonthCount, ...]:
    """How many stays (beginning, exclusive end) began and ended, month by month, up to a day."""
    entered = Counter(day.replace(day=1) for day, _end in stays if first <= day <= last)
    ended = Counter(end.replace(day=1) for _day, end in stays if end and first <= end <= last)
    months = [first.replace(day=1)]
    while (following := months_later(months[-1], 1)) <= last:
        months.append(following)
    return tuple(MonthCount(month, entered[month], ended[month]) for month in months)


def _by_region(session: Session, wanted: ListFilter, today: date) -> tuple[dict[str, int], int]:
    """How many subjects stand on a list today, by the prefecture of their registration."""
    query = (
        _stays(wanted)
        .where(standing_on(today))
        .with_only_columns(Listing.subject_id, Subject.home_region)
    )
    homes = {row[0]: row[1] for row in session.execute(query.distinct())}
    return region_counts(homes.values())


def region_counts(homes: Iterable[str]) -> tuple[dict[str, int], int]:
    """How many of these divisions lie in each of the 21 prefectures, and how many elsewhere."""
    counts = {prefecture.code: 0 for prefecture in regions.SICHUAN_PREFECTURES}
    elsewhere = 0
    for home in homes:
        code = f"{home[:4]}00"
        if code in counts:
            counts[code] += 1
        else:
            elsewhere += 1
    return counts, elsewhere
