"""The path back: the day shown is reached by the steps shown, not without them, and no earlier than permitted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring.inputs import read_decisions, read_facts
from services.statements.path_back import Asked, PathBack, Step, path_back, permitted_steps
from tests.scoring.support import small
from tests.verify import random_cases

TODAY = date(2025, 6, 2)
FIXED = (
    'behaviours = ["fault"]\npoints = -10',
    'behaviours = ["fault"]\npoints = -10\nrepair = "stops"',
)
HALF = ('times = "quantity"\ncap = 30', 'times = "quantity"\ncap = 30\nrepair = "halves"')
UNTIL_RECTIFIED = (
    'kind = "rolling"\nmonths = 12',
    'kind = "calendar"\nunit = "half"\ncarry_over = "until_rectified"',
)


def book_of(*changes: tuple[str, str]) -> scoring.RuleBook:
    return scoring.rule_book([scoring.parse(small(*changes), "small.toml")])


REPAIRED = book_of(FIXED, HALF)
RECTIFIED = book_of(UNTIL_RECTIFIED)


def fact(name: str, behaviour: str, day: date, quantity: int | None = None) -> scoring.Fact:
    return scoring.Fact(name, "one", behaviour, day, day, quantity=quantity)


def ask(book: scoring.RuleBook, *facts: scoring.Fact, today: date = TODAY) -> Asked:
    columns = scoring.facts_of(facts, (), (scoring.Subject("one"),))
    return Asked(book, columns, scoring.explain(book, columns, "one", scoring.View(today)), today)


def told(path: PathBack) -> list[tuple[str, date, list[str]]]:
    return [(way.grade, way.on, [step.event_id for step in way.steps]) for way in path.ways]


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_best_grade_has_no_way_back():
    assert path_back(ask(REPAIRED)).ways == ()


def test_without_a_step_it_is_the_day_on_which_enough_has_ended():
    asked = ask(book_of(), fact("a", "fault", days_ago(100)), fact("b", "fault", days_ago(50)))
    assert asked.score.grade == "blue"
    assert told(path_back(asked)) == [("green", date(2026, 2, 22), [])]


def test_a_repair_brings_back_today_what_would_take_months():
    asked = ask(REPAIRED, fact("a", "fault", days_ago(100)), fact("b", "fault", days_ago(50)))
    way = path_back(asked).ways[0]
    assert (way.grade, way.on, way.points) == ("green", TODAY, 9000)
    assert [step.event_id for step in way.steps] == ["b"]
    assert way.waiting == date(2026, 2, 22)


def test_a_step_that_is_not_needed_is_not_shown_and_the_smallest_effect_goes_first():
    asked = ask(
        REPAIRED,
        fact("light", "late", days_ago(10), quantity=9),
        fact("older", "fault", days_ago(30)),
        fact("newer", "fault", days_ago(20)),
    )
    assert told(path_back(asked)) == [
        ("blue", TODAY, ["newer"]),
        ("green", TODAY, ["newer", "older"]),
    ]


def test_what_half_a_weight_cannot_bring_comes_with_time_too():
    asked = ask(REPAIRED, fact("a", "late", days_ago(100), quantity=110))
    way = path_back(asked).ways[-1]
    assert (way.on, way.steps[0].effect) == (TODAY, 550)


def test_a_rectification_lets_the_record_end_with_its_period():
    asked = ask(RECTIFIED, fact("a", "fault", days_ago(30)), fact("b", "fault", days_ago(20)))
    way = path_back(asked).ways[0]
    assert (way.grade, way.on, way.waiting) == ("green", date(2025, 7, 1), None)
    assert [(step.kind, step.on) for step in way.steps] == [("rectify", TODAY)]


def test_a_record_that_counts_only_from_a_later_day_is_repaired_not_before_it():
    later = TODAY + timedelta(days=40)
    steps = permitted_steps(ask(REPAIRED, fact("a", "fault", later)))
    assert [step.on for step in steps] == [later]


def test_a_record_whose_rule_has_no_repair_has_no_step():
    assert permitted_steps(ask(book_of(HALF), fact("a", "fault", days_ago(9)))) == ()


def test_what_is_repaired_already_is_not_asked_for_again():
    done = replace(fact("a", "fault", days_ago(9)), repaired_on=days_ago(1))
    assert permitted_steps(ask(REPAIRED, done)) == ()


def test_nobody_can_act_on_a_day_that_is_over():
    asked = ask(REPAIRED, fact("a", "fault", days_ago(100)), today=days_ago(50))
    assert permitted_steps(replace(asked, today=TODAY)) == ()


def test_the_repair_of_a_new_version_is_possible_from_the_day_it_acts():
    later = ("effective_from = 2024-01-01", 'effective_from = 2025-08-01\nchange = "recast"')
    anew = scoring.parse(small(FIXED, later, ('version = "1"', 'version = "2"')), "small.toml")
    book = scoring.rule_book([scoring.parse(small(), "small.toml"), anew])
    steps = permitted_steps(ask(book, fact("a", "fault", days_ago(9))))
    assert [step.on for step in steps] == [date(2025, 8, 1)]


def holds(asked: Asked) -> None:
    """What is shown is so, by the engine's own score of that day."""
    codes = [grade.code for grade in asked.book.versions[0].grades]
    permitted = {(step.event_id, step.kind): step.on for step in permitted_steps(asked)}
    for way in path_back(asked).ways:
        taken = scoring.explain(
            asked.book,
            asked.with_steps(way.steps),
            asked.score.subject_id,
            scoring.View(way.on),
        )
        if way.grade in codes and taken.grade in codes:
            assert codes.index(taken.grade) <= codes.index(way.grade)
        assert taken.points == way.points
        assert all(step.on >= permitted[step.event_id, step.kind] for step in way.steps)
        for step in way.steps:
            without = tuple(other for other in way.steps if other != step)
            assert not reaches(asked, way.grade, way.on, without)
        if way.steps:
            assert not reaches(asked, way.grade, way.on, ())


