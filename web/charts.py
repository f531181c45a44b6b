"""Pictures in the reader's language, drawn once for the same numbers, and their numbers as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, partial

import pandas as pd
from flask import Response, url_for
from flask_babel import gettext as _

import scoring
from reports import charts
from reports.figures import as_decimal
from reports.frames import Column, Table
from reports.picture import Band, Picture, Scale
from reports.tabular import csv_bytes
from services.standing.overview import PrefectureStanding, SchemeOverview
from services.standing.standing_over_time import GradesOverTime
from services.standing.trend import Course
from services.statements.show_statement import Account
from services.statements.statement_parts import StatementLine
from web import show
from web.dispute import marked
from web.language import pick
from web.report_words import (
    beam_words,
    by_prefecture_words,
    composition_words,
    grade_distribution_words,
    grades_by_month_words,
    step_line_words,
    tile_map_words,
)
from web.spoken import said

WIDE, NARROW = 720, 330
MOST_MARKS = 100
"""Of more records only the weightiest are marked on a line."""

_beam = lru_cache(maxsize=256)(charts.beam)
_step_line = lru_cache(maxsize=256)(charts.step_line)
_composition = lru_cache(maxsize=256)(charts.composition)
_grades = lru_cache(maxsize=64)(charts.grade_distribution)
_bars = lru_cache(maxsize=64)(charts.by_prefecture)
_tiles = lru_cache(maxsize=64)(charts.tile_map)
_months = lru_cache(maxsize=64)(charts.grades_by_month)


def scale_of(ruleset: scoring.Ruleset) -> Scale:
    """The scale with its bands, lowest first."""
    scale = ruleset.scale
    bands = [
        Band(
            name=pick(grade.name.zh, grade.name.en),
            colour=grade.colour,
            lower=grade.lower.at if grade.lower else scale.floor,
            upper=grade.upper.at if grade.upper else scale.ceiling,
        )
        for grade in ruleset.grades
    ]
    return Scale(tuple(sorted(bands, key=lambda band: band.lower)), scale.places)


def beam_of(account: Account, peers: tuple[int, ...], *, narrow: bool = False) -> Picture:
    """Where the score stands among its peers; `narrow` is for the width of a telephone."""
    scale, grade = scale_of(account.ruleset), account.grade
    named = pick(grade.name.zh, grade.name.en) if grade else None
    band = next((band for band in scale.bands if band.name == named), None)
    points = None if account.score.unrated else account.score.points
    ident, width = ("beam-narrow", NARROW) if narrow else ("beam", WIDE)
    return _beam(scale, points, peers, beam_words(), grade=band, ident=ident, width=width)


def course_of(account: Account, course: Course) -> Picture:
    """How the score got here, and where it goes if nothing else happens."""
    standings = tuple(charts.StandingFrom(day, points) for day, points in course.steps)
    marked = [line for line in course.lines if line.kind in ("event", "measured", "part")]
    weighty = sorted(marked, key=lambda line: -abs(line.points))[:MOST_MARKS]
    marks = tuple(map(_mark, weighty))
    on = account.score.view.on
    words = replace(step_line_words(), today=show.day(on))
    return _step_line(
        scale_of(account.ruleset), standings, marks, (course.first, course.last), on, words
    )


def _mark(line: StatementLine) -> charts.Mark:
    href = url_for("events.show", event_id=line.event_id) if line.event_id else ""
    what = marked(said(line.what), line.disputed)
    return charts.Mark(line.on, what, line.points, line.balance, href)


def composition_of(account: Account) -> Picture:
    """What was added and taken under each dimension."""
    parts = [
        part
        for dimension, lines in account.made_of
        for part in _parts(pick(dimension.label.zh, dimension.label.en), lines)
    ]
    start = sum(line.points for line in account.rest if line.kind == "start")
    parts += [_part(said(line.what), [line], True) for line in account.rest if line.kind == "limit"]
    return _composition(
        start, tuple(parts), account.score.points, composition_words(), places=account.places
    )


def _parts(name: str, lines: Iterable[StatementLine]) -> list[charts.Part]:
    listed = list(lines)
    limits = [line for line in listed if line.kind == "limit"]
    own = _part(name, [line for line in listed if line.kind != "limit"], False)
    held = [_part(_("Limit of: %(what)s", what=name), limits, True)] if limits else []
    return [own, *held]


def _part(name: str, lines: Iterable[StatementLine], adjustment: bool) -> charts.Part:
    amounts = [line.points for line in lines]
    plus, minus = sum(a for a in amounts if a > 0), sum(a for a in amounts if a < 0)
    return charts.Part(name, plus, minus, adjustment)


def grades_of(overview: SchemeOverview) -> Picture:
    """How many hold each grade, the unrated among them."""
    counts = tuple(
        charts.GradeCount(
            pick(grade.name.zh, grade.name.en) if grade else _("Unrated"),
            grade.colour if grade else None,
            count,
            rated=grade is not None,
            href=url_for(
                "contractors.index",
                grade=f"{overview.scheme}/{grade.code if grade else 'unrated'}",
            ),
        )
        for grade, count in overview.grades
    )
    return _grades(counts, grade_distribution_words(), ident=f"grades-{overview.scheme}")


def months_of(overview: SchemeOverview) -> Picture:
    """How many held each grade at the end of each month, the unrated last."""
    course = overview.months or GradesOverTime((), ())
    layers = [charts.Layer(pick(g.name.zh, g.name.en), g.colour) for g in course.grades]
    layers.append(charts.Layer(_("Unrated"), None, rated=False))
    months = tuple(charts.MonthOfGrades(month.on, month.counts) for month in course.months)
    ident = f"months-{overview.scheme}"
    return _months(tuple(layers), months, grades_by_month_words(), ident=ident)


def bars_of(overview: SchemeOverview) -> Picture:
    """The average of each prefecture, in the order of GB/T 2260."""
    words = replace(by_prefecture_words(), measure=_("Average live score"))
    rows = tuple(
        charts.RegionValue(place.code, show.region(place.code), place.average, _within(place))
        for place in overview.prefectures
    )
    drawn = _bars(
        rows,
        words,
        shown=_shown(overview.places),
        average=overview.average,
        ident=f"bars-{overview.scheme}",
    )
    return replace(drawn, table=_in_points(drawn.table, words.measure))


def _in_points(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Hundredths as points; nothing known stays empty."""
    values = [None if pd.isna(value) else as_decimal(int(value)) for value in table[measure]]
    return table.assign(**{measure: pd.Series(values, dtype=object)})


def tiles_of(overview: SchemeOverview) -> Picture:
    """Where contractors stand in the lower half of the grades."""
    words = replace(tile_map_words(), measure=_("Contractors in the lower grades"))
    tiles = tuple(
        charts.Tile(place.code, _short(place), place.column, place.row, place.low, _within(place))
        for place in overview.prefectures
    )
    return _tiles(tiles, words, ident=f"tiles-{overview.scheme}")


def _within(place: PrefectureStanding) -> str:
    return url_for("contractors.index", region=place.code)


def _short(place: PrefectureStanding) -> str:
    return pick(place.short, place.en)


@lru_cache(maxsize=3)
def _shown(places: int) -> Callable[[int], str]:
    """How a measure is printed; the same function each time, so that pictures are found again."""
    return partial(show.points, places=places)


def numbers_file(picture: Picture, name: str) -> Response:
    """The numbers of a picture as a CSV file."""
    columns = tuple(Column(str(title), str(title)) for title in picture.table.columns)
    frame = picture.table.astype(object)
    bare = frame.where(pd.notna(frame), None)
    return Response(
        csv_bytes(Table(columns, bare)),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
