"""Prove the record whole: re-hash the log, rebuild every table from it, recompute what follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

import ledger
import scoring
from evidence.store import Store
from ledger.check import Outcome, Report, check
from ledger.entries import Finding
from ledger.note import VerifierKey
from models import (
    Base,
    Event,
    EventConfirmation,
    Evidence,
    Proposal,
    RuleStay,
    Score,
    SubjectName,
)
from services.apply import Private, apply_body, commitment
from services.apply.subjects import search_forms
from services.clock import day_of
from services.installation import create
from services.rules.rulebook import rule_book, schemes
from services.standing.facts import facts

# More findings than this are one disaster; the first ones name it.
MOST_FINDINGS = 200


@dataclass(frozen=True)
class Verification:
    """The log's own report and what was found in the tables, files and scores beside it."""

    log: Report
    findings: tuple[Finding, ...]
    files: int
    rows: int

    @property
    def outcome(self) -> Outcome:
        """Alterations outside the log count as much as those inside it."""
        if self.findings and self.log.outcome in (Outcome.INTACT, Outcome.UNWITNESSED):
            return Outcome.ALTERED
        return self.log.outcome


def verify_record(
    session: Session,
    store: Store | None,
    witness: Path | None = None,
    keys: Collection[VerifierKey] = (),
    today: date = date.max,
) -> Verification:
    """Check everything that protects the record; reads only. Without a store files are not read.

    No stored score may be that of a day after ``today``.
    """
    log = check(session, witness, keys)
    commits = commitments(session)
    found: list[Finding] = []
    rows = 0
    try:
        rebuilt = rebuild(session)
    except Exception as error:  # noqa: BLE001 - whatever an altered log makes of itself is a finding
        found.append(Finding("not_rebuilt", {"error": f"{type(error).__name__}: {error}"[:300]}))
    else:
        with rebuilt:
            for table in Base.metadata.sorted_tables:
                rows += _compare(session, rebuilt, table, found)
    found += _committed(session, commits)
    found += _derived(session, today)
    files, broken = _files(session, store)
    found += broken
    return Verification(log, tuple(found[:MOST_FINDINGS]), files, rows)


