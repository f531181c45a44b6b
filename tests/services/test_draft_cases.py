"""Worked cases kept with a draft are run by one button, and what comes otherwise is said in words."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

import scoring
from services.drafts.draft_cases import CasesRun, run_cases
from services.drafts.draft_document import change
from services.drafts.draft_parts import Put
from services.labels import Both
from tests.statements.story import LAND_SURVEY
from tests.support.files import ROOT

SHIPPED = (ROOT / "rulesets/land-survey/scenarios.toml").read_text("utf-8")
ONE = """
[[scenarios]]
name = "one notice not answered"
facts = [{ behaviour = "S02", on = 2026-02-01 }]
expect = [{ on = 2026-01-31, points = "100.0" }, { on = 2026-02-01, points = "99", lists = [] }]
"""


def run(session: Session, cases: str, *changes: Put) -> CasesRun:
    draft = scoring.parse(change(LAND_SURVEY, changes), "draft.toml")
    return run_cases(session, draft, cases)


def test_every_case_shipped_with_a_scheme_passes_under_it(session: Session) -> None:
    found = run(session, SHIPPED)
    assert found.fault is None
    assert [result.name for result in found.results if not result.passed] == []
    assert found.passed == len(found.results) > 10


def test_a_case_tells_what_was_expected_and_what_came(session: Session) -> None:
    found = run(session, ONE, Put("indicators/2/points", "-4"))
    (result,) = found.results
    (difference,) = result.differences
    assert (result.passed, result.days) == (False, 2)
    assert (difference.what, difference.expected, difference.found) == ("points", "99", "96.0")
    assert str(difference.words) == "On 2026-02-01: score 99 was expected, and 96.0 came."


def test_points_are_compared_as_numbers(session: Session) -> None:
    assert run(session, ONE).passed == 1


def test_a_grade_is_told_by_its_name(session: Session) -> None:
    cases = ONE.replace('points = "99"', 'grade = "green"')
    (result,) = run(session, cases).results
    (difference,) = result.differences
    assert difference.words.params["expected"] == Both("环保诚信", "Trusted")
    assert "too little work" in str(difference.words.params["found"])


def test_a_list_may_be_expected_by_its_code_alone(session: Session) -> None:
    listed = ONE.replace('"S02"', '"H01"').replace(
        'points = "99", lists = []', 'lists = ["disqualified"]'
    )
    assert run(session, listed).passed == 1
    (result,) = run(session, ONE.replace("lists = []", 'lists = ["disqualified"]')).results
    assert (result.differences[0].expected, result.differences[0].found) == ("disqualified", "—")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2026-02-01 }]", '"soon" }]', "facts[1].on cannot be read: soon."),
        ("behaviour = ", "behavior = ", "facts[1].behaviour cannot be read: —."),
        ('"S02"', '"S99"', "No version knows the behaviour “S99”."),
        ("on = 2026-01-31", "on = 2025-01-31", "the first is 2026-01-01."),
        ("on = 2026-02-01 }", "on = 1980-02-01 }", "facts[1].on cannot be read: 1980-02-01."),
        ("on = 2026-02-01 }", "on = 2026-02-01, times = 100000 }", "facts[1].times"),
        ("on = 2026-02-01 }", "on = 2026-02-01, quantity = 99999999999 }", "facts[1].quantity"),
        (
            "on = 2026-02-01 }",
            "on = 2026-02-01, yuan = nan }",
            "facts[1].yuan cannot be read: NaN.",
        ),
        ('points = "100.0"', "points = 100.0", "expect[1].points cannot be read: 100.0."),
        ("facts = [{", "facts = [1, {", "facts cannot be read"),
        ("expect = [{ on", "hope = [{ on", "expect cannot be read: —."),
    ],
)
def test_a_case_that_cannot_be_run_says_why_and_the_others_run(
    session: Session, before: str, after: str, told: str
) -> None:
    broken, fine = run(session, ONE.replace(before, after, 1) + ONE).results
    assert told in str(broken.fault)
    assert fine.passed


def test_a_case_file_that_is_no_toml_is_told_by_its_line(session: Session) -> None:
    found = run(session, "[[scenarios]\n")
    assert found.fault is not None
    label = found.fault.params["fault"]
    assert isinstance(label, Both)
    assert "Line 1" in label.en


def test_cases_that_are_no_tables_are_refused(session: Session) -> None:
    assert run(session, "scenarios = [1]").fault is not None
    assert run(session, "").results == ()
