"""Making a receipt and checking it with plain Python, by the length of the record and the number of facts.

Run it with `make bench-receipt`. The contractor has a year of records of every kind, a listing, and so many
ratings more; the other entries are anybody's.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import ledger
from models import new_id
from services.database import connect, sessions
from services.events.event_draft import EventDraft
from services.events.record_event import record_events
from services.writing import unrecorded
from tests.receipts.place import SCHEME, Place, lived_in
from tests.support import world

CHECK = Path(__file__).resolve().parents[1] / "verify" / "check.py"
SIZES = ((1_000, 0), (1_000, 500), (100_000, 0), (100_000, 500))
ROUNDS = 7
BATCH = 5_000


def pad(place: Place, entries: int) -> None:
    """Entries of others, as long as one of a download of evidence."""
    at = world.NOW + timedelta(minutes=1)
    for n in range(0, entries, BATCH):
        bodies = [
            {
                "id": new_id(),
                "kind": "evidence.download",
                "actor": new_id(),
                "data": {"evidence": new_id()},
            }
            for _ in range(min(BATCH, entries - n))
        ]
        with unrecorded(place.session):
            ledger.append(place.session, bodies, at)


def rate(place: Place, count: int) -> None:
    """So many ratings of the contractor, each a record that counts at once."""
    drafts = [
        EventDraft(
            subject_id=place.world.own,
            scheme=SCHEME,
            behaviour="S01",
            occurred_on=world.TODAY - timedelta(days=n % 300),
            region="510100",
            narrative="服务态度评分。",
            rating=300 + n % 200,
        )
        for n in range(count)
    ]
    if drafts:
        place.session.rollback()
        record_events(place.session, place.story.clerk, drafts, world.NOW, anyway=True)


def median(call: Callable[[], object]) -> float:
    """Milliseconds, the median of some runs after one that does not count."""
    call()
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def measure(folder: Path, entries: int, facts: int) -> None:
    """Builds the record, makes the receipt, checks it in a process of its own, and prints a line."""
    folder.mkdir()
    url = f"sqlite:///{folder / 'xinheng.db'}"
    world.build(url)
    engine = connect(url)
    with sessions(engine)() as session:
        found = world.read(session)
        session.rollback()
        place = lived_in(session, found, folder)
        rate(place, facts)
        pad(place, entries)
        size = place.sign()
        file = place.file(folder)
        made = median(place.receipt)
        command = [sys.executable, "-I", "-S", str(CHECK), str(file), "--key", str(place.keys)]
        checked = median(lambda: subprocess.run(command, check=True, capture_output=True))
        rows = len(place.receipt().facts) - 1
    engine.dispose()
    print(
        f"{size:>9,} entries {rows:>5,} facts: {file.stat().st_size / 1024:7,.0f} KB,"
        f" made {made:6.0f} ms, checked {checked:6.0f} ms",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, help="one record of so many entries more")
    parser.add_argument("--facts", type=int, default=0)
    asked = parser.parse_args()
    sizes = [(asked.entries, asked.facts)] if asked.entries else SIZES
    with tempfile.TemporaryDirectory() as place:
        for n, (entries, facts) in enumerate(sizes):
            measure(Path(place) / str(n), entries, facts)


if __name__ == "__main__":
    main()
