"""What must hold for whatever was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from scoring import (
    UNRATED_CODES,
    Fact,
    View,
    explain,
    facts_of,
    history,
    parse,
    rule_book,
    score_all,
)
from scoring.columns import FactColumns, facts_from_columns
from scoring.days import day_number
from scoring.facts import NOT_YET
from tests.scoring.support import LAND_SURVEY, book, fault, of_one, random_facts

DAYS = [date(2026, 1, 1), date(2026, 7, 15), date(2027, 12, 31)]
LAND = rule_book([parse(LAND_SURVEY.read_text("utf-8"), "2026.toml")])


@pytest.fixture(scope="module")
def rows() -> list[Fact]:
    return random_facts(Random(4), subjects=60, each=40)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("known", [None, 600])
def test_everyone_at_once_and_one_by_one_are_the_same(
    rows: list[Fact], day: date, known: int | None
) -> None:
    facts = facts_of(rows)
    everyone = score_all(LAND, facts, View(day, known))
    for n, subject in enumerate(everyone.subjects):
        score = explain(LAND, facts, subject, View(day, known))
        assert score.points == everyone.points[n]
        assert score.grade == (
            everyone.grades[everyone.grade[n]] if everyone.grade[n] >= 0 else None
        )
        assert score.unrated == UNRATED_CODES[everyone.unrated[n]]
        standing = {line.list: line.state for line in score.lists if line.state != "ended"}
        states = {1: "proposed", 2: "in_force"}
        found = zip(everyone.list_codes, everyone.lists[n], strict=True)
        assert {code: states[state] for code, state in found if state} == standing


@pytest.mark.parametrize("day", DAYS)
def test_the_lines_add_up_to_the_points_and_so_does_the_statement(
    rows: list[Fact], day: date
) -> None:
    facts = facts_of(rows)
    for subject in facts.subjects:
        score = explain(LAND, facts, subject, View(day))
        assert sum(line.amount for line in score.lines) == score.points
        statement = score.statement
        balance = statement.opening
        for block in statement.blocks:
            balance += sum(line.amount for line in block.lines)
            assert balance == block.balance
        assert balance == statement.closing == score.points


def test_the_order_of_recording_does_not_matter(rows: list[Fact]) -> None:
    shuffled = list(rows)
    Random(1).shuffle(shuffled)
    view = View(DAYS[1])
    one, other = facts_of(rows), facts_of(shuffled)
    for subject in one.subjects:
        assert explain(LAND, one, subject, view) == explain(LAND, other, subject, view)


def test_a_subjects_score_does_not_depend_on_others(rows: list[Fact]) -> None:
    alone = facts_of([row for row in rows if row.subject_id == "s007"])
    view = View(DAYS[1])
    assert explain(LAND, facts_of(rows), "s007", view) == explain(LAND, alone, "s007", view)


def test_a_voided_fact_is_as_if_it_had_never_been(rows: list[Fact]) -> None:
    voided = [replace(row, recorded_at=5, voided_at=6) for row in rows if row.event_id == "e003"]
    kept = [row for row in rows if row.event_id != "e003"]
    view = View(DAYS[1])
    with_them, without = facts_of([*kept, *voided]), facts_of(kept)
    for subject in without.subjects:
        first = explain(LAND, with_them, subject, view)
        second = explain(LAND, without, subject, view)
        assert (first.points, first.lines, first.lists) == (
            second.points,
            second.lines,
            second.lists,
        )


def test_what_becomes_known_later_is_not_read(rows: list[Fact]) -> None:
    known = [row for row in rows if (row.recorded_at or 0) <= 300]
    unvoided = [replace(r, voided_at=None) if (r.voided_at or 0) > 300 else r for r in known]
    view = View(DAYS[1], 300)
    for subject in {row.subject_id for row in known}:
        then = explain(LAND, facts_of(rows), subject, view)
        now = explain(LAND, facts_of(unvoided), subject, replace(view, known=None))
        assert (then.points, then.lines) == (now.points, now.lines)


def test_long_after_every_expiry_the_start_value_is_back(rows: list[Fact]) -> None:
    facts = facts_of(rows)
    far = View(date(2032, 1, 1))
    assert {explain(LAND, facts, s, far).points for s in facts.subjects} == {10_000}


def test_perfect_and_empty_differ() -> None:
    checked = Fact("e", "s", "Q01", DAYS[0], DAYS[0], numerator=20, denominator=20)
    perfect = explain(LAND, of_one(checked), "s", View(DAYS[0]))
    empty = explain(LAND, of_one(), "s", View(DAYS[0]))
    assert (perfect.points, empty.points) == (10_000, 10_000)
    assert (perfect.grade, empty.grade) == ("green", None)


def test_a_fact_that_weighs_later_changes_no_points_today() -> None:
    today, later = of_one(), of_one(fault(date(2025, 1, 1)))
    view = View(date(2024, 12, 31))
    assert explain(book(), later, "s", view).points == explain(book(), today, "s", view).points


def test_history_has_the_score_of_every_day(rows: list[Fact]) -> None:
    facts = facts_of(rows)
    for subject in facts.subjects[:8]:
        steps = history(LAND, facts, subject, DAYS[0], DAYS[1])
        for n in range(0, (DAYS[1] - DAYS[0]).days, 17):
            day = DAYS[0] + timedelta(days=n)
            score = explain(LAND, facts, subject, View(day))
            step = [step for step in steps if step[0] <= day][-1]
            assert step[1:] == (score.points, score.grade, score.unrated)


def test_nothing_changes_before_the_day_that_a_score_names_as_its_next(rows: list[Fact]) -> None:
    facts = facts_of(rows)
    for subject in facts.subjects[:20]:
        score = explain(LAND, facts, subject, View(DAYS[1]))
        if score.until is None:
            continue
        eve = explain(LAND, facts, subject, View(score.until - timedelta(days=1)))
        assert (eve.points, eve.grade, eve.lists) == (score.points, score.grade, score.lists)
        assert [line.amount for line in eve.lines] == [line.amount for line in score.lines]


def test_each_coming_change_is_what_that_day_will_show(rows: list[Fact]) -> None:
    facts = facts_of(rows)
    for subject in facts.subjects[:10]:
        for change in explain(LAND, facts, subject, View(DAYS[1])).next_changes:
            then = explain(LAND, facts, subject, View(change.on))
            assert (then.points, then.grade) == (change.points, change.grade)


def test_a_record_can_be_looked_at_before_it_is_confirmed() -> None:
    facts, view = of_one(fault(date(2024, 2, 1))), View(date(2024, 3, 1))
    preview = explain(book(), facts.with_rows([fault(date(2024, 3, 1), "new")]), "s", view)
    assert (explain(book(), facts, "s", view).points, preview.points) == (9_000, 8_000)


def test_columns_straight_from_arrays_are_the_same_columns(rows: list[Fact]) -> None:
    facts = facts_of(rows)
    view = View(DAYS[1], 600)
    expected = score_all(LAND, facts, view)
    built = facts_from_columns(facts.subjects, facts.behaviours, facts.severities, arrays(rows))
    found = score_all(LAND, built, view)
    for name in ("points", "grade", "unrated", "lists", "until"):
        assert np.array_equal(
            getattr(found, name), getattr(expected, name), equal_nan=name == "until"
        )


def arrays(rows: list[Fact]) -> FactColumns:
    """The rows as arrays, in the order in which they were given."""
    facts = facts_of(rows)
    codes = {name: n for n, name in enumerate(facts.behaviours)}
    severities = {name: n for n, name in enumerate(facts.severities)}
    subjects = {name: n for n, name in enumerate(facts.subjects)}

    def column(values: list[int | None], absent: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([absent if value is None else value for value in values], dtype=np.int64)

    return FactColumns(
        subject=column([subjects[r.subject_id] for r in rows], -1),
        behaviour=column([codes[r.behaviour] for r in rows], -1),
        counts_from=column([day_number(r.counts_from) for r in rows], -1),
        occurred_on=column([day_number(r.occurred_on) for r in rows], -1),
        event_id=np.array([r.event_id for r in rows]),
        severity=column([severities[r.severity or ""] for r in rows], -1),
        quantity=column([r.quantity for r in rows], -1),
        amount_fen=column([r.amount_fen for r in rows], -1),
        numerator=column([r.numerator for r in rows], -1),
        denominator=column([r.denominator for r in rows], -1),
        rating=column([r.rating for r in rows], -1),
        incident=column([{None: -1, "a": 0, "b": 1}[r.incident_id] for r in rows], -1),
        recorded_at=column([r.recorded_at for r in rows], -1),
        voided_at=column([r.voided_at for r in rows], NOT_YET),
        repaired_on=column(
            [day_number(r.repaired_on) if r.repaired_on else None for r in rows], -(2**31)
        ),
    )
