"""A new day, the first page and the desk of service after years: listings by rule, and cases decided and served.

Run it with `make bench-new-day`. Nothing moves on the day that is measured: what is counted is what looking costs.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

import ledger
from app import create_app
from benchmarks.databases import KINDS, empty
from benchmarks.web import add_contractors
from config import Config
from models import (
    Base,
    Case,
    Event,
    EventConfirmation,
    ListDecision,
    Listing,
    ListingConfirmation,
    Relation,
    RuleStay,
    Service,
    StandingService,
    Subject,
    new_id,
)
from services.database import connect, sessions
from services.new_day import begin_day
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.standing.scores import renew_due
from services.writing import unrecorded
from tests.support import world as worlds
from tests.support.world import NOW, TODAY, Clock, World

SCHEME = "eia-units"
RULES = Path(__file__).resolve().parents[1] / "rulesets" / SCHEME / "2019.toml"
SIZE = 20_000
BATCH = 5_000
ROUNDS = 5
PAGES = (("provincial_decider", "/"), ("provincial_clerk", "/"), ("provincial_clerk", "/service/"))


def fill(session: Session, world: World, size: int) -> None:
    """So many listings by rule, two a contractor, and so many cases by which others are on the blacklist."""
    one, other = world["business_administrator"], world["second_business_administrator"]
    publish_ruleset(
        session, other, propose_ruleset(session, one, RULES.read_text("utf-8"), NOW), NOW
    )
    ids = add_contractors(session, size // 2 + size)
    with unrecorded(session):
        session.execute(update(Subject).values(business="eia"))
    _by_rule(session, world, ids[: size // 2])
    _by_case(session, world, ids[size // 2 :])


def _by_rule(session: Session, world: World, ids: list[str]) -> None:
    """Twenty points each; what the rules make of them a person has put into the register."""
    with unrecorded(session):
        for records in _batches(_record(world, one, n) for n, one in enumerate(ids)):
            _insert(session, records)
            bodies = [_body(event) for kind, event in records if kind is Event]
            ledger.append(session, bodies, NOW - timedelta(days=1))
    with unrecorded(session):
        renew_due(session, TODAY)
        stays = session.execute(select(*RuleStay.__table__.columns)).mappings().all()
        _insert(session, [(ListingConfirmation, _confirmation(world))])
        for rows in _batches([(Listing, _listing(stay))] for stay in stays):
            _insert(session, rows)


def _record(world: World, subject: str, n: int) -> list[tuple[type[Base], dict[str, Any]]]:
    clerk, reviewer, day = world["provincial_clerk"], world["provincial_reviewer"], _ago(n % 90 + 5)
    event: dict[str, Any] = {
        "id": new_id(),
        "entry_id": new_id(),
        "subject_id": subject,
        "scheme": SCHEME,
        "behaviour": "banned",
        "occurred_on": day,
        "region": "510100",
        "office_id": clerk.office_id,
        "entered_by": clerk.holder_id,
        "confirm": "notice",
    }
    counted = {
        "event_id": event["id"],
        "entry_id": event["entry_id"],
        "counts_from": day,
        "way": "notice",
        "entered_by": clerk.holder_id,
        "confirmed_by": reviewer.holder_id,
        "decided_on": day,
    }
    return [
        (Event, event),
        (EventConfirmation, counted),
        *_served(world, subject, event["id"], day),
    ]


def _served(
    world: World, subject: str, document: str, day: date, kind: str = "event_confirmation"
) -> list[tuple[type[Base], dict[str, Any]]]:
    service = {
        "id": new_id(),
        "entry_id": new_id(),
        "document_kind": kind,
        "document_id": document,
        "subject_id": subject,
        "way": "direct",
        "sent_on": day,
        "served_on": day,
        "typed_by": world["provincial_clerk"].holder_id,
    }
    return [
        (Service, service),
        (StandingService, {"document_id": document, "service_id": service["id"]}),
    ]


def _body(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": event["entry_id"],
        "kind": "event.record",
        "actor": event["entered_by"],
        "subject": event["subject_id"],
        "data": {"event": {"id": event["id"]}},
    }


def _confirmation(world: World) -> dict[str, Any]:
    clerk = world["provincial_clerk"]
    return {
        "id": "c" * 32,
        "entry_id": new_id(),
        "scheme": SCHEME,
        "confirmed_by": clerk.holder_id,
        "confirmed_on": TODAY,
        "office_id": clerk.office_id,
    }


def _listing(stay: Any) -> dict[str, Any]:
    kept = ("subject_id", "scheme", "list_code", "from_on", "until_on", "for_life")
    given = {"id": new_id(), "entry_id": new_id(), "confirmation_id": "c" * 32}
    return given | {name: stay[name] for name in kept}


def _by_case(session: Session, world: World, ids: list[str]) -> None:
    with unrecorded(session):
        for rows in _batches(_decided(world, one, n) for n, one in enumerate(ids)):
            _insert(session, rows)


def _decided(world: World, subject: str, n: int) -> list[tuple[type[Base], dict[str, Any]]]:
    """A case that was decided and served long ago; one party in five has a shareholder."""
    day = _ago(n % 900 + 40)
    whose = {"subject_id": subject, "scheme": SCHEME, "list_code": "blacklist"}
    term = {"from_on": day, "until_on": day + timedelta(days=1500)}
    clerk, decider = world["provincial_clerk"].holder_id, world["provincial_decider"].holder_id
    case = _row(
        **whose,
        origin="person",
        opened_on=day,
        opened_by=clerk,
        office_id=world.offices["province"],
    )
    decision = _row(
        **whose,
        **term,
        case_id=case["id"],
        position=1,
        action="enter",
        proposed_by=clerk,
        investigator_1=world["prefecture_clerk"].holder_id,
        investigator_2=world["mianyang_clerk"].holder_id,
        reviewed_by=world["provincial_reviewer"].holder_id,
        decided_by=decider,
        decided_on=day,
        way="system",
        typed_by=decider,
        effective_entry_id=new_id(),
    )
    listing = _row(**whose, **term, case_id=case["id"], decision_id=decision["id"])
    rows: list[tuple[type[Base], dict[str, Any]]] = [
        (Case, case),
        (ListDecision, decision),
        (Listing, listing),
        *_served(world, subject, decision["id"], day, "list_decision"),
    ]
    if n % 5 == 0:
        person = f"第{n}位股东"
        tie = _row(subject_id=subject, kind="shareholder", person_name=person, from_on=day)
        rows.append((Relation, tie))
    return rows


def _row(**columns: Any) -> dict[str, Any]:
    return {"id": new_id(), "entry_id": new_id(), **columns}


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _batches(
    found: Iterator[list[tuple[type[Base], dict[str, Any]]]] | Any,
) -> Iterator[list[tuple[type[Base], dict[str, Any]]]]:
    batch: list[tuple[type[Base], dict[str, Any]]] = []
    for rows in found:
        batch += rows
        if len(batch) >= BATCH:
            yield batch
            batch = []
    yield batch


def _insert(session: Session, rows: list[tuple[type[Base], dict[str, Any]]]) -> None:
    """By table, in the order in which they come."""
    tables = list(dict.fromkeys(kind for kind, _row in rows))
    for table in tables:
        session.execute(insert(table), [row for kind, row in rows if kind is table])


def measure(url: str, folder: Path, size: int) -> Iterator[str]:
    """One line a thing measured."""
    worlds.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        world = worlds.read(session)
        session.rollback()
        fill(session, world, size)
        with engine.connect() as connection:
            connection.execute(text("analyze"))
            connection.rollback()
        begin_day(session, NOW)
        session.rollback()
        now = NOW + timedelta(days=1)
        yield f"a new day on which nothing moves: {_timed(partial(begin_day, session, now)):.2f} s"
        session.rollback()
    engine.dispose()
    app = create_app(Config(instance=folder, database_url=url, https=False), Clock(now))
    for name, address in PAGES:
        client = worlds.client_of(app, world[name].account_id)
        yield f"{address} as {name}: {_timed(partial(client.get, address)):.2f} s"
    app.extensions["xinheng.engine"].dispose()


def _timed(call: Callable[[], object]) -> float:
    """Seconds of this process's processor, the median of a few: other work on the machine does not count."""
    found = []
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return statistics.median(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--database", choices=KINDS, action="append")
    asked = parser.parse_args()
    for kind in asked.database or KINDS:
        with tempfile.TemporaryDirectory() as folder, empty(kind, Path(folder) / "data") as new:
            for line in measure(new("new_day"), Path(folder), asked.size):
                print(f"{kind}, {asked.size} of each: {line}", flush=True)


if __name__ == "__main__":
    main()
