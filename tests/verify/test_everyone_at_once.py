"""Everyone at once, without a journal, stands on every day as each one alone does with a journal."""

from __future__ import annotations

import numpy as np
import pytest

from scoring import Facts, RuleBook, facts_of, parse, rule_book
from scoring.days import day_number
from scoring.engine import bind, walk_everyone, walk_one
from scoring.inputs import read_decisions, read_facts
from scoring.tables import Fault
from tests.verify import random_cases
from tests.verify.random_cases import DECISION_COLUMNS, FACT_COLUMNS, as_csv

SUBJECTS_A_CASE = 6
EVERY_SO_MANY_DAYS = 11
LOOKED_AT = 8
"""On so many of these days a subject is walked alone."""


def read(case: random_cases.Case) -> tuple[RuleBook, Facts]:
    """A random case as the walk takes it."""
    faults: list[Fault] = []
    book = rule_book([parse(text, f"{n}.toml") for n, text in enumerate(case.rulesets)])
    table = read_facts("facts.csv", as_csv(case.facts, FACT_COLUMNS), book, faults)
    written = as_csv(case.decisions, DECISION_COLUMNS)
    decided = read_decisions("decisions.csv", written, book, table, faults)
    assert not faults
    return book, facts_of(table.facts, decided, table.subjects)


def differences(seed: int) -> list[str]:
    """The subjects and days on which the two walks do not find the same."""
    case = random_cases.case(seed, SUBJECTS_A_CASE)
    book, facts = read(case)
    bound, first = bind(book, facts), day_number(book.first_day)
    last = max(day_number(case.as_of), first) + 400
    days = list(range(first, last, EVERY_SO_MANY_DAYS))
    everyone = walk_everyone(bound, days, None)
    found = []
    for subject, code in enumerate(facts.subjects):
        for n in range(subject, len(days), max(1, len(days) // LOOKED_AT)):
            alone, _ = walk_one(bound, subject, days[n], days[n], None)
            same = all(
                everyone.results[name][subject, n] == alone.results[name][subject, 0]
                for name in ("points", "grade", "unrated", "version")
            )
            if not same or not np.array_equal(
                everyone.stands[subject, n], alone.stands[subject, 0]
            ):
                found.append(f"seed {seed}, {code}, day {days[n]}")
    return found


@pytest.mark.parametrize("seed", range(40))
def test_everyone_at_once_stands_as_each_alone(seed: int) -> None:
    assert differences(seed) == []
