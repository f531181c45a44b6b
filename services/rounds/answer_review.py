"""复核: another person answers a request point by point; the result is upheld, or changed by recomputing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

import ledger
import scoring
from models import ReviewRequest, RoundSubject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people.two_persons import took_part
from services.rounds.round_file import check, locked_round
from services.rounds.round_table import Result, is_worse, result_of
from services.rules.rulebook import acting_ruleset
from services.scope import round_row_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class PointAnswer:
    """Whether a point is taken up, and why."""

    taken_up: bool
    text: str


@dataclass(frozen=True)
class AnswerDraft:
    """One answer a point, in their order; ``recompute``: the result is changed to what is known now."""

    answers: tuple[PointAnswer, ...]
    recompute: bool = False
    document_no: str | None = None
    files: tuple[NewFile, ...] = ()


def answer_review(
    session: Session,
    actor: Actor,
    row_id: str,
    request_id: str,
    draft: AnswerDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Returns the row's id. A record is put right by its own correction first; here the row follows."""
    actor.require("round.answer")
    with writing(session, actor, now, once) as writer:
        row = round_row_or_404(session, actor, row_id)
        lock_subjects(session, [row.subject_id])
        round_ = locked_round(session, actor, row.round_id)
        session.refresh(row)
        request = _open_request(row, request_id)
        if took_part(session, actor, request.typed_by, request.entry_id):
            raise Forbidden(say("You entered this request, so another person must answer it."))
        if took_part(session, actor, round_.opened_by, round_.entry_id):
            raise Forbidden(say("You opened this round, so another person must answer."))
        check(session, actor, round_, "answer", day_of(now))
        _check_answers(request, draft)
        writer.add("round.review_answer", *_body(session, actor, row, request, draft, now))
        session.expire(row)
        writer.result = row_id
    return writer.result


def _open_request(row: RoundSubject, request_id: str) -> ReviewRequest:
    request = next((one for one in row.requests if one.id == request_id), None)
    if request is None:
        raise NotFound(say("There is no such request."))
    if request.result is not None:
        raise Conflict(say("Somebody else has answered this request meanwhile."))
    return request


def _check_answers(request: ReviewRequest, draft: AnswerDraft) -> None:
    if len(draft.answers) != len(request.points):
        raise Invalid({"": say("Each point needs an answer.")})
    for n, answer in enumerate(draft.answers, 1):
        if not answer.text.strip():
            raise Invalid({f"answer_{n}": say("Please give the reasons.")})
    if draft.recompute and not any(answer.taken_up for answer in draft.answers):
        raise Invalid({"recompute": say("A result is changed only where a point is taken up.")})


def _body(
    session: Session,
    actor: Actor,
    row: RoundSubject,
    request: ReviewRequest,
    draft: AnswerDraft,
    now: datetime,
) -> tuple[dict[str, Any], str, Private]:
    private, today = Private(), day_of(now).isoformat()
    points = []
    for point, answer in zip(request.points, draft.answers, strict=True):
        private.salts["review_point", point.id] = point.salt or ""
        private.keep("review_point", point.id, answer=answer.text)
        points.append({"id": point.id, "taken_up": answer.taken_up})
    data: dict[str, Any] = {
        "request": request.id,
        "changes": {
            "result": "changed" if draft.recompute else "upheld",
            "answered_on": today,
            "answered_by": actor.holder_id,
            "document_no": draft.document_no,
        },
        "points": points,
        "evidence": evidence_rows("review_answer", request.id, draft.files, private),
    }
    if draft.recompute:
        new = _better(session, row)
        shared = {"kind": "review", "stands": False, "document_no": draft.document_no}
        decided = {"decided_on": today, "decided_by": actor.holder_id}
        data["change"] = change_body(session, row, new) | shared | decided
    return data, row.subject_id, private


def recomputed(session: Session, row: RoundSubject) -> Result:
    """The result of the round's day by what is known now."""
    view = scoring.View(row.round.on, ledger.size(session))
    return result_of(session, row.round.scheme, row.subject_id, view)


def _better(session: Session, row: RoundSubject) -> Result:
    """Nobody fares worse for having been heard (Administrative Penalty Law, article 45)."""
    new = recomputed(session, row)
    if new == result_in(row):
        raise Invalid(
            {
                "recompute": say(
                    "By what is known now the result is the same. Correct the record first."
                )
            }
        )
    ruleset = acting_ruleset(session, row.round.scheme, row.round.on)
    if is_worse(ruleset, result_in(row), new):
        raise Invalid(
            {"recompute": say("A review never makes a result worse; this one would be. Uphold it.")}
        )
    return new


def result_in(row: RoundSubject) -> Result:
    """The result that a row in scope holds."""
    assert row.points is not None
    return Result(row.points, row.grade, row.unrated)


def change_body(session: Session, row: RoundSubject, new: Result) -> dict[str, Any]:
    """Both figures of a row, with the ledger size that each rests on."""
    return {
        "id": new_id(),
        "row_id": row.id,
        "position": len(row.changes) + 1,
        "old_points": row.points,
        "old_grade": row.grade,
        "old_unrated": row.unrated,
        "old_known": row.known,
        "points": new.points,
        "grade": new.grade,
        "unrated": new.unrated,
        "known": ledger.size(session),
    }
