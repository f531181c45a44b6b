"""Of each kind of point: one story that makes it, and one near miss that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from models import new_id
from procedure.deadlines import Due
from services.cases.decision_words import DECISIONS
from services.points import Span
from services.points.exports import downloads_of
from services.points.offices import OfficeSums, offices_of
from services.points.pairs import Confirmed, pairs_of
from services.points.peers import far_ones
from services.points.point_thresholds import thresholds
from services.points.proposals import Waited, late
from tests.points.acts import Acts, about, ago, at
from tests.support.world import TODAY


@pytest.mark.db
def test_a_record_entered_long_after_the_act_is_a_point_and_one_a_day_earlier_is_none(acts: Acts):
    late_one = acts.record(at(ago(3)), occurred_on=ago(3 + 61).isoformat())
    acts.record(at(ago(3)), occurred_on=ago(3 + 60).isoformat())
    (point,) = acts.points("late")
    assert point.about == late_one
    assert (point.expected.params, point.found.params) == ({"days": 60}, {"days": 61})


@pytest.mark.db
def test_night_is_by_the_clock_of_china_and_ends_at_six(acts: Acts):
    before_six = acts.record(at(ago(2), 5, 59))
    acts.record(at(ago(2), 6))
    acts.record(at(ago(2), 21, 59))
    at_ten = acts.record(at(ago(2), 22))
    assert about(acts.points("night")) == [at_ten, before_six]
    assert acts.points("night")[0].found.params == {"time": "22:00"}


@pytest.mark.db
def test_what_happened_within_its_stage_is_entered_within_its_grace(acts: Acts):
    due = ago(20)
    stage, programme = new_id(), new_id()
    names = {"name_zh": "阶段", "name_en": "Stage"}
    opened = {"id": programme, "scheme": "land-survey", "from_on": "2026-01-05", **names}
    staged = {"id": stage, "programme_id": programme, "position": 1, "due_on": due.isoformat()}
    acts.programme({"programme": opened, "stages": [staged | names]})
    given = {"programme_id": programme, "stage_id": stage, "occurred_on": due.isoformat()}
    acts.record(at(due + timedelta(days=5)), **given)
    over = acts.record(at(due + timedelta(days=6)), **given)
    happened_later = (due + timedelta(days=1)).isoformat()
    acts.record(at(due + timedelta(days=6)), **(given | {"occurred_on": happened_later}))
    assert about(acts.points("deadline")) == [over]


@pytest.mark.db
def test_a_correction_that_lifts_the_grade_is_a_point_when_a_slip_follows_soon(acts: Acts):
    acts.record(at(ago(61)), behaviour="Q02", confirm="none", numerator=10, denominator=10)
    heavy = acts.record(at(ago(60)), behaviour="H01")
    light = acts.record(at(ago(60)), behaviour="S02")
    for event_id in (heavy, light):
        acts.confirm(event_id, at(ago(59)))
    acts.correct(light, at(ago(41)))
    lifted = acts.correct(heavy, at(ago(40)))
    acts.slip(ago(40))  # in the very moment of the correction, and not after it
    assert acts.points("lifted") == []
    acts.slip(ago(11))
    (point,) = acts.points("lifted")
    assert point.about == lifted
    assert point.found.params["days"] == 29
    assert point.sentence.params["day"] == ago(11).isoformat()
    assert acts.points("lifted", lifted_days=28) == []


@pytest.mark.db
def test_a_record_withdrawn_after_its_preview_reached_a_list_is_a_point(acts: Acts):
    seen, unseen, seen_after = (acts.record(at(ago(5))) for _ in range(3))
    acts.saw(seen, at(ago(5), 11))
    for event_id in (seen, unseen, seen_after):
        acts.withdraw(event_id, at(ago(5), 12))
    acts.saw(seen_after, at(ago(5), 13))
    (point,) = acts.points("preview")
    assert (point.about, point.found.params) == (seen, {"hours": "1.0"})
    assert "withdrew the record" in point.sentence.text


@pytest.mark.db
def test_a_record_corrected_after_its_preview_reached_a_list_is_a_point(acts: Acts):
    corrected = acts.record(at(ago(5)))
    acts.saw(corrected, at(ago(5), 11))
    acts.confirm(corrected, at(ago(4)))
    assert acts.points("preview") == []
    acts.correct(corrected, at(ago(3)))
    (point,) = acts.points("preview")
    assert point.about == corrected
    assert "agreed to correct the record" in point.sentence.text


@pytest.mark.db
def test_a_decision_by_deputy_is_a_point_and_what_he_only_types_is_none(acts: Acts):
    acts.deputy(at(ago(4)))
    (point,) = acts.points("deputy")
    assert point.sentence.params["what"] == DECISIONS["event.confirm"]
    assert acts.points("deputy", acts.span(last=ago(5))) == []


@pytest.mark.db
def test_every_export_is_a_point_from_so_many_rows_on(acts: Acts):
    small = acts.export(at(ago(3)), rows=9)
    large = acts.export(at(ago(2)), rows=10)
    newest, oldest = acts.points("export")
    assert (newest.about, oldest.about) == (large, small)
    assert "“Report of the lists” as “Workbook (XLSX)”, 10 rows" in str(newest.sentence)
    assert str(newest.expected) == "nobody else exported in the time chosen"
    assert about(acts.points("export", export_rows=10)) == [large]


@pytest.mark.db
def test_with_an_office_chosen_only_its_points_are_found(acts: Acts):
    here = acts.record(at(ago(2), 23))
    acts.record(at(ago(2), 23), by="mianyang_clerk")
    chengdu = replace(acts.span(), office_id=acts.world.offices["chengdu"])
    assert about(acts.points("night", chengdu)) == [here]
    assert about(acts.points("export", chengdu)) == []


SPAN = Span(ago(90), TODAY, TODAY, {code: one.value for code, one in thresholds().items()})


def confirmed(*rows, office="o"):
    when = count()
    return [
        Confirmed(office, typed, by, many, at(ago(9), 8, next(when))) for typed, by, many in rows
    ]


def test_a_pair_is_a_point_from_its_share_on_where_others_confirm_too():
    (point,) = pairs_of(confirmed(("t", "r", 16), ("t", "s", 4), ("u", "s", 2)), SPAN)
    assert point.about == "t.r"
    assert point.found.params == {"count": 16, "whole": 20, "percent": 80}
    assert point.expected.params["even"] == 10


@pytest.mark.parametrize(
    "rows",
    [
        [("t", "r", 15), ("t", "s", 5)],
        [("t", "r", 19)],
        [("t", "r", 40)],
    ],
    ids=["three quarters", "too few", "nobody else confirms"],
)
def test_other_pairs_are_none(rows):
    others = [] if rows[0][2] == 40 else [("u", "s", 3), ("u", "r", 3)]
    assert list(pairs_of(confirmed(*rows, *others), SPAN)) == []


def sums(**late_of_hundred: int) -> list[OfficeSums]:
    return [
        OfficeSums(name, "prefecture", 100, 0, 0, late, at(ago(1)))
        for name, late in late_of_hundred.items()
    ]


def test_one_office_of_six_far_from_the_median_is_a_point():
    (point,) = offices_of(sums(a=3, b=4, c=5, d=5, e=6, f=40), SPAN)
    assert (point.about, point.middle) == ("late.f", 500)
    assert len(point.peers) == 6


def test_offices_are_not_compared_below_the_least_numbers():
    assert list(offices_of(sums(a=3, b=4, c=5, d=40), SPAN)) == []
    near = sums(a=3, b=4, c=5, d=5, e=6, f=8)
    assert list(offices_of(near, SPAN)) == []
    few = [row._replace(records=19) for row in sums(a=3, b=4, c=5, d=5, e=6, f=9)]
    assert list(offices_of(few, SPAN)) == []


def test_the_median_is_not_moved_by_a_far_one_and_all_alike_are_not_far():
    values = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0, "e": 1000.0}
    (far,) = far_ones(values, 3.5).items()
    assert (far[0], far[1].middle) == ("e", 3.0)
    assert far_ones(dict.fromkeys("abc", 7.0), 3.5) == {}
    assert set(far_ones(dict.fromkeys("abcdefg", 0.0) | {"z": 9.0}, 3.5)) == {"z"}


def test_many_originals_on_one_day_in_china_are_a_point():
    evening = [("w", at(ago(3), 23, minute)) for minute in range(20)]
    (point,) = downloads_of(evening, SPAN)
    assert point.found.params == {"count": 20}
    split = [(who, when + timedelta(minutes=50)) for who, when in evening]
    assert list(downloads_of(split, SPAN)) == []


def waited(due: date, ended: date | None) -> Waited:
    return Waited(None, Due(due, False), ended, ended is not None)  # type: ignore[arg-type]


def test_a_proposal_is_late_from_the_day_after_its_last():
    assert late(waited(ago(5), None), SPAN)
    assert not late(waited(TODAY, None), SPAN)
    assert not late(waited(ago(5), ago(5)), SPAN)
    assert late(waited(ago(5), ago(4)), SPAN)
    assert not late(waited(ago(200), None), SPAN)
