"""Exporting and checking a register of 100,000 entries, beside the bare library that writes the same rows.

Run it with `make bench-export`. Every part runs in a process of its own, so that its memory is its own. The
entries are public, each of its own contractor, written into the tables directly.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from flask import Flask, g
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import create_app
from config import Config
from models import (
    Account,
    Base,
    Export,
    Listing,
    ListingConfirmation,
    Publication,
    Subject,
    SubjectName,
    new_id,
)
from services.database import connect, sessions
from services.people.sign_in import actor_of
from services.record.keep_record import make_checkpoint
from services.writing import unrecorded
from tests.lists.cases import BASIS, publish_rules
from tests.support import world as worlds
from tests.support.world import NOW, TODAY, Clock
from web.context import db

ROOT = Path(__file__).resolve().parents[1]
ENTRIES = 100_000
BATCH = 2_000
Call = Callable[[], bytes]
PARTS = ("json", "xlsx", "bundle", "check", "bare_json", "bare_xlsx")


@dataclass(frozen=True)
class Place:
    """Where the register lies; ``rows`` are the exported rows, for the bare library."""

    folder: Path

    @property
    def config(self) -> Config:
        url = f"sqlite:///{self.folder / 'xinheng.db'}"
        return Config(instance=self.folder / "instance", database_url=url, https=False)

    @property
    def rows(self) -> Path:
        return self.folder / "rows.json"

    @property
    def bundle(self) -> Path:
        return self.folder / "bundle.zip"


def fill(place: Place, entries: int) -> None:
    """A world with so many public listings."""
    worlds.build(place.config.database_url)
    engine = connect(place.config.database_url)
    with sessions(engine)() as session:
        world = worlds.read(session)
        session.rollback()
        publish_rules(session, world)
        holder, office = world["provincial_clerk"].holder_id, world.offices["province"]
        with unrecorded(session):
            _confirmation(session, holder, office)
            for first in range(0, entries, BATCH):
                _batch(session, range(first, min(first + BATCH, entries)), holder)
    engine.dispose()


def _confirmation(session: Session, holder: str, office: str) -> None:
    given = {"id": "c" * 32, "entry_id": new_id(), "scheme": "land-survey"}
    who = {"confirmed_by": holder, "confirmed_on": TODAY, "office_id": office}
    session.execute(insert(ListingConfirmation), [given | who])


def _batch(session: Session, numbers: range, holder: str) -> None:
    rows: dict[type[Base], list[dict[str, Any]]] = {
        kind: [] for kind in (Subject, SubjectName, Listing, Publication)
    }
    for n in numbers:
        ids = {kind: f"{at}{n:031x}" for at, kind in enumerate(rows)}
        for kind, given in _entry(n, ids[Subject], ids[Listing], holder).items():
            rows[kind].append({"id": ids[kind], "entry_id": new_id(), **given})
    for kind, whole in rows.items():
        session.execute(insert(kind), whole)


def _entry(n: int, subject: str, listing: str, holder: str) -> dict[type[Base], dict[str, Any]]:
    from_on, until_on = TODAY - timedelta(days=n % 300), TODAY + timedelta(days=200 + n % 300)
    region = f"51{n % 20 + 1:02d}00"
    return {
        Subject: {
            "kind": "contractor",
            "legal_form": "company",
            "code": f"91510100{n:09d}X",
            "home_region": region,
            "business": "survey",
            "file_opened_on": from_on,
        },
        SubjectName: {
            "subject_id": subject,
            "name": f"第{n}环境检测技术有限公司",
            "from_on": from_on,
        },
        Listing: {
            "subject_id": subject,
            "scheme": "land-survey",
            "list_code": "disqualified",
            "confirmation_id": "c" * 32,
            "from_on": from_on,
            "until_on": until_on,
        },
        Publication: {
            "listing_id": listing,
            **BASIS,
            "from_on": from_on,
            "until_on": until_on,
            "asked_by": holder,
            "agreed_by": "system",
        },
    }


def export(place: Place, form: str) -> Call:
    """The export as a person gets it: read, drawn, sealed, kept, entered in the record."""
    desk = create_app(place.config, Clock(NOW))
    wanted = {"scope": "public", "format": form}
    return lambda: _answer(desk, "register_exports.make", wanted)


def bundle(place: Place) -> Call:
    """The bundle of an export, over which a checkpoint was signed."""
    engine = connect(place.config.database_url)
    with sessions(engine)() as session:
        config = place.config
        make_checkpoint(session, config.signing_key, config.witness, config.origin)
        session.rollback()
        number = session.scalars(select(Export.id)).first()
        session.rollback()
    engine.dispose()
    desk = create_app(place.config, Clock(NOW))
    return lambda: _answer(desk, "register_exports.bundle", {}, export_id=number)


def _answer(desk: Flask, view: str, form: dict[str, str], **place: str | None) -> bytes:
    """What the view answers the administrator, without the work that the first visit of a day does."""
    with desk.test_request_context(method="POST", data=form):
        query = select(Account.id).where(Account.username == "business_administrator")
        g.actor = actor_of(db(), db().scalars(query).one())
        answer: Any = desk.view_functions[view](**place)
        return bytes(desk.make_response(answer).data)


def check(place: Place) -> Call:
    """The checker in plain Python, with one company asked for; its own peak is read at its end."""
    asked = [str(place.bundle), "--company", "第7环境检测技术有限公司"]
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from verify.check import main; code = main({asked!r})"
    status = "print(open('/proc/self/status').read())"
    command = [sys.executable, "-I", "-S", "-c", f"{program}; {status}"]
    return lambda: subprocess.run(command, check=True, capture_output=True).stdout


def bare_json(place: Place) -> Call:
    """The same rows by `json.dumps`."""
    rows = json.loads(place.rows.read_bytes())
    return lambda: json.dumps(rows, ensure_ascii=False).encode()


def bare_xlsx(place: Place) -> Call:
    """The same cells by XlsxWriter, in constant memory and without any format."""
    rows = json.loads(place.rows.read_bytes())

    def written() -> bytes:
        buffer = BytesIO()
        book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
        sheet = book.add_worksheet()
        for n, row in enumerate(rows):
            for column, value in enumerate(row.values()):
                if value is not None:
                    sheet.write_string(n, column, value)
        book.close()
        return buffer.getvalue()

    return written


CALLS: dict[str, Callable[[Place], Call]] = {
    "json": lambda place: export(place, "json"),
    "xlsx": lambda place: export(place, "xlsx"),
    "bundle": bundle,
    "check": check,
    "bare_json": bare_json,
    "bare_xlsx": bare_xlsx,
}


def measured(place: Place, part: str) -> None:
    """Run one part here and print seconds, the peak of the process, and megabytes written."""
    call = CALLS[part](place)
    began, busy = time.perf_counter(), _busy()
    content = call()
    seconds, busy = time.perf_counter() - began, _busy() - busy
    status = content.decode() if part == "check" else Path("/proc/self/status").read_text()
    if part == "json":
        place.rows.write_bytes(json.dumps(json.loads(content)["rows"]).encode())
    if part == "bundle":
        place.bundle.write_bytes(content)
    peak = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024
    size = 0.0 if part == "check" else len(content) / 1e6
    print(
        f"{part:10} {seconds:8.1f} s {busy:8.1f} s of processor {peak:8.0f} MB peak {size:8.1f} MB",
        flush=True,
    )


def _busy() -> float:
    """Seconds of processor, here and in what was started: the clock on the wall tells of others too."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def told(folder: Path, entries: int) -> Iterator[list[str]]:
    """The command of each part."""
    own = [sys.executable, "-m", "benchmarks.export", "--folder", str(folder)]
    for part in ("fill", *PARTS):
        yield [*own, "--part", part, "--entries", str(entries)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--part", choices=("fill", *PARTS))
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.part == "fill":
        fill(Place(asked.folder), asked.entries)
    elif asked.part:
        measured(Place(asked.folder), asked.part)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for command in told(Path(folder), asked.entries):
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
