"""Seal the standing of a half-year's last day: the score table as it was known that night, kept as a file for good.

What law reads off such a day (a surcharge, a bulletin) is never computed again, whatever is recorded later.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from evidence.file_types import XLSX
from evidence.store import Store
from models import Export
from services.actor import Actor
from services.exports.make_export import MadeFile, make_export
from services.files.new_file import NewFile, keep_file
from services.messages import Conflict, say

SEALED = "snapshot"
MOST_BACK = 6
"""How many half-years back may still be sealed."""


def half_years(first: date, today: date) -> list[date]:
    """The last days of the half-years that have ended, newest first, none before ``first``."""
    found: list[date] = []
    day = date(today.year, 12, 31)
    while len(found) < MOST_BACK and day >= first:
        if day < today:
            found.append(day)
        opened = date(day.year, 7 if day.month > 6 else 1, 1)
        day = opened - timedelta(days=1)
    return found


def seal_number(scheme: str, on: date) -> str:
    """The number of the one export that can hold a scheme's standing of a day."""
    return hashlib.sha256(f"{SEALED}/{scheme}/{on.isoformat()}".encode()).hexdigest()[:32]


def seal_standing(
    session: Session,
    store: Store,
    actor: Actor,
    made: MadeFile,
    filename: str,
    now: datetime,
    parcel: NewFile | None = None,
) -> str:
    """Keep the finished workbook in the store, and enter it in the record; returns its SHA-256.

    ``made.export_id`` is ``seal_number``. Raises ``Conflict`` where that standing was sealed before: a
    second one would be another truth.
    """
    actor.require("export.make")
    taken = Conflict(
        say("The standing of this day is sealed already. It stands among the exports.")
    )
    if session.get(Export, made.export_id) is not None:
        raise taken
    file = keep_file(store, made.content, XLSX.media_type, filename)
    try:
        return make_export(session, actor, made, now, file, parcel)
    except IntegrityError:  # somebody else sealed it in this very moment
        raise taken from None