def reaches(asked: Asked, grade: str, on: date, steps: tuple[Step, ...]) -> bool:
    first = asked.first_days(steps).get(grade)
    return first is not None and first[0] <= on


@st.composite
def facts(draw: st.DrawFn) -> list[scoring.Fact]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["fault", "late"]), st.integers(-60, 500), st.integers(1, 120)
            ),
            max_size=9,
        )
    )
    return [
        fact(f"e{place}", behaviour, days_ago(days), quantity if behaviour == "late" else None)
        for place, (behaviour, days, quantity) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "book",
    [REPAIRED, RECTIFIED, book_of(FIXED, HALF, UNTIL_RECTIFIED)],
    ids=["repair", "rectify", "both"],
)
def test_every_way_is_reached_by_its_steps_and_by_nothing_less(book):
    @settings(max_examples=40, deadline=None)
    @given(facts())
    def whatever(rows: list[scoring.Fact]) -> None:
        holds(ask(book, *rows))

    whatever()


@pytest.mark.parametrize("seed", range(1, 16))
def test_it_holds_under_whatever_rules(seed: int):
    case = random_cases.case(seed, 4)
    texts = enumerate(case.rulesets)
    book = scoring.rule_book([scoring.parse(text, f"v{place}.toml") for place, text in texts])
    as_csv, columns = random_cases.as_csv, random_cases.FACT_COLUMNS
    table = read_facts("facts", as_csv(case.facts, columns), book, [])
    decided = as_csv(case.decisions, random_cases.DECISION_COLUMNS)
    known = scoring.facts_of(
        table.facts, read_decisions("decisions", decided, book, table, []), table.subjects
    )
    for subject in known.subjects:
        score = scoring.explain(book, known, subject, scoring.View(case.as_of))
        holds(Asked(book, known, score, case.as_of))
