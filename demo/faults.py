"""Small faults and praise, confirmed by a second person within days; some withdrawn, refused or corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from demo.calendar import working_after
from demo.data import Contractor, contractors, read
from demo.entries import Known, draft, entry_day, moment, reviewer_of, words
from demo.measured import active_days
from demo.province import Province, prefecture_key
from models import Event
from services.actor import Actor
from services.clock import day_of
from services.events.confirm_event import confirm_events
from services.events.correct_event import agree_correction, ask_correction, refuse_correction
from services.events.event_draft import READ_BY_RULES, EventDraft
from services.events.record_event import record_event
from services.events.withdraw_event import withdraw_event

# In which part of a contractor's time its faults lie.
_SPANS = {"up": (0.0, 0.42), "level": (0.0, 1.0), "down": (0.5, 1.0)}
_MOST = {"Q11": 5, "P01": 9, "P02": 6, "P03": 12}
_SETTLED = 24
"""Days within which a record is entered and confirmed; later faults are told one by one."""

# Every so manieth small fault was a slip of the office itself.
_WITHDRAWN, _REFUSED = 19, 31
_PRAISED = (
    "huaiting",
    "minlu",
    "lvyuan-yuan",
    "weiling",
    "qingyuan",
    "ziyue",
    "cangting",
    "yuzhou",
)


def plan_faults(province: Province) -> None:
    number = 0
    for contractor in contractors().values():
        for _ in range(contractor.slips):
            number += 1
            _plan_slip(province, contractor, number)
    for number, key in enumerate(_PRAISED * 2):
        _plan_praise(province, contractors()[key], number)


def _plan_slip(province: Province, contractor: Contractor, number: int) -> None:
    template = province.random.choice(read("texts")["slips"])
    known = _known(province, contractor, template)
    fate = "withdraw" if number % _WITHDRAWN == 0 else "confirm"
    fate = "refuse" if number % _REFUSED == 0 else fate
    plan_reviewed(province, known, template, entry_day("slips", known.day), fate)


def _plan_praise(province: Province, contractor: Contractor, number: int) -> None:
    praise = read("texts")["praise"]
    template = praise[number % len(praise)]
    known = _known(province, contractor, template)
    plan_reviewed(province, known, template, entry_day("praise", known.day), "confirm")


def _known(province: Province, contractor: Contractor, template: dict[str, Any]) -> Known:
    behaviour = template["behaviour"]
    settled = province.today - timedelta(days=_SETTLED)
    days = [day for day in active_days(province, contractor) if day <= settled]
    low, high = _SPANS[contractor.drift]
    part = province.random.uniform(low, high)
    return Known(
        contractor.key,
        behaviour,
        days[int(part * (len(days) - 1))],
        contractor.regions[0],
        _numbers(province, behaviour, template.get("severity")),
    )


def _numbers(province: Province, behaviour: str, severity: str | None) -> dict[str, int | str]:
    if severity:
        return {"severity": severity}
    most = _MOST.get(behaviour)
    return {"quantity": province.random.randint(1, most)} if most else {}


def template_of(behaviour: str) -> dict[str, Any]:
    """The first text for a behaviour."""
    texts = read("texts")
    found = (t for t in [*texts["slips"], *texts["praise"]] if t["behaviour"] == behaviour)
    return next(found)


def plan_reviewed(
    province: Province, known: Known, template: dict[str, Any], entered: date, fate: str
) -> None:
    """``fate``: confirm, withdraw, refuse, or wait."""
    act = partial(_enter, province, known, template, fate)
    province.diary.enter(moment(province, entered), act)


def _enter(
    province: Province, known: Known, template: dict[str, Any], fate: str, now: datetime
) -> None:
    officer = province.staff[prefecture_key(known.region)]
    text = words(province, known, officer, template["text"])
    typed = with_papers(province, draft(province, known, text), template)
    event_id = record_event(province.session, officer, typed, now, anyway=True)
    if fate != "wait":
        then = working_after(day_of(now), province.random.randint(1, 3))
        reviewer = reviewer_of(province, officer, known.region)
        act = partial(_answer, province, event_id, fate, officer, reviewer)
        province.diary.enter(moment(province, then), act)


def with_papers(province: Province, typed: EventDraft, template: dict[str, Any]) -> EventDraft:
    """The draft with the scan of its paper, a photograph of work in the field, and its document's number."""
    title, series = template["title"], template.get("document")
    files = [province.papers.scan(title, typed.narrative)]
    if "现场" in title:
        files.append(province.papers.photograph("现场照片"))
    number = province.number(series, typed.occurred_on) if series else None
    return replace(typed, files=tuple(files), document_no=number)


def _answer(
    province: Province, event_id: str, fate: str, officer: Actor, reviewer: Actor, now: datetime
) -> None:
    if fate == "confirm":
        confirm_events(province.session, reviewer, [event_id], now)
    elif fate == "withdraw":
        withdraw_event(province.session, officer, event_id, "重复录入，以前一条为准。", now)
    else:
        reason = "所附记录表的地块编号与记述不符，请核对后重新录入。"
        withdraw_event(province.session, reviewer, event_id, reason, now)


# Whose result, in which prefecture, how many days ago it was corrected, and how.
_CORRECTIONS = (
    ("yuzhou", "511500", 402, "replace"),
    ("tangyu", "511600", 311, "annul"),
    ("paixi", "511100", 206, "refuse"),
    ("minlu", "510100", 133, "replace"),
)


def plan_corrections(province: Province) -> None:
    for key, region, ago, how in _CORRECTIONS:
        act = partial(_ask, province, key, region, how)
        province.diary.enter(moment(province, province.day(ago)), act)


def _ask(province: Province, key: str, region: str, how: str, now: datetime) -> None:
    query = select(Event).where(
        Event.subject_id == province.subjects[key],
        Event.behaviour == "Q02",
        Event.region.startswith(region[:4]),
        Event.numerator < Event.denominator,
    )
    event = province.session.scalars(query.order_by(Event.occurred_on.desc())).first()
    assert event is not None
    clerk = province.staff[prefecture_key(region)]
    reason = (
        "该检查对象为另一机构，录入时选错。"
        if how == "annul"
        else "通过数录入有误，以检查记录为准。"
    )
    replacement = _corrected(event) if how == "replace" else None
    ask_correction(province.session, clerk, event.id, reason, replacement, now)
    act = partial(_agree, province, event.id, f"{prefecture_key(region)}2", how)
    province.diary.enter(moment(province, working_after(day_of(now), 2)), act)


def _corrected(event: Event) -> EventDraft:
    same = (*READ_BY_RULES, "subject_id", "scheme", "behaviour", "occurred_on", "region")
    fields = {name: getattr(event, name) for name in (*same, "programme_id", "stage_id")}
    fields["numerator"] += 1
    return EventDraft(
        **fields, narrative=f"{event.narrative}（更正：通过数应为{fields['numerator']}。）"
    )


def _agree(province: Province, event_id: str, username: str, how: str, now: datetime) -> None:
    reviewer = province.staff[username]
    if how == "refuse":
        reason = "检查记录与原录入一致，不予更正。"
        refuse_correction(province.session, reviewer, event_id, reason, now)
    else:
        agree_correction(province.session, reviewer, event_id, now)
