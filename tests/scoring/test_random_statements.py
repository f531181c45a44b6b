"""Under random rules of every kind statements add up, and what is foretold is what a later day says."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from scoring import Facts, RuleBook, Score, View, explain, facts_of, over_time, parse, rule_book
from scoring.inputs import FACT_COLUMNS, read_decisions, read_facts
from scoring.tables import as_knowledge
from tests.verify import random_cases

SUBJECTS = 3
AHEAD = 5 * 365
MOST_FORETOLD = 20


def columns_of(case: random_cases.Case, book: RuleBook) -> Facts:
    facts = read_facts("facts", random_cases.as_csv(case.facts, FACT_COLUMNS), book, [])
    text = random_cases.as_csv(case.decisions, random_cases.DECISION_COLUMNS)
    return facts_of(facts.facts, read_decisions("decisions", text, book, facts, []), facts.subjects)


def read(seed: int) -> tuple[RuleBook, Facts, View]:
    case = random_cases.case(seed, SUBJECTS)
    book = rule_book(parse(text, f"v{n}.toml") for n, text in enumerate(case.rulesets))
    known = as_knowledge(case.known_at) if case.known_at else None
    return book, columns_of(case, book), View(case.as_of, known)


@pytest.mark.parametrize("seed", range(3_000, 3_012))
def test_each_block_leaves_the_balance_that_the_score_of_its_day_has(seed: int) -> None:
    book, facts, view = read(seed)
    for subject in facts.subjects:

        def points(on: date, subject: str = subject) -> int:
            return explain(book, facts, subject, View(on, view.known)).points

        score = explain(book, facts, subject, view)
        statement = score.statement
        balance = statement.opening
        if statement.opened_on > book.first_day:
            assert balance == points(statement.opened_on - timedelta(days=1))
        for block in statement.blocks:
            balance += sum(line.amount for line in block.lines)
            assert balance == block.balance == points(block.on)
        assert balance == statement.closing == score.points == sum(a.amount for a in score.lines)


@pytest.mark.parametrize("seed", range(3_100, 3_112))
def test_what_is_foretold_is_what_each_later_day_says(seed: int) -> None:
    book, facts, view = read(seed)
    random = Random(seed)
    days = sorted({view.on + timedelta(days=random.randint(0, AHEAD)) for _ in range(25)})
    course = over_time(book, facts, days, view.known)
    for n, subject in enumerate(facts.subjects):
        score = explain(book, facts, subject, view)
        for m, day in enumerate(days):
            if len(score.next_changes) < MOST_FORETOLD or day <= score.next_changes[-1].on:
                assert course.points[n, m] == foretold(score, day)


def foretold(score: Score, day: date) -> int:
    """The points after the last change on or before a day."""
    before = [change.points for change in score.next_changes if change.on <= day]
    return before[-1] if before else score.points
