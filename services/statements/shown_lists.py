"""The lists a subject stands or stood on, with their legal names, days and whether the public may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Listing, Publication
from services.actor import Actor
from services.labels import Both
from services.objections.dispute_marks import marks_of_listings
from services.rules.list_rules import began
from services.statements.weight_words import last_day


@dataclass(frozen=True)
class ShownListing:
    """One stay, or a proposal of the rules. ``last_day`` is inclusive; None: open, or for life.

    ``state`` is proposed, in_force or ended; ``by`` is rule or decision; ``public_until`` is the last day of
    its publication; ``rule`` is the list's by the newest version that knows it, which is ``ruleset``;
    ``disputed``: since when the listing or its publicity is.
    """

    name: Both
    basis: tuple[Both, ...]
    from_on: date
    last_day: date | None
    for_life: bool
    state: str
    by: str
    by_change: bool
    public_until: date | None
    case_id: str | None
    effects: tuple[Both, ...]
    rule: scoring.ListRule
    ruleset: scoring.Ruleset
    disputed: date | None


def shown_lists(
    session: Session, actor: Actor, score: scoring.Score, book: scoring.RuleBook
) -> tuple[ShownListing, ...]:
    """Newest first. Proposals are for those who work on cases; the party hears of one by notice."""
    staff = actor.may("case.read")
    rules = {rule.code: (rule, ruleset) for ruleset in book.versions for rule in ruleset.lists}
    rows = _rows(session, score, book.scheme)
    marks = marks_of_listings(session, [row.id for row in rows.values()])
    shown = [
        _shown(
            entry,
            *rules[entry.list],
            rows.get((entry.list, entry.start)),
            score.view.on,
            staff,
            marks,
        )
        for entry in score.lists
        if staff or entry.state != "proposed"
    ]
    return tuple(sorted(shown, key=lambda s: s.from_on, reverse=True))


def _rows(session: Session, score: scoring.Score, scheme: str) -> dict[tuple[str, date], Listing]:
    query = select(Listing).where(
        Listing.subject_id == score.subject_id, Listing.scheme == scheme, began()
    )
    return {(row.list_code, row.from_on): row for row in session.scalars(query)}


def _shown(
    entry: scoring.ListLine,
    rule: scoring.ListRule,
    ruleset: scoring.Ruleset,
    row: Listing | None,
    on: date,
    staff: bool,
    marks: Mapping[str, date],
) -> ShownListing:
    public = [p for p in row.publications if _runs(p, on)] if row else []
    return ShownListing(
        name=rule.label,
        basis=tuple(document.name for document in ruleset.documents(rule)),
        from_on=entry.start,
        last_day=entry.last_day,
        for_life=entry.until == "life",
        state=entry.state,
        by=entry.by,
        by_change=entry.by_change,
        public_until=last_day(public[-1].until_on) if public else None,
        case_id=row.case_id if row and staff else None,
        effects=tuple(Both(effect.zh, effect.en) for effect in rule.effects),
        rule=rule,
        ruleset=ruleset,
        disputed=marks.get(row.id) if row else None,
    )


def _runs(publication: Publication, on: date) -> bool:
    agreed = publication.agreed_by is not None and publication.ended_on is None
    return agreed and publication.from_on <= on < publication.until_on
