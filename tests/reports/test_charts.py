"""What each picture says, and that it still says something of nothing, of one and of much."""

import dataclasses
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from reports.charts import (
    Flow,
    GradeCount,
    Mark,
    MonthOfListings,
    Part,
    RegionValue,
    StandingFrom,
    Tile,
    beam,
    by_prefecture,
    composition,
    grade_distribution,
    listings_by_month,
    movers,
    step_line,
    tile_map,
)
from reports.charts.ruler import ruler
from reports.figures import change, edge, points, share
from reports.picture import Band, Scale
from tests.reports import samples
from tests.reports.drawn import SVG, root, texts, titles
from tests.reports.wording import EN, ZH

LONG = "示范省生态环境监测与评估技术服务有限责任公司第一分公司" * 3


def test_points_are_printed_from_hundredths_with_a_true_minus():
    assert [points(8350), points(-300), points(-5), points(8350, 1)] == [
        "83.50", "−3.00", "−0.05", "83.5",
    ]  # fmt: skip
    assert [change(500), change(-1250), change(0)] == ["+5.00", "−12.50", "0.00"]
    assert [edge(8000), edge(8250), edge(0), edge(-500)] == ["80", "82.5", "0", "−5"]


def test_a_share_never_feigns_an_edge_it_has_not_reached():
    assert share(1999, 2000) == "99.9%"
    assert share(0, 0) == "0.0%"


def test_a_beam_says_how_many_stand_lower():
    picture = beam(samples.SCALE, 8000, [7999, 8000, 8001], ZH.beam, grade=samples.BLUE)
    assert picture.alt == "动态参考分80.00分，信用等级为蓝牌；在3家参评机构中，高于其中1家。"
    assert {"80.00", "蓝牌"} <= set(texts(picture))


def test_a_beam_of_an_unrated_contractor_shows_the_scale_and_says_so():
    picture = beam(samples.SCALE, None, [], ZH.beam)
    assert "未评定" in texts(picture)
    assert picture.alt.startswith("未评定")


def test_a_peer_on_an_edge_is_counted_once_in_the_band_above():
    picture = beam(samples.SCALE, 8350, [0, 6000, 8000, 12000], ZH.beam)
    assert list(picture.table["机构数"]) == [1, 0, 1, 1, 1]


@pytest.mark.parametrize("score", [-500, 0, 12000, 99999])
def test_a_score_beyond_the_scale_is_drawn_at_its_end_with_its_own_number(score: int):
    assert points(score) in texts(beam(samples.SCALE, score, [], ZH.beam))


POINTS = Scale(
    (
        Band("未达警示分数", "green", 0, 1000),
        Band("达到警示分数", "yellow", 1000, 2000),
        Band("达到限制分数", "red", 2000, 100000),
    ),
    places=0,
)


def test_a_beam_breaks_before_an_end_that_is_far_away_and_gives_the_bands_its_room():
    along = ruler(POINTS, [700], (0, 720))
    assert len(along.breaks()) == 1
    assert along.x(1000) > 720 / 4
    assert along.x(2000) > 720 / 2
    assert along.breaks()[0] < along.x(100000) == 720
    assert {"0", "10", "20", "1000"} <= set(texts(beam(POINTS, 700, [], ZH.beam)))


def test_a_score_far_beyond_the_bands_lies_beyond_the_break():
    along = ruler(POINTS, [60000], (0, 720))
    assert along.x(2000) < along.breaks()[0] < along.x(30000) < along.x(60000) < 720


def test_a_far_end_below_is_broken_as_well():
    scale = Scale(
        (Band("黑", "black", -10000, 0), Band("蓝", "blue", 0, 600), Band("绿", "green", 600, 1200))
    )
    along = ruler(scale, [700, 900], (0, 720))
    assert along.x(-10000) == 0 < along.breaks()[0] < along.x(0) < 720 / 2


def test_a_beam_whose_bands_fill_the_scale_is_not_broken():
    assert ruler(samples.SCALE, [8350, *samples.PEERS], (0, 720)).breaks() == ()


def test_a_line_far_below_the_end_of_its_scale_fills_the_picture():
    span = date(2026, 1, 1), date(2026, 12, 31)
    points = [StandingFrom(span[0], 0), StandingFrom(date(2026, 6, 1), 700)]
    shown = texts(step_line(POINTS, points, [], span, date(2026, 9, 1), ZH.step_line))
    assert "10" in shown
    assert not {"20", "100", "1000"} & set(shown)


def test_the_names_of_bands_beside_a_line_are_whole():
    span = date(2026, 1, 1), date(2026, 12, 31)
    name = "红色等级（较重失信）"
    scale = Scale((Band(name, "red", 0, 5000), Band("绿色等级", "green", 5000, 10000)))
    points = [StandingFrom(span[0], 2000), StandingFrom(date(2026, 6, 1), 8000)]
    assert name in texts(step_line(scale, points, [], span, date(2026, 9, 1), ZH.step_line))


