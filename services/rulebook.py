"""The rulesets in force: read from the published versions, compiled once per set of texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import RulesetVersion
from services.messages import NotFound, say


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
    return _book(scheme, texts)


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


def book_of(scheme: str, versions: Iterable[scoring.Ruleset]) -> scoring.RuleBook:
    """The book of these versions, compiled once."""
    return _book(scheme, tuple((version.version, version.text) for version in versions))


@lru_cache(maxsize=64)
def _book(scheme: str, texts: tuple[tuple[str, str], ...]) -> scoring.RuleBook:
    return scoring.rule_book([_parsed(scheme, *text) for text in texts])


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
