"""A list that wants the office above and a standstill: neither is passed over, and the days are counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

import ledger
from services.calendar.calendars import calendar
from services.messages import Conflict, Invalid
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.lists.cases import RULES, SCAN, Cases
from tests.support.world import NOW, World
from verify.due_process import faults

APPROVAL: dict[str, Any] = {
    "office": "上级机关",
    "signed_by": "赵某",
    "document_no": "示环批〔2026〕2号",
    "files": (SCAN,),
}


@pytest.fixture
def above(session: Session, world: World) -> Cases:
    """The same list, on which the office above approves and five working days pass after service."""
    one, other = world["business_administrator"], world["second_business_administrator"]
    text = RULES.read_text(encoding="utf-8").replace(
        'mode = "decided"', 'mode = "decided"\napproval = "above"\nstandstill = 5', 1
    )
    publish_ruleset(session, other, propose_ruleset(session, one, text, NOW), NOW)
    return Cases(session, world)


def test_an_entry_waits_for_the_office_above_and_for_its_standstill(above: Cases, session: Session):
    """Served on Saturday 21 November; five working days end on Friday 27 November."""
    case_id = above.decide(above.ready())
    with pytest.raises(Invalid, match="has not approved"):
        above.step(case_id, "repair_notice")
    above.step(case_id, "approval", "second_clerk", passed=True, **APPROVAL)
    above.deliver(case_id)
    assert above.listing(case_id).from_on == date(2026, 11, 28)
    session.rollback()
    entries = [body for _seq, body in ledger.bodies(session)]
    works = calendar(session).works
    assert list(faults(entries, works)) == []
    unapproved = (e for e in entries if e["data"].get("step", {}).get("kind") != "approval")
    assert [fault.code for fault in faults(unapproved, works)] == ["approval"]


def test_an_approval_that_is_refused_takes_the_decision_back(above: Cases):
    case_id = above.decide(above.ready())
    above.step(case_id, "approval", "second_clerk", passed=False, **APPROVAL)
    assert above.case(case_id).decisions[0].withdrawn_by is not None
    with pytest.raises(Conflict, match="not decided by an entry"):
        above.step(case_id, "repair_notice")
    above.decide(case_id, by="second_decider")
