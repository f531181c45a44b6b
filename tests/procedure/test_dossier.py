"""The order of a dossier, and what is missing in it, from the case alone."""

from __future__ import annotations

from datetime import date, timedelta

from procedure.case_file import CaseFile, Paper, Ruling
from procedure.checklist import checklist
from procedure.deadlines import Due
from procedure.dossier import Place, places

DAY = date(2026, 11, 2)
CLERK = frozenset({"clerk"})


def clock(code: str, begun: date, days: int | None) -> Due:
    """Every time is ten days here."""
    return Due(begun + timedelta(days=10), False)


def paper(kind: str, position: int, **more: object) -> Paper:
    return Paper(f"{kind}-{position}", position, kind, DAY, CLERK, **more)  # type: ignore[arg-type]


def bound(*papers: Paper, rulings: tuple[Ruling, ...] = ()) -> list[tuple[str, str]]:
    file = CaseFile(DAY, CLERK, papers, rulings)
    found: tuple[Place, ...] = places(file, checklist(file, DAY, clock))
    return [(place.code, place.state) for place in found]


def test_papers_stand_in_the_order_of_the_procedure_whenever_they_were_made():
    found = bound(paper("review", 1), paper("facts", 2), paper("facts", 3))
    assert [code for code, state in found if state == "there"] == [
        *("opened", "facts", "facts", "review")
    ]


def test_while_the_case_runs_only_the_next_paper_is_missing():
    found = dict(bound())
    assert found["investigators"] == "missing"
    assert {found[code] for code in ("facts", "notice", "review", "decision")} == {"to_come"}


def test_once_it_is_decided_whatever_is_not_there_is_missing():
    entered = Ruling("r", 1, "enter", DAY, CLERK, CLERK)
    found = dict(bound(rulings=(entered,)))
    assert found["notice"] == found["notice_served"] == found["review"] == "missing"
    assert found["decision"] == "there"


def test_a_case_that_was_not_filed_needs_no_notice():
    ended = Ruling("r", 1, "not_filed", DAY, CLERK, CLERK)
    missing = [code for code, state in bound(rulings=(ended,)) if state == "missing"]
    assert missing == ["decision_served"]
