"""How schemes, grades and lists are called, by code: what pages show instead of codes."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

import scoring
from services.rulebook import published, schemes


@dataclass(frozen=True)
class SchemeWords:
    """The newest title and decimals, whether there are points; grades and lists of every version, each as
    its newest version words it."""

    title: scoring.Label
    places: int
    scored: bool
    grades: dict[str, scoring.Grade] = field(default_factory=dict)
    lists: dict[str, scoring.ListRule] = field(default_factory=dict)


def scheme_words(session: Session) -> dict[str, SchemeWords]:
    """By scheme code, those with a published version."""
    return {scheme: _words(session, scheme) for scheme in schemes(session)}


def _words(session: Session, scheme: str) -> SchemeWords:
    versions = published(session, scheme)
    return SchemeWords(
        versions[-1].title,
        versions[-1].scale.places,
        not versions[-1].category,
        {grade.code: grade for version in versions for grade in version.grades},
        {rule.code: rule for version in versions for rule in version.lists},
    )
