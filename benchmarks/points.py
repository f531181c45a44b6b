"""Points to look at and the report on a person, over a made-up record of so many facts.

Run it with `make bench-points`. The facts were entered on the days of the last ten months, by clerks of 21 offices,
half of them confirmed by two reviewers each; one in a hundred was corrected, one in a hundred withdrawn after a
preview, and everybody read much. Aim: both pages in less than a second.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

import ledger
from benchmarks.databases import KINDS, empty
from benchmarks.web import FACTS_EACH, RULES, add_contractors
from models import (
    AccessLog,
    Correction,
    Event,
    EventConfirmation,
    EventWithdrawal,
    Holder,
    Office,
    QuerySlip,
    SlipFirm,
    SlipLine,
    new_id,
)
from services.database import connect, sessions
from services.points import KINDS as POINTS
from services.points.person_report import person_report
from services.points.show_points import PointFilter, show_points, span_of
from services.record.reading_log import NEW_LIST
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.writing import unrecorded
from tests.support import world

DAYS, OFFICES, ROUNDS = 300, 21, 5
Rows = dict[type[Any], list[dict[str, Any]]]
Times = tuple[float, float]


def people(session: Session) -> list[tuple[str, list[str]]]:
    """Offices, each with a clerk and two reviewers."""
    found = []
    with unrecorded(session):
        for n in range(OFFICES):
            office = {"id": new_id(), "entry_id": new_id(), "level": "prefecture"}
            names = {"name_zh": f"第{n}局", "name_en": f"Office {n}", "region": f"51{n:02d}99"}
            office |= {"telephone": "", "address": ""}
            session.execute(insert(Office), [office | names])
            staff = [new_id() for _ in range(3)]
            holders = [
                {"id": one, "entry_id": new_id(), "name": f"某{n}", "office_id": office["id"]}
                for one in staff
            ]
            session.execute(insert(Holder), holders)
            found.append((str(office["id"]), staff))
    return found


class Day:
    """What is written on one day, collected."""

    def __init__(self, at: datetime) -> None:
        self.at, self.rows, self.bodies = at, {}, []  # type: ignore[var-annotated]

    def add(self, table: type[Any], row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)

    def entry(self, kind: str, by: str, subject_id: str, **data: Any) -> str:
        body = {"id": new_id(), "kind": kind, "actor": by, "subject": subject_id, "data": data}
        self.bodies.append(body)
        return str(body["id"])

    def write(self, session: Session) -> None:
        with unrecorded(session):
            for table, rows in self.rows.items():
                session.execute(insert(table), rows)
            ledger.append(session, self.bodies, self.at)


def fill(session: Session, account_id: str, facts: int) -> str:
    """Everything, day by day; returns the clerk of the first office."""
    offices = people(session)
    subjects = add_contractors(session, facts // FACTS_EACH)
    for n, at in enumerate(_days()):
        day = Day(at)
        for place in range(n * facts // DAYS, (n + 1) * facts // DAYS):
            office_id, staff = offices[place % OFFICES]
            _fact(day, place, subjects[place % len(subjects)], office_id, staff, account_id)
        day.write(session)
    return offices[0][1][0]


def _days() -> Iterator[datetime]:
    for back in range(DAYS, 0, -1):
        yield world.NOW - timedelta(days=back)


def _fact(
    day: Day, n: int, subject_id: str, office_id: str, staff: list[str], account_id: str
) -> None:
    clerk, reviewer = staff[0], staff[1 + n // OFFICES % 2]
    late = 90 if n % 500 == 0 else n % 9
    event_id, on = new_id(), (day.at - timedelta(days=late)).date()
    reviewed = n % 2 == 0
    event = {
        "id": event_id,
        "entry_id": day.entry("event.record", clerk, subject_id, event={"id": event_id}),
    }
    place = {"scheme": "land-survey", "region": "510100", "office_id": office_id}
    what = {"behaviour": "S02" if reviewed else "S01", "rating": None if reviewed else 450}
    by = {"entered_by": clerk, "confirm": "review" if reviewed else "none"}
    day.add(Event, event | place | what | by | {"subject_id": subject_id, "occurred_on": on})
    if n % 100 == 2:
        day.add(AccessLog, _read(account_id, NEW_LIST, event_id, day.at))
        named = {"event_id": event_id}
        entry_id = day.entry("event.withdraw", reviewer, subject_id, withdrawal=named)
        gone = {"event_id": event_id, "by": reviewer, "refused": True, "entry_id": entry_id}
        day.add(EventWithdrawal, gone)
        return
    entry_id = event["entry_id"]
    if reviewed:
        named = {"event_id": event_id, "counts_from": on.isoformat()}
        entry_id = day.entry("event.confirm", reviewer, subject_id, confirmation=named)
    confirmed = {"event_id": event_id, "entry_id": entry_id, "counts_from": on}
    persons = {"entered_by": clerk, "confirmed_by": reviewer if reviewed else clerk}
    way = {"way": "review" if reviewed else "none"}
    day.add(EventConfirmation, confirmed | persons | way)
    for _ in range(3):
        day.add(AccessLog, _read(account_id, "event.view", event_id, day.at))
    if n % 100 == 4:
        _correct(day, event_id, subject_id, staff)
    if n % 1000 == 4:
        _slip(day, subject_id, n)


def _read(account_id: str, what: str, target_id: str, at: datetime) -> dict[str, Any]:
    return {"account_id": account_id, "what": what, "target_id": target_id, "at": at}


def _correct(day: Day, event_id: str, subject_id: str, staff: list[str]) -> None:
    row_id = new_id()
    asked = day.entry("event.correct", staff[0], subject_id, correction={"id": row_id})
    agreed = day.entry("event.correct.confirm", staff[1], subject_id, correction=row_id)
    row = {"id": row_id, "entry_id": asked, "event_id": event_id, "asked_by": staff[0]}
    day.add(Correction, row | {"confirmed_by": staff[1], "confirmed_entry_id": agreed})


def _slip(day: Day, subject_id: str, n: int) -> None:
    entry_id, slip, line = new_id(), new_id(), new_id()
    first = {"id": slip, "entry_id": entry_id, "on": day.at.date(), "position": n, "lists": ""}
    day.add(QuerySlip, first)
    second = {"id": line, "entry_id": entry_id, "slip_id": slip, "position": 1, "bidder": 1}
    day.add(SlipLine, second)
    firm = {"id": new_id(), "entry_id": entry_id, "line_id": line, "position": 1}
    day.add(SlipFirm, firm | {"subject_id": subject_id, "how": "name"})


def timed(call: Callable[[], object]) -> Times:
    """Milliseconds on the clock, and of the processor: medians of ROUNDS, after one that is not counted."""
    found = []
    for _ in range(ROUNDS + 1):
        start, worked = time.perf_counter(), time.process_time()
        call()
        found.append((time.perf_counter() - start, time.process_time() - worked))
    clock, processor = (statistics.median(times) * 1000 for times in zip(*found[1:], strict=True))
    return clock, processor


def measure(url: str, facts: int) -> dict[str, Times]:
    """Of one database: each kind over ninety days, the page, and the report on a clerk over ninety days."""
    world.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        found = world.read(session)
        auditor, begun = found["auditor"], world.NOW - timedelta(days=DAYS)
        rules = RULES.read_text("utf-8")
        proposed = propose_ruleset(session, found["business_administrator"], rules, begun)
        publish_ruleset(session, found["provincial_decider"], proposed, begun)
        clerk = fill(session, found["provincial_clerk"].account_id, facts)
        with engine.connect() as connection:
            connection.execute(text("analyze"))
            connection.commit()
        span = span_of(session, PointFilter(), world.TODAY)
        times = {
            code: timed(lambda kind=kind: list(kind.find(session, span)))  # type: ignore[misc]
            for code, kind in POINTS.items()
        }
        times["page"] = timed(lambda: show_points(session, auditor, PointFilter(), world.TODAY))
        times["person"] = timed(
            lambda: person_report(session, auditor, clerk, span.first, span.last)
        )
    engine.dispose()
    return times


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--facts", type=int, default=100_000)
    asked.add_argument("--only", choices=KINDS)
    given = asked.parse_args()
    for kind in [given.only] if given.only else KINDS:
        with tempfile.TemporaryDirectory() as folder, empty(kind, Path(folder) / "db") as new:
            for name, (clock, processor) in measure(new("points"), given.facts).items():
                print(
                    f"{kind:<11} {given.facts:>9,} facts  {name:<11} {clock:9.1f} ms,"
                    f" of the processor {processor:9.1f} ms"
                )


if __name__ == "__main__":
    main()