def test_names_of_narrow_bands_never_touch():
    names = [f"第{number}等环境信用" for number in range(5)]
    scale = Scale(tuple(Band(name, None, n * 100, n * 100 + 100) for n, name in enumerate(names)))
    picture = beam(scale, 250, [], ZH.beam, width=330)
    assert set(names) <= set(texts(picture))


def test_a_grade_without_a_colour_in_its_scheme_gets_none():
    scale = Scale((Band("不合格", None, 0, 6000), Band("合格", None, 6000, 10000)))
    picture = beam(scale, 7000, [], ZH.beam, grade=scale.bands[1])
    assert "--grade-" not in picture.svg


def test_a_step_line_jumps_and_never_slopes():
    picture = step_line(
        samples.SCALE,
        [StandingFrom(date(2026, 1, 1), 9000), StandingFrom(date(2026, 6, 1), 7000)],
        [], (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 12, 31), ZH.step_line,
    )  # fmt: skip
    tree = root(picture)
    (line,) = (e for e in tree.iter(f"{SVG}path") if e.get("stroke-width") == "2.2")
    corners = [tuple(pair.split()) for pair in line.get("d", "")[2:].split(" L ")]
    assert all(here[0] == there[0] or here[1] == there[1] for here, there in pairwise(corners))


def test_what_is_still_to_come_is_dashed():
    picture = step_line(
        samples.SCALE, samples.STANDINGS, samples.MARKS, samples.SPAN, samples.TODAY, ZH.step_line
    )
    assert picture.svg.count("stroke-dasharray") == 1
    assert {"83.50", "86.50"} <= set(texts(picture))


def test_an_unrated_time_is_a_gap_in_the_line():
    picture = step_line(
        samples.SCALE,
        [
            StandingFrom(date(2026, 1, 1), 9000),
            StandingFrom(date(2026, 3, 1), None),
            StandingFrom(date(2026, 6, 1), 8000),
        ],
        [], (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 12, 31), ZH.step_line,
    )  # fmt: skip
    assert picture.svg.count('stroke-width="2.2"') == 2


def test_an_event_on_the_line_can_be_opened_and_says_what_it_was():
    picture = step_line(
        samples.SCALE, samples.STANDINGS, samples.MARKS, samples.SPAN, samples.TODAY, ZH.step_line
    )
    tree = root(picture)
    links = {a.get("href"): a.get("aria-label") or "" for a in tree.iter(f"{SVG}a")}
    assert "未按规范采样 & 记录 <补记>" in links["/events/3"]
    assert "−12.50" in links["/events/3"]
    assert len(links) == 5


def test_a_step_line_of_nothing_is_drawn():
    picture = step_line(samples.SCALE, [], [], samples.SPAN, samples.TODAY, ZH.step_line)
    assert "未评定" in picture.alt
    assert list(picture.table.columns) == ["日期", "信用记录", "分值", "记后得分"]


def test_a_step_line_of_one_day_and_one_score_is_drawn():
    day = date(2026, 11, 21)
    picture = step_line(samples.SCALE, [StandingFrom(day, 8350)], [], (day, day), day, ZH.step_line)
    assert "83.50" in texts(picture)


def test_a_step_line_of_a_small_scale_keeps_its_steps_apart():
    scale = Scale((Band("正常", None, 0, 1200),))
    picture = step_line(
        scale, [StandingFrom(date(2026, 1, 1), 0), StandingFrom(date(2026, 5, 1), 300)],
        [Mark(date(2026, 5, 1), "编制质量问题", 300, 300)],
        (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 12, 31), ZH.step_line,
    )  # fmt: skip
    assert {"0", "3.00"} <= set(texts(picture))


def test_the_shares_of_a_distribution_are_of_all_the_unrated_included():
    table = grade_distribution(samples.COUNTS, ZH.grade_distribution).table
    assert list(table["占比"])[-1] == "8.7%"


def test_grades_are_told_apart_without_their_colour():
    counts = [GradeCount(c, c, 5) for c in ("green", "blue", "yellow", "red", "black")]
    picture = grade_distribution(counts, EN.grade_distribution)
    tree = root(picture)
    patterns = {e.get("id") for e in tree.iter(f"{SVG}pattern")}
    assert len(patterns) == 4


def test_a_distribution_of_nobody_says_so():
    picture = grade_distribution([], ZH.grade_distribution)
    assert texts(picture) == ["没有机构"]


