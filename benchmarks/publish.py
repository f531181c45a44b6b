"""From publishing a version to every stored score renewed, against reading the rows of the facts once.

Run it with `make bench-publish`. Fifty facts a contractor; the new version weighs all of them anew. Most of
the time goes into filling the database, one ledger entry a fact.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import services.standing.facts
from benchmarks.databases import KINDS, empty
from benchmarks.web import FACTS_EACH, RULES, prepared
from models import Account, Event, EventConfirmation, Score
from services.actor import Actor
from services.database import connect, sessions
from services.people.sign_in import actor_of
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.rules.rulebook import rule_book
from tests.support import world

PEOPLE = ("business_administrator", "provincial_decider")
SCHEME = "land-survey"
CHUNK = 50_000


def read_once(session: Session) -> int:
    """Every row that a score of the scheme reads, fetched and let go: the least that renewing can do."""
    rows = session.connection().execute(
        select(
            Event.id,
            Event.subject_id,
            Event.behaviour,
            Event.occurred_on,
            EventConfirmation.counts_from,
            Event.severity,
            Event.quantity,
            Event.amount_fen,
            Event.numerator,
            Event.denominator,
            Event.rating,
            Event.incident_id,
            Event.until_on,
        )
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .where(Event.scheme == SCHEME)
    )
    return sum(len(chunk) for chunk in rows.partitions(CHUNK))


def timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def next_version() -> str:
    """The same rules as a version of today."""
    text = RULES.read_text("utf-8")
    return text.replace('version = "2026"', 'version = "2026-2"').replace(
        "effective_from = 2026-01-01", f"effective_from = {world.TODAY}"
    )


def measure(url: str, facts: int) -> None:
    """Fills the database, reads the rows, publishes, and counts the scores by the new rules."""
    print(f"  {timed(lambda: prepared(url, facts)):.0f} s to fill the database")
    engine = connect(url)
    with sessions(engine)() as session:
        rows = min(timed(lambda: read_once(session)) for _ in range(3))
        objects = timed(lambda: services.standing.facts.facts(session, SCHEME))
        session.rollback()
        administrator, decider = (_person(session, name) for name in PEOPLE)
        proposed = propose_ruleset(session, administrator, next_version(), world.NOW)
        published = timed(lambda: publish_ruleset(session, decider, proposed, world.NOW))
        renewed = _renewed(session)
    engine.dispose()
    print(f"  rows read once {rows:.1f} s; read into the engine's columns {objects:.1f} s")
    print(
        f"  published and {renewed:,} scores renewed {published:.1f} s: {published / rows:.1f} times"
    )
    if renewed != facts // FACTS_EACH:
        raise SystemExit(f"not every score was renewed: {renewed:,} of {facts // FACTS_EACH:,}")


def _person(session: Session, username: str) -> Actor:
    account_id = session.scalars(select(Account.id).where(Account.username == username)).one()
    actor = actor_of(session, account_id)
    if actor is None:
        raise LookupError(username)
    return actor


def _renewed(session: Session) -> int:
    """Stored scores that the rules as they now stand have made."""
    book = rule_book(session, SCHEME).hash
    query = select(func.count()).select_from(Score).where(Score.book_sha256 == book)
    return session.scalar(query) or 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--facts", type=int, default=100_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for kind in [asked.only] if asked.only else KINDS:
            print(f"{kind}: {asked.facts:,} facts", flush=True)
            with empty(kind, Path(place) / kind) as new:
                measure(new("publish"), asked.facts)


if __name__ == "__main__":
    main()
