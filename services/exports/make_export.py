"""Make an export: a file that leaves the department, entered in the record by the hash of its bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Evidence, Export, Holder
from services.actor import Actor
from services.apply import Private
from services.exports.keep_parcel import PARCEL
from services.exports.seal_rows import RowsSeal
from services.files.new_file import NewFile, evidence_rows
from services.writing import writing

FORMATS = ("xlsx", "csv", "json")
LIST_FORMATS = (*FORMATS, "pdf", "ftm")
REGISTER_FORMATS = (*LIST_FORMATS, "delta")
NEWEST = 50


@dataclass(frozen=True)
class MadeFile:
    """A finished file. ``wishes`` are codes and days; ``known`` is the ledger size its rows rest on."""

    export_id: str
    kind: str
    format: str
    wishes: Mapping[str, str]
    on: date
    known: int
    rows: int
    content: bytes
    seal: RowsSeal | None = None


def make_export(
    session: Session,
    actor: Actor,
    made: MadeFile,
    now: datetime,
    kept: NewFile | None = None,
    parcel: NewFile | None = None,
) -> str:
    """Enter the file in the record before it is handed out; every file is its own entry.

    A ``kept`` file stays in the store, to be taken again as it was; a ``parcel`` (services/exports/keep_parcel.py), to
    be handed out with its proof once a checkpoint is signed over the entry.

    Returns the SHA-256 of its bytes.
    """
    actor.require("export.make")
    sha256 = hashlib.sha256(made.content).hexdigest()
    with writing(session, actor, now) as writer:
        data = {
            "id": made.export_id,
            "kind": made.kind,
            "format": made.format,
            "filter": json.dumps(dict(made.wishes), sort_keys=True, ensure_ascii=True),
            "on": made.on.isoformat(),
            "known": made.known,
            "rows": made.rows,
            "sha256": sha256,
            "by": actor.holder_id,
            **(made.seal.as_data() if made.seal else {}),
        }
        private = Private()
        files = evidence_rows("export", made.export_id, [kept] if kept else [], private)
        files += evidence_rows(PARCEL, made.export_id, [parcel] if parcel else [], private)
        writer.add("export.make", {"export": data, "evidence": files}, private=private)
    return sha256


@dataclass(frozen=True)
class PastExport:
    """An earlier export, by whom and when; ``wishes`` are codes and days, ``kept`` a file to take again."""

    id: str
    kind: str
    format: str
    wishes: dict[str, str]
    on: date
    rows: int
    sha256: str
    by: str
    at: datetime
    kept: str | None
    has_bundle: bool
    seq: int


def past_exports(session: Session, actor: Actor) -> list[PastExport]:
    """The newest exports of everybody."""
    actor.require("export.make")
    query = (
        select(Export, Holder.name, ledger.Entry.recorded_at, ledger.Entry.seq, Evidence.id)
        .join(Holder, Holder.id == Export.by)
        .join(ledger.Entry, ledger.Entry.entry_id == Export.entry_id)
        .outerjoin(Evidence, (Evidence.owner_kind == "export") & (Evidence.owner_id == Export.id))
        .order_by(ledger.Entry.seq.desc())
        .limit(NEWEST)
    )
    return [_past(*row) for row in session.execute(query)]


def _past(export: Export, by: str | None, at: datetime, seq: int, kept: str | None) -> PastExport:
    wishes: dict[str, Any] = json.loads(export.filter)
    return PastExport(
        id=export.id,
        kind=export.kind,
        format=export.format,
        wishes=wishes,
        on=export.on,
        rows=export.rows,
        sha256=export.sha256,
        by=by or "",
        at=at,
        kept=kept,
        has_bundle=export.root is not None,
        seq=seq,
    )
