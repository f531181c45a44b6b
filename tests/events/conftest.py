"""Records: a scheme in force, a programme with stages, and the short ways tests need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import new_id
from services.actor import Actor
from services.event_draft import EventDraft
from services.propose_ruleset import propose_ruleset, publish_ruleset
from services.record_event import record_event
from services.writing import writing
from tests.evidence.made_files import pdf, picture
from tests.support.world import NOW, TODAY, World

SCHEME = "land-survey"
RULES = Path(__file__).parents[2] / "rulesets" / SCHEME / "2026.toml"
CHENGDU, MIANYANG, JINJIANG = "510100", "510700", "510104"


@dataclass(frozen=True)
class Scene:
    """The world with a scheme and a programme. ``record`` writes a record the short way."""

    session: Session
    world: World
    programme: str
    stage: str

    def draft(self, behaviour: str = "Q02", **changes: Any) -> EventDraft:
        """Of its own contractor in Chengdu, yesterday; 9 of 10 passed."""
        fields: dict[str, Any] = {
            "subject_id": self.world.own,
            "scheme": SCHEME,
            "behaviour": behaviour,
            "occurred_on": TODAY.replace(day=20),
            "region": CHENGDU,
            "narrative": "抽查十份报告。",
        }
        if behaviour.startswith("Q0"):
            fields |= {"numerator": 9, "denominator": 10}
            fields |= {"programme_id": self.programme, "stage_id": self.stage}
        return EventDraft(**(fields | changes))

    def record(self, who: str = "prefecture_clerk", behaviour: str = "Q02", **changes: Any) -> str:
        draft = self.draft(behaviour, **changes)
        return record_event(self.session, self.world[who], draft, NOW, anyway=True)


@pytest.fixture
def scene(session: Session, world: World) -> Scene:
    """A published scheme and an open programme."""
    text = RULES.read_text(encoding="utf-8")
    version = propose_ruleset(session, world["business_administrator"], text, NOW)
    publish_ruleset(session, world["second_business_administrator"], version, NOW)
    programme, stage = new_id(), new_id()
    with writing(session, world["provincial_clerk"], NOW) as writer:
        data = {
            "programme": {
                "id": programme,
                "name_zh": "重点行业企业用地调查",
                "name_en": "Survey of key-industry land",
                "scheme": SCHEME,
                "from_on": "2026-01-05",
            },
            "stages": [
                {
                    "id": stage,
                    "programme_id": programme,
                    "position": 1,
                    "name_zh": "初步采样调查",
                    "name_en": "First sampling",
                    "due_on": "2026-12-31",
                }
            ],
        }
        writer.add("programme.open", data)
    return Scene(session, world, programme, stage)
