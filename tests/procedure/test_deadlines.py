"""Deadlines end on the days that a lawyer with a calendar on the wall would name."""

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.calendar import Calendar, joined
from procedure.deadlines import Deadline, Due, Unit, ahead, due
from services.calendar.calendars import shipped_years
from services.calendar.deadlines import deadlines
from tests.support.files import ROOT

CALENDAR = joined(year.calendar for year in shipped_years())
SHIPPED = {2024, 2025, 2026}
TABLE = (ROOT / "tests/procedure/deadlines.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))

day = date.fromisoformat
days = st.dates(date(2023, 12, 1), date(2026, 12, 31))
lengths = st.one_of(
    st.tuples(st.just("working_days"), st.integers(1, 30)),
    st.tuples(st.just("days"), st.integers(1, 120)),
    st.tuples(st.just("months"), st.integers(1, 12)),
    st.tuples(st.just("years"), st.integers(1, 3)),
)


def _deadline(n: int, unit: Unit, moves: bool = True) -> Deadline:
    return Deadline("any", n, unit, moves, "party", {}, {})


@pytest.mark.parametrize("row", ROWS, ids=[row["reason"] for row in ROWS])
def test_a_deadline_ends_on_the_day_worked_out_by_hand(row):
    asked = _deadline(int(row["n"]), row["unit"], row["moves"] == "yes")
    found = due(asked, day(row["cause"]), CALENDAR)
    assert found == Due(day(row["last day"]), row["provisional"] == "yes")


def test_the_hand_made_table_is_long_enough():
    assert len(ROWS) >= 40


@given(days, lengths)
def test_a_last_day_that_moves_is_always_worked(cause, length):
    unit, n = length
    assert CALENDAR.works(due(_deadline(n, unit), cause, CALENDAR).on)


@given(days, lengths, st.booleans())
def test_a_later_cause_or_a_longer_time_never_ends_earlier(cause, length, moves):
    unit, n = length
    found = due(_deadline(n, unit, moves), cause, CALENDAR).on
    assert found > cause
    assert found <= due(_deadline(n, unit, moves), cause + timedelta(days=1), CALENDAR).on
    assert found <= due(_deadline(n + 1, unit, moves), cause, CALENDAR).on


@given(days, st.integers(1, 15))
def test_what_is_done_ahead_of_a_day_leaves_the_whole_time_and_not_a_day_more(event, n):
    asked = _deadline(n, "working_days")
    last = ahead(asked, event, CALENDAR).on
    assert due(asked, last, CALENDAR).on < event
    assert due(asked, last + timedelta(days=1), CALENDAR).on >= event


def test_a_hearing_on_the_ninth_of_october_is_told_before_the_national_day():
    told = ahead(deadlines()["hearing_notice_ahead"], date(2026, 10, 9), CALENDAR)
    # Between lie 22, 23, 24, 28, 29, 30 September and 8 October: seven days of work.
    assert told == Due(date(2026, 9, 21), provisional=False)


def test_nothing_is_over_on_a_provisional_date():
    assert not Due(date(2027, 1, 4), provisional=True).over(date(2027, 3, 1))
    assert Due(date(2027, 1, 4), provisional=False).over(date(2027, 1, 5))
    assert not Due(date(2027, 1, 4), provisional=False).over(date(2027, 1, 4))


def test_what_was_posted_in_time_counts_by_its_postmark():
    last = Due(date(2026, 3, 2), provisional=False)
    assert last.kept(handed_in_on=date(2026, 3, 5), posted_on=date(2026, 3, 2))
    assert not last.kept(handed_in_on=date(2026, 3, 5))
    assert last.kept(handed_in_on=date(2026, 3, 2))


def test_without_an_arrangement_the_weekends_alone_are_off():
    bare = Calendar()
    assert bare.works(date(2026, 10, 1))
    assert not bare.works(date(2026, 10, 10))
    assert not bare.arranged(date(2026, 10, 1))


def test_an_office_never_lengthens_what_protects_the_party():
    with pytest.raises(ValueError, match="protects the party"):
        Deadline("any", 5, "days", True, "party", {}, {}, extension=5)


@pytest.mark.parametrize("code", deadlines())
def test_every_shipped_deadline_says_in_both_languages_what_it_is_and_on_what_it_rests(code):
    row = deadlines()[code]
    for words in (row.label, row.source):
        assert set(words) == {"zh", "en"}
        assert all(words.values())


def test_the_shipped_years_follow_each_other_and_name_their_document():
    years = [held.year for held in shipped_years()]
    assert set(years) >= SHIPPED
    assert all(later == earlier + 1 for earlier, later in pairwise(years))
    assert all(held.document.startswith("国办发明电〔") for held in shipped_years())


@pytest.mark.parametrize(("year", "worked"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_are_paid(year, worked):
    last = date(year, 12, 31)
    assert CALENDAR.working_days_between(date(year - 1, 12, 31), last) == worked
