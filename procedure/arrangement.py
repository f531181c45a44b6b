"""Reading the State Council's notice of a year's holidays: which days are off work, which weekend days are worked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from procedure.calendar import DAY, SATURDAY, Calendar

WEEKDAYS = "一二三四五六日"
FIXED = ((1, 1), (5, 1), (10, 1))
"""Festivals of the solar calendar: a notice without them was not copied whole."""

_DAY = (
    r"(?:(?P<y{n}>\d{{4}})年)?(?:(?P<m{n}>\d{{1,2}})月)?(?P<d{n}>\d{{1,2}})日(?P<w{n}>\([^)]*\))?"
)
_SPAN = re.compile(_DAY.format(n=1) + r"(?:(?:至|到|-|—|–|~)" + _DAY.format(n=2) + ")?", re.ASCII)
_SENTENCE = re.compile(r"[^。;\n]+")
_WEEKDAY = re.compile("(?:周|星期)([一二三四五六日天])")
_COUNT = re.compile(r"共(\d{1,2})天", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a notice: a code and what it speaks of."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a notice says: spans off work and worked days, in its order."""

    year: int
    rest: tuple[tuple[date, date], ...]
    worked: tuple[date, ...]

    @property
    def calendar(self) -> Calendar:
        days = (day for first, last in self.rest for day in between(first, last))
        return Calendar(frozenset(days), frozenset(self.worked), frozenset({self.year}))


def read_notice(year: int, text: str) -> tuple[Arrangement, tuple[Fault, ...]]:
    """What the sentences of a notice say, and everything that is wrong with it.

    A sentence with 上班 names worked days, one with 放假 or 休息 spans off work; stated weekdays and numbers of
    days are held against the calendar.
    """
    rest: list[tuple[date, date]] = []
    worked: list[date] = []
    faults: list[Fault] = []
    for sentence in _SENTENCE.findall(_plain(text)):
        spans = list(_spans(sentence, year, faults))
        if "上班" in sentence:
            worked += [day for first, last in spans for day in between(first, last)]
        elif "放假" in sentence or "休息" in sentence:
            rest += spans
            faults += _miscounted(sentence, spans)
    found = Arrangement(year, tuple(rest), tuple(worked))
    return found, (*faults, *check(found))


def check(found: Arrangement) -> tuple[Fault, ...]:
    """What no arrangement of a year says."""
    rest = [day for first, last in found.rest for day in between(first, last)]
    if not rest:
        return (Fault("nothing"),)
    return (
        *(Fault("backwards", _says(first)) for first, last in found.rest if last < first),
        *(Fault("weekday_worked", _says(day)) for day in found.worked if not _weekend(day)),
        *(Fault("twice", _says(day)) for day in _twice([*rest, *found.worked])),
        *(Fault("other_year", _says(day)) for day in (*rest, *found.worked) if not _of(found, day)),
        *(
            Fault("festival_missing", _says(date(found.year, month, day)))
            for month, day in FIXED
            if date(found.year, month, day) not in rest
        ),
    )


def between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _plain(text: str) -> str:
    """Full-width figures and signs as plain ones; no blanks, which a copied page has anywhere."""
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))


def _spans(sentence: str, year: int, faults: list[Fault]) -> Iterator[tuple[date, date]]:
    """Every day and span of days that a sentence names; what is not said again goes on."""
    of_year, of_month = year, 0
    for match in _SPAN.finditer(sentence):
        ends: list[date] = []
        for n in (1, 2):
            if match[f"d{n}"] is None:
                continue
            of_year = int(match[f"y{n}"] or of_year)
            of_month = int(match[f"m{n}"] or of_month)
            day = _day(of_year, of_month, int(match[f"d{n}"]))
            if day is None:
                faults.append(Fault("no_such_day", {"day": match[0]}))
                continue
            faults += _other_weekday(day, match[f"w{n}"])
            ends.append(day)
        if ends:
            yield ends[0], ends[-1]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _other_weekday(day: date, said: str | None) -> Iterator[Fault]:
    for name in _WEEKDAY.findall(said or ""):
        if WEEKDAYS[day.weekday()] != name.replace("天", "日"):
            yield Fault("other_weekday", {**_says(day), "weekday": name})


def _miscounted(sentence: str, spans: Iterable[tuple[date, date]]) -> Iterator[Fault]:
    """A notice says how many days each holiday has."""
    days = sum((last - first).days + 1 for first, last in spans)
    for said in _COUNT.findall(sentence):
        if int(said) != days:
            yield Fault("miscounted", {"said": said, "days": str(days)})


def _twice(days: Iterable[date]) -> list[date]:
    return [day for day, count in Counter(days).items() if count > 1]


def _weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def _of(found: Arrangement, day: date) -> bool:
    """In its year, or in the December before: New Year's holiday may begin there."""
    return day.year == found.year or (day.year == found.year - 1 and day.month == 12)


def _says(day: date) -> dict[str, str]:
    return {"day": day.isoformat()}


def spans_of(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """Days that follow each other as their first and last."""
    spans: list[tuple[date, date]] = []
    for day in sorted(days):
        if spans and spans[-1][1] + DAY == day:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return tuple(spans)
