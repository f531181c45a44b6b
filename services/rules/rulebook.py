"""The rulesets in force: read from the published versions, compiled once per set of texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import RulesetVersion
from procedure.calendar import joined
from services.calendar.calendars import HolidayYear, loaded_years
from services.messages import NotFound, say

COUNTS = "working_days"
"""The unit of a duration in a ruleset's text for which the calendar matters."""


def schemes(session: Session) -> list[str]:
    """Schemes with a published version, by code."""
    found = session.scalars(
        select(RulesetVersion.scheme)
        .where(RulesetVersion.state == "published")
        .distinct()
        .order_by(RulesetVersion.scheme)
    )
    return list(found)


def rule_book(session: Session, scheme: str, known: int | None = None) -> scoring.RuleBook:
    """All versions of one scheme published by ledger size ``known`` (None: by now)."""
    texts = _published_texts(session, scheme, known)
    if not texts:
        raise NotFound(say("No ruleset of this scheme was published by then."))
    return _book(scheme, texts, _working_days(session, (text for _, text in texts), known))


def years_of_book(
    session: Session, book: scoring.RuleBook, known: int | None
) -> tuple[HolidayYear, ...]:
    """The arrangements of holidays on which its scores rest; none where it counts no working days."""
    counts = any(COUNTS in version.text for version in book.versions)
    return loaded_years(session, known) if counts else ()


def published(session: Session, scheme: str) -> list[scoring.Ruleset]:
    """The published versions of one scheme, oldest first; none for a new scheme."""
    return [_parsed(scheme, *text) for text in _published_texts(session, scheme, None)]


def _published_texts(
    session: Session, scheme: str, known: int | None
) -> tuple[tuple[str, str], ...]:
    query = (
        select(RulesetVersion.version, RulesetVersion.text)
        .where(RulesetVersion.scheme == scheme, RulesetVersion.state == "published")
        .order_by(RulesetVersion.effective_from)
    )
    if known is not None:
        query = query.join(
            ledger.Entry, ledger.Entry.entry_id == RulesetVersion.published_entry_id
        ).where(ledger.Entry.seq <= known)
    return tuple((version, text) for version, text in session.execute(query))


def book_of(session: Session, scheme: str, versions: Iterable[scoring.Ruleset]) -> scoring.RuleBook:
    """The book of these versions on the calendar of now, compiled once."""
    texts = tuple((version.version, version.text) for version in versions)
    return _book(scheme, texts, _working_days(session, (text for _, text in texts)))


def drafted_book(
    session: Session, versions: Iterable[scoring.Ruleset], draft: scoring.Ruleset
) -> scoring.RuleBook:
    """The book that a draft would make, on the calendar of now; a draft is compiled anew each time."""
    rulesets = [*versions, draft]
    days = _working_days(session, (one.text for one in rulesets))
    return scoring.rule_book(rulesets, days)


def _working_days(
    session: Session, texts: Iterable[str], known: int | None = None
) -> scoring.WorkingDays:
    """The calendar in the record, where a version counts working days; else it need not be read."""
    if not any(COUNTS in text for text in texts):
        return scoring.WorkingDays()
    arranged = joined(year.calendar for year in loaded_years(session, known))
    return scoring.WorkingDays(arranged.rest, arranged.worked)


@lru_cache(maxsize=64)
def _book(
    scheme: str, texts: tuple[tuple[str, str], ...], days: scoring.WorkingDays
) -> scoring.RuleBook:
    book = scoring.rule_book([_parsed(scheme, *text) for text in texts], days)
    if not (days.rest or days.worked):
        return book
    marked = "\n".join(
        [book.hash, *map(str, sorted(days.rest)), "", *map(str, sorted(days.worked))]
    )
    return replace(book, hash=hashlib.sha256(marked.encode()).hexdigest())


@lru_cache(maxsize=64)
def _parsed(scheme: str, version: str, text: str) -> scoring.Ruleset:
    return scoring.parse(text, f"{scheme}/{version}.toml")


def newest_ruleset(session: Session, scheme: str) -> scoring.Ruleset:
    """The newest published version, whether or not it acts yet."""
    return rule_book(session, scheme).versions[-1]


def acting_ruleset(session: Session, scheme: str, on: date) -> scoring.Ruleset:
    """The version in force on a day; the first one where none acts yet."""
    book = rule_book(session, scheme)
    return book.in_force(on) or book.versions[0]
