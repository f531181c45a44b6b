"""The auditor looks at points, notes on them and sets thresholds; nobody else learns that there are any."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

import ledger
from models import AccessLog
from services.lists.decline_proposal import decline_proposal
from services.messages import Forbidden, Invalid, NotFound
from services.points import KINDS, ORDER
from services.points.note_point import note_point
from services.points.person_report import person_report
from services.points.point_thresholds import set_thresholds, show_settings, thresholds, values_now
from services.points.show_points import PointFilter, show_points
from services.record.verify_record import verify_record
from tests.points.acts import Acts, ago, at
from tests.proposals.acts import Acts as Proposals
from tests.proposals.acts import at as morning
from tests.support.world import NOW, PEOPLE, TODAY
from tests.web.forms import untouched


def shown(acts: Acts, **wanted):
    acts.session.rollback()
    found = show_points(acts.session, acts.world["auditor"], PointFilter(**wanted), TODAY)
    acts.session.rollback()
    return found


def test_every_kind_is_listed_once():
    assert sorted(ORDER) == sorted(KINDS)


@pytest.mark.db
def test_a_note_answers_a_point_and_stands_in_the_record(acts: Acts, app):
    event_id = acts.record(at(ago(2), 23))
    auditor = acts.world["auditor"]
    note_point(
        acts.session, auditor, PointFilter(kind="night"), event_id, "值班补录，已核对。", NOW
    )
    assert shown(acts).counts["night"] == 0
    (row,) = shown(acts, state="noted").rows
    assert row.note is not None
    assert (row.note.text, row.note.who) == ("值班补录，已核对。", auditor.name)
    report = verify_record(acts.session, app.extensions["xinheng.store"], None, {}, TODAY)
    assert report.findings == ()


def test_what_comes_after_a_note_makes_a_pair_stand_anew_in_a_later_span(acts: Acts):
    typed = [acts.record(at(ago(40))) for _ in range(5)]
    for event_id in typed:
        acts.confirm(event_id, at(ago(39)))
    other = acts.record(at(ago(38)))
    acts.confirm(other, at(ago(38)), by="second_reviewer")
    auditor = acts.world["auditor"]
    set_thresholds(acts.session, auditor, {"pair_least": 5}, "试用。", at(ago(30)))
    (row,) = shown(acts, kind="pair").rows
    asked = PointFilter(kind="pair")
    note_point(acts.session, auditor, asked, row.point.about, "人手少。", at(ago(29)))
    assert shown(acts, kind="pair").rows == ()
    for _ in range(5):
        acts.confirm(acts.record(at(ago(3))), at(ago(2)))
    other = acts.record(at(ago(2), 11))
    acts.confirm(other, at(ago(2), 12), by="second_reviewer")
    assert shown(acts, kind="pair").rows == ()
    assert len(shown(acts, kind="pair", from_on=ago(28)).rows) == 1


def test_a_point_that_is_none_cannot_be_noted_on(acts: Acts):
    event_id = acts.record(at(ago(2), 12))
    with pytest.raises(NotFound):
        note_point(
            acts.session, acts.world["auditor"], PointFilter(kind="night"), event_id, "无。", NOW
        )
    assert not acts.session.scalars(
        select(ledger.Entry).where(ledger.Entry.kind == "point.note")
    ).all()


@pytest.mark.db
def test_a_threshold_is_set_by_the_auditor_and_the_record_says_so(acts: Acts):
    auditor = acts.world["auditor"]
    acts.record(at(ago(2)), occurred_on=ago(40).isoformat())
    assert shown(acts).counts["late"] == 0
    wanted = {code: one.value for code, one in thresholds().items()} | {"late_days": 30}
    set_thresholds(acts.session, auditor, wanted, "汛期抽查。", NOW)
    assert shown(acts).counts["late"] == 1
    (change,) = show_settings(acts.session, auditor)
    assert (change.before, change.value, change.who) == (60, 30, auditor.name)
    assert change.reason == "汛期抽查。"
    acts.session.rollback()
    with pytest.raises(Invalid, match="nothing was changed"):
        set_thresholds(acts.session, auditor, wanted, "汛期抽查。", NOW)
    with pytest.raises(Invalid, match="from 1 to"):
        set_thresholds(acts.session, auditor, wanted | {"late_days": 0}, "。", NOW)
    acts.session.rollback()
    assert values_now(acts.session)["late_days"] == 30


def test_a_refused_proposal_and_one_left_over_are_points(session, world):
    made = Proposals(session, world)
    made.publish()
    made.record("banned", TODAY, until_on="2029-03-02")
    session.rollback()
    (known,) = made.known()
    session.rollback()
    clerk, auditor = world["provincial_clerk"], world["auditor"]
    decline_proposal(session, clerk, known.id, "理由。", morning(TODAY))
    session.rollback()
    (row,) = show_points(session, auditor, PointFilter(kind="refused"), TODAY).rows
    assert row.found.params == {"grounds": "理由。"}
    later = TODAY.replace(month=12, day=31)
    found = show_points(session, auditor, PointFilter(kind="unanswered"), later)
    assert found.counts["unanswered"] == 1


@pytest.mark.db
def test_a_persons_time_is_told_in_parts(acts: Acts):
    event_id = acts.record(at(ago(5)))
    acts.confirm(event_id, at(ago(4)))
    acts.deputy(at(ago(3)))
    acts.export(at(ago(2)), by="prefecture_reviewer")
    acts.saw(event_id, at(ago(2), 11), by="prefecture_reviewer")
    acts.saw(event_id, at(ago(2), 12), by="prefecture_reviewer")
    reviewer = acts.world["prefecture_reviewer"]
    acts.session.rollback()
    report = person_report(acts.session, acts.world["auditor"], reviewer.holder_id, ago(10), TODAY)
    assert [len(part) for part in (report.decided, report.done, report.exported)] == [1, 0, 1]
    assert str(report.exported[0].sentence).startswith("Exported “Report of the lists”")
    assert [told.who for told in report.by_deputy] == [acts.world["second_clerk"].name]
    (seen,) = report.read
    assert (seen.times, seen.sentence.params["subject"]) == (2, "甲岭检测技术有限公司")
    before = person_report(acts.session, acts.world["auditor"], reviewer.holder_id, ago(10), ago(5))
    assert (before.decided, before.read) == ((), ())


def test_nobody_but_the_auditor_sees_points_or_hears_of_them(acts: Acts, client_as):
    acts.record(at(ago(2), 23))
    for name in (name for name, (role, _place) in PEOPLE.items() if role and name != "auditor"):
        client = client_as(name)
        for page in ("/points/", "/points/person", "/points/thresholds"):
            assert client.get(page).status_code == 403, name
        assert "/points/" not in client.get("/", follow_redirects=True).text
    with pytest.raises(Forbidden):
        show_points(acts.session, acts.world["provincial_decider"], PointFilter(), TODAY)


def test_the_pages_walk_from_a_point_to_its_note_and_to_a_person(acts: Acts, client_as, clock):
    acts.record(at(ago(2), 23))
    auditor = client_as("auditor")
    page = auditor.get("/points/?lang=en").text
    assert "Leads, not findings" in page
    (href,) = set(re.findall(r'href="(/points/look\?[^"]*)"', page))
    look = auditor.get(href.replace("&amp;", "&")).text
    assert "between 6:00 and 22:00" in look
    form = untouched(look, "point-note")
    refused = auditor.post("/points/look", data=form)
    assert refused.status_code == 422
    form["text"] = "值班。"
    done = auditor.post("/points/look", data=form, follow_redirects=True)
    assert "Noted: looked at, nothing found." in done.text
    clerk = acts.world["prefecture_clerk"]
    for paper in ("", "/paper"):
        told = auditor.get(f"/points/person{paper}?holder_id={clerk.holder_id}").text
        assert "Recorded" in told
    assert auditor.get("/points/?from_on=2026-05-01&until_on=2026-04-01").status_code == 200
    assert auditor.get("/points/look?kind=night&about=x").status_code == 404
    clock.advance(seconds=6)
    auditor.get("/")
    acts.session.rollback()
    kept = set(acts.session.scalars(select(AccessLog.what)))
    assert {"points.view", "person.view"} <= kept


def test_a_preview_that_reaches_a_list_is_kept_and_one_that_does_not_is_none(
    acts: Acts, client_as, clock
):
    acts.record(at(ago(9)), behaviour="Q02", confirm="none", numerator=10, denominator=10)
    grave = [acts.record(at(ago(8)), behaviour="H02") for _ in range(2)]
    for event_id in (*grave, acts.record(at(ago(8)), behaviour="P03", quantity=20)):
        acts.confirm(event_id, at(ago(7)))
    reaches = acts.record(at(ago(2)), behaviour="P03", quantity=20)
    plain = acts.record(at(ago(1)), behaviour="P02", quantity=1)
    reviewer = client_as("provincial_reviewer")
    assert reviewer.get("/review/").status_code == 200
    assert reviewer.get(f"/events/{plain}").status_code == 200
    clock.advance(seconds=6)
    reviewer.get("/review/")
    acts.session.rollback()
    kept = acts.session.scalars(
        select(AccessLog.target_id).where(AccessLog.what == "preview.list")
    ).all()
    assert set(kept) == {reaches}