def rebuild(session: Session) -> Session:
    """An in-memory database made by applying every body of the ledger, in order."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    create(engine)
    copy = Session(engine, expire_on_commit=False)
    for _seq, body in ledger.bodies(session):
        apply_body(copy, body, Private())
        copy.flush()
    return copy


def commitments(session: Session) -> dict[str, str]:
    """The newest commitment of each ``table/row/column``."""
    found: dict[str, str] = {}
    for _seq, body in ledger.bodies(session):
        found.update(body.get("commit", {}))
    return found


def _columns(table: Table, protection: str) -> list[str]:
    return [c.name for c in table.columns if c.info["protection"] == protection]


def _keyed(
    session: Session, table: Table, columns: list[str]
) -> dict[tuple[Any, ...], Mapping[str, Any]]:
    keys = [c.name for c in table.primary_key.columns]
    names = list(dict.fromkeys([*keys, *columns]))
    query = select(*(table.c[name] for name in names))
    found = session.execute(query).mappings()
    return {tuple(row[key] for key in keys): dict(row) for row in found}


def _compare(session: Session, rebuilt: Session, table: Table, found: list[Finding]) -> int:
    """Hold the live rows against the rebuilt ones; returns how many were compared."""
    columns = _columns(table, "ledger")
    if not columns:
        return 0
    live, right = _keyed(session, table, columns), _keyed(rebuilt, table, columns)
    for key in sorted(live.keys() | right.keys()):
        row_id = "/".join(map(str, key))
        if key not in live:
            entry = right[key].get("entry_id") or ""
            found.append(Finding("row_missing", _where(table, row_id, entry)))
        elif key not in right:
            found.append(Finding("row_inserted", _where(table, row_id, "")))
        else:
            found.extend(_differences(table, row_id, live[key], right[key]))
    return len(live)


def _differences(
    table: Table, row_id: str, live: Mapping[str, Any], right: Mapping[str, Any]
) -> Iterator[Finding]:
    entry = right.get("entry_id") or ""
    for column, value in right.items():
        if live[column] != value:
            params = _where(table, row_id, entry) | {
                "column": column,
                "is": str(live[column]),
                "was": str(value),
            }
            yield Finding("row_altered", params)


def _where(table: Table, row_id: str, entry_id: str) -> dict[str, str | int]:
    return {"table": table.name, "row": row_id, "entry_id": entry_id}


def _committed(session: Session, commits: Mapping[str, str]) -> Iterator[Finding]:
    """Texts outside the ledger, each against its salted commitment."""
    seen = set()
    for table in Base.metadata.sorted_tables:
        columns = _columns(table, "committed")
        if not columns:
            continue
        for key, row in _keyed(session, table, [*columns, "salt"]).items():
            for column in columns:
                name = f"{table.name}/{key[0]}/{column}"
                seen.add(name)
                if not _stands(row["salt"], column, row[column], commits.get(name)):
                    params = _where(table, str(key[0]), "") | {"column": column}
                    yield Finding("text_altered", params)
    for name in sorted(commits.keys() - seen):
        table_name, row_id, column = name.split("/")
        yield Finding("text_missing", {"table": table_name, "row": row_id, "column": column})


def _stands(salt: str | None, column: str, text: str | None, commit: str | None) -> bool:
    if text is None or commit is None:
        return text is None and commit is None
    return salt is not None and commitment(salt, column, text) == commit


def _derived(session: Session, today: date) -> Iterator[Finding]:
    """Search forms of names, stored scores and proposals, recomputed."""
    for name in session.scalars(select(SubjectName).where(SubjectName.name.is_not(None))):
        right = search_forms(name.name or "")
        if any(getattr(name, form) != text for form, text in right.items()):
            yield Finding("derived_differs", {"table": "subject_name", "row": name.id})
    published = schemes(session)
    for table in (Score, Proposal, RuleStay):
        for scheme in session.scalars(select(table.scheme).distinct()):
            if scheme not in published:
                yield Finding("derived_differs", {"table": table.__tablename__, "row": scheme})
    for scheme in published:
        yield from _scores(session, scheme, today)
        yield from _unscored(session, scheme)


def _unscored(session: Session, scheme: str) -> Iterator[Finding]:
    """Stored scores that are gone, and proposals and stays by rule of subjects without one."""
    scored = set(session.scalars(select(Score.subject_id).where(Score.scheme == scheme)))
    for table in (Proposal, RuleStay):
        named = select(table.subject_id).where(table.scheme == scheme).distinct()
        for subject_id in sorted(set(session.scalars(named)) - scored):
            yield Finding("derived_differs", {"table": table.__tablename__, "row": subject_id})
    written = session.scalar(select(func.max(ledger.Entry.recorded_at)))
    if written is None or day_of(written) < rule_book(session, scheme).first_day:
        return
    weighed = select(Event.subject_id).join(EventConfirmation).where(Event.scheme == scheme)
    for subject_id in sorted(set(session.scalars(weighed)) - scored):
        yield Finding("row_missing", {"table": "score", "row": subject_id, "entry_id": ""})


def _scores(session: Session, scheme: str, today: date) -> Iterator[Finding]:
    known = facts(session, scheme)
    book = rule_book(session, scheme)
    proposed, stays = _proposed(session, scheme), _stays_by_rule(session, scheme)
    for stored in session.scalars(select(Score).where(Score.scheme == scheme)):
        if not book.first_day <= stored.settled_on <= today:
            yield Finding("derived_differs", {"table": "score", "row": stored.subject_id})
            continue
        view = scoring.View(stored.settled_on, None)
        score = scoring.explain(book, known, stored.subject_id, view)
        right = (score.points, score.grade, score.unrated, score.until, book.hash)
        is_now = (
            *(stored.points, stored.grade, stored.unrated, stored.until_on),
            stored.book_sha256,
        )
        if is_now != right:
            params = {"table": "score", "row": stored.subject_id}
            yield Finding("score_differs", params | {"is": stored.points, "was": score.points})
        if proposed[stored.subject_id] != _lines(score, "proposed"):
            yield Finding("derived_differs", {"table": "proposal", "row": stored.subject_id})
        if stays[stored.subject_id] != _lines(score, "in_force"):
            yield Finding("derived_differs", {"table": "rule_stay", "row": stored.subject_id})


Lines = set[tuple[str, date, date | str | None]]
"""List, first day, end."""


def _lines(score: scoring.Score, state: str) -> Lines:
    """What the rules themselves say of lists: proposals, or stays in force."""
    return {(e.list, e.start, e.until) for e in score.lists if e.state == state and e.by == "rule"}


def _proposed(session: Session, scheme: str) -> Mapping[str, Lines]:
    found: dict[str, Lines] = defaultdict(set)
    for p in session.scalars(select(Proposal).where(Proposal.scheme == scheme)):
        found[p.subject_id].add((p.list_code, p.from_on, None))
    return found


def _stays_by_rule(session: Session, scheme: str) -> Mapping[str, Lines]:
    found: dict[str, Lines] = defaultdict(set)
    for stay in session.scalars(select(RuleStay).where(RuleStay.scheme == scheme)):
        ends = "life" if stay.for_life else stay.until_on
        found[stay.subject_id].add((stay.list_code, stay.from_on, ends))
    return found


def _files(session: Session, store: Store | None) -> tuple[int, list[Finding]]:
    """Every evidence file that was not erased, re-hashed."""
    if store is None:
        return 0, []
    query = select(Evidence).where(Evidence.sealed_key.is_not(None))
    count, broken = 0, []
    for file in session.scalars(query):
        count += 1
        state = store.verify(file.stored_sha256)
        if state != "ok":
            where = _where(Evidence.metadata.tables["evidence"], file.id, file.entry_id)
            broken.append(Finding(f"file_{state}", where))
    return count, broken
