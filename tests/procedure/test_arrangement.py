"""The notice of a year's holidays is read as it stands, and every slip of the one who copied it is seen."""

from datetime import date

import pytest

from procedure.arrangement import Fault, read_notice
from services.calendar.calendars import shipped_years
from tests.calendars.notice import MADE_UP_2027, NOTICE_2026


def test_the_pasted_notice_says_what_is_shipped():
    found, faults = read_notice(2026, NOTICE_2026)
    assert faults == ()
    assert found.calendar == shipped_years()[-1].calendar


def test_a_holiday_may_begin_in_the_december_before():
    text = (
        "元旦：2026年12月31日至2027年1月2日放假，共3天。2026年12月27日（星期日）上班。"
        + MADE_UP_2027.split("\n", 1)[1]
    )
    found, faults = read_notice(2027, text)
    assert faults == ()
    assert found.rest[0] == (date(2026, 12, 31), date(2027, 1, 2))
    assert found.worked[0] == date(2026, 12, 27)


@pytest.mark.parametrize(
    ("wrong", "right", "fault"),
    [
        ("2月14日（周日）上班", "2月12日上班", Fault("weekday_worked", {"day": "2027-02-12"})),
        ("2月5日（周五）", "2月5日（周四）", Fault("other_weekday", {"day": "2027-02-05", "weekday": "四"})),
        ("共7天。2月", "共8天。2月", Fault("miscounted", {"said": "8", "days": "7"})),
        ("10月9日（周六）", "10月3日（周日）", Fault("twice", {"day": "2027-10-03"})),
        ("2月14日（周日）", "2月30日", Fault("no_such_day", {"day": "2月30日"})),
        ("2月14日（周日）", "2028年2月13日（周日）", Fault("other_year", {"day": "2028-02-13"})),
        ("5月1日（周六）至3日", "5月2日（周日）至3日", Fault("festival_missing", {"day": "2027-05-01"})),
        ("5月1日（周六）至3日（周一）放假，共3天", "5月3日至1日放假", Fault("backwards", {"day": "2027-05-03"})),
    ],
)  # fmt: skip
def test_a_slip_of_the_copyist_is_named(wrong, right, fault):
    assert wrong in MADE_UP_2027
    assert read_notice(2027, MADE_UP_2027)[1] == ()
    assert fault in read_notice(2027, MADE_UP_2027.replace(wrong, right))[1]


@pytest.mark.parametrize("text", ["", "关于节假日安排的通知", "1月4日上班。"])
def test_a_text_without_holidays_is_no_notice(text):
    assert Fault("nothing") in read_notice(2027, text)[1]
