"""The rules in force, the programme with its stages, and who does its work where."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

import scoring
from demo.calendar import office_hour, working_on_or_before
from demo.data import contractors, read
from demo.province import SCHEME, Desk, Province, Stage
from demo.second_list import BEARS, LIST
from models import Assignment, Programme
from services.clock import day_of
from services.programmes.assign_work import NewAssignment, assign_work
from services.programmes.end_assignment import end_assignment
from services.programmes.open_programme import NewProgramme, NewStage, open_programme
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset

_RULESETS = Path(__file__).resolve().parent.parent / "rulesets" / SCHEME
# Each stage and the part of the time from the first day to ninety days after today by which it is due.
_STAGES = (
    ("信息采集", "Information", 0.16),
    ("风险筛查", "Risk screening", 0.24),
    ("结果纠偏", "Correction of results", 0.31),
    ("布点方案", "Sampling plan", 0.46),
    ("采样", "Sampling", 0.66),
    ("样品流转", "Sample transfer", 0.70),
    ("分析测试", "Testing", 0.86),
    ("风险分级", "Risk grading", 0.94),
    ("成果集成", "Integration of results", 1.0),
)


def publish_rules(province: Province, desk: Desk) -> None:
    """The shipped ruleset, in force from the first day of the province: one proposes, another publishes."""
    staff = province.staff
    text = ruleset_text(province.start)
    proposed = propose_ruleset(province.session, staff["admin"], text, desk())
    publish_ruleset(province.session, staff["decider"], proposed, desk())


def ruleset_text(first: date) -> str:
    """The oldest shipped version as if it were of that year, with a second list for who is tied to the first's."""
    text = min(_RULESETS.glob("*.toml")).read_text(encoding="utf-8")
    shipped = scoring.parse(text, "shipped.toml")
    old, new = shipped.version, str(first.year)
    changes = {
        f"effective_from = {shipped.effective_from}": f"effective_from = {first}",
        f'version = "{old}"': f'version = "{new}"',
        f"{old}年版": f"{new}年版",
        f"({old})": f"({new})",
    }
    for was, becomes in changes.items():
        text = text.replace(was, becomes)
    return text.replace('again = "nothing"\n', f'again = "nothing"\n{BEARS}', 1) + LIST


def open_work(province: Province, desk: Desk) -> None:
    last = province.today + timedelta(days=90)
    whole = (last - province.start).days
    stages = tuple(
        NewStage(zh, en, working_on_or_before(province.start + timedelta(days=int(whole * part))))
        for zh, en, part in _STAGES
    )
    typed = NewProgramme(
        "重点行业企业用地调查", "Survey of key-industry land", SCHEME, province.start, stages
    )
    clerk = province.staff["clerk"]
    province.programme_id = open_programme(province.session, clerk, typed, desk())
    programme = province.session.get_one(Programme, province.programme_id)
    province.stages = tuple(Stage(s.id, s.name_zh, s.due_on) for s in programme.stages)
    _assign_all(province, desk)


def _assign_all(province: Province, desk: Desk) -> None:
    """Each survey unit its prefectures; in some it leads a consortium."""
    taken = {line["region"]: line for line in read("contractors")["consortia"]}
    later = {(key, region) for key, region, _ in _CHANGES}
    for key, contractor in contractors().items():
        for region in contractor.regions if contractor.unit else ():
            if (key, region) in later:
                continue
            line = taken.get(region, {})
            members = line.get("members", []) if line.get("leader") == key else []
            assign(province, key, region, tuple(members), province.start, desk())


# Who took over a region later, and how many days before today.
_CHANGES = (("yuzhou", "510500", 440), ("minlu", "511700", 100))
# Who came back after it had left the list.
_RETURNS = (("liyuan", "510500", 94),)


def plan_takeovers(province: Province) -> None:
    for key, region, ago in (*_CHANGES, *_RETURNS):
        day = province.day(ago)
        act = partial(_take_over, province, key, region, day)
        province.diary.enter(office_hour(day, province.random), act)


def _take_over(province: Province, key: str, region: str, from_on: date, now: datetime) -> None:
    assign(province, key, region, (), from_on, now)


def assign(
    province: Province,
    key: str,
    region: str,
    members: tuple[str, ...],
    from_on: date,
    now: datetime,
) -> None:
    typed = NewAssignment(
        region,
        province.subjects[key],
        tuple(province.subjects[member] for member in members),
        from_on,
    )
    clerk = province.staff["clerk"]
    assign_work(province.session, clerk, province.programme_id, typed, now)


def end_work(province: Province, key: str, now: datetime) -> None:
    """What a contractor that was listed no longer does."""
    query = select(Assignment.id).where(
        Assignment.subject_id == province.subjects[key], Assignment.until_on.is_(None)
    )
    clerk = province.staff["clerk"]
    for number, assignment_id in enumerate(sorted(province.session.scalars(query)), 1):
        at = now + timedelta(minutes=number)
        end_assignment(province.session, clerk, assignment_id, day_of(at), "disqualified", at)
