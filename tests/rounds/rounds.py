"""A round made the short way: opened, fed back, reviewed, displayed, adopted, published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Round, RoundSubject
from services.clock import day_of
from services.events.confirm_event import confirm_events
from services.events.correct_event import agree_correction, ask_correction
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.rounds.adopt_round import adopt_round
from services.rounds.answer_review import AnswerDraft, PointAnswer, answer_review
from services.rounds.ask_review import RequestDraft, ask_review
from services.rounds.display_round import DisplayDraft, display_round
from services.rounds.give_feedback import give_feedback
from services.rounds.open_round import RoundDraft, open_round
from services.rounds.publish_round import NumberDraft, publish_round
from services.rounds.round_file import unserved
from services.serving.serve_document import serve_document
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY, World

SCHEME = "small"


def later(days: int) -> datetime:
    """Ten in the morning, so many days on."""
    return NOW + timedelta(days=days)


@dataclass(frozen=True)
class Rounds:
    """Days are counted from today: feedback on 1, requests until 16, display 20 to 35, published on 37."""

    session: Session
    world: World

    def open(self, by: str = "provincial_clerk", on: date = TODAY, day: int = 0) -> str:
        draft = RoundDraft(SCHEME, "2026年第二批评价", on)
        return open_round(self.session, self.world[by], draft, later(day))

    def feedback(self, round_id: str, served: bool = True) -> str:
        """Given, and handed over to everybody in scope on the same day."""
        give_feedback(self.session, self.world["provincial_clerk"], round_id, 15, later(1))
        if served:
            for row_id in self.session.scalars(unserved(round_id)).all():
                self.serve(row_id, 1)
        self.session.rollback()
        return round_id

    def serve(self, row_id: str, day: int) -> str:
        served = delivered("round_result", row_id, day_of(later(day)))
        return serve_document(self.session, self.world["provincial_clerk"], served, later(day))

    def ask(self, row_id: str, *points: str, day: int = 2, by: str = "contractor_manager") -> str:
        draft = RequestDraft(points or ("扣分依据有误。",), day_of(later(day)))
        return ask_review(self.session, self.world[by], row_id, draft, later(day))

    def answer(
        self, row_id: str, by: str = "provincial_reviewer", day: int = 3, changed: bool = False
    ) -> str:
        request = self.row(row_id).requests[-1]
        answers = tuple(PointAnswer(changed, "经核查。") for _ in request.points)
        draft = AnswerDraft(answers, changed, "示环评复〔2026〕1号")
        return answer_review(self.session, self.world[by], row_id, request.id, draft, later(day))

    def display(self, round_id: str, day: int = 20, leave_out: bool = False) -> str:
        today = day_of(later(day))
        draft = DisplayDraft(
            "现将评价结果予以公示。",
            "028-0000 0000",
            "某街1号",
            today,
            today + timedelta(days=15),
            leave_out,
        )
        return display_round(
            self.session, self.world["provincial_clerk"], round_id, draft, later(day)
        )

    def adopt(self, round_id: str, by: str = "provincial_decider", day: int = 36) -> str:
        return adopt_round(self.session, self.world[by], round_id, "公示无异议，同意。", later(day))

    def publish(self, round_id: str, day: int = 37) -> str:
        draft = NumberDraft("示环评〔2026〕9号", day_of(later(day)))
        return publish_round(
            self.session, self.world["provincial_clerk"], round_id, draft, later(day)
        )

    def published(self) -> str:
        """A whole round in which nobody asked for anything."""
        round_id = self.feedback(self.open())
        self.display(round_id)
        self.adopt(round_id)
        return self.publish(round_id)

    def round(self, round_id: str) -> Round:
        return self.session.get_one(Round, round_id, populate_existing=True)

    def only_round(self) -> str:
        return self.session.scalars(select(Round.id)).one()

    def row(self, row_id: str) -> RoundSubject:
        return self.session.get_one(RoundSubject, row_id, populate_existing=True)

    def row_of(self, round_id: str, subject_id: str) -> RoundSubject:
        query = select(RoundSubject).where(
            RoundSubject.round_id == round_id, RoundSubject.subject_id == subject_id
        )
        return self.session.scalars(query.execution_options(populate_existing=True)).one()

    def record(self, behaviour: str, subject: str = "") -> str:
        """A record that counts from today: 12 points for one that is late, none for work done."""
        draft = EventDraft(
            subject_id=subject or self.world.own,
            scheme=SCHEME,
            behaviour=behaviour,
            occurred_on=TODAY,
            region="510100",
            narrative="通知发出后逾期未回复。",
        )
        event_id = record_event(
            self.session, self.world["provincial_clerk"], draft, NOW, anyway=True
        )
        if behaviour == "late":
            confirm_events(self.session, self.world["provincial_reviewer"], [event_id], NOW)
        return event_id

    def undo(self, event_id: str, day: int) -> None:
        """The record was wrong: ended by its own correction, by two persons."""
        one, other = self.world["second_clerk"], self.world["second_reviewer"]
        ask_correction(self.session, one, event_id, "登记对象有误。", None, later(day))
        agree_correction(self.session, other, event_id, later(day))


def today_after(days: int) -> date:
    return TODAY + timedelta(days=days)
