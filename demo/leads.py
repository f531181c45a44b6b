"""What the auditor's page points at: a result entered late and at night, and a decision by deputy."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from demo.calendar import at, working_after, working_before
from demo.data import read
from demo.entries import Known, draft, moment, words
from demo.faults import template_of, with_papers
from demo.province import Province, prefecture_key
from services.clock import day_of
from services.events.confirm_event import confirm_events
from services.events.record_event import record_event
from services.people.deputies import DeputyDraft, answer_naming, as_deputy, name_deputy

NIGHT = 13 * 60 + 47
"""Minutes after nine: thirteen minutes to eleven in the evening."""
_AWAY, _DAYS_AWAY = 8, 4
_LATE, _FORGOTTEN = 11, 55


def plan_leads(province: Province) -> None:
    night = working_before(province.today, _LATE)
    province.diary.enter(at(night, NIGHT), partial(_forgotten, province))
    away = working_before(province.today, _AWAY)
    province.diary.enter(moment(province, away), partial(_away, province))


def _forgotten(province: Province, now: datetime) -> None:
    """A check whose form turned up eleven weeks later."""
    day = working_before(day_of(now), _FORGOTTEN)
    numbers: dict[str, int | str] = {"numerator": 13, "denominator": 14}
    known = Known("huaiting", "Q02", day, "510700", numbers)
    officer = province.staff[prefecture_key(known.region)]
    text = words(province, known, officer, read("texts")["measured"]["Q02"])
    record_event(province.session, officer, draft(province, known, text), now, anyway=True)


def _away(province: Province, now: datetime) -> None:
    """The province's reviewer is on a course; her colleague confirms for her what a clerk has entered."""
    session, staff, today = province.session, province.staff, day_of(now)
    away, deputy = staff["reviewer"], staff["reviewer2"]
    last = working_after(today, _DAYS_AWAY)
    wanted = DeputyDraft(away.holder_id, deputy.holder_id, "provincial_reviewer", today, last)
    naming = name_deputy(session, away, wanted, now)
    answer_naming(session, staff["security"], naming, True, now)
    event_id = _small_fault(province, working_before(today), now)
    then = moment(province, working_after(today))
    province.diary.enter(then, partial(_confirm, province, naming, event_id))


def _small_fault(province: Province, day: date, now: datetime) -> str:
    """A dispatch report that came two days late."""
    known = Known("minlu", "P02", day, "510100", {"quantity": 2})
    template, clerk = template_of("P02"), province.staff["clerk"]
    typed = draft(province, known, words(province, known, clerk, template["text"]))
    typed = with_papers(province, typed, template)
    return record_event(province.session, clerk, typed, now, anyway=True)


def _confirm(province: Province, naming: str, event_id: str, now: datetime) -> None:
    deputy = as_deputy(province.session, province.staff["reviewer2"], naming, day_of(now))
    assert deputy is not None
    confirm_events(province.session, deputy, [event_id], now)
