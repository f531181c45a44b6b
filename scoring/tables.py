"""Facts and decisions from CSV text, with every fault named by file, row, column and remedy."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from scoring.book import RuleBook
from scoring.facts import ACTIONS, FIRST_DAY, LAST_DAY, Decision, Fact, Subject
from scoring.kinds import RULE_FIELDS
from scoring.ruleset import Ruleset

SHANGHAI = timezone(timedelta(hours=8))
MOST = {"quantity": 2**31 - 1, "amount_fen": 10**15, "numerator": 2**31 - 1}
WHOLE = re.compile(r"[0-9]{1,16}\Z")
RATING = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?\Z")

FACT_COLUMNS = (
    "event_id", "subject_id", "behaviour", "counts_from", "occurred_on", "recorded_at",
    "voided_at", "severity", "quantity", "amount_fen", "numerator", "denominator", "rating",
    "incident_id", "until_on", "rectified_on", "rectified_recorded_at", "repaired_on",
    "repaired_recorded_at", "file_opened_on", "scheme",
)  # fmt: skip
FACT_REQUIRED = ("event_id", "subject_id", "behaviour", "counts_from")
DECISION_COLUMNS = ("subject_id", "list", "action", "from", "until", "recorded_at")
DECISION_REQUIRED = ("subject_id", "list", "action", "from")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input file. `row` counts lines, the header being 1; 0 is the file."""

    file: str
    row: int
    column: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        return f"{where}: {self.wrong} {self.remedy}"


class EvaluateError(ValueError):
    """Input is refused; `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class _Wrong(Exception):
    """One cell is refused: what is wrong and what would be right."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong, self.remedy = wrong, remedy


@dataclass(slots=True)
class Row:
    """One line of a file; `cell` reads a column and notes a fault instead of raising."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault]

    def text(self, column: str) -> str | None:
        return self.cells.get(column) or None

    def fault(self, column: str, wrong: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, self.number, column, wrong, remedy))

    def cell(self, column: str, read: Callable[[str], Any]) -> Any:
        """The value of a column, None if empty or wrong."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return read(text)
        except _Wrong as wrong:
            self.fault(column, wrong.wrong, wrong.remedy)
            return None

    def needed(self, column: str, read: Callable[[str], Any]) -> Any:
        if self.text(column) is None:
            self.fault(column, "It is empty.", "Give a value.")
        return self.cell(column, read)


def rows_of(
    file: str, text: str, columns: Sequence[str], required: Sequence[str], faults: list[Fault]
) -> Iterator[Row]:
    """The rows of a CSV text whose header has the required columns and no unknown ones."""
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = next(lines, [])
        if not _header_fits(file, header, columns, required, faults):
            return
        for cells in lines:
            if len(cells) > len(header):
                wrong = f"It has {len(cells)} cells, the header {len(header)}."
                faults.append(Fault(file, lines.line_num, "", wrong, "Remove what is too much."))
            elif any(cell.strip() for cell in cells):
                stripped = (cell.strip() for cell in cells)
                row = dict(zip(header, stripped, strict=False))
                yield Row(file, lines.line_num, row, faults)
    except csv.Error as error:
        remedy = "Write it as CSV in UTF-8, quotes closed."
        faults.append(Fault(file, lines.line_num, "", f"It cannot be read: {error}.", remedy))


def _header_fits(
    file: str,
    header: Sequence[str],
    columns: Sequence[str],
    required: Sequence[str],
    faults: list[Fault],
) -> bool:
    before = len(faults)
    known = f"The columns are: {', '.join(columns)}."
    for n, name in enumerate(header):
        if name not in columns:
            faults.append(Fault(file, 1, name, "There is no such column.", known))
        if name in header[:n]:
            faults.append(Fault(file, 1, name, "It stands twice.", "Keep one."))
    faults += [
        Fault(file, 1, name, "The column is missing.", "Add it to the header.")
        for name in required
        if name not in header
    ]
    return len(faults) == before


def as_text(text: str) -> str:
    return text


def as_day(text: str) -> date:
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise _Wrong(f"“{text}” is not a date.", "Write it as 2026-01-31.")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _Wrong(f"{day} is out of range.", f"Give a day from {FIRST_DAY} to {LAST_DAY}.")
    return day


def as_until(text: str) -> date | Literal["life"]:
    return "life" if text == "life" else as_day(text)


def as_instant(text: str) -> int:
    """A date (its beginning in Shanghai) or an RFC 3339 instant, in microseconds."""
    try:
        if len(text) == 10:
            moment = datetime.combine(as_day(text), datetime.min.time(), SHANGHAI)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - stands for what cannot be read and has no zone
    if moment.tzinfo is None:
        remedy = "Write 2026-01-31 or 2026-01-31T09:30:00+08:00."
        raise _Wrong(f"“{text}” is neither a date nor an instant with its zone.", remedy)
    return microseconds(moment)


def microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def whole_up_to(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not WHOLE.match(text) or int(text) > most:
            raise _Wrong(f"“{text}” is not a whole number.", f"Give one from 0 to {most}.")
        return int(text)

    return read


def as_rating(text: str) -> int:
    try:
        return int(Decimal(text).scaleb(2)) if RATING.match(text) else _no_rating(text)
    except InvalidOperation:
        return _no_rating(text)


def _no_rating(text: str) -> int:
    raise _Wrong(f"“{text}” is not a rating.", "Give decimal text such as 4.50.")


@dataclass(frozen=True, slots=True)
class FactTable:
    """What a facts file holds for one scheme."""

    facts: tuple[Fact, ...]
    subjects: tuple[Subject, ...]


def read_facts(file: str, text: str, book: RuleBook, faults: list[Fault]) -> FactTable:
    """The facts of a CSV; what is wrong goes to `faults`."""
    found: list[Fact] = []
    opened: dict[str, date | None] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows_of(file, text, FACT_COLUMNS, FACT_REQUIRED, faults):
        if row.text("scheme") not in (None, book.scheme):
            continue
        subject = row.needed("subject_id", as_text)
        _open_file(row, subject, opened)
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
        quantity=row.cell("quantity", whole_up_to(MOST["quantity"])),
        amount_fen=row.cell("amount_fen", whole_up_to(MOST["amount_fen"])),
        numerator=row.cell("numerator", whole_up_to(MOST["numerator"])),
        denominator=row.cell("denominator", whole_up_to(MOST["numerator"])),
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
    for indicator in version.indicators:
        if fact.behaviour not in indicator.behaviours:
            continue
        table = indicator.by_severity
        if table is not None and fact.severity is not None and fact.severity not in table:
            remedy = f"Give one of {', '.join(table)}."
            row.fault("severity", f"“{fact.severity}” has no points.", remedy)
        if indicator.kind == "mean" and fact.rating is not None:
            low, high = Decimal(indicator.lowest) / 100, Decimal(indicator.highest) / 100
            if not indicator.lowest <= fact.rating <= indicator.highest:
                row.fault("rating", "It is off the scale.", f"Give one from {low} to {high}.")


def read_decisions(
    file: str, text: str, book: RuleBook, faults: list[Fault]
) -> tuple[Decision, ...]:
    """The decisions of a CSV; what is wrong goes to `faults`."""
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
            _check_decision(row, decision, book)
            found.append(decision)
    return tuple(found)


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
