"""The record in sentences: what was done, by whom, when and why, from the ledger's own entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, inspect, select
from sqlalchemy.orm import Session, lazyload

import ledger
import scoring
from ledger.canonical import loads
from models import (
    Account,
    Base,
    Case,
    Correction,
    Event,
    EventStep,
    EventWithdrawal,
    Export,
    Holder,
    ListDecision,
    Rectification,
    Round,
    RoundSubject,
    RulesetVersion,
    Subject,
)
from models.base import ID_LENGTH
from services.actor import SYSTEM, Actor
from services.clock import day_of, end_of
from services.exports.export_words import export_words, format_words
from services.labels import Both, behaviour_named, list_named, role_label
from services.messages import Message, say
from services.record.history_words import SENTENCES
from services.rules.rulebook import published

PAGE = 100


@dataclass(frozen=True)
class HistoryFilter:
    """What to tell of what was done, or read: a span of days, one person, one subject, one kind; None is all."""

    from_on: date | None = None
    until_on: date | None = None
    holder_id: str | None = None
    subject_id: str | None = None
    kind: str | None = None
    page: int = 1


@dataclass(frozen=True)
class Told:
    """One entry as a sentence. ``who`` is a name and an office, ``acted_for`` for whom (a deputy),
    ``why`` the reason given."""

    seq: int
    at: datetime
    sentence: Message
    who: str
    acted_for: str
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
    for told in tell_entries(session, entries):
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


class _Rows:
    """What the sentences of one page speak of, each table and each scheme's versions read once."""

    def __init__(self, session: Session, bodies: Iterable[dict[str, Any]]) -> None:
        self.session = session
        bodies = list(bodies)
        self.subjects = self._by_id(Subject, {b["subject"] for b in bodies if b.get("subject")})
        self.holders = self._by_id(
            Holder, {b[key] for b in bodies for key in ("actor", "for") if key in b}
        )
        self.versions: dict[str, list[scoring.Ruleset]] = {}
        self._kept: list[Base] = []
        spoken = [b["data"] for b in bodies if b["kind"] != "round.scope"]
        ids = {found for data in spoken for found in _ids(data)}
        for table in _SPOKEN_OF:
            self._keep(table, ids)

    def _by_id(self, table: Any, ids: set[str]) -> dict[str, Any]:
        found = self.session.scalars(select(table).where(table.id.in_(ids)))
        return {row.id: row for row in found}

    def _keep(self, table: type[Base], ids: set[str]) -> None:
        """Hold these rows, so that the session finds them; a correction leads to its record."""
        (key,) = inspect(table).primary_key
        alone = select(table).where(key.in_(ids)).options(lazyload("*"))
        rows = self.session.scalars(alone).all()
        ids |= {row.event_id for row in rows if isinstance(row, Correction)}
        ids |= {row.case_id for row in rows if isinstance(row, ListDecision)}
        self._kept += rows

    def versions_of(self, scheme: str) -> list[scoring.Ruleset]:
        if scheme not in self.versions:
            self.versions[scheme] = published(self.session, scheme)
        return self.versions[scheme]

    def scheme(self, code: str) -> Both:
        """What a scheme is called by its newest published version; else its code stands for itself."""
        versions = self.versions_of(code)
        return versions[-1].title if versions else Both(code, code)


_SPOKEN_OF: tuple[type[Base], ...] = (
    *(Correction, EventStep, EventWithdrawal, Event),
    *(ListDecision, Case, RulesetVersion, Account),
)


def _ids(value: Any) -> Iterator[str]:
    """Every text in a body's data that can be an id."""
    if isinstance(value, str):
        if len(value) == ID_LENGTH:
            yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _ids(part)


BY_RULE = {"proposal.seen": "proposal", "listing.enter_by_rule": "listing"}
"""Kinds whose body names a list, and in which part."""


def tell_entries(session: Session, entries: Sequence[ledger.Entry]) -> list[Told]:
    """Each of these entries as a sentence, in their order."""
    bodies = [loads(entry.body) for entry in entries]
    rows = _Rows(session, bodies)
    return [_one(rows, entry, body) for entry, body in zip(entries, bodies, strict=True)]


