"""Facts and decisions from their CSV files, checked against a rule book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.book import RuleBook
from scoring.days import WorkingDays
from scoring.facts import ACTIONS, LARGEST, Decision, Fact, Subject
from scoring.keys import RULE_FIELDS
from scoring.ruleset import Ruleset
from scoring.tables import (
    Fault,
    Row,
    as_day,
    as_instant,
    as_rating,
    as_text,
    as_until,
    rows_of,
    whole_up_to,
)

FACT_COLUMNS = (
    "event_id", "subject_id", "behaviour", "counts_from", "occurred_on", "recorded_at",
    "voided_at", "severity", "quantity", "amount_fen", "numerator", "denominator", "rating",
    "incident_id", "until_on", "rectified_on", "rectified_recorded_at", "repaired_on",
    "repaired_recorded_at", "file_opened_on", "scheme",
)  # fmt: skip


FACT_REQUIRED = ("event_id", "subject_id", "behaviour", "counts_from")


DECISION_COLUMNS = ("subject_id", "list", "action", "from", "until", "recorded_at")


DECISION_REQUIRED = ("subject_id", "list", "action", "from")


CALENDAR_COLUMNS = ("day", "works")
WORKS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class FactTable:
    """What a facts file holds for one scheme."""

    facts: tuple[Fact, ...]
    subjects: tuple[Subject, ...]


def read_facts(file: str, text: str, book: RuleBook, faults: list[Fault]) -> FactTable:
    """The facts of a CSV; what is wrong goes to `faults`."""
    found: list[Fact] = []
    opened: dict[str, date | None] = {}
    named: dict[str, Row] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows_of(file, text, FACT_COLUMNS, FACT_REQUIRED, faults):
        if row.text("scheme") not in (None, book.scheme):
            continue
        subject = row.needed("subject_id", as_text)
        _open_file(row, subject, opened)
        named.setdefault(subject or "", row)
        if row.text("event_id") is None and row.text("behaviour") is None:
            continue
        before = len(faults)
        fact = _fact(row, subject, book)
        if len(faults) > before:
            continue
        if (fact.subject_id, fact.event_id) in seen:
            row.fault("event_id", f"{fact.event_id} stands twice.", "Give each event its own id.")
        seen.add((fact.subject_id, fact.event_id))
        found.append(fact)
    if book.compiled.own_periods:
        _need_files(named, opened)
    return FactTable(tuple(found), tuple(Subject(s, day) for s, day in opened.items()))


def _open_file(row: Row, subject: str | None, opened: dict[str, date | None]) -> None:
    day = row.cell("file_opened_on", as_day)
    if subject is None:
        return
    before = opened.setdefault(subject, day)
    if day is not None and before not in (None, day):
        wrong = f"{day} differs from {before} above."
        row.fault("file_opened_on", wrong, "A subject's file is opened once.")
    opened[subject] = before or day


def _need_files(named: Mapping[str, Row], opened: Mapping[str, date | None]) -> None:
    """Where periods are the subject's own, each one's file was opened on a day."""
    for subject, day in opened.items():
        if day is None:
            wrong = f"{subject} has no day on which its file was opened: its periods begin with it."
            named[subject].fault("file_opened_on", wrong, "Give the day in one of its rows.")


def _fact(row: Row, subject: str | None, book: RuleBook) -> Fact:
    counts_from = row.needed("counts_from", as_day)
    behaviour = row.needed("behaviour", as_text)
    rectified = row.cell("rectified_on", as_day)
    repaired = row.cell("repaired_on", as_day)
    fact = Fact(
        event_id=row.needed("event_id", as_text),
        subject_id=subject or "",
        behaviour=behaviour,
        counts_from=counts_from,
        occurred_on=row.cell("occurred_on", as_day) or counts_from,
        recorded_at=row.cell("recorded_at", as_instant),
        severity=row.cell("severity", as_text),
        quantity=row.cell("quantity", whole_up_to(LARGEST["quantity"])),
        amount_fen=row.cell("amount_fen", whole_up_to(LARGEST["amount_fen"])),
        numerator=row.cell("numerator", whole_up_to(LARGEST["numerator"])),
        denominator=row.cell("denominator", whole_up_to(LARGEST["denominator"])),
        rating=row.cell("rating", as_rating),
        incident_id=row.cell("incident_id", as_text),
        until_on=row.cell("until_on", as_until),
        voided_at=row.cell("voided_at", as_instant),
        rectified_on=rectified,
        rectified_recorded_at=_told(row, "rectified", rectified),
        repaired_on=repaired,
        repaired_recorded_at=_told(row, "repaired", repaired),
    )
    if counts_from is not None and behaviour is not None:
        _check_behaviour(row, fact, book)
    _check_rate(row, fact)
    return fact


def _told(row: Row, what: str, day: date | None) -> int | None:
    """When a rectification or repair became known: by default on its day."""
    given: int | None = row.cell(f"{what}_recorded_at", as_instant)
    if given is None and day is not None:
        return as_instant(day.isoformat())
    return given


def _check_rate(row: Row, fact: Fact) -> None:
    given = (row.text("numerator") is not None, row.text("denominator") is not None)
    if given[0] != given[1]:
        row.fault("numerator", "Only one of numerator and denominator is given.", "Give both.")
    elif fact.numerator is not None and fact.denominator is not None:
        if fact.denominator == 0:
            row.fault("denominator", "It is 0.", "Give at least 1, or leave both empty.")
        elif fact.numerator > fact.denominator:
            row.fault("numerator", "It exceeds the denominator.", "Give at most the denominator.")


def _check_behaviour(row: Row, fact: Fact, book: RuleBook) -> None:
    if not any(fact.behaviour in version.behaviours for version in book.versions):
        wrong = f"{book.scheme} has no behaviour “{fact.behaviour}”."
        remedy = "Correct the code, or name the row's own scheme in a column scheme."
        row.fault("behaviour", wrong, remedy)
        return
    version = book.in_force(fact.counts_from)
    behaviour = version.behaviours.get(fact.behaviour) if version else None
    if version is None or behaviour is None:
        return
    for field in behaviour.fields:
        if field in RULE_FIELDS and row.text(field) is None:
            wrong = f"Behaviour {fact.behaviour} requires it."
            row.fault(field, wrong, "Give a value.")
    _check_indicators(row, fact, version)


def _check_indicators(row: Row, fact: Fact, version: Ruleset) -> None:
    known = version.severities(fact.behaviour)
    if known is not None and fact.severity is not None and fact.severity not in known:
        remedy = f"Give one of {', '.join(known)}."
        row.fault("severity", f"“{fact.severity}” has no points.", remedy)
    for indicator in version.indicators:
        if fact.behaviour not in indicator.behaviours:
            continue
        if indicator.kind == "mean" and fact.rating is not None:
            low, high = Decimal(indicator.lowest) / 100, Decimal(indicator.highest) / 100
            if not indicator.lowest <= fact.rating <= indicator.highest:
                row.fault("rating", "It is off the scale.", f"Give one from {low} to {high}.")


def read_decisions(
    file: str, text: str, book: RuleBook, facts: FactTable, faults: list[Fault]
) -> tuple[Decision, ...]:
    """The decisions of a CSV about subjects of the facts; what is wrong goes to `faults`."""
    subjects = {subject.subject_id for subject in facts.subjects}
    found: list[Decision] = []
    for row in rows_of(file, text, DECISION_COLUMNS, DECISION_REQUIRED, faults):
        before = len(faults)
        decision = Decision(
            subject_id=row.needed("subject_id", as_text),
            list=row.needed("list", as_text),
            action=row.needed("action", as_text),
            start=row.needed("from", as_day),
            until=row.cell("until", as_until),
            recorded_at=row.cell("recorded_at", as_instant),
        )
        if len(faults) == before:
            if decision.subject_id not in subjects:
                remedy = "Correct it, or name the subject in a row of the facts."
                row.fault("subject_id", f"No fact names {decision.subject_id}.", remedy)
            _check_decision(row, decision, book)
            found.append(decision)
    return tuple(found)


def read_calendar(file: str, text: str, faults: list[Fault]) -> WorkingDays:
    """The days off and the weekend days worked of a CSV; what is wrong goes to `faults`."""
    marked: dict[date, str] = {}
    for row in rows_of(file, text, CALENDAR_COLUMNS, CALENDAR_COLUMNS, faults):
        before = len(faults)
        day, works = row.needed("day", as_day), row.needed("works", as_text)
        if len(faults) > before:
            continue
        if works not in WORKS:
            row.fault("works", f"“{works}” is neither.", "Give yes or no.")
        if day in marked:
            row.fault("day", f"{day} stands twice.", "Delete one of the rows.")
        marked[day] = works
    rest, worked = (frozenset(d for d in marked if marked[d] == one) for one in ("no", "yes"))
    return WorkingDays(rest, worked)


def _check_decision(row: Row, decision: Decision, book: RuleBook) -> None:
    if decision.action not in ACTIONS:
        remedy = f"Give one of {', '.join(ACTIONS)}."
        row.fault("action", f"“{decision.action}” is no action.", remedy)
    lists = list(book.compiled.list_codes)
    if decision.list not in lists:
        remedy = f"The lists are: {', '.join(lists) or '—'}."
        row.fault("list", f"{book.scheme} has no list “{decision.list}”.", remedy)
    if isinstance(decision.until, date) and decision.until <= decision.start:
        row.fault("until", "It is not after from.", "until is the first day that is free again.")
    if decision.action == "extend" and decision.until is None:
        row.fault("until", "An extension needs its new end.", "Give a date or life.")
