"""The section with a day's two figures: as known once and as known now, and the lines between them."""

from __future__ import annotations

from typing import Any

from services.score_differences import Difference
from services.two_figures import Figure, TwoFigures
from services.weight_words import change, points
from web import show
from web.addresses import known_address
from web.language import tell
from web.spoken import grade_word, reason, said


def section(found: TwoFigures, places: int) -> dict[str, Any]:
    """What statements/_two_figures.html shows; points are printed with the scheme's places."""
    return {
        "known_on": show.long_day(found.known_on),
        "then": _figure(found.then, places),
        "now": _figure(found.now, places),
        "rows": [_row(difference, places) for difference in found.differences],
    }


def _figure(figure: Figure, places: int) -> dict[str, Any]:
    return {
        "points": points(figure.points, places),
        "grade": grade_word(figure.grade) if figure.grade else None,
        "why": reason(figure.unrated),
    }


def _row(difference: Difference, places: int) -> dict[str, Any]:
    return {
        "what": said(difference.what),
        "href": known_address("events.show", event_id=difference.event_id)
        if difference.event_id
        else "",
        "then": "" if difference.before is None else change(difference.before, places),
        "now": "" if difference.after is None else change(difference.after, places),
        "moved": change(difference.moved, places),
        "because": tell(difference.because),
    }
