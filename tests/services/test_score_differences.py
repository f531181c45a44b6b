"""Whatever two scores of a subject are held side by side, the lines between them add up to the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

import pytest

import scoring
from scoring.inputs import read_decisions, read_facts
from services.messages import Message
from services.statements.score_differences import Difference, Pair
from services.statements.statement_lines import Teller
from services.statements.statement_parts import Knowledge
from tests.scoring.support import small
from tests.verify import random_cases


def known_of(case: random_cases.Case) -> tuple[scoring.RuleBook, scoring.Facts]:
    texts = enumerate(case.rulesets)
    book = scoring.rule_book([scoring.parse(text, f"v{place}.toml") for place, text in texts])
    as_csv = random_cases.as_csv
    table = read_facts("facts", as_csv(case.facts, random_cases.FACT_COLUMNS), book, [])
    decided = as_csv(case.decisions, random_cases.DECISION_COLUMNS)
    decisions = read_decisions("decisions", decided, book, table, [])
    return book, scoring.facts_of(table.facts, decisions, table.subjects)


def without(known: scoring.Facts, event_id: str) -> scoring.Facts:
    rows = (row for row in known.rows if row.event_id != event_id)
    return scoring.facts_of(rows, known.decision_rows, known.subject_rows)


def check(book: scoring.RuleBook, before: scoring.Score, after: scoring.Score) -> None:
    knowledge = Knowledge(book, {}, frozenset())
    pair = Pair(Teller(knowledge, before), Teller(knowledge, after), {})
    found = pair.differences()
    assert before.points + sum(each.moved for each in found) == after.points
    assert all(isinstance(each.because, Message) for each in every(found))
    assert all(str(words) for words in pair.verdicts())
    again = Pair(Teller(knowledge, after), Teller(knowledge, before), {}).differences()
    assert sum(each.moved for each in again) == -sum(each.moved for each in found)
    if before is after:
        assert found == ()
    for each in found:
        if each.within and before.version == after.version:
            assert all(
                part.moved or part.before is None or part.after is None for part in each.within
            )


def every(found: Iterable[Difference]) -> Iterator[Difference]:
    for each in found:
        yield each
        yield from every(each.within)


@pytest.mark.parametrize("seed", range(1, 21))
def test_between_any_two_days_and_any_two_knowledges_the_lines_add_up(seed: int):
    case, random = random_cases.case(seed, 4), Random(seed)
    book, known = known_of(case)
    recorded = [row.recorded_at for row in known.rows if row.recorded_at is not None]
    for subject in known.subjects:
        days = (book.first_day, case.as_of, case.as_of + timedelta(days=random.randint(1, 900)))
        views = [scoring.View(max(day, book.first_day)) for day in days]
        views += [scoring.View(case.as_of, random.choice(recorded))] if recorded else []
        scores = [scoring.explain(book, known, subject, view) for view in views]
        for before in scores:
            for after in scores:
                check(book, before, after)


@pytest.mark.parametrize("seed", range(21, 36))
def test_without_any_one_record_the_lines_add_up(seed: int):
    case = random_cases.case(seed, 3)
    book, known = known_of(case)
    for subject in known.subjects:
        real = scoring.explain(book, known, subject, scoring.View(case.as_of))
        for row in known.rows:
            if row.subject_id == subject:
                left = without(known, row.event_id)
                if subject in left.subjects:
                    check(book, real, scoring.explain(book, left, subject, real.view))


@pytest.mark.parametrize("seed", range(36, 51))
def test_under_the_version_before_the_lines_add_up(seed: int):
    case = random_cases.case(seed, 3)
    book, known = known_of(case)
    on = max(case.as_of, book.versions[-1].effective_from, date(2020, 1, 1))
    for version in book.versions[:-1]:
        older = [r for r in book.versions if r.effective_from <= version.effective_from]
        before = scoring.rule_book(older)
        for subject in known.subjects:
            view = scoring.View(on)
            real = scoring.explain(book, known, subject, view)
            check(book, real, scoring.explain(before, known, subject, view))


VETO = """
[[overrides]]
code = "held"
label = { zh = "一票否决", en = "Held down" }
kind = "veto"
behaviours = ["fault"]
for = { months = 24 }

[[grades]]"""


def test_a_record_that_only_holds_the_grade_down_is_a_line_without_points():
    text = small(("[[grades]]", VETO.lstrip()))
    book = scoring.rule_book([scoring.parse(text, "small.toml")])
    fault = scoring.Fact("a", "one", "fault", date(2024, 2, 1), date(2024, 2, 1))
    known = scoring.facts_of([fault])
    held, free = (
        scoring.explain(book, known, "one", scoring.View(day))
        for day in (date(2025, 3, 1), date(2026, 3, 1))
    )
    knowledge = Knowledge(book, {}, frozenset({"a"}))
    pair = Pair(Teller(knowledge, held), Teller(knowledge, free), {})
    (gone,) = pair.differences()
    assert (gone.event_id, gone.before, gone.after) == ("a", 0, None)
    assert str(gone.because) == "The last day on which it acts is 2026-01-31."
    check(book, held, free)
