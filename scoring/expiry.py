"""Documents that a ruleset cites and that have ended, or end within a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from scoring.ruleset import Basis, Ruleset


@dataclass(frozen=True, slots=True)
class Expiry:
    """A document, whether it is no longer in force, and the paths that cite it."""

    basis: Basis
    ended: bool
    cited_by: tuple[str, ...]


def expiries(ruleset: Ruleset, day: date) -> tuple[Expiry, ...]:
    """The documents of `ruleset` that are not in force on `day`, or on the same day a month later.

    The one that ends first stands first.
    """
    limit = _month_later(day)
    found = [
        Expiry(basis, basis.until <= day, ruleset.citations.get(basis.code, ()))
        for basis in ruleset.basis
        if basis.until is not None and basis.until <= limit
    ]
    return tuple(sorted(found, key=lambda one: one.basis.until or day))


def _month_later(day: date) -> date:
    """The same day of the next month, or that month's last day."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
