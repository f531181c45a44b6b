"""Grades, lists, versions and knowledge of the second reading, each date worked out on paper."""

from pathlib import Path

import pytest

from tests.verify.rules_by_hand import a_list, amounts, ask, decided, event, listed, points, rules
from verify import score

SIXTY = '{ on = "total", at_or_below = 60 }'
DECIDED = 'mode = "decided"\nlength = { until = "decision" }'
VETO = '[[overrides]]\ncode = "v"\nlabel = { zh = "否决", en = "Veto" }\nkind = "veto"\n'
WORK = (
    '[[overrides]]\ncode = "w"\nlabel = { zh = "工作量", en = "Work" }\nkind = "unrated"\n'
    'behaviours = ["b1"]\nat_least = 2\n'
)


def test_a_veto_lasts_its_own_time_whatever_becomes_of_the_fact():
    vetoed = rules(
        'points = -1\nrepair = "stops"',
        rest=VETO + 'behaviours = ["b1"]\nfor = { months = 3 }\n',
    )
    facts = [event("e", "b1", "2020-05-01", repaired_on="2020-05-02")]
    found = ask(vetoed, facts, "2020-07-31")
    assert (found["points"], found["grade"]) == ("100.0", "red")
    assert found["lines"][-1]["note"] == {
        "code": "veto",
        "override": "v",
        "before": "green",
        "after": "red",
    }
    assert ask(vetoed, facts, "2020-08-01")["grade"] == "green"


def test_a_veto_beats_too_little_work_and_says_so():
    both = rules("points = -30", rest=WORK + VETO + 'behaviours = ["b1"]\ngrade = "blue"\n')
    found = ask(both, [event("e", "b1", "2020-05-01")], "2020-05-01")
    assert (found["grade"], found["unrated"]) == ("blue", None)
    assert amounts(found)[-2:] == [("unrated", "0.0"), ("veto", "0.0")]
    assert found["lines"][-1]["note"]["before"] is None


def test_work_counts_from_its_own_day_for_one_period():
    working = rules("points = 0\ndelay = { days = 60 }", rest=WORK)
    facts = [event("e1", "b1", "2020-05-01"), event("e2", "b1", "2020-06-01")]
    assert ask(working, facts, "2020-05-31")["unrated"] == "too_little_work"
    assert ask(working, facts, "2020-06-01")["grade"] == "green"
    assert ask(working, facts, "2022-05-01")["unrated"] == "too_little_work"


def test_a_list_is_entered_at_the_edge_and_not_again_while_the_level_holds():
    listing = rules("points = -20", rest=a_list("black", SIXTY))
    facts = [event(f"e{n}", "b1", f"2020-0{n}-01") for n in (1, 2, 3)]
    assert listed(ask(listing, facts, "2020-02-01")) == [
        ("black", "2020-02-01", "2020-08-01", "in_force", "rule")
    ]
    assert listed(ask(listing, facts, "2020-08-01")) == [
        ("black", "2020-02-01", "2020-08-01", "ended", "rule")
    ]


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("nothing", [("2020-02-01", "2020-08-01")]),
        ("restart", [("2020-02-01", "2020-05-01"), ("2020-05-01", "2020-11-01")]),
        ("extend", [("2020-02-01", "2021-02-01")]),
    ],
)
def test_a_further_entry_restarts_extends_or_does_nothing(
    again: str, expected: list[tuple[str, str]]
):
    enter = '{ on = "behaviour", behaviours = ["b1"] }'
    more = f'mode = "automatic"\nlength = {{ months = 6 }}\nagain = "{again}"'
    listing = rules("points = 0", rest=a_list("black", enter, more))
    facts = [event("e1", "b1", "2020-02-01"), event("e2", "b1", "2020-05-01")]
    found = listed(ask(listing, facts, "2020-05-01"))
    assert [(from_, until) for _, from_, until, _, _ in found] == expected


def test_a_proposal_is_made_once_lapses_and_is_answered_by_an_entry():
    listing = rules("points = -40\nvalid_for = { days = 30 }", rest=a_list("black", SIXTY, DECIDED))
    facts = [event("e", "b1", "2020-02-01")]
    assert listed(ask(listing, facts, "2020-03-01")) == [
        ("black", "2020-02-01", None, "proposed", "rule")
    ]
    assert listed(ask(listing, facts, "2020-03-02")) == []
    entered = [decided("enter", "black", "2020-02-15", "2021-02-15")]
    assert listed(ask(listing, facts, "2020-02-15", decisions=entered)) == [
        ("black", "2020-02-15", "2021-02-15", "in_force", "decision")
    ]


