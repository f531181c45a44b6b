"""What tests of subjects share: a clerk who registers, and names that nobody bears."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models import RulesetVersion, new_id
from services.programmes.open_programme import NewProgramme, NewStage, open_programme
from services.subjects.register_subject import Registration, register_subject
from services.writing import unrecorded
from tests.support.world import NOW, TODAY, World, credit_code

SECRET = b"s" * 32
FILE_OPENED = date(2024, 3, 1)

STAGES = (
    NewStage("信息采集", "Information", date(2026, 8, 31)),
    NewStage("采样", "Sampling", TODAY),
    NewStage("成果集成", "Results", date(2027, 3, 31)),
)
RULESET = Path("rulesets/land-survey/2026.toml")
BEGIN = date(2026, 6, 7)

Register = Callable[..., str]


@pytest.fixture
def register(session: Session, world: World) -> Register:
    """Register somebody as the provincial clerk; a contractor gets a code of its own if none is given."""
    numbers = iter(range(1, 1000))

    def by_clerk(name: str, **rest: object) -> str:
        given: dict[str, object] = {"kind": "contractor", "file_opened_on": FILE_OPENED, **rest}
        if given["kind"] == "contractor":
            given = {"code": credit_code(f"MA6C{next(numbers):04d}"), **given}
            given = {"legal_form": "company", **given}
        draft = Registration(name=name, **given)  # type: ignore[arg-type]
        return register_subject(session, world["provincial_clerk"], draft, SECRET, NOW)

    return by_clerk


@pytest.fixture
def scheme(session: Session) -> str:
    """A scheme whose ruleset is published."""
    with unrecorded(session):
        session.add(
            RulesetVersion(
                id=new_id(),
                entry_id=new_id(),
                scheme="land-survey",
                version="2026",
                effective_from=date(2026, 1, 1),
                text=RULESET.read_text("utf-8"),
                sha256="0" * 64,
                state="published",
            )
        )
    return "land-survey"


@pytest.fixture
def programme(session: Session, world: World, scheme: str) -> str:
    draft = NewProgramme("用地调查", "Land survey", scheme, BEGIN, STAGES)
    return open_programme(session, world["provincial_clerk"], draft, NOW)
