"""A row affected by a correction is decided anew: both figures are kept, whichever holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_subjects
from services.messages import Conflict, Forbidden, Invalid, Message, say
from services.people.two_persons import took_part
from services.rounds.affected_rows import affected_rows
from services.rounds.answer_review import change_body, recomputed, result_in
from services.rounds.round_file import check, locked_round
from services.scope import round_row_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class RowDecision:
    """``stands``: the published result holds all the same."""

    stands: bool
    reason: str
    document_no: str
    files: tuple[NewFile, ...] = ()


def reopen_row(
    session: Session,
    actor: Actor,
    row_id: str,
    draft: RowDecision,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Returns the row's id. Whoever asked for the correction does not decide what follows from it."""
    actor.require("round.decide")
    with writing(session, actor, now, once) as writer:
        row = round_row_or_404(session, actor, row_id)
        lock_subjects(session, [row.subject_id])
        round_ = locked_round(session, actor, row.round_id)
        session.refresh(row)
        check(session, actor, round_, "reopen", day_of(now))
        corrections = affected_rows(session, round_.id).get(row.id, [])
        if not corrections:
            raise Conflict(say("No correction waits for a decision about this result any more."))
        if any(took_part(session, actor, one.asked_by, one.entry_id) for one in corrections):
            raise Forbidden(say("You asked for the correction, so another person must decide."))
        if problems := _problems(draft):
            raise Invalid(problems)
        new = recomputed(session, row)
        if new == result_in(row) and not draft.stands:
            raise Invalid({"stands": say("Recomputed, the result is the same: it stands.")})
        private, change = Private(), change_body(session, row, new)
        private.keep("round_change", str(change["id"]), reason=draft.reason)
        change |= {
            "kind": "reopen",
            "stands": draft.stands,
            "decided_on": day_of(now).isoformat(),
            "decided_by": actor.holder_id,
            "document_no": draft.document_no,
        }
        files = evidence_rows("round", round_.id, draft.files, private)
        writer.add(
            "round.reopen_row", {"change": change, "evidence": files}, row.subject_id, private
        )
        session.expire(row)
        writer.result = row_id
    return writer.result


def _problems(draft: RowDecision) -> dict[str, Message]:
    problems: dict[str, Message] = {}
    if not draft.reason.strip():
        problems["reason"] = say("Please give the reasons.")
    if not draft.document_no.strip():
        problems["document_no"] = say("A decision has a document number.")
    return problems
