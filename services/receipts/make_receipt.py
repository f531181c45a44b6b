"""Make a score receipt: one score with its rows, rules, entries and proofs, checkable without the product.

A receipt is always as known at a signed size of the ledger, so that everything in it is proved; what is
younger waits for the next checkpoint (docs/adr/0008). verify/ reads it by its own derivation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

import ledger
import scoring
from ledger import canonical, merkle, witness
from ledger.checkpoint import Signed, newest, signed
from ledger.errors import NoteRefused
from ledger.note import fingerprint
from models import (
    Correction,
    Event,
    EventConfirmation,
    ListDecision,
    Listing,
    Objection,
    Rectification,
    Repair,
    RepairDecision,
    RepairItem,
    RulesetVersion,
    Service,
    ServiceCorrection,
    Subject,
)
from models.listing import ON_LISTS
from scoring.evaluate import as_data
from services.actor import Actor
from services.messages import Conflict, Forbidden, NotFound, say
from services.objections.dispute_marks import marks_known
from services.receipts.receipt_rows import (
    calendar_rows,
    decision_rows,
    dispute_rows,
    fact_rows,
    ruleset_rows,
)
from services.record.keep_record import trusted_keys
from services.rules.rulebook import rule_book, years_of_book
from services.scope import sees_in_full, subject_or_404
from services.standing.facts import facts, unserved_since
from services.statements.show_statement import Axes, check_axes, known_size

FORMAT = "xinheng-receipt-1"

Body = dict[str, Any]


@dataclass(frozen=True)
class Receipt:
    """The file's bytes and what a page tells of it.

    ``known_at`` is when the youngest entry that it may rest on was written; ``younger`` counts what was
    asked for and is not signed yet.
    """

    content: bytes
    digest: str
    subject: Subject
    ruleset: scoring.Ruleset
    score: scoring.Score
    facts: tuple[Mapping[str, str], ...]
    disputes: tuple[Mapping[str, str], ...]
    signed: Signed
    known_at: datetime
    entries: tuple[int, ...]
    younger: int

    @property
    def fingerprint(self) -> str:
        """Of the key that signed."""
        return fingerprint(self.signed.key)


@dataclass(frozen=True)
class Asked:
    """Which receipt: ``size`` names an earlier checkpoint, None the newest."""

    subject_id: str
    scheme: str
    axes: Axes
    size: int | None = None


def make_receipt(
    session: Session, actor: Actor, asked: Asked, folder: Path, today: date
) -> Receipt:
    """Read everything at one signed size; writes nothing, and is the same bytes for the same wish.

    Raises ``NotFound``, ``Invalid`` for days that cannot be asked, ``Forbidden`` where this person does not
    see every record in full, ``Conflict`` while nothing is signed, or where the record is not whole.
    """
    subject = subject_or_404(session, actor, asked.subject_id)
    check_axes(asked.axes, today)
    note = _checkpoint(folder, asked.size)
    wished = known_size(session, asked.axes, today)
    known = min(note.checkpoint.size, ledger.size(session) if wished is None else wished)
    book = rule_book(session, asked.scheme, known)
    disputed = marks_known(session, subject.id, asked.scheme, known)
    entries = _entries(session, subject, book, known, disputed)
    _may_have_all(session, actor, subject, entries)
    columns = facts(session, asked.scheme, [subject.id], known)
    score = _score(book, columns, subject.id, scoring.View(asked.axes.on, known))
    content: Body = {
        "format": FORMAT,
        "subject_id": subject.id,
        "scheme": asked.scheme,
        "on": asked.axes.on.isoformat(),
        "known": known,
        "facts": fact_rows(session, columns, asked.scheme, known),
        "decisions": decision_rows(session, columns, known),
        "disputes": dispute_rows(disputed),
        "calendar": calendar_rows(years_of_book(session, book, known)),
        "rulesets": ruleset_rows(session, asked.scheme, known),
        "result": as_data(score),
        "entries": _proved(folder, note, entries),
        "checkpoint": note.note,
        "key": str(note.key),
    }
    digest = hashlib.sha256(canonical.encode(content)).hexdigest()
    return Receipt(
        content=canonical.encode({**content, "digest": digest}),
        digest=digest,
        subject=subject,
        ruleset=next(r for r in book.versions if r.version == score.version),
        score=score,
        facts=tuple(content["facts"]),
        disputes=tuple(content["disputes"]),
        signed=note,
        known_at=_moment(session, known),
        entries=tuple(entries),
        younger=_younger(session, subject.id, known, wished),
    )


def _checkpoint(folder: Path, size: int | None) -> Signed:
    """The checkpoint that was asked for, else the newest."""
    try:
        keys = trusted_keys(folder)
        found = newest(folder, keys) if size is None else signed(folder, keys, size)
    except NoteRefused:
        raise _not_whole() from None
    if found is not None:
        return found
    if size is not None:
        raise NotFound(say("No checkpoint was signed over so many entries."))
    raise Conflict(
        say(
            "The record has not been signed yet, and a receipt proves nothing without a signature."
            " It can be made after the first checkpoint."
        )
    )


def _score(
    book: scoring.RuleBook, columns: scoring.Facts, subject_id: str, view: scoring.View
) -> scoring.Score:
    try:
        return scoring.explain(book, columns, subject_id, view)
    except scoring.NoScore as early:
        raise Conflict(
            say(
                "There is no score on this day: the first version acts from %(day)s.",
                day=early.first_day.isoformat(),
            )
        ) from None


def _entries(
    session: Session,
    subject: Subject,
    book: scoring.RuleBook,
    known: int,
    disputed: Collection[Objection],
) -> dict[int, Body]:
    """By number, the bodies of all entries that the score rests on, and of the objections to it."""
    ids = _entry_ids(session, subject, book.scheme, known)
    ids |= _disputes(session, disputed)
    ids |= {one for year in years_of_book(session, book, known) for one in year.entry_ids}
    query = select(ledger.Entry.seq, ledger.Entry.body).where(
        ledger.Entry.entry_id.in_(ids),
        ledger.Entry.seq <= known,
    )
    found = dict(session.execute(query.order_by(ledger.Entry.seq)).all())
    bodies = {seq: canonical.loads(data) for seq, data in found.items()}
    if not any(body["kind"] == "subject.register" for body in bodies.values()):
        raise Conflict(
            say("By then this contractor was not on record, or not yet under a signature.")
        )
    return bodies


def _disputes(session: Session, disputed: Collection[Objection]) -> set[str]:
    """The entries of the objections, and those by which the listings that they dispute began."""
    listings = [one.listing_id for one in disputed if one.listing_id]
    began = select(Listing.entry_id).where(Listing.id.in_(listings))
    return {*(one.entry_id for one in disputed), *session.scalars(began)}


def _entry_ids(session: Session, subject: Subject, scheme: str, known: int) -> set[str]:
    """What came to count by then: an open correction or a decision that waits is no part of a score."""
    of_scheme = (Event.subject_id == subject.id, Event.scheme == scheme)
    counted = (
        select(Event.entry_id, EventConfirmation.entry_id)
        .join(EventConfirmation, EventConfirmation.event_id == Event.id)
        .where(*of_scheme, *_known(EventConfirmation.entry_id, known))
    )
    voided = (
        select(Correction.entry_id, Correction.confirmed_entry_id)
        .join(Event, Event.id == Correction.event_id)
        .where(*of_scheme, *_known(Correction.confirmed_entry_id, known))
    )
    decided = select(ListDecision.entry_id, ListDecision.effective_entry_id).where(
        ListDecision.subject_id == subject.id,
        ListDecision.scheme == scheme,
        ListDecision.action.in_(ON_LISTS),
        *_known(ListDecision.effective_entry_id, known),
    )
    unserved = (
        unserved_since(scheme, known)
        .join(ListDecision, ListDecision.id == Listing.decision_id)
        .where(Listing.subject_id == subject.id, *_known(Service.entry_id, known))
        .with_only_columns(ListDecision.entry_id, Service.entry_id)
    )
    published = select(RulesetVersion.entry_id, RulesetVersion.published_entry_id).where(
        RulesetVersion.scheme == scheme,
        RulesetVersion.state == "published",
        *_known(RulesetVersion.published_entry_id, known),
    )
    rectified = (
        select(Rectification.entry_id, Rectification.accepted_entry_id)
        .join(Event, Event.id == Rectification.event_id)
        .where(*of_scheme, *_known(Rectification.accepted_entry_id, known))
    )
    repaired = _on_repairs(subject, scheme, known)
    unrevoked = _revoked_then(subject, scheme, known)
    queries = (counted, voided, decided, unserved, published, rectified, repaired, unrevoked)
    pairs = [row for query in queries for row in session.execute(query)]
    return {subject.entry_id, *(entry_id for pair in pairs for entry_id in pair)}


def _on_repairs(subject: Subject, scheme: str, known: int) -> Select[*tuple[str | None, ...]]:
    """Repairs granted and revoked that touch a record or a list; one of publicity alone weighs nothing."""
    touched = exists().where(
        RepairItem.repair_id == RepairDecision.repair_id,
        or_(RepairItem.event_id.is_not(None), RepairItem.listing_id.is_not(None)),
    )
    return (
        select(Repair.entry_id, RepairDecision.entry_id, RepairDecision.effective_entry_id)
        .join(Repair, Repair.id == RepairDecision.repair_id)
        .where(
            RepairDecision.subject_id == subject.id,
            RepairDecision.scheme == scheme,
            RepairDecision.action != "refuse",
            touched,
            *_known(RepairDecision.effective_entry_id, known),
        )
    )


def _revoked_then(subject: Subject, scheme: str, known: int) -> Select[*tuple[str | None, ...]]:
    """Revocations that were in force by then, though their service was taken back later."""
    undone = aliased(ledger.Entry)
    return (
        select(Repair.entry_id, RepairDecision.entry_id, Service.entry_id)
        .join(Repair, Repair.id == RepairDecision.repair_id)
        .join(Service, Service.document_id == RepairDecision.id)
        .join(ServiceCorrection, ServiceCorrection.service_id == Service.id)
        .join(undone, undone.entry_id == ServiceCorrection.confirmed_entry_id)
        .where(
            RepairDecision.subject_id == subject.id,
            RepairDecision.scheme == scheme,
            RepairDecision.action == "revoke",
            undone.seq > known,
            *_known(Service.entry_id, known),
        )
    )


def _known(column: Any, known: int) -> tuple[ColumnElement[bool], ...]:
    """The join to the entry that a row names, no younger than a ledger size."""
    return ledger.Entry.entry_id == column, ledger.Entry.seq <= known


def _may_have_all(
    session: Session, actor: Actor, subject: Subject, entries: Mapping[int, Body]
) -> None:
    """A receipt shows every record whole: whoever sees only the heading of some cannot have it."""
    events = [body["data"]["event"]["id"] for body in _of(entries, "event.record")]
    hidden = len(events) - len(sees_in_full(session, actor, events))
    if hidden:
        raise Forbidden(
            say(
                "A receipt shows every record in full, and %(count)s of them lie outside your region."
                " The provincial department or the contractor itself can make it.",
                count=hidden,
            )
        )
    decided = any(_of(entries, "decision.make"))
    if decided and not (actor.may("case.read") or actor.subject_id == subject.id):
        raise Forbidden(
            say(
                "A receipt shows the decisions on lists, which your roles do not let you read."
                " The provincial department or the contractor itself can make it."
            )
        )


def _of(entries: Mapping[int, Body], kind: str) -> Iterable[Body]:
    return (body for body in entries.values() if body["kind"] == kind)


def _proved(folder: Path, note: Signed, entries: Mapping[int, Body]) -> list[Body]:
    """Each entry with its path, made from the leaf hashes outside and held against the signed root."""
    size, root = note.checkpoint.size, note.checkpoint.root
    leaves = witness.read_leaves(folder, size)
    if leaves is None:
        raise _not_whole()
    paths = merkle.inclusion_proofs(leaves, [seq - 1 for seq in entries])
    proved = []
    for (seq, body), path in zip(entries.items(), paths, strict=True):
        leaf = merkle.leaf_hash(canonical.encode(body))
        if not merkle.verify_inclusion(leaf, seq - 1, size, path, root):
            raise _not_whole()
        proved.append({"seq": seq, "body": body, "path": [one.hex() for one in path]})
    return proved


def _not_whole() -> Conflict:
    return Conflict(
        say(
            "The record does not fit its signed checkpoint, so no receipt is made."
            " Ask the auditor to check whether the record is whole."
        )
    )


def _moment(session: Session, known: int) -> datetime:
    return session.scalars(select(ledger.Entry.recorded_at).where(ledger.Entry.seq == known)).one()


def _younger(session: Session, subject_id: str, known: int, wished: int | None) -> int:
    """How many entries about this subject, or the rules, the wish would reach and no signature does."""
    touches = or_(ledger.Entry.subject == subject_id, ledger.Entry.kind == "ruleset.publish")
    query = select(func.count()).where(touches, ledger.Entry.seq > known)
    if wished is not None:
        query = query.where(ledger.Entry.seq <= wished)
    return session.scalar(query) or 0


def published_fingerprints(folder: Path) -> Collection[tuple[str, str]]:
    """(name, fingerprint) of every key that signs or signed here, for everybody to hold against a receipt."""
    return [(key.name, fingerprint(key)) for key in trusted_keys(folder)]
