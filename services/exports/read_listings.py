"""The listings of an export: every stay that touched a span of days, read as columns, a part after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import Row, Select, func, select, true
from sqlalchemy.orm import Session

import ledger
from models import (
    Case,
    ListDecision,
    Listing,
    ListingConfirmation,
    Office,
    Publication,
    Subject,
)
from procedure.case_file import Stay
from procedure.cases import listing_state
from services.actor import Actor
from services.exports.read_export import ExportedListing, ExportFilter, Listings, Span, within
from services.labels import Both, list_label, names_on, row_label
from services.lists.public_register import basis_text
from services.messages import Invalid, say
from services.objections.dispute_marks import marks_of_listings
from services.rules.list_rules import began, list_basis, list_rule, stayed_on

PART = 1000
"""So many rows are in memory at once besides those that were read."""

LONGEST_SPAN = timedelta(days=3660)
Stood = Row[*tuple[Any, ...]]
_COLUMNS = (
    *(Listing.id, Listing.subject_id, Listing.scheme, Listing.list_code),
    *(Listing.from_on, Listing.until_on, Listing.for_life, Listing.end),
    *(Subject.kind, Subject.code, Subject.practice_no, Subject.home_region),
    *(Listing.decision_id, ListDecision.reason, ListDecision.document_no),
    *(Office.name_zh, Office.name_en),
)


def read_listings(
    session: Session, actor: Actor, wanted: ExportFilter, span: Span, today: date
) -> Listings:
    """Stays that touched the span, oldest first; one that was annulled never stood.

    Raises ``Invalid`` for a list that is none, and for a span that cannot be.
    """
    actor.require("export.make")
    _check(session, wanted, span, today)
    about = _About(
        on=span.last,
        label=cache(partial(list_label, session)),
        basis=cache(partial(_internal_basis, session)),
        stayed=set(session.scalars(select(Listing.id).where(stayed_on(span.last)))),
    )
    rows: list[ExportedListing] = []
    read = session.execute(_touching(wanted, span), execution_options={"yield_per": PART})
    for found in read.partitions():
        ids = [row.id for row in found]
        names = names_on(session, {row.subject_id for row in found}, span.last)
        marks, public = marks_of_listings(session, ids), _public(session, ids, span.last)
        rows += [
            _listed(
                about,
                row,
                names.get(row.subject_id, ""),
                marks.get(row.id),
                public.get(row.id),
            )
            for row in found
        ]
    return Listings(tuple(rows), span, ledger.size(session))


@dataclass(frozen=True)
class _About:
    """What is said of every row: of which day, the names and bases of lists, and whose execution is stayed."""

    on: date
    label: Callable[[str, str], Both]
    basis: Callable[[str, str], Both]
    stayed: Collection[str]


def _check(session: Session, wanted: ExportFilter, span: Span, today: date) -> None:
    if wanted.scheme and list_rule(session, wanted.scheme, wanted.list_code or "") is None:
        raise Invalid({"list": say("There is no such list.")})
    if span.first > span.last:
        raise Invalid({"until_on": say("The last day lies before the first one.")})
    if span.last > today:
        raise Invalid({"until_on": say("What happens after today cannot be reported yet.")})
    if span.last - span.first > LONGEST_SPAN:
        raise Invalid({"from_on": say("A report covers ten years at most.")})


def _touching(wanted: ExportFilter, span: Span) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .select_from(Listing)
        .join(Subject, Subject.id == Listing.subject_id)
        .outerjoin(ListDecision, ListDecision.id == Listing.decision_id)
        .outerjoin(Case, Case.id == Listing.case_id)
        .outerjoin(ListingConfirmation, ListingConfirmation.id == Listing.confirmation_id)
        .join(Office, Office.id == func.coalesce(Case.office_id, ListingConfirmation.office_id))
        .where(
            Listing.scheme == wanted.scheme if wanted.scheme else true(),
            Listing.list_code == wanted.list_code if wanted.list_code else true(),
            within(wanted.region),
            Listing.end.is_distinct_from("annul"),
            began(),
            Listing.from_on <= span.last,
            Listing.until_on.is_(None) | (Listing.until_on >= span.first),
        )
        .order_by(Listing.from_on, Listing.id)
    )


def _public(session: Session, listing_ids: Collection[str], on: date) -> Mapping[str, Publication]:
    """By listing, the publication that runs on the day; the last of several."""
    query = select(Publication).where(Publication.listing_id.in_(listing_ids))
    found = session.scalars(query.order_by(Publication.from_on))
    return {one.listing_id: one for one in found if one.runs_on(on)}


def _listed(
    about: _About, row: Stood, name: str, disputed: date | None, public: Publication | None
) -> ExportedListing:
    stayed = row.id in about.stayed
    return ExportedListing(
        id=row.id,
        subject_id=row.subject_id,
        is_person=row.kind == "person",
        scheme=row.scheme,
        list_code=row.list_code,
        code=row.code or row.practice_no or "",
        name=name,
        region=row.home_region,
        list_name=about.label(row.scheme, row.list_code),
        reason=row.reason or "",
        by_rule=row.decision_id is None,
        basis=_public_basis(public) if public else about.basis(row.scheme, row.list_code),
        document_no=row.document_no or "",
        from_on=row.from_on,
        until_on=row.until_on,
        for_life=row.for_life,
        state=listing_state(Stay(row.from_on, row.until_on, row.end), about.on, stayed=stayed),
        is_public=public is not None and not stayed,
        office=row_label(row),
        disputed=disputed,
    )


def _public_basis(publication: Publication) -> Both:
    text = basis_text(publication)
    return Both(text, text)


def _internal_basis(session: Session, scheme: str, list_code: str) -> Both:
    names = list_basis(session, scheme, list_code)
    return Both("；".join(name.zh for name in names), "; ".join(name.en for name in names))