def _one(rows: _Rows, entry: ledger.Entry, body: dict[str, Any]) -> Told:
    data = body["data"]
    subject = rows.subjects.get(body.get("subject") or "")
    params: dict[str, object] = {"subject": subject.name if subject else ""}
    event_id, case_id, why = None, None, None
    if entry.kind.startswith("event."):
        event_id, why = _event(rows, entry.kind, data, params)
    elif entry.kind.startswith(("case.", "decision.")):
        case_id, why = _case(rows, data, params)
    elif entry.kind in BY_RULE:
        row = data[BY_RULE[entry.kind]]
        params["list"] = list_named(rows.versions_of(row["scheme"]), row["list_code"])
    elif entry.kind.startswith("ruleset."):
        _ruleset(rows, data, params)
    elif entry.kind.startswith(("account.", "role.")):
        _account(rows.session, data, params)
    elif entry.kind.startswith("export."):
        params |= _export(rows.session, data["export"])
    elif entry.kind == "evidence.download":
        params["subject"] = params["subject"] or say("of no contractor")
    elif entry.kind.startswith("calendar."):
        params["year"] = data["year"]
    elif entry.kind.startswith("round."):
        params["title"] = _round_title(rows.session, data)
    holder = rows.holders.get(body["actor"])
    template = SENTENCES[entry.kind]
    office = holder.office if holder else None
    return Told(
        seq=entry.seq,
        at=entry.recorded_at,
        sentence=Message(template.text, params),
        who=_who(holder, body["actor"]),
        acted_for=_who(rows.holders.get(body.get("for", "")), ""),
        office_zh=office.name_zh if office else "",
        office_en=office.name_en if office else "",
        why=why,
        subject_id=body.get("subject"),
        event_id=event_id,
        case_id=case_id,
    )


def _export(session: Session, named: Any) -> dict[str, object]:
    """In words what was exported: a body that makes it holds it whole, a later one its number."""
    if not isinstance(named, dict):
        found = session.get_one(Export, named)
        named = {"kind": found.kind, "filter": found.filter, "format": found.format}
        named["rows"] = found.rows
    what = export_words(named["kind"], named["filter"])
    return {"kind": what, "format": format_words(named["format"]), "rows": named["rows"]}


def _round_title(session: Session, data: dict[str, Any]) -> str:
    """Of the round of an entry; empty where it speaks of a subject."""
    if "row" in data:
        return session.get_one(RoundSubject, data["row"]).round.title
    named = data.get("round")
    round_id = named["id"] if isinstance(named, dict) else named
    found = session.get(Round, round_id) if round_id else None
    return found.title if found else ""


def _who(holder: Holder | None, actor_id: str) -> str:
    if holder is not None:
        return holder.name or ""
    return "" if actor_id == SYSTEM.holder_id else actor_id


def _event(
    rows: _Rows, kind: str, data: dict[str, Any], params: dict[str, object]
) -> tuple[str | None, str | None]:
    """Fill in what the sentence says of an event; returns its id and the reason given."""
    why, session = None, rows.session
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
    elif kind.startswith("event.rectify"):
        event_id, why = _rectification(session, kind, data["rectification"])
    else:
        correction = session.get(
            Correction,
            data["correction"]["id"] if kind == "event.correct" else data["correction"],
        )
        event_id = correction.event_id if correction else None
        refused = kind == "event.correct.refuse"
        why = (correction.refusal if refused else correction.reason) if correction else None
    event = session.get(Event, event_id) if event_id else None
    params["behaviour"] = (
        behaviour_named(rows.versions_of(event.scheme), event.behaviour) if event else ""
    )
    return event_id, why


def _rectification(session: Session, kind: str, named: Any) -> tuple[str | None, str | None]:
    """Of which record it is, and what was said."""
    row = session.get(Rectification, named["id"] if isinstance(named, dict) else named)
    if row is None:
        return None, None
    return row.event_id, row.text if kind == "event.rectify" else row.answer


def _case(
    rows: _Rows, data: dict[str, Any], params: dict[str, object]
) -> tuple[str | None, str | None]:
    """Fill in which list a case is about; returns its id and the reason given."""
    decision, session = None, rows.session
    if isinstance(data.get("decision"), dict):
        decision = session.get(ListDecision, data["decision"]["id"])
    elif "decision" in data:
        decision = session.get(ListDecision, data["decision"])
    case_id = decision.case_id if decision else _case_id(data)
    case = session.get(Case, case_id) if case_id else None
    params["list"] = list_named(rows.versions_of(case.scheme), case.list_code) if case else ""
    why = decision.reason if decision else (case.grounds if case and "case" in data else None)
    return case_id, why


def _case_id(data: dict[str, Any]) -> str | None:
    if "case" in data:
        return str(data["case"]["id"])
    return str(data["step"]["case_id"]) if "step" in data else None


def _ruleset(rows: _Rows, data: dict[str, Any], params: dict[str, object]) -> None:
    ruleset = data["ruleset"]
    if isinstance(ruleset, dict):
        params |= {"version": ruleset["version"], "scheme": rows.scheme(ruleset["scheme"])}
        return
    version = rows.session.get(RulesetVersion, ruleset)
    if version is not None:
        params |= {"version": version.version, "scheme": rows.scheme(version.scheme)}


def _account(session: Session, data: dict[str, Any], params: dict[str, object]) -> None:
    account = data.get("account")
    if isinstance(account, dict):
        params["username"] = account["username"]
    elif account:
        found = session.get(Account, account)
        params["username"] = found.username if found else ""
    if isinstance(data.get("grant"), dict):
        params["role"] = role_label(data["grant"]["role"])
