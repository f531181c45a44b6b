"""Objections made the short way, by the persons of the world."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import Objection
from services.files.new_file import NewFile
from services.objections.decide_objection import (
    Answer,
    ObjectionDecisionDraft,
    confirm_objection_decision,
    decide_objection,
)
from services.objections.file_objection import ObjectionDraft, file_objection
from services.objections.take_objection_step import (
    ObjectionStepDraft,
    take_objection_step,
    withdraw_objection,
)
from tests.support.world import NOW, TODAY, World

SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "异议申诉书.pdf")
OTHER_SCAN = NewFile("1" * 64, 120, "application/pdf", b"sealed", "补充材料.pdf")


def later(days: int) -> datetime:
    """Ten in the morning, so many days on."""
    return NOW + timedelta(days=days)


@dataclass(frozen=True)
class Objections:
    """``file`` → (``step``) → ``decide``."""

    session: Session
    world: World

    def file(
        self, event_id: str, by: str = "contractor_manager", day: int = 0, **given: Any
    ) -> str:
        draft = ObjectionDraft("event", event_id, "wrong", ("数量有误。", "并非本单位所为。"))
        return file_objection(self.session, self.world[by], replace(draft, **given), later(day))

    def on_paper(self, event_id: str, by: str = "second_clerk", **given: Any) -> str:
        paper: dict[str, Any] = {"received_on": TODAY, "files": (SCAN,)}
        return self.file(event_id, by, **(paper | given))

    def step(self, objection_id: str, kind: str, by: str, day: int = 0, **given: Any) -> str:
        draft = ObjectionStepDraft(kind, **given)  # type: ignore[arg-type]
        return take_objection_step(self.session, self.world[by], objection_id, draft, later(day))

    def decide(
        self,
        objection_id: str,
        outcome: str = "rejected",
        by: str = "provincial_decider",
        day: int = 0,
        taken_up: bool | None = None,
        **given: Any,
    ) -> str:
        up = outcome != "rejected" if taken_up is None else taken_up
        points = self.get(objection_id).points
        answers = tuple(Answer(point.id, up, "经核查，理由如下。") for point in points)
        decided_on: date = TODAY + timedelta(days=day)
        draft = ObjectionDecisionDraft(outcome, "经核查。", answers, decided_on)  # type: ignore[arg-type]
        return decide_objection(
            self.session, self.world[by], objection_id, replace(draft, **given), later(day)
        )

    def signed(self, objection_id: str, outcome: str = "rejected", **given: Any) -> str:
        """Typed by one clerk from the signed form, waiting for another."""
        decider = self.world["provincial_decider"].holder_id
        paper = {"decided_by": decider, "document_no": "示环异〔2026〕1号", "files": (SCAN,)}
        return self.decide(objection_id, outcome, "second_clerk", **(paper | given))

    def confirm(self, objection_id: str, by: str = "provincial_clerk") -> str:
        typed = next(d for d in self.get(objection_id).decisions if d.waits)
        return confirm_objection_decision(self.session, self.world[by], objection_id, typed.id, NOW)

    def withdraw(self, objection_id: str, by: str = "contractor_manager") -> str:
        return withdraw_objection(self.session, self.world[by], objection_id, NOW)

    def get(self, objection_id: str) -> Objection:
        return self.session.get_one(Objection, objection_id, populate_existing=True)
