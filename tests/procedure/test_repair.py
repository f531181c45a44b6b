"""The terms of repair: when it may be asked for and when publicity stops, whatever the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.deadlines import months_later
from procedure.repair import Item, Papers, barred_until, missing, times
from services.repairs.repair_norms import norm_of, norms

ORDER_36 = norms()["order36"]
DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))
NORMS = st.sampled_from(sorted(norms().values(), key=lambda norm: norm.code))
CLASSES = st.sampled_from(["minor", "general", "serious"])
EVERYTHING = Papers(duties=True, proof=True, pledge=True)


@pytest.mark.parametrize(
    ("severity", "determined_on", "first", "stops"),
    [
        ("minor", "2026-11-01", "2026-11-01", "2027-02-01"),
        ("general", "2026-11-01", "2027-02-01", "2027-11-01"),
        ("serious", "2026-11-01", "2027-11-01", "2029-11-01"),
        # A month that is too short: its last day. The holidays of early October move nothing.
        ("general", "2026-11-30", "2027-02-28", "2027-11-30"),
        ("minor", "2026-07-01", "2026-07-01", "2026-10-01"),
        ("serious", "2028-02-29", "2029-02-28", "2031-02-28"),
    ],
)
def test_the_terms_of_order_36(severity, determined_on, first, stops):
    found = times(ORDER_36, severity, date.fromisoformat(determined_on))
    assert (found.first, found.stops) == (date.fromisoformat(first), date.fromisoformat(stops))
    assert found.last_public == date.fromisoformat(stops) - timedelta(days=1)


def test_the_minor_class_is_not_public_in_principle():
    assert [c for c in ORDER_36.terms if not ORDER_36.terms[c].public] == ["minor"]


def test_lists_and_schemes_choose_their_norm():
    assert norm_of("land-survey", "disqualified", "serious").code == "order36"
    assert norm_of("eia-units", "blacklist", "serious").code == "eia"
    safety = times(norms()["safety"], "serious", date(2026, 5, 6))
    assert (safety.first, safety.stops) == (date(2027, 5, 6), date(2029, 5, 6))
    eia = times(norms()["eia"], "general", date(2026, 5, 6))
    assert (eia.first, eia.stops) == (None, date(2031, 5, 6))


@given(NORMS, CLASSES, DAYS)
def test_publicity_never_stops_before_repair_may_be_asked_for(norm, severity, day):
    found = times(norm, severity, day)
    if found.first is not None:
        assert day <= found.first
    if found.first is not None and found.stops is not None:
        assert found.first <= found.stops


@given(NORMS, CLASSES, DAYS, st.integers(0, 2000))
def test_it_is_too_early_until_the_first_day_and_never_after(norm, severity, day, later):
    item = Item(norm, severity, day)
    asked = day + timedelta(days=later)
    found = missing([item], EVERYTHING, asked)
    if item.times.first is None:
        assert [one.code for one in found] == ["no_early_end"]
    else:
        assert (found == ()) == (asked >= item.times.first)


@given(CLASSES, DAYS, DAYS)
def test_a_later_document_never_makes_anything_earlier(severity, one, other):
    earlier, later = (times(ORDER_36, severity, day) for day in sorted((one, other)))
    assert earlier.first
    assert later.first
    assert earlier.stops
    assert later.stops
    assert earlier.first <= later.first
    assert earlier.stops <= later.stops


@given(DAYS, st.integers(0, 120), st.integers(0, 120))
def test_months_are_counted_from_the_day_itself_and_not_step_by_step(day, n, m):
    found = months_later(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
    assert months_later(day, n) <= months_later(day, n + m)


def test_of_several_things_the_latest_first_day_counts():
    early, late = (Item(ORDER_36, "general", day) for day in (date(2026, 1, 5), date(2026, 3, 5)))
    found = missing([late, early], EVERYTHING, date(2026, 4, 10))
    assert [(one.code, one.params["day"]) for one in found] == [("too_early", date(2026, 6, 5))]


def test_everything_missing_is_named_at_once():
    item = Item(ORDER_36, "general", date(2026, 11, 1))
    codes = [one.code for one in missing([item], Papers(), date(2026, 11, 2))]
    assert codes == ["too_early", "duties", "proof", "pledge"]
    assert [one.code for one in missing([], EVERYTHING, date(2026, 11, 2))] == ["nothing"]


def test_what_is_for_life_or_has_ended_is_not_repaired():
    item = Item(ORDER_36, "serious", date(2020, 1, 1), "listing")
    day = date(2026, 11, 1)
    assert missing([item], EVERYTHING, day) == ()
    assert [o.code for o in missing([replace(item, for_life=True)], EVERYTHING, day)] == [
        "for_life"
    ]
    assert [o.code for o in missing([replace(item, until=day)], EVERYTHING, day)] == ["ended"]


def test_after_a_false_application_nothing_is_accepted_for_a_year():
    bar = barred_until(ORDER_36, date(2028, 2, 29))
    assert bar == date(2029, 2, 28)
    item = Item(ORDER_36, "minor", date(2026, 1, 1))
    assert [o.code for o in missing([item], EVERYTHING, bar - timedelta(days=1), bar)] == ["barred"]
    assert missing([item], EVERYTHING, bar, bar) == ()
