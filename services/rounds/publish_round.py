"""公布: the adopted results are published under a number; from that day on they are the published grades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import Round
from services.actor import Actor
from services.clock import day_of
from services.files.new_file import NewFile
from services.messages import Invalid, Message, say
from services.rounds.round_file import check, locked_round, move_on
from services.writing import Once, writing


@dataclass(frozen=True)
class NumberDraft:
    """The number and the day of the document by which the results were published."""

    document_no: str
    published_on: date
    files: tuple[NewFile, ...] = ()


def publish_round(
    session: Session,
    actor: Actor,
    round_id: str,
    draft: NumberDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Returns the round's id."""
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        round_ = locked_round(session, actor, round_id)
        check(session, actor, round_, "publish", day_of(now))
        if problems := _problems(round_, draft, day_of(now)):
            raise Invalid(problems)
        changes = {
            "state": "published",
            "document_no": draft.document_no.strip(),
            "published_on": draft.published_on,
            "published_by": actor.holder_id,
        }
        writer.result = move_on(writer, round_, "round.publish", changes, files=draft.files)
    return writer.result


def _problems(round_: Round, draft: NumberDraft, today: date) -> dict[str, Message]:
    if not draft.document_no.strip():
        return {"document_no": say("Results are published under a document number.")}
    if round_.adopted_on is None or not round_.adopted_on <= draft.published_on <= today:
        return {"published_on": say("This day must lie between the adoption and today.")}
    return {}
