"""What is raced gives the same: a benchmark of two different things measures nothing."""

from __future__ import annotations

from benchmarks.score import answers, duckdb_query, eia, everything, second_reading, simple_rules
from scoring import View, score_all

FACTS = 2_000
SOME = 6


def test_the_query_gives_what_the_walk_gives():
    facts = simple_rules.facts(FACTS)
    everyone = score_all(simple_rules.book(), facts, View(simple_rules.ON))
    assert answers.agree(everyone, duckdb_query.prepare(facts)())


def test_the_plain_walk_of_the_eia_rules_gives_what_the_walk_gives():
    made, text = eia.given(FACTS), eia.RULES.read_text("utf-8")
    everyone = score_all(eia.book(), made.facts(), View(eia.ON))
    assert eia.agree(everyone, eia.prepare_plain(made)())
    assert second_reading.agree(everyone, second_reading.prepare([text], made, SOME, eia.ON)())


def test_both_readings_give_the_same_with_everything_on():
    made = everything.given(FACTS)
    everyone = score_all(everything.book(), made.facts(), View(everything.ON))
    read = second_reading.prepare(everything.texts(), made, SOME, everything.ON)
    assert second_reading.agree(everyone, read())
