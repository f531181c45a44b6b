"""Worked cases as files write them, and what the engine says of each in the same words.

A file lists `[[scenarios]]`: a name, what was recorded (`facts`, `decisions`, the day the file was `opened`), and
what is expected on which days (`expect`). What stands under `given` is added to the facts of every case that does
not say `given = false`. Whole numbers say when something was recorded (`recorded`, `voided`), so that a case may
ask what was `known` then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import scoring
from scoring.facts import FIRST_DAY, LAST_DAY

SUBJECT = "subject"
Row = dict[str, Any]
ASKED_WITH = ("on", "known")
"""What an expectation asks by; all else in it is expected."""

_WHOLE, _NUMBER, _TEXT, _DAY = (int,), (int, Decimal), (str,), (date,)
FACT_KEYS: Mapping[str, tuple[type, ...]] = {
    "id": _TEXT,
    "behaviour": _TEXT,
    "on": _DAY,
    "occurred": _DAY,
    "recorded": _WHOLE,
    "voided": _WHOLE,
    "severity": _TEXT,
    "quantity": _WHOLE,
    "yuan": _NUMBER,
    "numerator": _WHOLE,
    "denominator": _WHOLE,
    "rating": _NUMBER,
    "incident": _TEXT,
    "until": (date, str),
    "rectified": _DAY,
    "rectified_recorded": _WHOLE,
    "repaired": _DAY,
    "repaired_recorded": _WHOLE,
    "times": _WHOLE,
}
DECISION_KEYS: Mapping[str, tuple[type, ...]] = {
    "list": _TEXT,
    "action": _TEXT,
    "from": _DAY,
    "until": (date, str),
    "recorded": _WHOLE,
}
EXPECT_KEYS: Mapping[str, tuple[type, ...]] = {
    "on": _DAY,
    "known": _WHOLE,
    "points": _TEXT,
    "grade": _TEXT,
    "lists": (list,),
    "lines": (list,),
    "next": (list,),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "facts": ("behaviour", "on"),
    "decisions": ("list", "action", "from"),
    "expect": ("on",),
}
TABLES = {"facts": FACT_KEYS, "decisions": DECISION_KEYS, "expect": EXPECT_KEYS}


MOST, MOST_TIMES = 10**9, 1_000
"""Numbers of a record, and records that one row stands for."""


class CaseFault(ValueError):
    """A case that cannot be read: ``where`` in it (``facts[2].on``) and what stands there."""

    def __init__(self, where: str, found: str) -> None:
        super().__init__(f"{where}: {found}")
        self.where, self.found = where, found


@dataclass(frozen=True)
class Worked:
    """One case: its facts and decisions, the day the file was opened, and what is expected."""

    name: str
    facts: tuple[Row, ...]
    decisions: tuple[Row, ...]
    opened: date | None
    expect: tuple[Row, ...]


def read_case(one: Mapping[str, Any], given: Sequence[Row] = ()) -> Worked:
    """A case as its file writes it. Raises ``CaseFault``."""
    rows = {name: _rows(one, name) for name in TABLES}
    if not rows["expect"]:
        raise CaseFault("expect", "—")
    opened = one.get("opened")
    if opened is not None and not _is(opened, _DAY):
        raise CaseFault("opened", str(opened))
    return Worked(
        name=str(one.get("name", "")),
        facts=(
            *numbered(given if one.get("given", True) else (), "g"),
            *numbered(rows["facts"], "e"),
        ),
        decisions=tuple(rows["decisions"]),
        opened=opened,
        expect=tuple(rows["expect"]),
    )


def _rows(one: Mapping[str, Any], name: str) -> list[Row]:
    rows = one.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CaseFault(name, str(rows))
    for n, row in enumerate(rows, 1):
        for key in NEEDED[name]:
            if key not in row:
                raise CaseFault(f"{name}[{n}].{key}", "—")
        for key, value in row.items():
            many = key == "times" and _is(value, _WHOLE) and value > MOST_TIMES
            if key not in TABLES[name] or not _is(value, TABLES[name][key]) or many:
                raise CaseFault(f"{name}[{n}].{key}", str(value))
    return rows


def _is(value: object, types: tuple[type, ...]) -> bool:
    """Whether a value is of a type and within what the engine takes; a flag is no number, an instant no day."""
    if not isinstance(value, types) or isinstance(value, bool | datetime):
        return False
    if isinstance(value, Decimal) and not value.is_finite():
        return False
    if isinstance(value, int | Decimal):
        return 0 <= value <= MOST
    return FIRST_DAY <= value <= LAST_DAY if isinstance(value, date) else True


def numbered(rows: Sequence[Row], letter: str) -> list[Row]:
    """The facts with their ids; `times = n` stands for so many of them."""
    found = []
    for n, row in enumerate(rows, 1):
        one = {"id": f"{letter}{n:02}", **row}
        times = one.pop("times", None)
        ids = [one["id"]] if times is None else [f"{one['id']}-{k:02}" for k in range(1, times + 1)]
        found += [{**one, "id": event_id} for event_id in ids]
    return found


def by_the_walk(case: Worked, book: scoring.RuleBook, asked: Row) -> Row:
    """What the engine says on one of the days that the case asks for."""
    found = scoring.explain(
        book, _facts(case), SUBJECT, scoring.View(asked["on"], asked.get("known"))
    )
    return {
        "points": found.points_text,
        "grade": found.grade or found.unrated,
        "lists": [told_list(one.list, one.state, one.start, one.until) for one in found.lists],
        "lines": [
            told_line(one.event_id or one.indicator or one.kind, Decimal(one.amount) / 100)
            for one in found.lines
            if one.amount
        ],
        "next": [told_change(one.on, one.points_text, one.grade) for one in found.next_changes],
    }


def _facts(case: Worked) -> scoring.Facts:
    decisions = [
        scoring.Decision(
            SUBJECT, row["list"], row["action"], row["from"], row.get("until"), row.get("recorded")
        )
        for row in case.decisions
    ]
    facts = [_fact(row) for row in case.facts]
    return scoring.facts_of(facts, decisions, [scoring.Subject(SUBJECT, case.opened)])


def _fact(row: Row) -> scoring.Fact:
    yuan, rating = row.get("yuan"), row.get("rating")
    return scoring.Fact(
        event_id=row["id"],
        subject_id=SUBJECT,
        behaviour=row["behaviour"],
        counts_from=row["on"],
        occurred_on=row.get("occurred") or row["on"],
        recorded_at=row.get("recorded"),
        voided_at=row.get("voided"),
        severity=row.get("severity"),
        quantity=row.get("quantity"),
        amount_fen=None if yuan is None else int(Decimal(yuan) * 100),
        numerator=row.get("numerator"),
        denominator=row.get("denominator"),
        rating=None if rating is None else int(Decimal(rating) * 100),
        incident_id=row.get("incident"),
        until_on=row.get("until"),
        rectified_on=row.get("rectified"),
        rectified_recorded_at=row.get("rectified_recorded"),
        repaired_on=row.get("repaired"),
        repaired_recorded_at=row.get("repaired_recorded"),
    )


def differing(expected: Row, found: Row) -> Iterator[tuple[str, Any, Any]]:
    """What came otherwise than expected: its name, what was expected and what came."""
    for name, value in expected.items():
        if name not in ASKED_WITH and not _same(name, value, found[name]):
            yield name, value, found[name]


def _same(name: str, expected: Any, found: Any) -> bool:
    if name == "points":
        return _number(expected) == _number(found)
    if name == "lists" and expected and not any(" " in item for item in expected):
        return sorted(expected) == sorted(standing(found))
    return bool(expected == found)


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def standing(lists: Sequence[str]) -> list[str]:
    """The codes of the lists that are proposed or in force, of those that were told."""
    parts = [told.split() for told in lists]
    return [code for code, state, *_ in parts if state != "ended"]


def told_list(code: str, state: str, start: object, until: object) -> str:
    return f"{code} {state} from {start} until {'open' if until is None else until}"


def told_line(what: str, amount: Decimal) -> str:
    return f"{what} {amount.normalize():f}"


def told_change(on: object, points: str, grade: str | None) -> str:
    return f"{on} {points} {grade or 'unrated'}"
