"""A contractor is found however its name is typed, and two that look alike are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.names import MOST_INITIALS, core, fold, initials, look_alikes, sound_key


@pytest.mark.parametrize(
    "typed",
    [
        "四川绿源环保(成都)有限公司",
        "四川绿源环保〔成都〕有限公司",
        " 四川绿源 环保\u3000（成都）有限公司",
        "四川绿源环保【成都】有限公司。",
        "四川·绿源・环保•成都∙有限公司",
    ],
)
def test_brackets_points_width_and_spaces_make_no_difference(typed: str) -> None:
    assert fold(typed) == fold("四川绿源环保（成都）有限公司")


def test_letters_are_found_in_any_case_and_width() -> None:
    assert fold("ＡＢＣ检测") == fold("abc检测") == "abc检测"


def test_a_circle_typed_for_zero_is_the_chinese_zero() -> None:
    assert fold("川地二八○所") == fold("川地二八〇所")


def test_rare_characters_are_kept_and_traditional_ones_stay_apart() -> None:
    assert fold("𠮷𬭎\U000e0100") == "𠮷𬭎"
    assert fold("绿源") != fold("綠源")


def test_a_compatibility_form_folds_to_the_character_itself() -> None:
    assert fold("\u2f00心\uf9c4") == fold("一心龍")


def test_a_name_of_punctuation_only_folds_to_nothing() -> None:
    assert fold("（·）—— ") == ""
    assert initials("（·）") == ""
    assert core("（·）") == ""


def found(typed: str, name: str) -> bool:
    return typed in initials(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lyhj", "四川绿源环境科技有限公司"),
        ("sclyhj", "四川绿源环境科技有限公司"),
        ("csjc", "成都长石检测技术有限公司"),
        ("zsjc", "成都长石检测技术有限公司"),
        ("czjc", "绵阳重正检测有限公司".replace("重正", "重长")),
        ("xyhb", "四川行远环保工程有限公司"),
        ("hyhb", "四川行远环保工程有限公司"),
        ("lshb", "四川乐山环保有限公司"),
        ("cqhj", "重庆环境"),
        ("abc12", "ABC-12 检测"),
        ("ags", "成都阿戈·史"),
    ],
)
def test_a_name_is_found_by_the_initials_of_any_common_reading(typed: str, name: str) -> None:
    assert found(typed, name)


def test_the_reading_that_the_words_ask_for_comes_first() -> None:
    assert initials("重庆银行").split()[0] == "cqyh"


def test_many_ambiguous_characters_make_no_flood_of_strings() -> None:
    strings = initials("重行长乐朝会单石曾解仇盛藏弹调" * 3).split()
    assert len(strings) == len(set(strings)) == MOST_INITIALS
    assert {len(string) for string in strings} == {45}


def test_a_character_of_unknown_reading_is_left_out_of_the_initials() -> None:
    assert initials("𠮷绿源") == "ly"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("四川绿源环境科技有限公司", "四川绿缘环境科技有限公司", "sound"),
        ("四川绿源环境科技有限公司", "四川绿园环境科技有限公司", "sound"),
        ("四川正诚检测有限公司", "四川镇城检测有限公司", "sound"),
        ("成都南江环保有限公司", "成都蓝江环保有限公司", "sound"),
        ("四川冶天环保", "四川治夭环保", "shape"),
        ("四川绿源(成都)环境", "四川绿源（成都）环境", "same"),
        ("四川绿源环境有限公司", "四川省绿源环境有限责任公司", "variant"),
        ("四川绿源环境有限公司", "成都绿源环境有限公司", "variant"),
        ("阿坝州雪源环境有限公司", "阿坝藏族羌族自治州雪源环境有限公司", "variant"),
        ("四川绿源环境有限公司", "四川清川环境有限公司", None),
        ("四川绿源环境有限公司", "四川绿源环境检测有限公司", None),
    ],
)
def test_names_that_could_be_taken_for_each_other(one: str, other: str, why: str | None) -> None:
    assert look_alikes(one, other) == look_alikes(other, one) == why


def test_names_spoken_alike_share_a_key_whatever_their_region_and_form() -> None:
    assert sound_key("四川绿源环境有限公司") == sound_key("成都市绿缘环境有限责任公司")
    assert sound_key("四川绿源环境有限公司") != sound_key("四川清川环境有限公司")


def test_a_name_that_is_only_a_region_keeps_it() -> None:
    assert core("四川公司") == "四川公司"


@given(st.text(), st.text())
def test_any_two_texts_are_compared_without_an_error(one: str, other: str) -> None:
    assert look_alikes(one, one) == "same"
    assert look_alikes(one, other) == look_alikes(other, one)
    assert fold(fold(one)) == fold(one)
    assert len(initials(one).split()) <= MOST_INITIALS
