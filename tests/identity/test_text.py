"""Text that could deceive or break something is refused with what is wrong and where."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from identity.text import HIDDEN, BadText, clean_text


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "nul"),
        ("\ud800", "surrogate"),
        ("\u202e", "bidirectional"),
        ("\u200f", "bidirectional"),
        ("\u2066", "bidirectional"),
        ("\u061c", "bidirectional"),
        ("\x07", "control"),
        ("\x1b", "control"),
        ("\x7f", "control"),
        ("\x9f", "control"),
        ("\u3164", "hidden"),
        ("\U000e0041", "hidden"),
        ("\ufffe", "noncharacter"),
        ("\U0010ffff", "noncharacter"),
        ("\ufffd", "damaged"),
    ],
)
def test_bad_text_is_refused_with_its_place(character: str, code: str) -> None:
    with pytest.raises(BadText) as refused:
        clean_text(f"绿源{character}环境", 100)
    (problem,) = refused.value.problems
    shown = f"U+{ord(character):04X}"
    assert (problem.code, problem.params) == (code, {"place": 3, "character": shown})


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadText) as refused:
        clean_text("a\x00b\u202ec\x1b", 100)
    assert [p.code for p in refused.value.problems] == ["nul", "bidirectional", "control"]


def test_letters_written_in_two_parts_become_one() -> None:
    assert clean_text("Garze\u0302", 100) == "Garzê"


def test_spaces_around_and_byte_order_marks_are_dropped() -> None:
    assert clean_text("\ufeff \u3000四川\u200b绿源\t\u3000环境  ", 100) == "四川绿源 环境"


def test_line_ends_are_kept_as_newlines_where_lines_are_asked_for() -> None:
    assert (
        clean_text("一\r\n二\r三\u2028四\n\n五\t六\n", 100, lines=True)
        == "一\n二\n三\n四\n\n五\t六"
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2029", "\x85"])
def test_a_single_line_refuses_a_line_end_inside(line_end: str) -> None:
    with pytest.raises(BadText) as refused:
        clean_text(f"一{line_end}二", 100)
    assert [p.code for p in refused.value.problems] == ["line_break"]


def test_length_counts_characters_of_the_clean_text() -> None:
    assert clean_text(" 四川绿源𠮷 ", 5) == "四川绿源𠮷"
    with pytest.raises(BadText) as refused:
        clean_text("四川绿源𠮷的", 5)
    assert refused.value.problems[0].params == {"length": 6, "max": 5}


def test_names_of_yi_and_tibetan_people_and_rare_characters_pass() -> None:
    for name in ("阿尔·木呷", "扎西·顿珠", "ཁམས་", "ꆈꌠꉙ", "𬭎㙍龘", "Ya'an", "👷🏽‍♀️"):
        assert clean_text(name, 100) == unicodedata.normalize("NFC", name)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=40))
def test_what_passes_passes_again_unchanged_and_can_be_stored(text: str) -> None:
    assume(not HIDDEN.search(text) and "\ufffd" not in text)
    clean = clean_text(text, 200)
    assert clean_text(clean, 200) == clean
    assert clean.encode("utf-8").decode("utf-8") == unicodedata.normalize("NFC", clean)


@given(st.text(), st.booleans())
def test_any_text_is_cleaned_or_refused_with_a_reason(text: str, lines: bool) -> None:
    with suppress(BadText):
        assert "\x00" not in clean_text(text, 50, lines=lines)
