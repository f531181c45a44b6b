"""Pictures of the lists, in the reader's language: by month, by prefecture, and on the tile map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from flask_babel import gettext as _

import scoring
from identity import regions
from reports import charts
from reports.picture import Picture
from services.lists.show_lists import MonthCount
from web.language import pick
from web.report_words import (
    by_prefecture_words,
    grade_distribution_words,
    listings_by_month_words,
    tile_map_words,
)

_grades = lru_cache(maxsize=64)(charts.grade_distribution)
_months = lru_cache(maxsize=64)(charts.listings_by_month)
_bars = lru_cache(maxsize=64)(charts.by_prefecture)
_tiles = lru_cache(maxsize=64)(charts.tile_map)


@dataclass(frozen=True)
class Maps:
    """One measure twice: as tiles, and as bars in GB/T 2260 order."""

    tiles: Picture
    bars: Picture


def grades_of(
    counted: Iterable[tuple[scoring.Grade | None, int]], ident: str = "grades"
) -> Picture:
    """How many hold each grade on the day of a report, the unrated among them."""
    counts = tuple(
        charts.GradeCount(
            pick(grade.name.zh, grade.name.en) if grade else _("Unrated"),
            grade.colour if grade else None,
            count,
            rated=grade is not None,
        )
        for grade, count in counted
    )
    return _grades(counts, grade_distribution_words(), ident=ident)


def months_of_lists(months: Sequence[MonthCount], ident: str = "by-month") -> Picture:
    rows = tuple(charts.MonthOfListings(m.month, m.entered, m.ended) for m in months)
    return _months(rows, listings_by_month_words(), ident=ident)


def map_of_lists(by_region: dict[str, int], measure: str = "") -> Maps:
    """Contractors on a list by the prefecture of their registration."""
    measure = measure or _("Contractors on a list")
    places = regions.SICHUAN_PREFECTURES
    tiles = tuple(
        charts.Tile(p.code, pick(p.short, p.en), p.column, p.row, by_region[p.code]) for p in places
    )
    bars = tuple(charts.RegionValue(p.code, pick(p.zh, p.en), by_region[p.code]) for p in places)
    return Maps(
        tiles=_tiles(tiles, replace(tile_map_words(), measure=measure), ident="tiles"),
        bars=_bars(bars, replace(by_prefecture_words(), measure=measure), ident="bars"),
    )
