"""The documents of a ruleset on a day: in force, about to end, or ended, and who cites them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.days import months_later
from scoring.ruleset import Basis, Ruleset


@dataclass(frozen=True, slots=True)
class Document:
    """`state` is "in_force", "ending" (within a month) or "ended"; `cited_by` are key paths."""

    basis: Basis
    state: str
    cited_by: tuple[str, ...]


def documents(ruleset: Ruleset, day: date) -> tuple[Document, ...]:
    """Everything that the rules rest on, in file order, as it stands on a day."""
    soon = months_later(day, 1)
    return tuple(
        Document(basis, _state(basis.until, day, soon), ruleset.citations.get(basis.code, ()))
        for basis in ruleset.basis
    )


def ending(ruleset: Ruleset, day: date) -> tuple[Document, ...]:
    """Those that are no longer in force on a day, or will not be a month later; first ended first."""
    found = (one for one in documents(ruleset, day) if one.state != "in_force")
    return tuple(sorted(found, key=lambda one: one.basis.until or day))


def _state(until: date | None, day: date, soon: date) -> str:
    if until is None or until > soon:
        return "in_force"
    return "ended" if until <= day else "ending"
