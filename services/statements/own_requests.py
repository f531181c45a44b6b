"""What a contractor asked for in a round or in a case: reviews of a result, hearings, and that an official withdraw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Case, ReviewRequest, RoundSubject
from procedure.case_file import CaseFile, Paper
from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.extensions import extended_due
from services.cases.case_file import case_files
from services.labels import Both, list_label

Kind = Literal["review_request", "hearing_request", "recusal_request"]


@dataclass(frozen=True)
class OwnRequest:
    """``about`` is the row of the round or the case. ``answer``: upheld, changed, told (the day of the hearing),
    held, given_up, granted, refused; empty while it waits. ``on_day`` is the day of the answer or hearing."""

    kind: Kind
    about: str
    what: Both
    on: date
    answer: str = ""
    on_day: date | None = None
    due: Due | None = None


def own_reviews(session: Session, actor: Actor) -> Iterator[OwnRequest]:
    query = (
        select(ReviewRequest, RoundSubject)
        .join(RoundSubject, RoundSubject.id == ReviewRequest.row_id)
        .where(RoundSubject.subject_id == actor.subject_id)
    )
    for asked, row in session.execute(query).unique():
        open_ = asked.result is None
        yield OwnRequest(
            "review_request",
            row.id,
            Both(row.round.title, row.round.title),
            asked.on,
            asked.result or "",
            asked.answered_on,
            extended_due(session, "review_answer", asked.on, row.id) if open_ else None,
        )


def own_in_cases(session: Session, actor: Actor) -> Iterator[OwnRequest]:
    """Requests for a hearing and for the withdrawal of an official, with what came of each."""
    cases = session.scalars(select(Case).where(Case.subject_id == actor.subject_id)).unique().all()
    files = case_files(session, cases)
    for case in cases:
        file, what = files[case.id], list_label(session, case.scheme, case.list_code)
        for paper in file.of_kind("hearing_request"):
            answer, day = _hearing(file, paper)
            yield OwnRequest("hearing_request", case.id, what, paper.on, answer, day)
        for paper in file.of_kind("recusal_request"):
            answer, day = _recusal(file, paper)
            yield OwnRequest("recusal_request", case.id, what, paper.on, answer, day)


def _hearing(file: CaseFile, asked: Paper) -> tuple[str, date | None]:
    """The party knows the day of its hearing when the notice of it was served."""
    if record := file.last("hearing_record", asked.position):
        return "held", record.held_on or record.on
    if waiver := file.last("waiver", asked.position):
        return "given_up", waiver.on
    told = file.last("hearing_notice", asked.position)
    if told is not None and told.served_on is not None:
        return "told", told.held_on
    return "", None


def _recusal(file: CaseFile, asked: Paper) -> tuple[str, date | None]:
    answers = (one for one in file.of_kind("recusal_decision") if one.regards == asked.id)
    made = next(answers, None)
    if made is None:
        return "", None
    return ("granted" if made.passed else "refused"), made.on
