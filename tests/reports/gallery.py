"""Every picture of the samples at once, in either language."""

from types import SimpleNamespace

from reports.charts import (
    beam,
    by_prefecture,
    composition,
    grade_distribution,
    grades_by_month,
    listings_by_month,
    movers,
    step_line,
    tile_map,
)
from reports.picture import Picture
from tests.reports import samples


def gallery(words: SimpleNamespace, width: int = 720) -> dict[str, Picture]:
    """Draw every picture."""
    s = samples
    tile_width = min(width, 560)
    return {
        "beam": beam(s.SCALE, 8350, s.PEERS, words.beam, grade=s.BLUE, width=width),
        "step_line": step_line(
            s.SCALE, s.STANDINGS, s.MARKS, s.SPAN, s.TODAY, words.step_line, width=width
        ),
        "grade_distribution": grade_distribution(s.COUNTS, words.grade_distribution, width=width),
        "grades_by_month": grades_by_month(
            s.LAYERS, s.MONTH_ENDS, words.grades_by_month, width=width
        ),
        "listings_by_month": listings_by_month(s.MONTHS, words.listings_by_month, width=width),
        "by_prefecture": by_prefecture(s.REGIONS, words.by_prefecture, average=9, width=width),
        "tile_map": tile_map(s.TILES, words.tile_map, width=tile_width),
        "composition": composition(9400, s.PARTS, 8350, words.composition, width=width),
        "movers": movers(tuple(reversed(s.BANDS)), s.FLOWS, words.movers, width=width),
    }
