"""The published grade as pages and files show it, beside the live reference score."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from services.rounds.published_grade import PublishedGrade
from services.rules.scheme_words import SchemeWords
from services.statements.weight_words import points
from web import show
from web.access import open_address
from web.language import pick
from web.spoken import grade_word, reason


def word(found: PublishedGrade | None, named: SchemeWords | None) -> str:
    """The grade in one word; empty where none was published."""
    if found is None:
        return ""
    if found.out:
        return str(_("Out of scope"))
    grade = named.grades.get(found.grade or "") if named else None
    return pick(grade.name.zh, grade.name.en) if grade else found.grade or str(_("Unrated"))


def mark(found: PublishedGrade, named: SchemeWords | None) -> dict[str, Any]:
    """What stands on a page: the grade as the macro of grades takes it, and where it comes from."""
    grade = named.grades.get(found.grade or "") if named else None
    with_points = named is not None and named.scored and found.points is not None
    return {
        "scheme": pick(named.title.zh, named.title.en) if named else found.scheme,
        "grade": grade_word(grade) if grade else None,
        "word": word(found, named),
        "out": found.out is not None,
        "why": reason(found.unrated),
        "points": points(found.points or 0, named.places) if named and with_points else "",
        "title": found.title,
        "under": f"{found.document_no} {show.day(found.published_on)}",
        "href": open_address("rounds.result", row_id=found.row_id),
    }
