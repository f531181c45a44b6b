"""Recording end to end and opening a contractor's page, at 10,000 and 100,000 facts, on both databases.

Run it with `make bench-web`. Aims: from 10,000 to 100,000 facts the median grows at most 1.3 times, and a record
costs at most 5 times a bare insert-and-commit through the same server code and database.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

import ledger
from app import create_app
from benchmarks.databases import KINDS, empty
from config import Config
from models import Event, EventConfirmation, Subject, SubjectName, new_id
from services.database import connect, sessions
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.standing.scores import renew_due
from services.writing import unrecorded
from tests.support import world
from web.access import public
from web.context import db

RULES = Path(__file__).resolve().parents[1] / "rulesets" / "land-survey" / "2026.toml"
SIZES = (10_000, 100_000)
FACTS_EACH = 50
ROUNDS = 60
BATCH = 5_000


def contractors(count: int) -> list[str]:
    """Ids of so many contractors."""
    return [new_id() for _ in range(count)]


def rows_of(subject_ids: list[str], office_id: str, holder_id: str) -> Iterator[dict[str, Any]]:
    """Fifty ratings a contractor, spread over the last ten months, as the entry form records them."""
    for subject_id in subject_ids:
        for n in range(FACTS_EACH):
            yield {
                "id": new_id(),
                "entry_id": new_id(),
                "subject_id": subject_id,
                "scheme": "land-survey",
                "behaviour": "S01",
                "occurred_on": world.TODAY - timedelta(days=6 * n + 3),
                "region": "510100",
                "office_id": office_id,
                "rating": 400 + n % 100,
                "entered_by": holder_id,
                "confirm": "none",
            }


def fill(session: Session, found: world.World, facts: int) -> list[str]:
    """Contractors, records, confirmations and ledger entries in bulk; returns the contractors' ids."""
    clerk = found["provincial_clerk"]
    ids = add_contractors(session, facts // FACTS_EACH)
    with unrecorded(session):
        batch: list[dict[str, Any]] = []
        for row in rows_of(ids, clerk.office_id or "", clerk.holder_id):
            batch.append(row)
            if len(batch) == BATCH:
                _write(session, batch)
                batch = []
        _write(session, batch)
    return ids


def add_contractors(session: Session, count: int) -> list[str]:
    """So many contractors in bulk; their ids."""
    ids = contractors(count)
    with unrecorded(session):
        session.execute(insert(Subject), [_subject(subject_id) for subject_id in ids])
        session.execute(insert(SubjectName), [_name(n, s) for n, s in enumerate(ids)])
    return ids


def _subject(subject_id: str) -> dict[str, Any]:
    return {
        "id": subject_id,
        "entry_id": new_id(),
        "kind": "contractor",
        "legal_form": "company",
        "home_region": "510100",
        "business": "survey",
        "file_opened_on": world.OPENED,
    }


def _name(n: int, subject_id: str) -> dict[str, Any]:
    name = f"第{n}号机构"
    return {
        "id": new_id(),
        "entry_id": new_id(),
        "subject_id": subject_id,
        "name": name,
        "from_on": world.OPENED,
        "folded": name,
        "initials": f"d{n}hjg",
    }


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    session.execute(insert(Event), rows)
    confirmations = [
        {
            "event_id": row["id"],
            "entry_id": row["entry_id"],
            "counts_from": row["occurred_on"],
            "way": "none",
            "entered_by": row["entered_by"],
            "confirmed_by": row["entered_by"],
        }
        for row in rows
    ]
    session.execute(insert(EventConfirmation), confirmations)
    bodies = [
        {
            "id": row["entry_id"],
            "kind": "event.record",
            "actor": row["entered_by"],
            "subject": row["subject_id"],
            "data": {"event": {"id": row["id"]}},
        }
        for row in rows
    ]
    ledger.append(session, bodies, world.NOW - timedelta(days=1))


def prepared(url: str, facts: int) -> tuple[list[str], str]:
    """A database with the scheme in force and so many facts; the contractors' ids, and a clerk's account."""
    world.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        found = world.read(session)
        administrator, decider = found["business_administrator"], found["provincial_decider"]
        rules = RULES.read_text("utf-8")
        proposed = propose_ruleset(session, administrator, rules, world.NOW)
        publish_ruleset(session, decider, proposed, world.NOW)
        ids = fill(session, found, facts)
        with unrecorded(session):
            renew_due(session, world.TODAY)
    with engine.connect() as connection:
        connection.execute(text("analyze"))
        connection.rollback()
    engine.dispose()
    return ids, found["provincial_clerk"].account_id


def add_bare_route(app: Flask, engine: Engine) -> None:
    """The peer: the least that a form of this server can do and still keep a row."""
    with engine.begin() as connection:
        connection.execute(text("create table bare (id varchar(32) primary key, at varchar(40))"))

    @app.post("/bare")
    @public
    def bare() -> str:
        with unrecorded(db()):
            db().execute(text("insert into bare values (:id, 'now')"), {"id": new_id()})
        return "done"


def timed(call: Callable[[int], None], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, after three that are not counted."""
    found = []
    for n in range(rounds + 3):
        start = time.perf_counter()
        call(n)
        found.append((time.perf_counter() - start) * 1000)
    return found[3:]


def record(client: FlaskClient, ids: list[str]) -> Callable[[int], None]:
    """Send the entry form; each time for another contractor."""

    def send(n: int) -> None:
        place = n * 7 % len(ids)
        answer = client.post(
            "/events/new",
            data={
                "form_key": new_id(),
                "contractor": f"第{place}号机构",
                "contractor_id": ids[place],
                "behaviour": "S01",
                "behaviour_id": "land-survey/S01",
                "occurred_on": str(world.TODAY),
                "region": "510100",
                "rating": "4.50",
                "narrative": f"现场服务评价第{n}次。",
                "anyway": "yes",
            },
        )
        if answer.status_code != 303:
            raise RuntimeError(f"not recorded: {answer.status}\n{answer.get_data(as_text=True)}")

    return send


def opened(client: FlaskClient, ids: list[str]) -> Callable[[int], None]:
    def get(n: int) -> None:
        answer = client.get(f"/contractors/{ids[n * 11 % len(ids)]}")
        if answer.status_code != 200:
            raise RuntimeError(f"not opened: {answer.status}")

    return get


def bare(client: FlaskClient) -> Callable[[int], None]:
    def post(_n: int) -> None:
        client.post("/bare")

    return post


def measure(url: str, facts: int, folder: Path) -> dict[str, list[float]]:
    """Times of the three requests on one database."""
    ids, account_id = prepared(url, facts)
    settings = Config(instance=folder / f"{facts}", database_url=url, https=False)
    app = create_app(settings, lambda: world.NOW)
    engine = app.extensions["xinheng.engine"]
    add_bare_route(app, engine)
    client = world.client_of(app, account_id)
    found = {
        "bare insert and commit": timed(bare(client)),
        "record": timed(record(client, ids)),
        "open the page": timed(opened(client, ids)),
    }
    engine.dispose()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=KINDS)
    wanted = parser.parse_args().only
    with tempfile.TemporaryDirectory() as place:
        for kind in [wanted] if wanted else KINDS:
            folder = Path(place) / kind
            with empty(kind, folder) as new:
                show(kind, new, folder)


def show(kind: str, new: Callable[[str], str], folder: Path) -> None:
    """Print medians, 95th percentiles, growth, and a record against the bare commit."""
    folder.mkdir(exist_ok=True)
    found = {size: measure(new(str(size)), size, folder) for size in SIZES}
    print(f"{kind}: milliseconds, p50 / p95 of {ROUNDS}")
    for name in found[SIZES[0]]:
        small, large = (found[size][name] for size in SIZES)
        growth = statistics.median(large) / statistics.median(small)
        print(f"  {name:24} {_pair(small)}   {_pair(large)}   growth {growth:.2f}")
    for size in SIZES:
        ratio = statistics.median(found[size]["record"]) / statistics.median(
            found[size]["bare insert and commit"]
        )
        print(f"  a record is {ratio:.1f} bare commits at {size:,} facts")


def _pair(times: list[float]) -> str:
    return f"{statistics.median(times):7.1f} / {statistics.quantiles(times, n=20)[-1]:7.1f}"


if __name__ == "__main__":
    main()
