"""A query slip for 200 firms, the register's pages and its feed, against a register of 100,000 public entries.

Run it with `make bench-slip`. The register is that of the benchmark of exports, with the search forms of its
names beside it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from benchmarks.export import BATCH, ENTRIES, Place, fill
from identity.names import alike_keys, fold, sound_key
from models import SubjectName, new_id
from services.database import connect, sessions
from services.lists.public_register import find_public, public_page
from services.slips.make_slip import MOST_FIRMS, make_slip
from services.slips.read_slip import read_slip, slip_address
from services.writing import Once, unrecorded
from tests.support.world import NOW, TODAY

TIMES = 5


def _name(number: int | str) -> str:
    return f"第{number}环境检测技术有限公司"


def _search_forms(session: Session, entries: int) -> None:
    """Folded names and sounds, as registering would have kept them."""
    statement = (
        update(SubjectName)
        .where(SubjectName.id == bindparam("row"))
        .values(folded=bindparam("fold"), sound=bindparam("heard"))
        .execution_options(synchronize_session=None)
    )
    pattern = sound_key(_name(7))
    with unrecorded(session):
        for first in range(0, entries, BATCH):
            rows = [
                {
                    "row": f"1{n:031x}",
                    "fold": fold(_name(n)),
                    "heard": pattern.replace(" 7 ", f" {' '.join(str(n))} "),
                }
                for n in range(first, min(first + BATCH, entries))
            ]
            session.connection().execute(statement, rows)


def _question(number: int) -> str:
    """Half by name, a quarter by code, a quarter unknown but for its sound."""
    kinds = (
        _name(number),
        _name(number + 1),
        f"91510100{number:09d}X",
        f"弟{number}环境检测技术有限公司",
    )
    return kinds[number % 4]


def _timed(work: Callable[[], Any]) -> float:
    alike_keys.cache_clear()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(session: Session, entries: int) -> dict[str, float]:
    """The shortest of some runs, in seconds."""
    text = "\n".join(_question(n) for n in range(0, entries, max(1, entries // MOST_FIRMS)))
    made: list[str] = []

    def make() -> None:
        made.append(make_slip(session, None, text, NOW, Once(new_id(), b"")))

    def read() -> None:
        assert read_slip(session, slip_address(session, made[-1]), NOW)
        session.rollback()

    works: dict[str, Callable[[], Any]] = {
        f"a slip for {MOST_FIRMS} firms made": make,
        "that slip read again": read,
        "one question to the register": lambda: find_public(session, _name(entries // 2), TODAY),
        "the first page": lambda: public_page(session, TODAY),
        "the last page": lambda: public_page(session, TODAY, entries),
    }
    return {what: min(_timed(work) for _time in range(TIMES)) for what, work in works.items()}


def main() -> None:
    """Fill a register, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=ENTRIES)
    entries = asked.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        fill(place, entries)
        engine = connect(place.config.database_url)
        with sessions(engine)() as session:
            _search_forms(session, entries)
            for what, seconds in measure(session, entries).items():
                print(f"{what:34} {seconds:8.3f} s")
        engine.dispose()


if __name__ == "__main__":
    main()