def test_a_month_without_listings_still_stands_in_its_place():
    months = [MonthOfListings(date(2025, 11, 1), 1, 0), MonthOfListings(date(2026, 2, 1), 0, 1)]
    table = listings_by_month(months, ZH.listings_by_month).table
    assert list(table["月份"]) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert list(table["列入"]) == [1, 0, 0, 0]


def test_no_listing_at_all_is_said_in_words():
    assert listings_by_month([], EN.listings_by_month).alt == "No listing"


def test_prefectures_stand_in_the_order_of_the_national_codes():
    picture = by_prefecture(list(reversed(samples.REGIONS)), ZH.by_prefecture)
    regions = list(picture.table["市（州）"])
    assert regions[0] == "成都市"
    assert regions[-4:] == ["资阳市", "阿坝藏族羌族自治州", "甘孜藏族自治州", "凉山彝族自治州"]


def test_a_prefecture_without_data_is_not_a_prefecture_with_none():
    rows = [RegionValue("510100", "成都市", 0), RegionValue("513300", "甘孜藏族自治州", None)]
    picture = by_prefecture(rows, ZH.by_prefecture)
    assert {"0", "无数据"} <= set(texts(picture))
    assert picture.table.iloc[:, 2].isna().tolist() == [False, True]


def test_a_comparison_of_no_prefecture_says_so():
    assert by_prefecture([], ZH.by_prefecture).alt == "没有数据。"


def test_each_tile_carries_its_number_and_one_far_value_does_not_whiten_the_rest():
    picture = tile_map(samples.TILES, ZH.tile_map)
    assert texts(picture).count("9") == 2
    shades = {part.split('"')[0] for part in picture.svg.split('opacity="')[1:]}
    assert len(shades) == 4


def test_tiles_of_one_value_are_all_alike():
    tiles = [dataclasses.replace(tile, value=3) for tile in samples.TILES]
    picture = tile_map(tiles, ZH.tile_map)
    assert "≥ 3" in texts(picture)


def test_a_tile_map_without_data_is_drawn():
    tiles = [Tile("510100", "成都", 0, 0, None)]
    picture = tile_map(tiles, ZH.tile_map)
    assert "—" in texts(picture)
    assert list(picture.rows) == [("510100", "成都", None)], "a page shows nothing, not the word NA"
    assert tile_map([], ZH.tile_map).alt == "没有数据。"


def test_a_composition_that_does_not_add_up_is_refused():
    with pytest.raises(ValueError, match="add up"):
        composition(10000, [Part("质量控制", 0, -300)], 9800, ZH.composition)


def test_a_composition_adds_up_in_its_table():
    table = composition(9400, samples.PARTS, 8350, ZH.composition).table
    parts = table.iloc[1:-1]
    total = table["动态参考分"].iloc[0] + parts["加分"].sum() + parts["扣分"].sum()
    assert total == table["动态参考分"].iloc[-1] == Decimal("83.50")


def test_a_composition_of_the_start_alone_is_drawn():
    assert texts(composition(10000, [], 10000, ZH.composition)).count("100.00") == 2


def test_movers_count_who_rises_and_who_falls():
    picture = movers(samples.BANDS[::-1], samples.FLOWS, ZH.movers)
    assert picture.alt == "115家机构中，17家等级变化：上升2家，下降15家。"
    assert "绿牌 → 蓝牌  4" in titles(picture)


def test_a_draft_that_moves_nobody_says_so():
    assert movers(samples.BANDS, [], EN.movers).alt == "No contractor"
    stays = movers(samples.BANDS, [Flow("蓝牌", "蓝牌", 7)], EN.movers)
    assert stays.alt == "Of 7 contractors, 0 change grade: 0 up, 0 down."


@pytest.mark.parametrize("width", [320, 720])
def test_long_names_are_cut_in_the_drawing_and_whole_in_the_table(width: int):
    picture = grade_distribution([GradeCount(LONG, None, 3)], ZH.grade_distribution, width=width)
    assert any(text.endswith("…") for text in texts(picture))
    assert picture.table.iloc[0, 0] == LONG
    compared = by_prefecture([RegionValue("510100", LONG, 3)], ZH.by_prefecture, width=width)
    assert compared.table.iloc[0, 1] == LONG
    parts = composition(0, [Part(LONG, 100, 0)], 100, ZH.composition, width=width)
    assert any(text.endswith("…") for text in texts(parts))


@pytest.mark.parametrize(
    "name", ["$x$ \\frac{1}{2}", "<b>&amp;</b>", "༄ བོད་", "ꆈꌠ", "𰻝", "a\u200fb", " "]
)
def test_any_script_and_any_sign_of_a_name_is_drawn_as_it_is(name: str):
    picture = grade_distribution([GradeCount(name, "blue", 3)], ZH.grade_distribution)
    assert name in texts(picture)
