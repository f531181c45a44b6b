"""Faults that took the notice procedure, told one by one, and the six records that wait for review."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from demo.calendar import is_working, working_after, working_before
from demo.data import contractors, read
from demo.entries import (
    Known,
    draft,
    entered_after,
    moment,
    reviewer_of,
    short_name,
    words,
)
from demo.faults import plan_reviewed, template_of, with_papers
from demo.province import Province, prefecture_key
from services.actor import Actor
from services.clock import day_of
from services.confirm_event import NoticeDecision, confirm_by_notice
from services.notice_event import StepDraft, take_step
from services.record_event import record_event

# Working days before today of the act and its entry, where a procedure has come only so far.
_RUNNING = {"recorded": (5, 3), "noticed": (7, 5), "replied": (15, 14)}
_DAYS_TO_REPLY = 7


def plan_stories(province: Province) -> None:
    for story in read("stories")["story"]:
        _plan(province, story)
    for waiting in read("stories")["waiting"]:
        entered = working_before(province.today, waiting["back"])
        known = _known(waiting, working_before(entered))
        plan_reviewed(province, known, template_of(known.behaviour), entered, "wait")


def _known(story: dict[str, Any], day: date) -> Known:
    names = ("quantity", "severity")
    numbers = {name: story[name] for name in names if name in story}
    return Known(story["at"], story["behaviour"], day, story["region"], numbers)


def _plan(province: Province, story: dict[str, Any]) -> None:
    if "end" in story:
        back, entry = _RUNNING[story["end"]]
        day, entered = working_before(province.today, back), working_before(province.today, entry)
    else:
        day = province.day(story["ago"])
        entered = entered_after(day, province.random.randint(1, 4))
    known = _known(story, day)
    if known.behaviour == "P03":
        plan_reviewed(province, known, story, entered, "confirm")
    else:
        act = partial(_record, province, story, known)
        province.diary.enter(moment(province, entered), act)


def _record(province: Province, story: dict[str, Any], known: Known, now: datetime) -> None:
    officer = province.staff[story.get("by") or prefecture_key(known.region)]
    typed = draft(province, known, words(province, known, officer, story["text"]))
    typed = with_papers(province, typed, story)
    event_id = record_event(province.session, officer, typed, now, anyway=True)
    if story.get("end") != "recorded":
        then = working_after(day_of(now), 2)
        act = partial(_notice, province, story, event_id, _steps_by(province, officer, known))
        province.diary.enter(moment(province, then), act)


def _steps_by(province: Province, officer: Actor, known: Known) -> tuple[Actor, Actor]:
    """Who serves the notice and answers, and who decides."""
    reviewer = reviewer_of(province, officer, known.region)
    expert = "qc_expert" in officer.roles
    return (province.staff["clerk"] if expert else officer), reviewer


def _series(officer: Actor, kind: str) -> str:
    return f"{short_name(officer)}环信{kind}"


def _notice(
    province: Province,
    story: dict[str, Any],
    event_id: str,
    persons: tuple[Actor, Actor],
    now: datetime,
) -> None:
    clerk, _ = persons
    on = day_of(now)
    due = _last_day(province, story, on)
    number = province.number(_series(clerk, "告"), on)
    text = f"告知拟记录的事实、计分和依据，收到之日起至{due.month}月{due.day}日可以书面陈述申辩。"
    way = province.random.choice(["direct", "post", "direct"])
    step = StepDraft("notice", on, text, document_no=number, way=way, due_on=due)
    take_step(province.session, clerk, event_id, step, now)
    replies = "reply" in story and story.get("end") != "noticed"
    then, act = (working_after(on, 3), _reply) if replies else (working_after(due, 2), _decide)
    if "end" not in story or replies:
        later = partial(act, province, story, event_id, persons)
        province.diary.enter(moment(province, then), later)


def _last_day(province: Province, story: dict[str, Any], on: date) -> date:
    """The last day to reply moves to a working day; where the story says so, it still lies ahead."""
    due = on + timedelta(days=_DAYS_TO_REPLY)
    if story.get("end") == "noticed":
        due = max(due, province.today + timedelta(days=3))
    return due if is_working(due) else working_after(due)


def _reply(
    province: Province,
    story: dict[str, Any],
    event_id: str,
    persons: tuple[Actor, Actor],
    now: datetime,
) -> None:
    on = day_of(now)
    title = f"{contractors()[story['at']].name}陈述申辩书"
    files = (province.papers.scan(title, story["reply"]),)
    party = province.staff.get(story["at"], persons[0])
    step = StepDraft("reply", on, story["reply"], files=files)
    take_step(province.session, party, event_id, step, now)
    if "end" not in story:
        later = partial(_reject, province, story, event_id, persons)
        province.diary.enter(moment(province, working_after(on, 3)), later)


def _reject(
    province: Province,
    story: dict[str, Any],
    event_id: str,
    persons: tuple[Actor, Actor],
    now: datetime,
) -> None:
    clerk, _ = persons
    number = province.number(_series(clerk, "复"), day_of(now))
    step = StepDraft("answer", day_of(now), story["answer"], document_no=number)
    take_step(province.session, clerk, event_id, step, now)
    later = partial(_decide, province, story, event_id, persons)
    province.diary.enter(moment(province, working_after(day_of(now), 3)), later)


def _decide(
    province: Province,
    story: dict[str, Any],
    event_id: str,
    persons: tuple[Actor, Actor],
    now: datetime,
) -> None:
    _, reviewer = persons
    number = province.number(_series(reviewer, "定"), day_of(now))
    confirm_by_notice(
        province.session, reviewer, event_id, NoticeDecision(day_of(now), number), now
    )
