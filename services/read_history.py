"""The record in sentences: what was done, by whom, when and why, from the ledger's own entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

import ledger
from ledger.canonical import loads
from models import (
    Account,
    Base,
    Case,
    Correction,
    Event,
    EventStep,
    EventWithdrawal,
    Holder,
    ListDecision,
    RulesetVersion,
    Subject,
)
from services.actor import SYSTEM, Actor
from services.clock import day_of, end_of
from services.labels import behaviour_label, list_label, role_label
from services.messages import Message, say

PAGE = 100

SENTENCES = {
    "event.record": say("Recorded %(behaviour)s for %(subject)s"),
    "event.confirm": say("Confirmed %(behaviour)s for %(subject)s; it counts from %(from)s"),
    "event.withdraw": say("Withdrew the unconfirmed record %(behaviour)s of %(subject)s"),
    "event.step": say("Entered a paper of the notice procedure: %(behaviour)s, %(subject)s"),
    "event.correct": say("Asked to correct %(behaviour)s of %(subject)s"),
    "event.correct.confirm": say("Agreed to correct %(behaviour)s of %(subject)s"),
    "event.correct.refuse": say(
        "Ended the request to correct %(behaviour)s of %(subject)s; the record stands"
    ),
    "evidence.download": say("Downloaded the original of a piece of evidence"),
    "subject.register": say("Registered %(subject)s"),
    "subject.amend": say("Amended the data of %(subject)s"),
    "subject.rename": say("Entered a new name of %(subject)s"),
    "subject.relate": say("Entered a related party or key person of %(subject)s"),
    "subject.unrelate": say("Ended a relation of %(subject)s"),
    "subject.succeed": say("Entered a succession of %(subject)s"),
    "programme.open": say("Opened a programme"),
    "assignment.make": say("Assigned work in a programme"),
    "assignment.end": say("Ended an assignment"),
    "ruleset.propose": say("Proposed version %(version)s of the scheme %(scheme)s"),
    "ruleset.publish": say("Published version %(version)s of the scheme %(scheme)s"),
    "ruleset.withdraw": say("Withdrew version %(version)s of the scheme %(scheme)s"),
    "case.open": say("Opened a case: %(list)s, %(subject)s"),
    "case.step": say("Entered a paper in the case: %(list)s, %(subject)s"),
    "decision.make": say("Entered a decision: %(list)s, %(subject)s"),
    "decision.confirm": say("Confirmed a decision signed on paper: %(list)s, %(subject)s"),
    "decision.withdraw": say("Took back a decision typed from paper: %(list)s, %(subject)s"),
    "publication.ask": say("Asked to make a listing of %(subject)s public"),
    "publication.decide": say("Decided on the publication of a listing of %(subject)s"),
    "export.make": say("Exported %(kind)s as %(format)s, %(rows)s rows"),
    "office.open": say("Opened an office"),
    "office.amend": say("Amended the data of an office"),
    "holder.register": say("Registered a person who uses the system"),
    "account.open": say("Opened the account %(username)s"),
    "account.switch": say("Opened or closed the account %(username)s"),
    "account.code": say("Issued a one-time code for the account %(username)s"),
    "role.propose": say("Proposed the role %(role)s for an account"),
    "role.decide": say("Decided on a role of an account"),
    "deputy.name": say("Named a deputy"),
}


@dataclass(frozen=True)
class HistoryFilter:
    """Which entries to tell: a span of days, one person, one subject, one kind; None is all."""

    from_on: date | None = None
    until_on: date | None = None
    holder_id: str | None = None
    subject_id: str | None = None
    kind: str | None = None
    page: int = 1


@dataclass(frozen=True)
class Told:
    """One entry as a sentence. ``who`` is a name and an office, ``why`` the reason given."""

    seq: int
    at: datetime
    sentence: Message
    who: str
    office_zh: str
    office_en: str
    why: str | None
    subject_id: str | None
    event_id: str | None
    case_id: str | None


@dataclass(frozen=True)
class History:
    """A page of the record, newest first, grouped by day in China."""

    days: Sequence[tuple[date, Sequence[Told]]]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def read_history(session: Session, actor: Actor, wanted: HistoryFilter) -> History:
    """Who may read the record reads it whole."""
    actor.require("record.read")
    query = _matching(wanted)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = min(max(1, wanted.page), max(1, -(-total // PAGE)))
    entries = session.scalars(
        query.order_by(ledger.Entry.seq.desc()).limit(PAGE).offset((page - 1) * PAGE)
    ).all()
    days: dict[date, list[Told]] = {}
    for told in _tell(session, entries):
        days.setdefault(day_of(told.at), []).append(told)
    return History(list(days.items()), total, page)


def _matching(wanted: HistoryFilter) -> Select[ledger.Entry]:
    query = select(ledger.Entry)
    if wanted.from_on:
        query = query.where(ledger.Entry.recorded_at > end_of(wanted.from_on - timedelta(days=1)))
    if wanted.until_on:
        query = query.where(ledger.Entry.recorded_at <= end_of(wanted.until_on))
    if wanted.holder_id:
        query = query.where(ledger.Entry.actor == wanted.holder_id)
    if wanted.subject_id:
        query = query.where(ledger.Entry.subject == wanted.subject_id)
    if wanted.kind:
        query = query.where(ledger.Entry.kind == wanted.kind)
    return query


class _Names:
    """Rows that the sentences of one page speak of, each table read once."""

    def __init__(self, session: Session, bodies: Iterable[dict[str, Any]]) -> None:
        self.session = session
        bodies = list(bodies)
        self.subjects = self._rows(Subject, (b.get("subject") for b in bodies))
        self.holders = self._rows(Holder, (b["actor"] for b in bodies))

    def _rows(self, model: type[Base], ids: Iterable[str | None]) -> dict[str, Any]:
        wanted = {i for i in ids if i}
        table: Any = model
        found: Iterable[Any] = self.session.scalars(select(table).where(table.id.in_(wanted)))
        return {row.id: row for row in found}


def _tell(session: Session, entries: Sequence[ledger.Entry]) -> list[Told]:
    bodies = [loads(entry.body) for entry in entries]
    names = _Names(session, bodies)
    return [_one(session, names, entry, body) for entry, body in zip(entries, bodies, strict=True)]


def _one(session: Session, names: _Names, entry: ledger.Entry, body: dict[str, Any]) -> Told:
    data = body["data"]
    subject = names.subjects.get(body.get("subject") or "")
    params: dict[str, object] = {"subject": subject.name if subject else ""}
    event_id, case_id, why = None, None, None
    if entry.kind.startswith("event."):
        event_id, why = _event(session, entry.kind, data, params)
    elif entry.kind.startswith(("case.", "decision.")):
        case_id, why = _case(session, data, params)
    elif entry.kind.startswith("ruleset."):
        _ruleset(session, data, params)
    elif entry.kind.startswith(("account.", "role.")):
        _account(session, data, params)
    elif entry.kind == "export.make":
        params |= data["export"]
    holder = names.holders.get(body["actor"])
    template = SENTENCES[entry.kind]
    office = holder.office if holder else None
    return Told(
        seq=entry.seq,
        at=entry.recorded_at,
        sentence=Message(template.text, params),
        who=_who(holder, body["actor"]),
        office_zh=office.name_zh if office else "",
        office_en=office.name_en if office else "",
        why=why,
        subject_id=body.get("subject"),
        event_id=event_id,
        case_id=case_id,
    )


def _who(holder: Holder | None, actor_id: str) -> str:
    if holder is not None:
        return holder.name or ""
    return "" if actor_id == SYSTEM.holder_id else actor_id


def _event(
    session: Session, kind: str, data: dict[str, Any], params: dict[str, object]
) -> tuple[str | None, str | None]:
    """Fill in what the sentence says of an event; returns its id and the reason given."""
    why = None
    if kind == "event.record":
        event_id = data["event"]["id"]
    elif kind == "event.confirm":
        event_id = data["confirmation"]["event_id"]
        params["from"] = data["confirmation"]["counts_from"]
    elif kind == "event.withdraw":
        event_id = data["withdrawal"]["event_id"]
        withdrawal = session.get(EventWithdrawal, event_id)
        why = withdrawal.reason if withdrawal else None
    elif kind == "event.step":
        event_id = data["step"]["event_id"]
        step = session.get(EventStep, data["step"]["id"])
        why = step.text if step else None
    else:
        correction = session.get(
            Correction,
            data["correction"]["id"] if kind == "event.correct" else data["correction"],
        )
        event_id = correction.event_id if correction else None
        refused = kind == "event.correct.refuse"
        why = (correction.refusal if refused else correction.reason) if correction else None
    event = session.get(Event, event_id) if event_id else None
    params["behaviour"] = behaviour_label(session, event.scheme, event.behaviour) if event else ""
    return event_id, why


def _case(
    session: Session, data: dict[str, Any], params: dict[str, object]
) -> tuple[str | None, str | None]:
    """Fill in which list a case is about; returns its id and the reason given."""
    decision = None
    if isinstance(data.get("decision"), dict):
        decision = session.get(ListDecision, data["decision"]["id"])
    elif "decision" in data:
        decision = session.get(ListDecision, data["decision"])
    case_id = decision.case_id if decision else _case_id(data)
    case = session.get(Case, case_id) if case_id else None
    params["list"] = list_label(session, case.scheme, case.list_code) if case else ""
    why = decision.reason if decision else (case.grounds if case and "case" in data else None)
    return case_id, why


def _case_id(data: dict[str, Any]) -> str | None:
    if "case" in data:
        return str(data["case"]["id"])
    return str(data["step"]["case_id"]) if "step" in data else None


def _ruleset(session: Session, data: dict[str, Any], params: dict[str, object]) -> None:
    ruleset = data["ruleset"]
    if isinstance(ruleset, dict):
        params |= {"version": ruleset["version"], "scheme": ruleset["scheme"]}
        return
    version = session.get(RulesetVersion, ruleset)
    if version is not None:
        params |= {"version": version.version, "scheme": version.scheme}


def _account(session: Session, data: dict[str, Any], params: dict[str, object]) -> None:
    account = data.get("account")
    if isinstance(account, dict):
        params["username"] = account["username"]
    elif account:
        found = session.get(Account, account)
        params["username"] = found.username if found else ""
    if isinstance(data.get("grant"), dict):
        params["role"] = role_label(data["grant"]["role"])
