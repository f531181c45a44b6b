"""Versions of one scheme follow one another, or it is said why they cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scoring import NoScore, RulesetError, View, explain, parse, rule_book
from tests.scoring.samples import FOLDER
from tests.scoring.support import SMALL, book, fault, of_one, ruleset

LATE = 'code = "late"\nlabel = { zh = "逾期", en = "Late" }\n'
LATER = (
    ("effective_from = 2024-01-01", "effective_from = 2024-07-01"),
    ('version = "1"', 'version = "2"'),
)


def refusal(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(RulesetError) as refused:
        rule_book([ruleset(), ruleset(*changes)])
    return [(p.path, p.code) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("start = 100", "start = 95", "scale.start"),
        ("places = 1", "places = 2", "scale.places"),
        ('direction = "down"', 'direction = "up"', "scale.direction"),
        ('kind = "rolling"\nmonths = 12', 'kind = "calendar"\nunit = "year"', "period.kind"),
        (f"{LATE}dimension", f"{LATE.replace('late', 'slow')}dimension", "indicators"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_on_must_be_fresh_or_recast(old: str, new: str, key: str) -> None:
    changes = (*LATER, (old, new), ("from = 80\nup_to = 89.9", "from = 80\nbelow = 90"))
    assert (key, "cannot_carry") in refusal(*changes)
    fresh = ("title =", 'change = "fresh"\ntitle =')
    assert len(rule_book([ruleset(), ruleset(*changes, fresh)]).versions) == 2


OWN = (FOLDER / "anniversary.toml").read_text("utf-8").replace('change = "recast"\n', "")
UNITS = ('kind = "rolling"\nmonths = 12', 'kind = "rolling"\nmonths = 12\nunit = "year"')


def later(text: str, *changes: tuple[str, str]) -> str:
    """The same scheme half a year on, with parts of its text exchanged."""
    for old, new in (*LATER, *changes):
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_consecutive_periods_go_on_only_while_they_are_of_one_length() -> None:
    assert refusal(*LATER, UNITS) == [("period.unit", "cannot_carry")]
    first, longer = (
        parse(text, "x.toml") for text in (OWN, later(OWN, ("months = 12\n", "months = 6\n")))
    )
    with pytest.raises(RulesetError) as refused:
        rule_book([first, longer])
    assert [p.path for p in refused.value.problems] == ["period.months"]


def test_points_cannot_be_carried_into_a_scheme_without_points() -> None:
    category = (FOLDER / "category.toml").read_text("utf-8").replace('"category"', '"small"', 1)
    with pytest.raises(RulesetError) as refused:
        rule_book([ruleset(), parse(later(category), "x.toml")])
    assert "category" in [p.path for p in refused.value.problems]


def test_a_retired_indicator_keeps_a_scheme_carried() -> None:
    retired = ('behaviours = ["fault"]', "retired = true")
    other = ('behaviours = ["late"]', 'behaviours = ["late"]')
    first = SMALL[SMALL.index("[[behaviours]]") :]
    gone = (first[: first.index("[[behaviours]]", 1)], "")
    versions = rule_book([ruleset(), ruleset(*LATER, retired, other, gone)])
    facts = of_one(fault(date(2024, 6, 30)), fault(date(2024, 7, 1)))
    score = explain(versions, facts, "s", View(date(2024, 7, 1)))
    assert (score.points, score.version, score.lines[1].version) == (9_000, "2", "1")


def test_versions_differ_in_day_and_name_and_belong_to_one_scheme() -> None:
    assert refusal() == [("version", "same_version"), ("effective_from", "same_day")]
    assert ("scheme", "other_scheme") in refusal(*LATER, ('scheme = "small"', 'scheme = "other"'))


def test_before_the_first_version_there_is_no_score() -> None:
    with pytest.raises(NoScore):
        explain(book(), of_one(), "s", View(date(2023, 12, 31)))


def test_a_version_published_later_is_not_known_earlier() -> None:
    first = replace(ruleset(), recorded_at=10)
    second = replace(ruleset(*LATER, ("points = -10", "points = -20")), recorded_at=50)
    versions, facts = rule_book([first, second]), of_one(fault(date(2024, 8, 1)))
    then = explain(versions, facts, "s", View(date(2024, 8, 1), 49))
    now = explain(versions, facts, "s", View(date(2024, 8, 1), 50))
    assert (then.points, now.points) == (9_000, 8_000)
    assert then.book_hash != now.book_hash


def test_a_score_names_the_hash_of_all_versions_it_read() -> None:
    one = rule_book([ruleset()])
    two = rule_book([ruleset(), ruleset(*LATER)])
    assert one.hash != two.hash
    assert explain(two, of_one(), "s", View(date(2024, 2, 1))).book_hash == two.hash
