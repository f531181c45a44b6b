"""Make a dossier: the file is bound, and entered in the record by its hash before it is handed out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Dossier, Holder, new_id
from services.actor import Actor
from services.clock import day_of
from services.scope import case_or_404
from services.writing import writing


@dataclass(frozen=True)
class Bound:
    """A finished file; ``missing``: the red lines of its index."""

    case_id: str
    whole: bool
    pages: int
    missing: int
    content: bytes


def make_dossier(session: Session, actor: Actor, bound: Bound, now: datetime) -> str:
    """Enter the file in the record; returns the SHA-256 of its bytes."""
    actor.require("evidence.read")
    with writing(session, actor, now) as writer:
        case = case_or_404(session, actor, bound.case_id)
        row = dossier_row(bound, case.subject_id, actor, now)
        writer.add("dossier.make", {"dossier": row}, case.subject_id)
    return str(row["sha256"])


def dossier_row(bound: Bound, subject_id: str, actor: Actor, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "case_id": bound.case_id,
        "subject_id": subject_id,
        "whole": bound.whole,
        "on": day_of(now).isoformat(),
        "pages": bound.pages,
        "missing": bound.missing,
        "sha256": hashlib.sha256(bound.content).hexdigest(),
        "by": actor.holder_id,
    }


@dataclass(frozen=True)
class PastDossier:
    """One that was bound earlier, by whom and when."""

    whole: bool
    pages: int
    missing: int
    sha256: str
    by: str
    at: datetime


def past_dossiers(session: Session, actor: Actor, case_id: str) -> tuple[PastDossier, ...]:
    """Every file that was bound of a case, the newest first."""
    case = case_or_404(session, actor, case_id)
    actor.require("evidence.read")
    query = (
        select(Dossier, Holder.name, ledger.Entry.recorded_at)
        .join(Holder, Holder.id == Dossier.by)
        .join(ledger.Entry, ledger.Entry.entry_id == Dossier.entry_id)
        .where(Dossier.case_id == case.id)
        .order_by(ledger.Entry.seq.desc())
    )
    return tuple(
        PastDossier(d.whole, d.pages, d.missing, d.sha256, name or "", at)
        for d, name, at in session.execute(query)
    )
