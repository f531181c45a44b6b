"""The page of a version says every rule that stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask, render_template

import scoring
from tests.scoring.samples import FILES, FOLDER
from web import basis_words, grade_words, limit_words, period_words, rule_words

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"


@pytest.fixture
def english(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/?lang=en"):
        yield app


def page(name: str) -> str:
    """The text of the regulation of a sample."""
    return regulation((FOLDER / f"{name}.toml").read_text("utf-8"), name)


def regulation(text: str, name: str) -> str:
    ruleset = scoring.parse(text, f"{name}.toml")
    return unescape(
        render_template(
            "rules/_regulation.html",
            ruleset=ruleset,
            words=rule_words,
            basis_words=basis_words,
            grade_words=grade_words,
            limit_words=limit_words,
            period_words=period_words,
            origins=basis_words.Origins(ruleset),
        )
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "periods of 12 months from the day the file was opened",
        "a fault that is not rectified when a period ends weighs on until the next one ends",
        "the day after entry on Key supervision a new period begins",
        "on Black no period runs and nothing new weighs",
        "on leaving Black, Key supervision a new period begins",
        "they are weighed anew by this version",
        "weight 5 of 10",
        "begins at 60",
        "repeated within 12 months, the same behaviour:",
        "from number 2 on 1.5 times",
        "from number 3 on \u22125 more",
        "from number 4 on as Grave",
        "weighs 5 working days after it came to count",
        "weighs until the last day that the record names",
        "a repair makes the grade one step better",
        "shown by: ISO",
        "disproved by: ISO lost",
        "not assessed: its weight goes to the other dimensions",
        "clean is a whole period without: Fault, Grave",
        "and with at least 1 of: Job",
        "points for 2 clean periods in a row",
        "the grade is one step worse",
        "after 2 periods in a row with B the grade is at best C for 12 months",
        "not graded while within 12 months fewer than 2 were inspected by: Job",
        "3 records within 12 months of: Fault",
        "2 periods in a row: Spotless",
        "the rest of the period and a whole one",
        "a new stay of full length begins",
        "the authority above",
        "proposed for Key supervision for 12 months: 负责人控制的单位",
    ],
)
def test_the_page_says_what_a_scheme_of_own_periods_rules(english: Flask, sentence: str) -> None:
    assert sentence in page("anniversary")


@pytest.mark.parametrize(
    "sentence",
    [
        "each record weighs for 24 months",
        "periods in a row are counted by the calendar half-year",
        "of several records only the heaviest weighs",
        "not below \u221290",
        "assessed from 5 inspected on",
        "assessed from 2 ratings on",
        "not assessed: full points",
        "a repair halves it",
        "at most 40 in all",
        "not graded while within the period there are fewer than 1 of: Check",
        "the stay becomes longer by its length",
        "3 to 12 months",
    ],
)
def test_the_page_says_what_a_scheme_of_rolling_periods_rules(
    english: Flask, sentence: str
) -> None:
    assert sentence in page("rolling")


def test_a_scheme_without_points_says_so_and_shows_none(english: Flask) -> None:
    text = page("category")
    assert "none; the grade is A unless a rule below changes it" in text
    assert "each record counts for its own time" in text
    assert "Held between" not in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_page_is_whole_in_chinese(app: Flask, file: Path) -> None:
    with app.test_request_context("/"):
        assert "信用等级" in page(file.stem)


def shipped(name: str) -> str:
    """The text of the regulation of a ruleset that ships."""
    return regulation((RULESETS / f"{name}.toml").read_text("utf-8"), name)


@pytest.mark.usefixtures("english")
def test_without_points_records_count_and_nothing_weighs() -> None:
    html = shipped("ningxia/2025")
    assert "each record counts for its own time" in html
    assert "the grade is at best Category B while it counts" in html
    assert "after a repair it no longer counts" in html
    assert "counts until the last day that the record names" in html
    assert "weigh" not in html.replace('weighs">', "")


@pytest.mark.usefixtures("english")
def test_points_of_a_condition_are_said_without_decimals_that_say_nothing() -> None:
    html = shipped("eia-units/2019")
    assert "the score reaches 10 or more" in html
    assert "60 months" in html
    assert "60 to 60 months" not in html


@pytest.mark.usefixtures("english")
def test_many_weighted_dimensions_stand_in_one_table() -> None:
    html = shipped("guangdong/2015")
    assert html.count("<table") < 10
    assert "weight 15 of 100" in html
