"""The code of a printed result, and what anybody who types it is told: what the paper says, and nothing more.

A code is the beginning of a random id, so it can neither be guessed nor reckoned from another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Round, RoundChange, RoundSubject
from services.clock import day_of
from services.labels import Both, scheme_label
from services.rounds.published_grade import round_in_force
from services.rounds.round_table import Result
from services.rounds.round_totals import ruleset_of

_DIGITS = 20
_RESULT = re.compile(f"[0-9a-f]{{{_DIGITS}}}")
_STATEMENT = re.compile("([1-9][0-9]{0,11})-([0-9a-f]{16})")


def result_code(row: RoundSubject) -> str:
    """The code of the result that a row of a published round holds now."""
    change = _reopened(row)
    return (change[-1].id if change else row.id)[:_DIGITS]


def _reopened(row: RoundSubject) -> list[RoundChange]:
    """The changes after publication by which the result became another."""
    return [change for change in row.changes if change.kind == "reopen" and not change.stands]


def printed_result(row: RoundSubject, code: str) -> Result | None:
    """What the paper of this code says; None where the row is out of scope."""
    changes = _reopened(row)
    change = next((one for one in changes if one.id.startswith(code)), None)
    if change is not None:
        return Result(change.points, change.grade, change.unrated)
    if row.points is None:
        return None
    if changes:
        first = changes[0]
        return Result(first.old_points, first.old_grade, first.old_unrated)
    return Result(row.points, row.grade, row.unrated)


@dataclass(frozen=True)
class GenuineResult:
    """``replaced_on``: a later decision gave another result; ``later`` is a round published since."""

    name: str
    code: str
    scheme: Both
    round: Round
    ruleset: scoring.Ruleset
    result: Result | None
    out: str | None
    replaced_on: date | None
    replaced_by: str | None
    later: Round | None


@dataclass(frozen=True)
class GenuineStatement:
    """The record held so many entries when the statement was printed, the last of them of this day."""

    entries: int
    last_on: date


def read_code(session: Session, typed: str, today: date) -> GenuineResult | GenuineStatement | None:
    """What a code stands for; None: no paper of this office bears it."""
    plain = re.sub(r"\s", "", typed).lower().replace("－", "-")
    if found := _STATEMENT.fullmatch(plain):
        return _statement(session, int(found[1]), found[2])
    plain = plain.replace("-", "")
    return _result(session, plain, today) if _RESULT.fullmatch(plain) else None


def _statement(session: Session, size: int, root: str) -> GenuineStatement | None:
    if not 0 < size <= ledger.size(session):
        return None
    if not ledger.root(session, size).hex().startswith(root):
        return None
    at = session.scalars(select(ledger.Entry.recorded_at).where(ledger.Entry.seq == size)).one()
    return GenuineStatement(size, day_of(at))


def _result(session: Session, code: str, today: date) -> GenuineResult | None:
    row = _row_of(session, code)
    if row is None or row.round.state != "published":
        return None
    later = [change for change in _reopened(row) if not change.id.startswith(code)]
    own = next((c for c in row.changes if c.id.startswith(code)), None)
    after = [change for change in later if own is None or change.position > own.position]
    newest = round_in_force(session, row.round.scheme, today)
    return GenuineResult(
        name=row.subject.name_on(row.round.on),
        code=row.subject.code or row.subject.practice_no or "",
        scheme=scheme_label(session, row.round.scheme),
        round=row.round,
        ruleset=ruleset_of(session, row.round),
        result=printed_result(row, code),
        out=row.out,
        replaced_on=after[0].decided_on if after else None,
        replaced_by=after[0].document_no if after else None,
        later=newest if newest and newest.id != row.round_id else None,
    )


def _row_of(session: Session, code: str) -> RoundSubject | None:
    """The row whose printed result bears the code; ids are looked up as a range, by their index."""
    last = code + "f" * (32 - _DIGITS)
    row = session.scalars(select(RoundSubject).where(RoundSubject.id.between(code, last))).first()
    if row is not None:
        return row
    query = select(RoundChange).where(
        RoundChange.id.between(code, last), RoundChange.kind == "reopen", ~RoundChange.stands
    )
    change = session.scalars(query).first()
    return session.get(RoundSubject, change.row_id) if change else None
