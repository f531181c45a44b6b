"""A reader outside: his one-time code gives his browser a pass to one file, and each reading is entered."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from evidence.sealing import Unreadable
from evidence.store import Store
from models import DossierGrant, Evidence, Office, new_id
from services.actor import SYSTEM
from services.clock import day_of
from services.labels import Both, row_label, subject_names
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people import throttle
from services.people.one_time_code import code_hash
from services.writing import unrecorded, writing


@dataclass(frozen=True)
class ReaderView:
    """What the reader is told of his dossier; only who holds the pass is told whose it is."""

    party: str
    recipient: str
    office: Both
    until_on: date
    pages: int
    sha256: str


def reading_state(session: Session, grant_id: str, today: date) -> str:
    """running, over or revoked; raises ``NotFound`` for a link of nobody's."""
    grant = _grant(session, grant_id)
    return "running" if grant.runs_on(today) else "revoked" if grant.revoked_on else "over"


def _grant(session: Session, grant_id: str) -> DossierGrant:
    grant = session.get(DossierGrant, grant_id)
    if grant is None:
        raise NotFound(say("There is no such dossier."))
    return grant


def use_code(session: Session, grant_id: str, code: str, address: str, now: datetime) -> str:
    """The pass of this browser; raises ``Invalid`` and ``TooMany``. The code is void from here on."""
    attempt = throttle.admit(session, f"dossier {grant_id}", address, now)
    grant, typed = _grant(session, grant_id), code_hash(grant_id, code)
    if not grant.runs_on(day_of(now)) or not hmac.compare_digest(grant.code_hash or "", typed):
        raise Invalid({"code": say("This code is not right. Type it as it stands on the letter.")})
    token = secrets.token_urlsafe(32)
    with unrecorded(session):
        taken = session.execute(
            update(DossierGrant)
            .where(DossierGrant.id == grant_id, DossierGrant.code_hash == typed)
            .where(DossierGrant.code_used_at.is_(None))
            .values(code_used_at=now, pass_hash=_hash(token))
            .returning(DossierGrant.id)
        ).one_or_none()
        if taken is None:
            raise Invalid({"code": _USED})
        throttle.forgive(session, attempt)
    return token


_USED = say(
    "This code was used already. If that was not you in another browser, tell the office at once;"
    " it issues a new one."
)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def reader_view(session: Session, grant_id: str, token: str, today: date) -> ReaderView | None:
    """What this browser may read; None: it holds no pass for this dossier, or no longer."""
    grant = _grant(session, grant_id)
    if not _holds(grant, token, today):
        return None
    disclosure, dossier = grant.disclosure, grant.dossier
    return ReaderView(
        party=subject_names(session, [dossier.subject_id]).get(dossier.subject_id, ""),
        recipient=disclosure.recipient,
        office=row_label(session.get_one(Office, disclosure.office_id)),
        until_on=grant.until_on,
        pages=dossier.pages,
        sha256=dossier.sha256,
    )


def _holds(grant: DossierGrant, token: str, today: date) -> bool:
    held = bool(token) and hmac.compare_digest(grant.pass_hash or "", _hash(token))
    return held and grant.runs_on(today)


def open_granted(session: Session, store: Store, grant_id: str, token: str, now: datetime) -> bytes:
    """The file, as it was bound; the record says that it was read before the first byte is handed out."""
    grant = _grant(session, grant_id)
    if not _holds(grant, token, day_of(now)):
        raise Forbidden(say("This dossier is not open here. Type the code of your letter."))
    dossier, subject_id = grant.dossier_id, grant.dossier.subject_id
    kept = session.scalars(
        select(Evidence).where(Evidence.owner_kind == "dossier", Evidence.owner_id == dossier)
    ).one()
    try:
        with store.reader(kept.stored_sha256, kept.sealed_key or b"") as stored:
            content = stored.read()
    except Unreadable:
        raise Conflict(say("The stored file cannot be read. Please tell the office.")) from None
    with writing(session, SYSTEM, now) as writer:
        opening = {"id": new_id(), "grant_id": grant_id}
        writer.add("dossier.open", {"opening": opening}, subject_id)
    return content
