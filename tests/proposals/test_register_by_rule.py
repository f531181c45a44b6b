"""The register of automatic lists: the rules make a stay, a person confirms it, and it ends as the rules say."""

from __future__ import annotations

from datetime import date

import pytest

import scoring
from services.lists.confirm_by_rule import annul_by_rule, confirm_by_rule
from services.lists.known_proposals import untold
from services.lists.rule_stays import departed, fingerprint, unconfirmed
from services.messages import Conflict, Forbidden
from services.new_day import begin_day
from services.record.verify_record import verify_record
from services.running_clocks import running_clocks
from services.standing.scores import explain
from tests.lists.cases import by_hand
from tests.proposals.acts import SCHEME, Acts, at

FIRST = date(2026, 3, 2)
AGAIN = date(2026, 6, 1)
SIX_MONTHS_ON = date(2026, 9, 2)


def confirm(acts: Acts, on: date, by: str = "provincial_reviewer") -> str:
    acts.session.rollback()
    shown = fingerprint(unconfirmed(acts.session, on, SCHEME))
    return confirm_by_rule(acts.session, acts.world[by], SCHEME, shown, at(on))


@pytest.mark.db
def test_who_reaches_the_limit_stands_in_the_register_for_six_months_once_a_person_confirmed_it(
    acts: Acts,
):
    acts.record("criticised", FIRST, times=4)
    assert acts.listings("rectification") == []
    assert {(s.list_code, s.from_on, s.until_on) for s in unconfirmed(acts.session, FIRST)} == {
        ("rectification", FIRST, SIX_MONTHS_ON),
        ("key-supervision", FIRST, date(2029, 1, 2)),
    }
    assert confirm(acts, FIRST) == "2"
    assert acts.listings("rectification") == [(FIRST, SIX_MONTHS_ON, None)]
    assert unconfirmed(acts.session, FIRST) == ()
    acts.session.rollback()
    assert verify_record(acts.session, None).findings == ()


def test_confirming_changes_no_score_and_lists_nobody_twice(acts: Acts):
    acts.record("criticised", FIRST, times=4)
    before = explain(acts.session, acts.world.own, SCHEME, scoring.View(FIRST))
    confirm(acts, FIRST)
    acts.session.rollback()
    assert explain(acts.session, acts.world.own, SCHEME, scoring.View(FIRST)) == before


@pytest.mark.db
def test_the_limit_again_during_the_rectification_runs_six_months_from_the_later_day(acts: Acts):
    acts.record("criticised", FIRST, times=4)
    confirm(acts, FIRST)
    acts.record("criticised", AGAIN, times=4)
    assert acts.listings("rectification") == [(FIRST, AGAIN, "rule")]
    confirm(acts, AGAIN)
    assert acts.listings("rectification") == [
        (FIRST, AGAIN, "rule"),
        (AGAIN, date(2026, 12, 1), None),
    ]


def test_the_first_point_takes_a_unit_off_the_honour_list_in_the_same_write(acts: Acts):
    for year in (2024, 2025):
        acts.record("approved-report", date(year, 6, 3), times=10)
    entered = date(2026, 1, 2)
    acts.record("approved-report", entered)
    confirm(acts, entered)
    assert acts.listings("honour") == [(entered, date(2028, 1, 2), None)]
    acts.record("information-late", FIRST)
    assert acts.listings("honour") == [(entered, FIRST, "rule")]


@pytest.mark.db
def test_a_row_that_a_changed_record_no_longer_makes_is_proposed_to_a_person_and_annulled(
    acts: Acts,
):
    first, *_rest = acts.record("criticised", FIRST, times=4)
    confirm(acts, FIRST)
    acts.refute(first, AGAIN)
    (doubted,) = acts.known("annul")
    assert (doubted.list_code, doubted.known_on, doubted.gone_on) == ("rectification", AGAIN, None)
    assert acts.listings("rectification") == [(FIRST, SIX_MONTHS_ON, None)]
    running = running_clocks(acts.session, acts.world["provincial_reviewer"], AGAIN)
    assert ("annulment_recompute", True) in {(one.clock.code, one.mine) for one in running}
    acts.session.rollback()
    annul_by_rule(acts.session, acts.world["provincial_reviewer"], doubted.id, at(AGAIN))
    assert acts.listings("rectification") == [(FIRST, FIRST, "annul")]
    (doubted,) = acts.known("annul")
    assert doubted.gone_on == AGAIN
    acts.session.rollback()
    assert verify_record(acts.session, None).findings == ()


@pytest.mark.db
def test_a_new_day_looks_only_at_whom_the_register_shows_otherwise_than_the_rules(acts: Acts):
    session, own = acts.session, acts.world.own
    first, *_rest = acts.record("criticised", FIRST, times=4)
    confirm(acts, FIRST)
    for day in (FIRST, AGAIN, SIX_MONTHS_ON):
        begin_day(session, at(day))
        assert not {*session.scalars(departed(day)), *session.scalars(untold())}
        session.rollback()
    acts.refute(first, AGAIN)
    assert {*session.scalars(departed(AGAIN))} == {own}
    session.rollback()
    by_hand(session, "delete from rule_stay where list_code = 'key-supervision'")
    by_hand(session, "update known_proposal set gone_on = known_on")
    assert {*session.scalars(departed(AGAIN))} == {own}
    session.rollback()
    begin_day(session, at(AGAIN))
    assert {known.gone_on for known in acts.known("annul")} == {AGAIN, None}


def test_what_changed_since_the_page_was_shown_is_not_confirmed(acts: Acts):
    acts.record("criticised", FIRST, times=4)
    shown = fingerprint(unconfirmed(acts.session, FIRST, SCHEME))
    acts.record("criticised", FIRST, times=4, subject=acts.world.other)
    with pytest.raises(Conflict, match="has changed"):
        confirm_by_rule(acts.session, acts.world["provincial_reviewer"], SCHEME, shown, at(FIRST))
    acts.session.rollback()
    with pytest.raises(Forbidden):
        confirm(acts, FIRST, by="provincial_clerk")
