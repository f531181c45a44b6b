"""The section with a day's two figures: as known once and as known now, and the lines between them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from services.two_figures import Difference, Figure, TwoFigures
from services.weight_words import change, points
from web import show
from web.addresses import known_address
from web.spoken import grade_word, reason, said


def section(found: TwoFigures, places: int | None) -> dict[str, Any]:
    """What statements/_two_figures.html shows; points with the scheme's places, none without any."""
    return {
        "scored": places is not None,
        "known_on": show.long_day(found.known_on),
        "then": _figure(found.then, places),
        "now": _figure(found.now, places),
        "rows": [_row(difference, places) for difference in found.differences],
    }


def _figure(figure: Figure, places: int | None) -> dict[str, Any]:
    return {
        "points": "" if places is None else points(figure.points, places),
        "grade": grade_word(figure.grade) if figure.grade else None,
        "why": reason(figure.unrated),
    }


def _row(difference: Difference, places: int | None) -> dict[str, Any]:
    return {
        "what": said(difference.what),
        "href": known_address("events.show", event_id=difference.event_id)
        if difference.event_id
        else "",
        "then": _stood(difference.then, places),
        "now": _stood(difference.now, places),
        "moved": "" if places is None else change(difference.moved, places),
        "because": said(difference.because),
    }


def _stood(moved: int | None, places: int | None) -> str:
    """What a line moved; without points, whether it counted."""
    if places is None:
        return str(_("counts") if moved is not None else _("does not count"))
    return "" if moved is None else change(moved, places)
