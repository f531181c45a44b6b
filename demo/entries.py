"""How records come into being: who enters and confirms them, when, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demo.calendar import office_hour, working_after
from demo.province import SCHEME, Province, place_name, prefecture_key, said
from identity import regions
from services.actor import Actor
from services.events.event_draft import EventDraft

LONGEST_WAIT = timedelta(days=10)
"""From the act to its entry."""


@dataclass(frozen=True)
class Known:
    """What is known of a record before its words are found; ``numbers`` are the draft's fields."""

    key: str
    behaviour: str
    day: date
    region: str
    numbers: dict[str, int | str]


def clerk_of(province: Province, region: str) -> str:
    """The county's clerk where the county has an office, else the prefecture's."""
    for username, actor in province.staff.items():
        if actor.region == region and "county_clerk" in actor.roles:
            return username
    return prefecture_key(region)


def reviewer_of(province: Province, entered_by: Actor, region: str) -> Actor:
    """The second person: of the prefecture, or of the province for what the province entered."""
    if entered_by.region == regions.SICHUAN:
        return province.staff["reviewer"]
    return province.staff[f"{prefecture_key(region)}2"]


def entry_day(username: str, day: date) -> date:
    """Each office enters on a day of the week of its own, one to ten days after the act."""
    weekday = sum(map(ord, username)) % 5
    wished = working_after(day)
    while wished.weekday() != weekday and wished - day < timedelta(days=7):
        wished = working_after(wished)
    return wished if wished - day <= LONGEST_WAIT else working_after(day)


def entered_after(day: date, wait: int) -> date:
    """So many working days after the act, fewer where a holiday lies between."""
    while wait > 1 and working_after(day, wait) - day > LONGEST_WAIT:
        wait -= 1
    return working_after(day, wait)


def moment(province: Province, day: date) -> datetime:
    return office_hour(day, province.random)


def county_in(province: Province, prefecture: str) -> str:
    """A county of a prefecture."""
    return province.random.choice(regions.children(prefecture)).code


def words(province: Province, known: Known, officer: Actor, text: str) -> str:
    """A text with its blanks filled in; the numbers come from the record."""
    some, day = province.random, known.day
    county = known.region if not known.region.endswith("00") else county_in(province, known.region)
    office = officer.office_name
    return text.format_map(
        {
            "day": said(day),
            "place": place_name(known.region),
            "stage": province.stage_on(day).name,
            "office": office,
            "officer": officer.name,
            "second": province.second_officer(officer),
            "plot": f"{county}-{some.randrange(1, 240):03d}",
            "paper": province.number(f"{short_name(officer)}环质控", day),
            "q": known.numbers.get("quantity", ""),
            "due": said(_due(known)),
            "passed": known.numbers.get("numerator", ""),
            "all": known.numbers.get("denominator", ""),
            "rating": _decimal(known.numbers.get("rating", 0)),
            "forms": some.randrange(3, 12),
        }
    )


def short_name(officer: Actor) -> str:
    """The office as it stands in the numbers of its papers: 川, 成都, 锦江."""
    if officer.region == regions.SICHUAN:
        return "川"
    return officer.office_name.removesuffix("生态环境局")[:-1]


def _due(known: Known) -> date:
    """The day from which the lateness of a record counts."""
    late = int(known.numbers.get("quantity") or 3)
    day = known.day
    while late > 0:
        day = date.fromordinal(day.toordinal() - 1)
        late -= day.weekday() < 5
    return day


def _decimal(hundredths: int | str) -> str:
    return f"{int(hundredths) / 100:.1f}"


def draft(province: Province, known: Known, narrative: str) -> EventDraft:
    """The record as it is typed, without its papers."""
    return EventDraft(
        subject_id=province.subjects[known.key],
        scheme=SCHEME,
        behaviour=known.behaviour,
        occurred_on=known.day,
        region=known.region,
        narrative=narrative,
        programme_id=province.programme_id,
        stage_id=province.stage_on(known.day).id,
        **known.numbers,  # type: ignore[arg-type]
    )
