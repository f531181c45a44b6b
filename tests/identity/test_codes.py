"""Credit codes, engineers' numbers and citizens' numbers: what is wrong, and what was meant."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.codes import (
    ALPHABET,
    check_character,
    check_code,
    check_eia_number,
    check_identity_number,
    legal_form,
    organisation_check,
)

VECTORS = [
    line.split("\t")
    for line in (Path(__file__).parent / "credit_codes.tsv").read_text("utf-8").splitlines()[1:]
]
RIGHT = [code for code, judged in VECTORS if judged == "right"]
LOWER_CASE = [code for code, judged in VECTORS if judged == "lower_case"]
WRITTEN_Y = [code for code, judged in VECTORS if judged == "written_y"]
WRONG_AT_THE_SOURCE = [(code, j[-1]) for code, j in VECTORS if j.startswith("check_")]


def problem_codes(text: str) -> list[str]:
    return [problem.code for problem in check_code(text).problems]


@pytest.mark.parametrize("code", RIGHT)
def test_a_code_with_both_checks_right_is_valid(code: str) -> None:
    check = check_code(code)
    assert check.valid
    assert check.code == code
    assert check.suggestions == ()


@pytest.mark.parametrize("code", LOWER_CASE)
def test_a_code_registered_in_lower_case_is_valid_once_it_is_upper_case(code: str) -> None:
    assert check_code(code).valid
    assert check_code(code).code == code.upper()


@pytest.mark.parametrize("code", WRITTEN_Y)
def test_y_written_where_1_is_due_is_named_and_1_is_suggested(code: str) -> None:
    check = check_code(code)
    assert [(p.code, p.params) for p in check.problems] == [("check_written_y", {"expected": "1"})]
    assert check.code == code, "what was written stands until somebody picks the suggestion"
    assert check.suggestions == (code[:17] + "1",)
    assert check.may_be_overridden


@pytest.mark.parametrize(("code", "expected"), WRONG_AT_THE_SOURCE)
def test_a_real_code_that_fails_says_what_was_due_and_may_be_overridden(
    code: str, expected: str
) -> None:
    check = check_code(code)
    last = check.problems[-1]
    assert (last.code, last.params["expected"]) == ("check_character", expected)
    assert check.may_be_overridden


def test_full_width_hyphens_and_spaces_are_no_fault() -> None:
    assert check_code(" 9144-0300\u30007152\u2013672 6XG\ufeff").valid
    assert check_code("９１４４０３００１９２２０３８２１６").code == "914403001922038216"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9I440300I922O382I6", "914403001922038216"),
        ("91510700Z05412308D", "91510700205412308D"),
        ("91S10000207305821R", "91510000207305821R"),
        ("913301007996550588", "91330100799655058B"),
        ("91510500204706718H".replace("8", "B"), "91510500204706718H"),
    ],
)
def test_what_is_misread_is_suggested_and_never_put_in(typed: str, meant: str) -> None:
    check = check_code(typed)
    assert not check.valid
    assert check.code == typed
    assert check.suggestions == (meant,)


def test_a_letter_outside_the_alphabet_is_named_with_its_places() -> None:
    problem = check_code("9I440300I922038216").problems[0]
    assert (problem.code, problem.params) == (
        "characters",
        {"characters": "I", "positions": "2, 9"},
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("91510100MA6000032", "length"),
        ("91510100MA600003200", "length"),
        ("①1510100MA6000032", "length"),
        ("①1510100MA60000320", "characters"),
        ("٩1510100MA60000320", "characters"),
        ("9151010四MA60000320", "characters"),
    ],
)
def test_what_is_no_code_at_all_is_refused_and_cannot_be_overridden(typed: str, code: str) -> None:
    assert problem_codes(typed) == [code]
    assert not check_code(typed).may_be_overridden


def test_a_registering_authority_that_does_not_exist_is_named() -> None:
    start = "B7510100MA600003"
    code = start + organisation_check(start)
    assert problem_codes(code + check_character(code)) == ["authority"]


def test_letters_in_the_division_are_named() -> None:
    start = "9151A100MA600003"
    code = start + organisation_check(start)
    assert problem_codes(code + check_character(code)) == ["division"]


def test_12_hints_at_a_public_institution_and_91_at_an_enterprise() -> None:
    public, enterprise = legal_form("125100004507188888"), legal_form(RIGHT[0])
    assert public is not None
    assert public.zh == "事业单位"
    assert enterprise is not None
    assert enterprise.en == "enterprise"
    assert legal_form("ZZ") is None


serial = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)


@given(serial, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(eight: str, place: int, other: str) -> None:
    start = "91510100" + eight
    code = start + organisation_check(start)
    code += check_character(code)
    assert check_code(code).valid
    changed = code[:place] + other + code[place + 1 :]
    assert check_code(changed).valid == (changed == code)


@given(st.text())
def test_any_text_is_answered_without_an_error(text: str) -> None:
    assert check_code(text).valid in (True, False)
    assert check_eia_number(text).valid in (True, False)
    assert check_identity_number(text, date(2026, 1, 1)).valid in (True, False)


def test_an_engineers_number_is_bh_and_six_digits() -> None:
    assert check_eia_number("bh ００１２３４").code == "BH001234"
    assert check_eia_number("BH001234").valid
    assert check_eia_number("BHO01Z34").suggestions == ("BH001234",)
    for wrong in ("", "BH12345", "BH1234567", "BG001234", "BH00123四", "BH00123٤"):
        assert not check_eia_number(wrong).valid


def citizen(seventeen: str) -> str:
    weights = [2**k % 11 for k in range(17, 0, -1)]
    total = sum(int(c) * w for c, w in zip(seventeen, weights, strict=True))
    return seventeen + "10X98765432"[total % 11]


def test_an_identity_number_has_a_place_a_day_and_a_check() -> None:
    on = date(2026, 3, 1)
    right = citizen("51010419900228123")
    assert check_identity_number(right.lower(), on).valid
    assert check_identity_number("11010519491231002X", on).valid, "the example in the standard"
    problems = {
        citizen("99010419900228123")[:1] + "0" + right[2:]: "check_character",
        citizen("10010419900228123"): "division",
        citizen("51010419900230123"): "birth_date",
        citizen("51010420260302123"): "birth_date",
        citizen("51010418990228123"): "birth_date",
        right[:-1]: "length",
        "X" + right[1:]: "characters",
    }
    for number, code in problems.items():
        assert code in [p.code for p in check_identity_number(number, on).problems], number


def test_a_wrong_identity_number_is_not_helped_to_become_right() -> None:
    wrong = "110105194912310021"
    check = check_identity_number(wrong, date(2026, 1, 1))
    assert check.problems[0].params == {}
    assert check.suggestions == ()
