"""Open one dossier to one reader outside, for days and read only; revoke it; issue its code anew."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from evidence.store import Store
from models import Case, Dossier, DossierGrant, Holder, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.dossiers.make_dossier import Bound, dossier_row
from services.files.new_file import NewFile, evidence_rows
from services.files.receive_file import receive_file
from services.messages import Conflict, Invalid, NotFound, say
from services.people.one_time_code import code_hash, fresh_code
from services.scope import case_or_404
from services.writing import Once, writing

LONGEST = 90
"""Days for which a dossier may be opened at once; whoever needs longer asks again."""

OF_THE_PARTY = frozenset({"counsel"})
"""Readers who act for the party: they get what the party may see, and nothing of the office's own."""


@dataclass(frozen=True)
class GrantDraft:
    """``recipient``: the office or firm, and who reads there; ``days`` from today, today included."""

    reader: str
    recipient: str
    basis: str
    days: int
    document_no: str | None = None

    @property
    def whole(self) -> bool:
        return self.reader not in OF_THE_PARTY


@dataclass(frozen=True)
class Granted:
    """What goes onto the letter; the code is nowhere else."""

    grant_id: str
    recipient: str
    code: str
    until_on: date


def check_grant(session: Session, actor: Actor, case_id: str, draft: GrantDraft) -> None:
    """Before anything is bound: whether this person may, and whether the days are possible."""
    actor.require("disclosure.record")
    actor.require("evidence.read")
    case_or_404(session, actor, case_id)
    if not 1 <= draft.days <= LONGEST:
        raise Invalid({"days": say("Choose between 1 and %(most)s days.", most=LONGEST)})


def grant_dossier(
    session: Session,
    store: Store,
    actor: Actor,
    draft: GrantDraft,
    bound: Bound,
    what: str,
    now: datetime,
    once: Once | None = None,
) -> Granted:
    """Keep the bound file, open it to the reader, and enter it among what was given to offices outside.

    ``what`` says in words what was given. Raises ``AlreadyDone`` when the form comes again.
    """
    check_grant(session, actor, bound.case_id, draft)
    code, grant_id, until = fresh_code(), new_id(), day_of(now) + timedelta(days=draft.days - 1)
    kept = receive_file(
        store, io.BytesIO(bound.content), f"{bound.case_id}.pdf", len(bound.content)
    )
    with writing(session, actor, now, once) as writer:
        case = case_or_404(session, actor, bound.case_id)
        private = Private()
        data = _data(case, actor, draft, bound, what, kept, grant_id, now, private)
        writer.add("dossier.grant", data, case.subject_id, private)
        session.get_one(DossierGrant, grant_id).code_hash = code_hash(grant_id, code)
        writer.result = grant_id
    return Granted(grant_id, draft.recipient, code, until)


def _data(
    case: Case,
    actor: Actor,
    draft: GrantDraft,
    bound: Bound,
    what: str,
    kept: NewFile,
    grant_id: str,
    now: datetime,
    private: Private,
) -> dict[str, Any]:
    dossier, today = dossier_row(bound, case.subject_id, actor, now), day_of(now)
    disclosure = {
        "id": new_id(),
        "subject_id": case.subject_id,
        "recipient": draft.recipient,
        "what": what,
        "basis": draft.basis,
        "document_no": draft.document_no,
        "given_on": today.isoformat(),
        "office_id": actor.office_id,
        "by": actor.holder_id,
    }
    grant = {
        "id": grant_id,
        "dossier_id": dossier["id"],
        "disclosure_id": disclosure["id"],
        "reader": draft.reader,
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=draft.days - 1)).isoformat(),
        "granted_by": actor.holder_id,
    }
    files = evidence_rows("dossier", dossier["id"], [kept], private)
    return {"dossier": dossier, "disclosure": disclosure, "grant": grant, "evidence": files}


def grant_or_404(session: Session, actor: Actor, grant_id: str) -> DossierGrant:
    """A grant of a case that this person works on."""
    grant = session.get(DossierGrant, grant_id)
    if grant is None or actor.subject_id is not None:
        raise NotFound(say("There is no such dossier."))
    case_or_404(session, actor, grant.dossier.case_id)
    actor.require("disclosure.record")
    return grant


def revoke_grant(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> str:
    """Nobody reads by it from now on; what was read stays in the record. Returns the case's id."""
    with writing(session, actor, now, once) as writer:
        grant = _standing(session, actor, grant_id, now)
        row = {
            "id": grant.id,
            "revoked_by": actor.holder_id,
            "revoked_on": day_of(now).isoformat(),
        }
        writer.add("dossier.revoke", {"grant": row}, grant.dossier.subject_id)
        grant.code_hash = grant.pass_hash = None
        writer.result = grant.dossier.case_id
    return writer.result


def new_grant_code(
    session: Session, actor: Actor, grant_id: str, now: datetime, once: Once | None = None
) -> Granted:
    """A new code, which voids the earlier one and the browser that used it."""
    code = fresh_code()
    with writing(session, actor, now, once) as writer:
        grant = _standing(session, actor, grant_id, now)
        writer.add("dossier.code", {"grant": grant.id}, grant.dossier.subject_id)
        grant.code_hash = code_hash(grant.id, code)
        grant.pass_hash = grant.code_used_at = None
        writer.result = grant.dossier.case_id
        return Granted(grant.id, grant.disclosure.recipient, code, grant.until_on)


def _standing(session: Session, actor: Actor, grant_id: str, now: datetime) -> DossierGrant:
    grant = grant_or_404(session, actor, grant_id)
    if not grant.runs_on(day_of(now)):
        raise Conflict(say("This dossier is not open to that reader any more."))
    return grant


@dataclass(frozen=True)
class ShownGrant:
    """One grant for staff; ``state``: running, over or revoked; ``openings``: when it was read."""

    id: str
    reader: str
    recipient: str
    basis: str
    from_on: date
    until_on: date
    state: str
    whole: bool
    pages: int
    sha256: str
    by: str
    used_at: datetime | None
    openings: tuple[datetime, ...]


def shown_grants(
    session: Session, actor: Actor, case_id: str, today: date
) -> tuple[ShownGrant, ...]:
    """To whom outside dossiers of a case are or were open, the newest first."""
    case = case_or_404(session, actor, case_id)
    query = (
        select(DossierGrant, Holder.name)
        .join(Dossier, Dossier.id == DossierGrant.dossier_id)
        .join(Holder, Holder.id == DossierGrant.granted_by)
        .join(ledger.Entry, ledger.Entry.entry_id == DossierGrant.entry_id)
        .where(Dossier.case_id == case.id)
        .order_by(ledger.Entry.seq.desc())
    )
    return tuple(_shown(session, grant, by or "", today) for grant, by in session.execute(query))


def _shown(session: Session, grant: DossierGrant, by: str, today: date) -> ShownGrant:
    entries = [opening.entry_id for opening in grant.openings]
    moments = select(ledger.Entry.recorded_at).where(ledger.Entry.entry_id.in_(entries))
    runs = grant.runs_on(today)
    return ShownGrant(
        id=grant.id,
        reader=grant.reader,
        recipient=grant.disclosure.recipient,
        basis=grant.disclosure.basis,
        from_on=grant.from_on,
        until_on=grant.until_on,
        state="running" if runs else "revoked" if grant.revoked_on else "over",
        whole=grant.dossier.whole,
        pages=grant.dossier.pages,
        sha256=grant.dossier.sha256,
        by=by,
        used_at=grant.code_used_at,
        openings=tuple(session.scalars(moments.order_by(ledger.Entry.seq))),
    )