def test_an_annulled_entry_never_happened():
    listing = rules("points = -40", rest=a_list("black", SIXTY))
    facts = [event("e1", "b1", "2020-02-01"), event("e2", "b1", "2020-03-01")]
    annulled = [decided("annul", "black", "2020-02-01")]
    assert listed(ask(listing, facts, "2020-03-01", decisions=annulled)) == []


def test_a_decision_ends_and_extends_a_listing_made_by_rule():
    listing = rules("points = -40", rest=a_list("black", SIXTY))
    facts = [event("e", "b1", "2020-02-01")]
    longer = [decided("extend", "black", "2020-03-01", "life")]
    left = [*longer, decided("leave", "black", "2020-04-01")]
    assert listed(ask(listing, facts, "2020-04-01", decisions=longer)) == [
        ("black", "2020-02-01", "life", "in_force", "rule")
    ]
    assert listed(ask(listing, facts, "2020-04-01", decisions=left)) == [
        ("black", "2020-02-01", "2020-04-01", "ended", "rule")
    ]


def test_a_new_calendar_period_reads_the_conditions_anew():
    restart = 'mode = "automatic"\nlength = { months = 6 }\nagain = "restart"'
    listing = a_list("black", SIXTY, restart)
    years = rules("points = -40", rest=listing, period='kind = "calendar"\nunit = "year"')
    facts = [event("e1", "b1", "2020-12-31"), event("e2", "b1", "2021-01-01")]
    assert listed(ask(years, facts, "2021-01-01")) == [
        ("black", "2020-12-31", "2021-01-01", "ended", "rule"),
        ("black", "2021-01-01", "2021-07-01", "in_force", "rule"),
    ]
    assert listed(ask(rules("points = -40", rest=listing), facts, "2021-01-01")) == [
        ("black", "2020-12-31", "2021-06-30", "in_force", "rule")
    ]


def test_what_changes_next_is_told_day_by_day():
    listing = rules("points = -40", rest=a_list("black", SIXTY))
    facts = [event("e", "b1", "2020-02-01")]
    assert ask(listing, facts, "2020-01-15")["next_changes"] == [
        {"on": "2020-02-01", "points": "60.0", "grade": "blue", "lists": ["black"]},
        {"on": "2020-08-01", "points": "60.0", "grade": "blue", "lists": []},
        {"on": "2022-02-01", "points": "100.0", "grade": "green", "lists": []},
    ]


def test_a_change_of_version_proposes_and_enters_nobody():
    before = rules("points = -30", rest=a_list("black", SIXTY))
    after = rules(
        "points = -30",
        rest=a_list("black", SIXTY.replace("60", "70")),
        version="2",
        effective_from="2021-01-01",
    )
    facts = [event("e1", "b1", "2020-05-01")]
    found = ask([before, after], facts, "2021-01-01")
    assert listed(found) == [("black", "2021-01-01", None, "proposed", "rule")]
    assert [line["version"] for line in found["lines"]] == ["2", "1"]


def test_carry_keeps_weights_fresh_forgets_them_and_recast_weighs_anew():
    facts = [event("e", "b1", "2020-05-01")]
    for change, left in (("carry", "90.0"), ("fresh", "100.0"), ("recast", "80.0")):
        after = rules("points = -20", version="2", effective_from="2021-01-01", change=change)
        assert points([rules("points = -10"), after], facts, "2021-01-01") == left


def test_what_happened_before_the_first_version_weighs_only_if_it_is_recast():
    facts = [event("e", "b1", "2019-05-01")]
    assert points(rules("points = -10"), facts, "2021-04-30") == "100.0"
    assert points(rules("points = -10", change="recast"), facts, "2021-04-30") == "90.0"
    assert points(rules("points = -10", change="recast"), facts, "2021-05-01") == "100.0"


