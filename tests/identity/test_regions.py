"""Divisions: the order of the standard, what lies within what, and the tile map of Sichuan."""

import pytest

from identity.regions import (
    NATION,
    SICHUAN,
    SICHUAN_PREFECTURES,
    children,
    current,
    full_name,
    is_within,
    lookup,
    parent,
    prefecture_of,
)


def test_there_are_34_provinces_and_sichuan_has_21_prefectures_in_the_standards_order() -> None:
    assert len(children(NATION)) == 34
    named = [(region.code, region.name) for region in children(SICHUAN)]
    assert named == [(p.code, p.zh) for p in SICHUAN_PREFECTURES]
    assert [p.short for p in SICHUAN_PREFECTURES][:1] == ["成都"]
    assert [p.short for p in SICHUAN_PREFECTURES][-4:] == ["资阳", "阿坝", "甘孜", "凉山"]


def test_sichuan_has_183_counties() -> None:
    assert sum(len(children(p.code)) for p in SICHUAN_PREFECTURES) == 183


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("510104", "四川省成都市锦江区"),
        ("513422", "四川省凉山彝族自治州木里藏族自治县"),
        ("110100", "北京市"),
        ("510000", "四川省"),
        ("999999", "999999"),
    ],
)
def test_a_full_name_says_what_lies_above(code: str, name: str) -> None:
    assert full_name(code) == name


def test_every_division_but_a_province_has_one_above() -> None:
    for province in children(NATION):
        assert parent(province.code) is None
        for prefecture in children(province.code):
            assert parent(prefecture.code) == province
    assert parent("000001") is None


def test_an_abolished_county_is_still_read_and_leads_to_the_one_of_today() -> None:
    former, today = lookup("513425"), current("513425")
    assert former is not None
    assert today is not None
    assert (former.name, today.name) == ("会理县", "会理市")
    assert "513425" not in [region.code for region in children("513400")]
    assert current("510104") == lookup("510104")


@pytest.mark.parametrize(
    ("code", "scope", "within"),
    [
        ("510104", NATION, True),
        ("510104", SICHUAN, True),
        ("510104", "510100", True),
        ("510104", "510104", True),
        ("510104", "510105", False),
        ("510100", "510104", False),
        ("511000", "510000", True),
        ("511002", "510100", False),
        ("500000", SICHUAN, False),
        ("500101", "500000", True),
        ("510104", "500000", False),
        (SICHUAN, "510100", False),
        (NATION, SICHUAN, False),
        ("513425", "513400", True),
    ],
)
def test_a_division_is_within_its_scope(code: str, scope: str, within: bool) -> None:
    assert is_within(code, scope) is within


@pytest.mark.parametrize("broken", ["", "51", "5101000", "51010a", "５１０１００", "510100\n"])
def test_a_broken_scope_never_lets_anybody_see_more(broken: str) -> None:
    with pytest.raises(ValueError, match="division code"):
        is_within("510104", broken)
    with pytest.raises(ValueError, match="division code"):
        is_within(broken, SICHUAN)


def test_a_county_lies_in_its_prefecture() -> None:
    assert prefecture_of("510104") == prefecture_of("510100") == "510100"


def test_the_tiles_are_21_places_without_overlap() -> None:
    places = {(p.column, p.row) for p in SICHUAN_PREFECTURES}
    assert len(places) == 21
    assert {column for column, _ in places} == {row for _, row in places} == set(range(5))


@pytest.mark.parametrize(
    ("western", "eastern"),
    [("甘孜", "成都"), ("成都", "德阳"), ("雅安", "眉山"), ("眉山", "资阳"), ("遂宁", "广安")],
)
def test_a_tile_lies_west_of_its_eastern_neighbour(western: str, eastern: str) -> None:
    tiles = {p.short: p for p in SICHUAN_PREFECTURES}
    assert tiles[western].column + 1 == tiles[eastern].column
    assert tiles[western].row == tiles[eastern].row


@pytest.mark.parametrize(
    ("northern", "southern"),
    [("阿坝", "成都"), ("绵阳", "德阳"), ("自贡", "宜宾"), ("内江", "泸州"), ("凉山", "攀枝花")],
)
def test_a_tile_lies_north_of_its_southern_neighbour(northern: str, southern: str) -> None:
    tiles = {p.short: p for p in SICHUAN_PREFECTURES}
    assert tiles[northern].row + 1 == tiles[southern].row
    assert tiles[northern].column == tiles[southern].column
