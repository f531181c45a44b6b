"""Lists of firms are pasted as they come: numbered, from sheets, full-width, with roles and headings."""

from __future__ import annotations

import pytest

from identity.names import alike_keys, sound_key
from identity.pasted import read_pasted
from tests.support.world import credit_code

CODE = credit_code("MA6A0001")
NAME = "甲岭检测技术有限公司"
OTHER = "乙河环境咨询有限公司"
FULL_WIDTH = CODE.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)})


def read(text: str) -> list[list[tuple[str, str]]]:
    return [[(one.name, one.code) for one in bidder] for bidder in read_pasted(text)]


@pytest.mark.parametrize(
    "line",
    [
        NAME,
        f"1. {NAME}",
        f"１、{NAME}",
        f"（三） {NAME}",
        f"12 {NAME}",
        f"投标人：{NAME}",
        f"联合体牵头人: {NAME}",
        f"{NAME}（联合体牵头人）",
        f"  {NAME}\t",
    ],
)
def test_what_stands_around_a_name_in_a_list_is_not_part_of_it(line):
    assert read(line) == [[(NAME, "")]]


@pytest.mark.parametrize(
    "line",
    [
        f"{NAME}\t{CODE}",
        f"1\t{NAME}\t{CODE}",
        f"{NAME},{CODE}",
        f"{NAME} {CODE.lower()}",
        f"{NAME}（统一社会信用代码：{CODE}）",
        f"{NAME}　{FULL_WIDTH}",
    ],
)
def test_a_name_and_a_code_side_by_side_are_one_firm(line):
    assert read(line) == [[(NAME, CODE)]]


@pytest.mark.parametrize("line", [CODE, CODE.lower(), FULL_WIDTH, " ".join(CODE), f"代码：{CODE}"])
def test_a_code_alone_is_read_however_it_is_written(line):
    assert read(line) == [[("", CODE)]]


@pytest.mark.parametrize("between", ["；", ";", "、", "+", "，", "\t"])
def test_members_of_a_consortium_stand_on_one_line(between):
    assert read(f"2、{NAME}{between}{OTHER}") == [[(NAME, ""), (OTHER, "")]]
    assert read(f"{NAME} {CODE}{between}{OTHER}") == [[(NAME, CODE), (OTHER, "")]]


def test_headings_numbers_and_blank_lines_name_nobody():
    assert read("序号\t投标人名称\t统一社会信用代码\n\n 3 \n---\n。。\n\t\t\n") == []


@pytest.mark.parametrize(
    "name", ["一二三环保有限公司", "3M检测有限公司", "二〇二所", "😀", "綠源檢測"]
)
def test_a_strange_name_stays_a_name(name):
    assert read(name) == [[(name, "")]]


def test_a_name_is_found_under_the_keys_of_one_that_is_taken_for_it():
    for one, other in (
        ("绿缘检测", "绿源检测"),
        ("未来检测", "末来检测"),
        ("綠源檢測", "绿源检测"),
    ):
        assert sound_key(other) in alike_keys(one)
    assert sound_key("红源检测") not in alike_keys("绿源检测")
