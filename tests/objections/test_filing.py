"""Filing an objection: by the party or from its paper, one at a time, its mark at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.objections.dispute_marks import marks_of_events
from services.objections.objection_file import mark_due
from services.record.verify_record import verify_record
from tests.objections.objections import OTHER_SCAN, SCAN
from tests.support.world import TODAY


@pytest.mark.db
def test_the_mark_stands_from_the_filing_to_the_decision_and_the_record_proves_it(
    session, world, record, objections, instance
):
    objection = objections.file(record, files=(SCAN,))
    assert marks_of_events(session, [record]) == {record: TODAY}
    objections.decide(objection)
    assert marks_of_events(session, [record]) == {}
    assert objections.get(objection).end == "rejected"
    assert verify_record(session, None, today=TODAY).findings == ()


@pytest.mark.db
def test_there_is_one_open_objection_to_a_record(session, record, objections):
    objections.file(record)
    with pytest.raises(Conflict, match="is open since 2026-11-21"):
        objections.on_paper(record)


def test_a_withdrawn_objection_may_be_filed_again_and_a_decided_one_only_with_new_evidence(
    session, record, objections
):
    objections.withdraw(objections.file(record))
    assert marks_of_events(session, [record]) == {}
    objections.decide(objections.file(record, files=(SCAN,)))
    for files in ((), (SCAN,)):
        with pytest.raises(Invalid, match="only with new evidence"):
            objections.file(record, files=files)
    assert objections.file(record, files=(OTHER_SCAN,))


def test_a_paper_is_entered_with_its_scan_and_the_day_on_which_it_came(session, record, objections):
    with pytest.raises(Invalid, match="scan of its paper"):
        objections.on_paper(record, files=())
    with pytest.raises(Invalid, match="posted before"):
        objections.on_paper(record, posted_on=TODAY + timedelta(days=1))
    for early in ({"received_on": date(1999, 1, 1)}, {"posted_on": date(2026, 11, 10)}):
        with pytest.raises(Invalid, match="stands since 2026-11-11"):
            objections.on_paper(record, **early)
    came = date(2026, 11, 19)
    filed = objections.get(
        objections.on_paper(record, received_on=came, posted_on=date(2026, 11, 17))
    )
    assert (filed.on_behalf, filed.received_on, filed.marked_on) == (True, came, TODAY)
    assert mark_due(session, came).on == date(2026, 11, 20)


def test_nobody_objects_for_another_contractor(record, objections):
    with pytest.raises(NotFound):
        objections.file(record, by="other_manager")


def test_what_does_not_count_yet_has_another_remedy(session, world, story, objections):
    noticed = story.noticed(world.own, "S03", TODAY - timedelta(days=2))
    with pytest.raises(Conflict, match="Reply to its notice"):
        objections.file(noticed)


def test_a_point_says_something_and_they_are_not_without_end(record, objections):
    with pytest.raises(Invalid, match="each point on a line"):
        objections.file(record, points=())
    with pytest.raises(Invalid, match="at most 20"):
        objections.file(record, points=("一",) * 21)


def test_a_role_that_handles_no_objections_files_none(record, objections):
    with pytest.raises(Forbidden):
        objections.on_paper(record, by="business_administrator")
