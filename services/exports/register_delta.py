"""What changed in the register since an earlier export of it: added, modified, gone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from evidence.store import Store
from models import Export
from services.actor import Actor
from services.exports.keep_parcel import open_parcel, parcel_of
from services.exports.seal_rows import Record, sealed_rows
from services.messages import Invalid, say
from verify.check_bundle import REGISTER
from verify.parcel import ROWS

Change = dict[str, Any]


@dataclass(frozen=True)
class Earlier:
    """An earlier export of the register: the lines that were sealed, by row id."""

    export: Export
    lines: dict[str, bytes]


def earlier_registers(session: Session, scope: str) -> list[Export]:
    """The exports of the register in this scope, newest first."""
    query = (
        select(Export)
        .join(ledger.Entry, ledger.Entry.entry_id == Export.entry_id)
        .where(Export.kind == REGISTER, Export.root.is_not(None))
        .order_by(ledger.Entry.seq.desc())
    )
    return [one for one in session.scalars(query) if json.loads(one.filter)["scope"] == scope]


def read_earlier(
    session: Session, store: Store, actor: Actor, scope: str, since: str | None
) -> Earlier:
    """The earlier export with its rows. Raises ``Invalid`` where it is none of this scope."""
    actor.require("export.make")
    found = next((one for one in earlier_registers(session, scope) if one.id == since), None)
    parcel = parcel_of(session, found.id) if found else None
    if found is None or parcel is None:
        raise Invalid({"since": say("Choose an earlier export of the same register.")})
    lines = open_parcel(store, parcel)[ROWS].splitlines(keepends=True)
    return Earlier(found, {json.loads(line)["id"]: line for line in lines})


def changes(
    before: dict[str, bytes], now: Iterable[Record], on: date, *, public: bool
) -> list[Change]:
    """ADD and MOD carry the row as it is now. DEL carries the row that was; to the public only id and day,
    for what has left may be named no more."""
    lines = {row["id"]: sealed_rows([row]).data for row in now}
    found: list[Change] = []
    for row_id, line in lines.items():
        if row_id not in before:
            found.append({"op": "ADD", "id": row_id, "row": json.loads(line)})
        elif before[row_id] != line:
            found.append({"op": "MOD", "id": row_id, "row": json.loads(line)})
    for row_id in before.keys() - lines.keys():
        gone: Change = {"op": "DEL", "id": row_id, "date": on.isoformat()}
        found.append(gone if public else gone | {"row": json.loads(before[row_id])})
    return sorted(found, key=lambda change: (change["op"], change["id"]))
