"""Repair: records that count and may be repaired, and the short way through an application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

import scoring
from models import Repair
from services.repairs.ask_repair import RepairDraft, ask_repair
from services.repairs.decide_repair import RepairRuling, decide_repair
from services.repairs.repair_papers import RepairPaperDraft, take_repair_paper
from services.standing.scores import explain
from tests.statements.story import LAND_SURVEY, SCAN, Story, at
from tests.support.world import TODAY, World

SCHEME = "land-survey"


@dataclass(frozen=True)
class Repairs:
    """``ask`` → ``check`` → ``decide``; every step on its day, today if none is said."""

    session: Session
    world: World
    story: Story

    def record(self, behaviour: str = "S03", counts_from: date = date(2026, 8, 14)) -> str:
        """A record of the general class that its notice procedure made count on a day."""
        begun = counts_from - timedelta(days=30)
        return self.story.decided(self.world.own, behaviour, begun, counts_from)

    def ask(
        self, *targets: str, by: str = "contractor_user", on: date = TODAY, **given: Any
    ) -> str:
        draft = RepairDraft(targets, "已完成整改并缴清违约金。", proof=(SCAN,), pledge=(SCAN,))
        draft = replace(draft, **given)
        return ask_repair(self.session, self.world[by], self.world.own, draft, at(on))

    def paper(self, repair_id: str, kind: str, by: str, on: date = TODAY, **given: Any) -> str:
        draft = RepairPaperDraft(kind, on, "经核查,义务均已履行。", **given)  # type: ignore[arg-type]
        return take_repair_paper(self.session, self.world[by], repair_id, draft, at(on))

    def check(self, repair_id: str, on: date = TODAY) -> str:
        return self.paper(repair_id, "examination", "provincial_clerk", on)

    def decide(
        self,
        repair_id: str,
        action: str = "grant",
        by: str = "provincial_decider",
        on: date = TODAY,
        **given: Any,
    ) -> str:
        ruling = RepairRuling(action, "符合信用修复条件。", on, **given)  # type: ignore[arg-type]
        return decide_repair(self.session, self.world[by], repair_id, ruling, at(on))

    def granted(self, *targets: str) -> str:
        return self.decide(self.check(self.ask(*targets)))

    def of(self, repair_id: str) -> Repair:
        return self.session.get_one(Repair, repair_id, populate_existing=True)

    def points(self, on: date = TODAY, known: int | None = None) -> str:
        view = scoring.View(on, known)
        return explain(self.session, self.world.own, SCHEME, view).points_text


@pytest.fixture
def repairs(session: Session, world: World) -> Repairs:
    """The land survey's rules are in force."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, date(2026, 1, 26))
    return Repairs(session, world, story)
