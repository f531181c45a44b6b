"""On whom a blacklisted unit's listing bears is proposed for two years, with the relation that makes it so."""

from __future__ import annotations

from datetime import date

import pytest

from services.cases.open_case import CaseDraft, open_case
from services.lists.known_proposals import open_proposals
from services.lists.show_proposals import show_proposal
from services.messages import Conflict
from services.new_day import begin_day
from services.record.verify_record import verify_record
from services.subjects.relate_subjects import end_relation
from tests.proposals.acts import SCHEME, Acts, at
from tests.support.world import TODAY

LISTED = date(2026, 6, 1)
UNTIL = date(2029, 6, 1)


@pytest.mark.db
def test_an_investor_of_a_listed_unit_is_proposed_for_two_years_and_a_person_opens_the_case(
    acts: Acts,
):
    tie = acts.relate("shareholder", acts.world.own, acts.world.other, date(2025, 1, 1))
    listing = acts.blacklisted(acts.world.own, LISTED, UNTIL)
    (known,) = acts.known("affiliate")
    assert (known.subject_id, known.list_code) == (acts.world.other, "key-supervision")
    assert (known.from_on, known.until_on) == (LISTED, date(2028, 6, 1))
    assert (known.cause_id, known.how, known.ties) == (listing, "investor", tie)
    shown = show_proposal(acts.session, acts.world["provincial_clerk"], known.id, LISTED)
    assert [(t.kind, t.entity, t.holder) for t in shown.ties] == [
        ("shareholder", "甲岭检测技术有限公司", "乙河环境咨询有限公司")
    ]
    acts.session.rollback()
    draft = CaseDraft(acts.world.other, SCHEME, "key-supervision", "affiliate", "关联单位。")
    case_id = open_case(acts.session, acts.world["provincial_clerk"], draft, at(TODAY))
    (known,) = acts.known("affiliate")
    assert known.case_id == case_id
    acts.session.rollback()
    assert verify_record(acts.session, None).findings == ()


def test_a_relation_of_the_same_legal_representative_by_name_is_found_and_marked(acts: Acts):
    acts.relate("legal_representative", acts.world.own, "石秉衡", date(2025, 1, 1))
    acts.relate("shareholder", acts.world.other, "石 秉衡", date(2025, 1, 1))
    acts.relate("shareholder", acts.world.other, "石秉衡", date(2025, 1, 1))
    acts.blacklisted(acts.world.own, LISTED, UNTIL)
    (known,) = acts.known("affiliate")
    assert known.how == "by_representative"
    shown = show_proposal(acts.session, acts.world["provincial_clerk"], known.id, LISTED)
    assert all(tie.by_name for tie in shown.ties)


def test_it_ends_when_the_relation_was_not_true_on_the_day_on_which_the_listing_began(acts: Acts):
    tie = acts.relate("shareholder", acts.world.own, acts.world.other, date(2025, 1, 1))
    acts.blacklisted(acts.world.own, LISTED, UNTIL)
    clerk = acts.world["provincial_clerk"]
    end_relation(acts.session, clerk, tie, LISTED, at(TODAY))
    (known,) = acts.known("affiliate")
    assert known.gone_on == TODAY
    draft = CaseDraft(acts.world.other, SCHEME, "key-supervision", "affiliate", "关联单位。")
    with pytest.raises(Conflict, match="No listing bears"):
        open_case(acts.session, clerk, draft, at(TODAY))


def test_one_that_ended_later_changes_nothing(acts: Acts):
    tie = acts.relate("shareholder", acts.world.own, acts.world.other, date(2025, 1, 1))
    acts.blacklisted(acts.world.own, LISTED, UNTIL)
    end_relation(acts.session, acts.world["provincial_clerk"], tie, date(2026, 6, 2), at(TODAY))
    assert [k.gone_on for k in acts.known("affiliate")] == [None]


def test_the_clock_ends_it_after_two_years(acts: Acts):
    acts.relate("shareholder", acts.world.own, acts.world.other, date(2025, 1, 1))
    acts.blacklisted(acts.world.own, LISTED, UNTIL)
    acts.session.rollback()
    begin_day(acts.session, at(date(2028, 6, 1)))
    assert acts.session.scalars(open_proposals("affiliate")).unique().all() == []
