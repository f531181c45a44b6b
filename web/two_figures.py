"""The section with a day's two figures: as known once and as known now, and the lines between them."""

from __future__ import annotations

from typing import Any

from services.statements.two_figures import Figure, TwoFigures
from services.statements.weight_words import points
from web import show
from web.difference_rows import between
from web.spoken import grade_word, reason


def section(found: TwoFigures, places: int | None) -> dict[str, Any]:
    """What statements/_two_figures.html shows; points with the scheme's places, none without any."""
    totals = found.then.points, found.now.points
    return {
        "scored": places is not None,
        "known_on": show.long_day(found.known_on),
        "then": _figure(found.then, places),
        "now": _figure(found.now, places),
        "lines": between(found.differences, found.verdicts, totals, places),
    }


def _figure(figure: Figure, places: int | None) -> dict[str, Any]:
    return {
        "points": "" if places is None else points(figure.points, places),
        "grade": grade_word(figure.grade) if figure.grade else None,
        "why": reason(figure.unrated),
    }
