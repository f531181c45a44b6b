"""Faults that took the notice procedure, told one by one, and the six records that wait for review."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from demo.calendar import working_after, working_before
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
from demo.serving import serve
from services.actor import Actor
from services.clock import day_of
from services.events.confirm_event import NoticeDecision, confirm_by_notice
from services.events.notice_event import StepDraft, steps_of, take_step, unheard_on
from services.events.record_event import record_event
from services.events.reply_time import reply_windows

# Working days before today of the act and its entry, where a procedure has come only so far.
_RUNNING = {"recorded": (5, 3), "noticed": (7, 5), "replied": (15, 14)}
_DAYS_TO_REPLY = 5


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
    number = province.number(_series(clerk, "告"), on)
    text = f"告知拟记录的事实、计分和依据，自收到之日起{_DAYS_TO_REPLY}个工作日内可以书面陈述申辩。"
    step = StepDraft("notice", on, text, document_no=number, days=_DAYS_TO_REPLY)
    take_step(province.session, clerk, event_id, step, now)
    served = partial(_served, province, story, event_id, persons)
    province.diary.enter(moment(province, working_after(on)), served)


def _served(
    province: Province,
    story: dict[str, Any],
    event_id: str,
    persons: tuple[Actor, Actor],
    now: datetime,
) -> None:
    """The notice reaches its party: from here its time to reply runs."""
    notice = steps_of(province.session, event_id)[0]
    serve(province, persons[0], ("event_step", notice.id), "事先告知书", now)
    window = reply_windows(province.session, [notice])[notice.id]
    replies = "reply" in story and story.get("end") != "noticed"
    over = working_after(window.on, 2)
    then, act = (working_after(day_of(now), 2), _reply) if replies else (over, _decide)
    if "end" not in story or replies:
        later = partial(act, province, story, event_id, persons)
        province.diary.enter(moment(province, then), later)


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
    """Nothing is decided as long as the time to reply ends on a provisional day."""
    clerk, reviewer = persons
    if unheard_on(province.session, steps_of(province.session, event_id), day_of(now)):
        return
    number = province.number(_series(reviewer, "定"), day_of(now))
    confirm_by_notice(
        province.session, reviewer, event_id, NoticeDecision(day_of(now), number), now
    )
    document = ("event_confirmation", event_id)
    later = partial(serve, province, clerk, document, "信用记录认定决定书")
    days = province.random.randint(1, 4)
    province.diary.enter(moment(province, working_after(day_of(now), days)), later)
