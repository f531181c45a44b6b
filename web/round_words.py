"""How rounds are worded on pages: stages, steps on the rail, results, reasons to be out of scope."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

import scoring
from procedure.deadlines import Due
from services.cases.shown_papers import Someone
from services.messages import Message, say
from services.rounds.change_scope import OUT, UNSERVED
from services.rounds.round_table import Result
from services.rounds.show_rounds import ShownRound
from services.statements.weight_words import points
from web import clock_rows, show
from web.case_rail import who
from web.language import pick, tell
from web.spoken import grade_word, reason

STAGES: dict[str, tuple[Message, str]] = {
    "first": (say("First results"), "now"),
    "feedback": (say("Fed back, time to ask runs"), "now"),
    "review": (say("Under review"), "wait"),
    "display": (say("Displayed"), "now"),
    "displayed": (say("To be adopted"), "wait"),
    "adopted": (say("Adopted, to be published"), "wait"),
    "published": (say("Results published"), "done"),
    "cancelled": (say("Cancelled"), "off"),
}
STEPS: dict[str, Message] = {
    "feedback": say("Give the feedback"),
    "serve": say("Serve the feedback electronically"),
    "display": say("Display the results"),
    "adopt": say("Adopt the results"),
    "adopt_paper": say("Enter an adoption signed on paper"),
    "publish": say("Publish the results"),
    "cancel": say("Cancel the round"),
}
_ORDER = ("first", "feedback", "review", "display", "displayed", "adopted", "published")


def stage(code: str) -> tuple[str, str]:
    """Word and tone."""
    word, tone = STAGES[code]
    return tell(word), tone


def out(code: str | None) -> str:
    """Why a subject is out of scope."""
    return tell(OUT.get(code, UNSERVED)) if code else ""


def result(found: Result | None, ruleset: scoring.Ruleset) -> dict[str, Any]:
    """A result as pages and papers show it: points as text (none where the scheme has none), grade, why."""
    if found is None:
        return {"points": "", "grade": None, "why": ""}
    grade = ruleset.grade(found.grade) if found.grade else None
    return {
        "points": "" if ruleset.category else points(found.points, ruleset.scale.places),
        "grade": grade_word(grade) if grade else None,
        "why": reason(found.unrated),
    }


def result_text(found: Result | None, ruleset: scoring.Ruleset) -> str:
    """A result on one line: 84.0 环保良好."""
    told = result(found, ruleset)
    word = told["grade"]["word"] if told["grade"] else str(_("Unrated"))
    return " ".join(filter(None, (told["points"], word)))


def countdown(until: Due | None, today: date) -> dict[str, Any] | None:
    """A running clock for the rail or a notice; None where none runs."""
    if until is None or until.over(today):
        return None
    left = max((until.on - today).days, 0)
    text = clock_rows.left(left, "days", late=False)
    if until.provisional:
        text = _("%(text)s; the last day is provisional", text=text)
    return {"text": text, "due": until.on}


def rail(shown: ShownRound, today: date) -> list[dict[str, Any]]:
    """The six steps, each with its day, number and person."""
    found, at = shown.round, _ORDER.index(shown.stage) if shown.stage in _ORDER else 0
    display = ""
    if found.display_from and found.display_until:
        display = _(
            "%(first)s to %(last)s",
            first=show.day(found.display_from),
            last=show.day(found.display_until),
        )
    steps = [
        _step(_("First results"), at, 0, found.opened_on, shown.people.get("opened")),
        _step(_("Feedback"), at, 1, found.feedback_on, shown.people.get("feedback")),
        _step(_("Review of the results"), at, 2, None, None),
        _step(_("Display of the results"), at, 3, None, shown.people.get("display"), display),
        _step(_("Adoption"), at, 5, found.adopted_on, shown.people.get("adopted")),
        _step(
            _("Publication"),
            at,
            6,
            found.published_on,
            shown.people.get("published"),
            found.document_no or "",
        ),
    ]
    if shown.stage == "feedback":
        steps[1]["clock"] = countdown(shown.until, today)
    if shown.stage == "displayed":
        steps[4]["state"] = "now"
    if shown.stage == "cancelled":
        return [step for step in steps if step["date"]] + [
            {"title": _("Cancelled"), "state": "now", "date": found.cancelled_on}
        ]
    return steps


def _step(
    title: str, at: int, place: int, day: date | None, person: Someone | None, document: str = ""
) -> dict[str, Any]:
    state = "done" if at > place or (at == place == 6) else "now" if at == place else "next"
    return {
        "title": title,
        "state": state,
        "date": day,
        "document": document,
        "person": who(person),
    }


def grade_choices(ruleset: scoring.Ruleset) -> list[tuple[str, str]]:
    """What the table may be filtered by."""
    return [
        *((grade.code, pick(grade.name.zh, grade.name.en)) for grade in ruleset.grades),
        ("unrated", _("Unrated")),
        ("out", _("Out of scope")),
    ]