def test_a_day_of_knowledge_ends_at_midnight_in_shanghai():
    facts = [event("e", "b1", "2020-05-01", recorded_at="2020-05-10T16:00:00Z")]
    assert points(rules("points = -10"), facts, "2020-05-01", "2020-05-10") == "100.0"
    assert points(rules("points = -10"), facts, "2020-05-01", "2020-05-11") == "90.0"


def test_a_voided_fact_weighs_as_long_as_nobody_knew():
    facts = [event("e", "b1", "2020-05-01", voided_at="2020-06-01")]
    assert points(rules("points = -10"), facts, "2020-05-01", "2020-05-31") == "90.0"
    assert points(rules("points = -10"), facts, "2020-05-01") == "100.0"


def test_a_repair_is_known_from_when_it_was_recorded():
    repairable = rules('points = -10\nrepair = "stops"')
    facts = [
        event("e", "b1", "2020-05-01", repaired_on="2020-06-01", repaired_recorded_at="2020-06-09")
    ]
    assert points(repairable, facts, "2020-06-02", "2020-06-08") == "90.0"
    assert points(repairable, facts, "2020-06-02", "2020-06-09") == "100.0"


def test_an_extension_by_rule_never_takes_days_away():
    enter = '{ on = "behaviour", behaviours = ["b1"] }'
    more = 'mode = "automatic"\nlength = { months = 6 }\nagain = "extend"'
    listing = rules("points = 0", rest=a_list("black", enter, more))
    facts = [event("e1", "b1", "2020-02-01"), event("e2", "b1", "2020-05-01")]
    longer = [decided("extend", "black", "2020-03-01", "2025-01-01")]
    assert listed(ask(listing, facts, "2020-05-01", decisions=longer)) == [
        ("black", "2020-02-01", "2025-01-01", "in_force", "rule")
    ]


def test_decisions_older_than_the_first_version_stand_before_any_rule():
    listing = rules("points = -40", rest=a_list("black", SIXTY))
    older = [decided("enter", "black", "2019-06-01", "2021-06-01")]
    found = ask(listing, [event("e", "b1", "2020-01-01")], "2020-01-01", decisions=older)
    assert listed(found) == [("black", "2019-06-01", "2021-06-01", "in_force", "decision")]


def test_a_severity_that_only_the_older_version_names_weighs_nothing_when_recast():
    first = rules("by_severity = { light = -1, heavy = -9 }")
    after = rules(
        "by_severity = { light = -2 }",
        version="2",
        effective_from="2021-01-01",
        change="recast",
    )
    facts = [event("e", "b1", "2020-05-01", severity="heavy")]
    assert points([first, after], facts, "2020-12-31") == "91.0"
    assert points([first, after], facts, "2021-01-01") == "100.0"
    late = [event("e", "b1", "2021-05-01", severity="heavy")]
    with pytest.raises(score.Refused, match="e lacks what i1 reads"):
        ask([first, after], late, "2021-05-01")


def test_there_is_no_score_before_the_first_version():
    with pytest.raises(score.Refused, match="2020-01-01"):
        ask(rules("points = -1"), [], "2019-12-31")


@pytest.mark.parametrize("word", ['repair = "vanishes"', "escalate = { times = 2 }"])
def test_a_word_that_is_not_known_is_refused_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str
):
    ruleset, facts = tmp_path / "v1.toml", tmp_path / "facts.csv"
    ruleset.write_text(rules(f"points = -1\n{word}"), encoding="utf-8")
    facts.write_text("event_id,subject_id,behaviour,counts_from\n", encoding="utf-8")
    code = score.main([str(ruleset), str(facts), "--as-of", "2020-05-01", "--json"])
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert word.partition(" ")[0] in printed.err


def test_the_command_prints_one_line_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    facts = tmp_path / "facts.csv"
    (tmp_path / "v1.toml").write_text(rules("points = -1"), encoding="utf-8")
    header = "event_id,subject_id,behaviour,counts_from\n"
    facts.write_text(f"\ufeff{header},乙,,\ne1,甲, b1,2020-05-01\n", encoding="utf-8")
    assert score.main([str(tmp_path), str(facts), "--as-of", "2020-05-01", "--json"]) == 0
    line = capsys.readouterr().out
    assert line.startswith('{"subjects":[{"subject_id":"乙","points":"100.0","grade":"green",')
    assert '{"subject_id":"甲","points":"99.0"' in line
    assert line.count("\n") == 1
