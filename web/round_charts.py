"""How the results of a round are distributed, drawn once for the same numbers."""

from __future__ import annotations

from functools import lru_cache

from flask import url_for
from flask_babel import gettext as _

from reports import charts
from reports.picture import Picture
from services.rounds.round_totals import Totals
from web.language import pick
from web.report_words import grade_distribution_words

_drawn = lru_cache(maxsize=64)(charts.grade_distribution)


def totals_of(totals: Totals, round_id: str) -> Picture:
    """How many hold each grade, and the unrated among them; who is out of scope has no result."""
    counts = [
        charts.GradeCount(
            pick(grade.name.zh, grade.name.en),
            grade.colour,
            count,
            rated=True,
            href=url_for("rounds.show", round_id=round_id, grade=grade.code),
        )
        for grade, count in totals.grades
    ]
    unrated = charts.GradeCount(
        _("Unrated"),
        None,
        totals.not_graded,
        rated=False,
        href=url_for("rounds.show", round_id=round_id, grade="unrated"),
    )
    return _drawn((*counts, unrated), grade_distribution_words(), ident="round")
