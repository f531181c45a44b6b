"""Everything that the machine of cases can say or ask has its words and its form."""

from __future__ import annotations

from models.case import PAPERS
from procedure.cases import ACTIONS, RULINGS, STATES
from schemas import lists as schemas
from services.cases.decide_case import CAUSES, ORDERERS
from services.cases.take_case_step import NEEDED
from web import case_words as words
from web.lists import fields


def test_every_state_act_paper_and_decision_has_its_words():
    assert set(STATES) <= set(words.STATES)
    assert set(ACTIONS) == set(words.ACTS) - {"serve"}
    assert set(PAPERS) == set(words.PAPERS)
    assert set(RULINGS) == set(words.DECISIONS) == set(words.DECIDED)
    assert (set(CAUSES), set(ORDERERS)) == (set(words.CAUSES), set(words.ORDERERS))


def test_every_paper_and_decision_has_its_form_and_the_form_asks_for_what_is_needed():
    assert set(NEEDED) == set(fields.PAPERS) == set(schemas.PAPERS)
    for kind, needed in NEEDED.items():
        asked = {field.name for row in fields.PAPERS[kind] for field in row}
        assert {"evidence" if name == "files" else name for name in needed} <= asked
    assert set(schemas.DECISIONS) == set(schemas.TYPED_DECISIONS) == set(RULINGS)


def test_what_the_party_may_bring_has_its_own_form():
    own = {code for code, action in ACTIONS.items() if action.own}
    assert own == set(fields.OWN_PAPERS) == set(schemas.OWN_PAPERS) == set(words.OWN_ACTS)
    assert own == set(words.BROUGHT)
