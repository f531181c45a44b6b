"""How schemes, grades and lists are called, by code: what pages show instead of codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.rules.rulebook import acting_ruleset, published, schemes


@dataclass(frozen=True)
class SchemeWords:
    """Title, decimals and whether there are points by the version in force; grades and lists of every
    version, each as its newest version words it."""

    title: scoring.Label
    places: int
    scored: bool
    grades: dict[str, scoring.Grade] = field(default_factory=dict)
    lists: dict[str, scoring.ListRule] = field(default_factory=dict)


def scheme_words(session: Session, today: date) -> dict[str, SchemeWords]:
    """By scheme code, those with a published version."""
    return {scheme: _words(session, scheme, today) for scheme in schemes(session)}


def _words(session: Session, scheme: str, today: date) -> SchemeWords:
    versions, acting = published(session, scheme), acting_ruleset(session, scheme, today)
    return SchemeWords(
        acting.title,
        acting.scale.places,
        not acting.category,
        {grade.code: grade for version in versions for grade in version.grades},
        {rule.code: rule for version in versions for rule in version.lists},
    )
