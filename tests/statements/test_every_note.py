"""Every remark that the rules' own text lists is told in words, and every kind of line adds up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

import scoring
from services.events.subject_records import silent_words
from services.labels import Both
from services.messages import Message
from services.statements.shown_effect import every_line
from services.statements.statement_lines import Teller
from services.statements.statement_parts import Knowledge, StatementLine
from services.statements.weight_words import ENDS
from tests.statements.every_kind import BY_POINTS, BY_WEIGHTS
from tests.support.files import ROOT

SPECIFICATION = (ROOT / "docs/ruleset.md").read_text("utf-8")
OPENED = date(2024, 1, 2)

FRESH = BY_POINTS.replace('version = "1"', 'version = "2"').replace(
    'effective_from = 2024-01-01\nchange = "recast"',
    'effective_from = 2024-07-01\nchange = "fresh"',
)


def fact(event_id: str, behaviour: str, month: int, day: int, **given: Any) -> scoring.Fact:
    """One record of 2024."""
    on = date(2024, month, day)
    return scoring.Fact(event_id, "s", behaviour, counts_from=on, occurred_on=on, **given)


JOB = fact("job", "job", 1, 20)
LATE = [fact(f"late-{n}", "late", 2, n) for n in range(1, 5)]
OUT = scoring.Decision("s", "out", "enter", date(2024, 3, 1), until=date(2024, 9, 1))

STORIES: dict[str, tuple[list[str], list[scoring.Fact], list[scoring.Decision], date]] = {
    "nothing": ([BY_POINTS], [], [], date(2024, 6, 1)),
    "repeated": ([BY_POINTS], [JOB, *LATE], [], date(2024, 6, 1)),
    "limits and repairs": (
        [BY_POINTS],
        [
            JOB,
            fact("spill", "spill", 2, 5, quantity=9),
            fact("again", "spill", 2, 6, quantity=4),
            fact("stopped", "spill", 2, 7, quantity=1, repaired_on=date(2024, 2, 20)),
            fact("lie", "lie", 2, 7, repaired_on=date(2024, 3, 10)),
            fact("slip", "slip", 2, 7, repaired_on=date(2024, 3, 10)),
        ],
        [],
        date(2024, 6, 1),
    ),
    "measured": (
        [BY_POINTS],
        [
            JOB,
            fact("certified", "certified", 2, 5, until_on="life"),
            fact("lost", "certificate-lost", 5, 5),
            fact("sampled", "sampled", 2, 7, numerator=7, denominator=10),
            fact("rated", "rated", 2, 8, rating=400),
            *[fact(f"complaint-{n}", "complaint", 3, n) for n in (1, 2, 3)],
        ],
        [],
        date(2024, 6, 1),
    ),
    "certified": (
        [BY_POINTS],
        [JOB, fact("certified", "certified", 2, 5, until_on=date(2026, 2, 5))],
        [],
        date(2024, 6, 1),
    ),
    "grades moved": (
        [BY_POINTS],
        [JOB, fact("incident", "incident", 2, 5), fact("crime", "crime", 2, 6)],
        [],
        date(2024, 6, 1),
    ),
    "begun anew": (
        [BY_POINTS],
        [
            JOB,
            *LATE,
            fact("ban", "banned", 4, 6),
            fact("praise", "praise", 7, 6),
            fact("more", "praise", 7, 7),
        ],
        [],
        date(2024, 8, 1),
    ),
    "the worst": (
        [BY_POINTS],
        [JOB, *[fact(f"ban-{n}", "banned", 4, 6) for n in (1, 2)]],
        [],
        date(2024, 4, 6),
    ),
    "suspended": (
        [BY_POINTS],
        [JOB, fact("early", "late", 1, 1), fact("within", "late", 5, 5)],
        [OUT],
        date(2024, 6, 1),
    ),
    "one incident": (
        [BY_POINTS],
        [
            JOB,
            fact("late", "late", 2, 5, incident_id="x"),
            fact("lie", "lie", 2, 9, incident_id="x"),
            fact("to come", "lie", 9, 9),
        ],
        [],
        date(2024, 6, 1),
    ),
    "the next period": ([BY_POINTS], [JOB, *LATE], [], date(2025, 3, 1)),
    "another version": ([BY_POINTS, FRESH], [JOB, *LATE], [], date(2024, 8, 1)),
    "clean": (
        [BY_POINTS],
        [JOB, scoring.Fact("job-2", "s", "job", date(2025, 2, 1), date(2025, 2, 1))],
        [],
        date(2026, 3, 1),
    ),
    "held by a limit": (
        [BY_POINTS],
        [fact(f"spill-{n}", "spill", 2, 5, quantity=9) for n in (1, 2)],
        [],
        date(2024, 2, 9),
    ),
    "by weights, early": (
        [BY_WEIGHTS],
        [fact("sampled", "sampled", 4, 4, numerator=9, denominator=10)],
        [],
        date(2024, 4, 9),
    ),
    "by weights": (
        [BY_WEIGHTS],
        [
            *LATE,
            fact("sampled", "sampled", 4, 4, numerator=9, denominator=10),
            fact("certified", "certified", 5, 5, until_on=date(2024, 9, 9)),
        ],
        [],
        date(2024, 12, 1),
    ),
}


@cache
def told(story: str) -> Teller:
    """The score of one story, by somebody who sees every record in full."""
    texts, facts, decisions, on = STORIES[story]
    versions = [scoring.parse(text, "every-kind.toml") for text in texts]
    book = scoring.rule_book(versions)
    columns = scoring.facts_of(facts, decisions, [scoring.Subject("s", OPENED)])
    score = scoring.explain(book, columns, "s", scoring.View(on))
    return Teller(Knowledge(book, {}, frozenset(f.event_id for f in facts)), score)


def blocks(score: scoring.Score) -> Iterator[scoring.Line]:
    for block in score.statement.blocks:
        yield from (*block.lines, *block.details)


def codes_of(score: scoring.Score) -> set[str]:
    """Every remark on the lines of the day and of the statement, and of silent records."""
    lines = [*every_line(score.lines), *blocks(score)]
    return {line.note.code for line in lines if line.note} | {s.reason for s in score.silent}


def listed_codes() -> set[str]:
    """The remarks that sections 12 and 13 of the specification list."""
    twelve, thirteen = SPECIFICATION.split("## 12. ")[1].split("## 13. ")
    codes = set(re.findall(r'"code":"(\w+)"', twelve)) | {"floor", "ceiling", "shift", "lock"}
    reasons = re.search(r"note ([^)]*)\)", thirteen)
    assert reasons is not None
    return codes | set(re.findall(r"`(\w+)`", reasons[1]))


def english(words: Both | Message | str) -> str:
    if not isinstance(words, Message):
        return words.en if isinstance(words, Both) else words
    told = {k: english(v) if isinstance(v, Both | Message) else v for k, v in words.params.items()}
    return words.text % told


def said(lines: Iterable[StatementLine]) -> list[str]:
    """Each line as an English page says it, those within a dimension too."""
    found = []
    for line in lines:
        found.append(" ".join([english(line.what), *map(english, line.how)]))
        found += said(line.within)
    return found


def sentences(story: str) -> str:
    teller = told(story)
    verdicts = [
        english(words)
        for verdict, _records in teller.verdicts()
        for words in (verdict.words, *verdict.how)
    ]
    return "\n".join([*said(teller.journal()), *said(teller.today()), *verdicts])


def test_the_stories_hold_every_remark_that_the_specification_lists():
    found = set().union(*(codes_of(told(story).score) for story in STORIES))
    assert listed_codes() <= found


@pytest.mark.parametrize("story", STORIES)
def test_the_lines_told_add_up_in_every_kind(story):
    teller = told(story)
    journal, score = teller.journal(), teller.score
    assert teller.opening() + sum(line.points for line in journal) == score.points
    assert sum(line.points for line in teller.today()) == score.points
    assert [line.balance for line in journal][-1:] in ([], [score.points])


@pytest.mark.parametrize("story", STORIES)
def test_every_line_with_a_remark_says_something(story):
    teller = told(story)
    for line in (*teller.journal(), *teller.today()):
        if line.kind in ("event", "start", "limit"):
            continue
        assert line.how, line
        assert line.noted, line
    kept = [line for line in teller.score.lines if line.kind in ("unrated", "veto", "lock")]
    assert len(kept) <= len(teller.verdicts())


def test_every_reason_of_the_engine_has_words_of_its_own():
    reasons = {s.reason for story in STORIES for s in told(story).score.silent}
    assert reasons - {"not_yet"} <= set(ENDS)


def test_a_repetition_says_its_number_and_what_it_makes_of_the_weight():
    words = sentences("repeated")
    assert (
        "Number 2 within 12 months of the same behaviour. "
        "From number 2 on 1.5 times: \u22123.0 instead of \u22122.0."
    ) in words
    assert "From number 3 on \u22123.0 more: \u22125.0 instead of \u22122.0." in words
    assert "Number 4 within" in words
    assert "From number 4 on it counts as “False report”." in words


def test_a_line_that_weighs_as_another_behaviour_cites_that_ones_clause():
    last = told("repeated").journal()[-1]
    assert (english(last.what), last.points, last.clause) == ("Late report", -1000, "第七条")


def test_a_repair_takes_the_whole_back_and_leaves_the_half():
    lines = [line for line in told("limits and repairs").journal() if line.on == date(2024, 3, 10)]
    assert [(line.kind, line.points) for line in lines] == [("return", 1000), ("event", -500)]
    assert english(lines[0].how[0]) == "It was repaired: half of it goes on weighing."
    assert english(lines[1].how[0]) == "Half of it, after the repair."


def test_a_number_says_what_was_counted_and_its_band():
    words = sentences("measured")
    assert "Complaints Records that count: 3. Band 3 ≤ …: \u22125.0." in words
    assert "Before it stood at \u22121.0, now at \u22125.0." in words


def test_a_state_says_whether_and_since_when_it_is_known_to_hold():
    assert "It holds, by what is on record since 2024-02-05. On record until 2026-02-04." in (
        sentences("certified")
    )
    assert "Certificate It does not hold. Points: 0.0." in sentences("measured")
    assert "Not known: no record says whether it holds. Until it is assessed it counts 0." in (
        sentences("nothing")
    )


def test_clean_periods_say_how_many_there_are_and_how_many_are_needed():
    assert "Clean periods in a row: 0; 2 are needed." in sentences("nothing")
    words = sentences("clean")
    assert "Clean periods in a row: 2; 2 are needed." in words
    assert "A whole period is clean without a record of: Late report, False report, Banned." in (
        words
    )
    assert "In it at least 1 are needed of: Job done. Points: +6.0." in words


def test_each_step_of_the_grade_says_from_where_to_where_and_how_long():
    words = sentences("grades moved")
    assert "One grade down: the grade goes from Good to Fair." in words
    assert "The last day on which it acts is 2024-08-04." in words
    assert "Recovering acts: the grade stays Fair." in words
    assert "The last day on which it acts is 2026-02-05." in words
    assert "Crime: the grade goes from Fair to Poor." in words


def test_too_little_work_names_the_time_that_is_looked_at():
    assert "Too little work: 0 within 36 months, at least 1 are needed." in sentences("nothing")


@pytest.mark.parametrize(
    ("story", "event", "why"),
    [
        ("begun anew", "late-1", "a listing opened the period anew"),
        ("suspended", "within", "its day lies in a time on a list during which nothing is scored"),
        ("suspended", "early", "the file was not open yet on its day"),
        ("measured", "certified", "a later record says that it does not hold"),
        ("measured", "lost", "read by: Certificate"),
        ("the next period", "late-1", "the period is over"),
        ("another version", "late-1", "a new version of the rules took effect"),
        ("one incident", "late", "a heavier record of the same incident weighs instead"),
        ("one incident", "to come", "weighs from 2024-09-09"),
    ],
)
def test_a_record_that_does_not_weigh_says_why(story, event, why):
    teller = told(story)
    ruleset = teller.knowledge.book.versions[-1]
    silent = next(s for s in teller.score.silent if s.event_id == event)
    words = silent_words(ruleset, silent)
    assert words is not None
    assert why in english(words)


def test_a_dimension_that_is_left_out_gives_its_weight_to_the_others():
    teller = told("by weights")
    first, *_ = teller.journal()
    assert english(first.how[0]) == "Conduct: \u22127.0, weighted 5 of 5."
    days = {line.on: line for line in teller.journal() if english(line.what) == "Conduct"}
    joined = days[date(2024, 4, 4)]
    assert (joined.points, joined.balance) == (-1120, 1880)
    assert english(joined.how[0]) == (
        "Conduct stands at 30.0; from this day it is weighted 5 of 8."
    )


def test_what_is_not_assessed_weighs_nothing_and_says_so():
    parts = {english(line.what): line for line in told("by weights, early").today()}
    assert (parts["System"].points, english(parts["System"].how[0])) == (
        0,
        "System: not assessed, its weight goes to the other dimensions.",
    )
    assert english(parts["Samples"].how[0]) == "Samples: +90.0, weighted 3 of 8."
