"""One row of a round: its result with the statement as of the round, requests, changes, what may be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Office, ReviewRequest, Round, RoundChange, RoundSubject
from procedure.deadlines import Due
from procedure.rounds import obstacle, stage
from services.actor import Actor
from services.calendar.extensions import extended_due
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.labels import Both, row_label, scheme_label
from services.people.two_persons import took_part
from services.rounds.affected_rows import Corrected, affected_rows
from services.rounds.answer_review import recomputed
from services.rounds.published_grade import round_in_force
from services.rounds.result_code import result_code
from services.rounds.round_file import requests_until, round_file
from services.rounds.round_table import Result
from services.rounds.round_totals import ruleset_of
from services.scope import round_row_or_404
from services.statements.show_statement import Account, Axes, account_of


@dataclass(frozen=True)
class ShownRequest:
    """A request with its points; ``due`` is the last day to answer."""

    request: ReviewRequest
    by: Someone
    answered_by: Someone | None
    due: Due
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class ShownResult:
    """``until`` is the last day to ask for a review; ``now`` the result by what is known now, where it is
    about to be answered or decided; ``code`` that of the printed result, once published."""

    row: RoundSubject
    round: Round
    scheme: Both
    office: Both
    ruleset: scoring.Ruleset
    stage: str
    account: Account | None
    until: Due | None
    requests: tuple[ShownRequest, ...]
    changes: tuple[tuple[RoundChange, Someone], ...]
    affected: tuple[Corrected, ...]
    now: Result | None
    actions: frozenset[str]
    code: str | None
    in_force: bool

    @property
    def open_request(self) -> ShownRequest | None:
        return next((one for one in self.requests if one.request.result is None), None)

    def grade(self, code: str | None) -> scoring.Grade | None:
        return self.ruleset.grade(code) if code else None


def show_result(session: Session, actor: Actor, row_id: str, today: date) -> ShownResult:
    """A row as this person may see it, or ``NotFound``."""
    row = round_row_or_404(session, actor, row_id)
    file = round_file(session, row.round, row.id)
    corrections = affected_rows(session, row.round_id).get(row.id, [])
    published = row.round.state == "published"
    staff = actor.subject_id is None
    people = People(
        session,
        actor,
        [
            *(request.typed_by for request in row.requests),
            *(request.answered_by for request in row.requests),
            *(change.decided_by for change in row.changes),
        ],
    )
    files = shown_files(session, actor, [request.id for request in row.requests])
    in_force = round_in_force(session, row.round.scheme, today) if published else None
    actions = frozenset(_actions(session, actor, row, bool(corrections), today))
    return ShownResult(
        row=row,
        round=row.round,
        scheme=scheme_label(session, row.round.scheme),
        office=row_label(session.get_one(Office, row.round.office_id)),
        ruleset=ruleset_of(session, row.round),
        stage=stage(file, today),
        account=account_as_of(session, actor, row),
        until=requests_until(session, row.round, row.id),
        requests=tuple(
            ShownRequest(
                request,
                people[request.typed_by],
                people.get(request.answered_by),
                extended_due(session, "review_answer", request.on, row.id),
                files.get(request.id, ()),
            )
            for request in row.requests
        ),
        changes=tuple((change, people[change.decided_by]) for change in row.changes),
        affected=tuple(corrections) if staff else (),
        now=recomputed(session, row) if actions & {"answer", "reopen"} else None,
        actions=actions,
        code=result_code(row) if published else None,
        in_force=in_force is not None and in_force.id == row.round_id,
    )


def account_as_of(session: Session, actor: Actor, row: RoundSubject) -> Account | None:
    """The account of the row's subject on the round's day, by what the result rests on."""
    if row.out is not None:
        return None
    axes = Axes(row.round.on)
    found = account_of(session, actor, row.subject, row.round.scheme, axes, row.known)
    return found if isinstance(found, Account) else None


def _actions(
    session: Session, actor: Actor, row: RoundSubject, corrected: bool, today: date
) -> Iterator[str]:
    """Among: ask, answer, reopen, take_out, put_back; and why not: own_request, own_round."""
    file = round_file(session, row.round, row.id)
    waiting = next((one for one in row.requests if one.result is None), None)
    if obstacle(file, "scope", today) is None and actor.may("round.manage"):
        yield "take_out" if row.out is None else "put_back"
    may_ask = actor.may("round.request") or (
        actor.subject_id == row.subject_id and actor.may("own.reply")
    )
    staff_late = actor.subject_id is None and row.round.state == "feedback"
    in_time = staff_late or obstacle(file, "request", today) is None
    if may_ask and in_time and row.out is None and waiting is None:
        yield "ask"
    if waiting is not None and actor.may("round.answer"):
        if took_part(session, actor, waiting.typed_by, waiting.entry_id):
            yield "own_request"
        elif took_part(session, actor, row.round.opened_by, row.round.entry_id):
            yield "own_round"
        else:
            yield "answer"
    if corrected and actor.may("round.decide"):
        yield "reopen"


@dataclass(frozen=True)
class OwnResult:
    """A row on its party's page: how the round stands, and until when a review may be asked for."""

    row: RoundSubject
    scheme: Both
    ruleset: scoring.Ruleset
    stage: str
    until: Due | None
    waiting: bool
    in_force: bool

    @property
    def grade(self) -> scoring.Grade | None:
        return self.ruleset.grade(self.row.grade) if self.row.grade else None


def results_of(session: Session, actor: Actor, subject_id: str, today: date) -> list[OwnResult]:
    """The results of one subject that were fed back, newest first; those of cancelled rounds left out."""
    if actor.subject_id is None:
        actor.require("round.read")
    elif actor.subject_id != subject_id:
        return []
    query = (
        select(RoundSubject)
        .join(Round, Round.id == RoundSubject.round_id)
        .where(
            RoundSubject.subject_id == subject_id,
            Round.feedback_on.is_not(None),
            Round.state != "cancelled",
        )
        .order_by(Round.on.desc(), Round.id)
    )
    return [_own(session, row, today) for row in session.scalars(query).unique()]


def _own(session: Session, row: RoundSubject, today: date) -> OwnResult:
    published = row.round.state == "published"
    newest = round_in_force(session, row.round.scheme, today) if published else None
    return OwnResult(
        row=row,
        scheme=scheme_label(session, row.round.scheme),
        ruleset=ruleset_of(session, row.round),
        stage=stage(round_file(session, row.round, row.id), today),
        until=requests_until(session, row.round, row.id),
        waiting=any(request.result is None for request in row.requests),
        in_force=newest is not None and newest.id == row.round_id,
    )
