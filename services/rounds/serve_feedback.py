"""Serve the feedback electronically on everybody at once who has signed for it; the others are served on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AddressConfirmation, RoundSubject
from procedure.rounds import Obstacle
from services.actor import Actor
from services.clock import day_of
from services.documents import Document, document_or_404
from services.files.new_file import NewFile
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, Message, say
from services.rounds.round_file import locked_round, told, unserved
from services.serving.serve_document import ServiceDraft, electronic_on, record
from services.writing import Once, writing

WAY = "electronic"


@dataclass(frozen=True)
class Delivery:
    """``received_on``: the day on which all of it reached the parties' systems, as the ``files`` prove."""

    received_on: date
    files: tuple[NewFile, ...] = ()


def serve_feedback(
    session: Session,
    actor: Actor,
    round_id: str,
    delivery: Delivery,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one electronic service for every contractor in scope that was not served yet and whose signed
    confirmation names an electronic address. Returns the round's id.
    """
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        rows = select(RoundSubject.subject_id).where(RoundSubject.id.in_(unserved(round_id)))
        lock_subjects(session, session.scalars(rows))
        round_ = locked_round(session, actor, round_id)
        if round_.state != "feedback" or round_.feedback_on is None:
            raise Conflict(told(Obstacle("not_now")))
        if problems := _problems(delivery, round_.feedback_on, day_of(now)):
            raise Invalid(problems)
        able = _able(session, actor, round_id, delivery)
        if not able:
            raise Invalid(
                {"": say("Nobody who is still to be served has agreed to it: serve on paper.")}
            )
        for draft, document, confirmation in able:
            record(writer, document, draft, confirmation, first=True)
        writer.result = round_id
    return writer.result


def _problems(delivery: Delivery, feedback_on: date, today: date) -> dict[str, Message]:
    if not feedback_on <= delivery.received_on <= today:
        return {"received_on": say("This day must lie between the feedback and today.")}
    if not delivery.files:
        return {
            "evidence": say("Service is proved by a paper: add the scan or the pictures."),
        }
    return {}


def _able(
    session: Session, actor: Actor, round_id: str, delivery: Delivery
) -> list[tuple[ServiceDraft, Document, AddressConfirmation]]:
    found = []
    for row_id in session.scalars(unserved(round_id).order_by(RoundSubject.id)).all():
        document = document_or_404(session, actor, "round_result", row_id)
        draft = ServiceDraft(
            "round_result",
            row_id,
            WAY,
            delivery.received_on,
            received_on=delivery.received_on,
            files=delivery.files,
        )
        if confirmation := electronic_on(session, document, draft):
            found.append((draft, document, confirmation))
    return found
