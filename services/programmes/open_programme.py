"""Open a programme: its name, its scheme, and its stages with the days they are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy.orm import Session

from models import new_id
from services.actor import Actor
from services.messages import Invalid, Message, say
from services.rules.rulebook import schemes
from services.writing import Once, writing

MOST_STAGES = 30


@dataclass(frozen=True)
class NewStage:
    name_zh: str
    name_en: str
    due_on: date


@dataclass(frozen=True)
class NewProgramme:
    """Stages in their order."""

    name_zh: str
    name_en: str
    scheme: str
    from_on: date
    stages: tuple[NewStage, ...]


def open_programme(
    session: Session,
    actor: Actor,
    typed: NewProgramme,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write the programme; returns its id. Raises ``Invalid`` by field (``stages`` for all of them)."""
    actor.require("programme.manage")
    with writing(session, actor, now, once) as writer:
        if problems := _faults(session, typed):
            raise Invalid(problems)
        programme_id = new_id()
        writer.add(
            "programme.open",
            {
                "programme": {
                    "id": programme_id,
                    "name_zh": typed.name_zh,
                    "name_en": typed.name_en,
                    "scheme": typed.scheme,
                    "from_on": typed.from_on.isoformat(),
                },
                "stages": [
                    {
                        "id": new_id(),
                        "programme_id": programme_id,
                        "position": position,
                        "name_zh": stage.name_zh,
                        "name_en": stage.name_en,
                        "due_on": stage.due_on.isoformat(),
                    }
                    for position, stage in enumerate(typed.stages, 1)
                ],
            },
        )
        writer.result = programme_id
    return writer.result


def _faults(session: Session, typed: NewProgramme) -> dict[str, Message]:
    if typed.scheme not in schemes(session):
        return {"scheme": say("Please choose a scheme that has a published ruleset.")}
    if not typed.stages:
        return {"stages": say("A programme has at least one stage.")}
    if len(typed.stages) > MOST_STAGES:
        return {"stages": say("At most %(most)s stages are possible.", most=MOST_STAGES)}
    days = [typed.from_on, *(stage.due_on for stage in typed.stages)]
    for number, (before, due) in enumerate(pairwise(days), 1):
        if due < before:
            return {
                "stages": say(
                    "Stage %(number)s is due on %(due)s, before %(before)s.",
                    number=number,
                    due=due.isoformat(),
                    before=before.isoformat(),
                )
            }
    return {}
