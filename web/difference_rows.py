"""Two figures beside each other, as pages show them: what stands in either, and every line between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _

from services.messages import Message
from services.statements.score_differences import Difference
from services.statements.show_statement import Account
from services.statements.weight_words import change, points
from web.access import open_address
from web.dispute import marked
from web.forecast_rows import next_sentence
from web.language import tell
from web.spoken import grade_word, reason, said


def sides(before: Account, after: Account) -> list[dict[str, Any]]:
    """Score, grade, lists and next change of both, one row each."""
    scores = [
        {
            "key": "points",
            "what": _("Live reference score"),
            **_both(points(a.score.points, a.places) for a in (before, after)),
        }
    ]
    return [
        *(scores if before.scored and after.scored else []),
        {"key": "grade", "what": _("Grade"), **_both(map(_grade, (before, after)))},
        {"key": "lists", "what": _("Lists"), **_both(map(_lists, (before, after)))},
        {"key": "next", "what": _("Next change"), **_both(map(next_sentence, (before, after)))},
        {
            "key": "version",
            "what": _("Version of the rules"),
            **_both(a.score.version for a in (before, after)),
        },
    ]


def _both(found: Iterable[Any]) -> dict[str, Any]:
    before, after = found
    return {"before": before, "after": after}


def _grade(account: Account) -> dict[str, Any]:
    grade = grade_word(account.grade) if account.grade else None
    return {"grade": grade, "why": reason(account.score.unrated)}


def _lists(account: Account) -> str:
    """The lists in force, and for those who work on cases what the rules propose."""
    found = [
        marked(said(shown.name), shown.disputed)
        for shown in account.lists
        if shown.state == "in_force"
    ]
    found += [
        _("%(name)s (proposed)", name=said(shown.name))
        for shown in account.lists
        if shown.state == "proposed"
    ]
    return str(_("; ").join(found) or _("on no list"))


def between(
    differences: Sequence[Difference],
    verdicts: Sequence[Message],
    totals: tuple[int, int],
    places: int | None,
) -> dict[str, Any]:
    """What statements/_difference.html shows of the lines: those that differ, the others as one, the sum.

    ``totals`` are the points of both figures in hundredths; without ``places`` there are no points.
    """
    rows = [_row(found, places) for found in differences]
    same = totals[0] - sum(found.before or 0 for found in differences)
    if places is not None and same:
        rows.append(_unchanged(change(same, places)))
    return {
        "rows": rows if differences else [],
        "scored": places is not None,
        "totals": _totals(totals, places) if places is not None else None,
        "verdicts": [tell(words) for words in verdicts],
    }


def _unchanged(stands: str) -> dict[str, Any]:
    """Every line that is the same in both, as one, so that the columns add up."""
    return {
        "what": _("Lines that are the same"),
        "href": "",
        "before": stands,
        "after": stands,
        "moved": "",
        "because": "",
        "within": [],
    }


def _totals(totals: tuple[int, int], places: int) -> dict[str, str]:
    before, after = totals
    return {
        "what": _("Live reference score"),
        "before": points(before, places),
        "after": points(after, places),
        "moved": change(after - before, places),
    }


def _row(found: Difference, places: int | None) -> dict[str, Any]:
    return {
        "what": said(found.what),
        "href": open_address("events.show", event_id=found.event_id) if found.event_id else "",
        "before": _amount(found.before, places),
        "after": _amount(found.after, places),
        "moved": "" if places is None else change(found.moved, places),
        "because": tell(found.because),
        "disputed": found.disputed,
        "within": [_beneath(part, places) for part in found.within],
    }


def _amount(value: int | None, places: int | None) -> str:
    """Points; where there are none only whether the record counts there."""
    if places is None:
        return str(_("does not count") if value is None else _("counts"))
    return "" if value is None else change(value, places)


def _beneath(found: Difference, places: int | None) -> str:
    """A line beneath a dimension, before its weight."""
    ends = (_amount(found.before, places), _amount(found.after, places))
    moved = " → ".join(end or "—" for end in ends)
    return f"{said(found.what)} {moved} {tell(found.because)}"
