"""One picture for each question that people put to the numbers; one file a picture."""

from reports.charts.among_peers import AmongPeersWords, PeerValue, among_peers
from reports.charts.beam import BeamWords, beam
from reports.charts.by_prefecture import ByPrefectureWords, RegionValue, by_prefecture
from reports.charts.composition import CompositionWords, Part, composition
from reports.charts.grade_distribution import (
    GradeCount,
    GradeDistributionWords,
    grade_distribution,
)
from reports.charts.grades_by_month import (
    GradesByMonthWords,
    Layer,
    MonthOfGrades,
    grades_by_month,
)
from reports.charts.listings_by_month import (
    ListingsByMonthWords,
    MonthOfListings,
    listings_by_month,
)
from reports.charts.movers import Flow, MoversWords, movers
from reports.charts.step_line import Mark, StandingFrom, StepLineWords, step_line
from reports.charts.tile_map import Tile, TileMapWords, tile_map

__all__ = [
    "AmongPeersWords",
    "BeamWords",
    "ByPrefectureWords",
    "CompositionWords",
    "Flow",
    "GradeCount",
    "GradeDistributionWords",
    "GradesByMonthWords",
    "Layer",
    "ListingsByMonthWords",
    "Mark",
    "MonthOfGrades",
    "MonthOfListings",
    "MoversWords",
    "Part",
    "PeerValue",
    "RegionValue",
    "StandingFrom",
    "StepLineWords",
    "Tile",
    "TileMapWords",
    "among_peers",
    "beam",
    "by_prefecture",
    "composition",
    "grade_distribution",
    "grades_by_month",
    "listings_by_month",
    "movers",
    "step_line",
    "tile_map",
]
