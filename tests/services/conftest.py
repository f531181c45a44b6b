"""Rules in force for the world, and a photograph in the evidence store."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from evidence.store import Store
from services.files.new_file import NewFile
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.support.world import NOW, World

LAND_SURVEY = Path(__file__).resolve().parents[2] / "rulesets" / "land-survey" / "2026.toml"


@pytest.fixture
def scheme(session: Session, world: World) -> str:
    """The land survey's scheme, proposed by one person and published by another."""
    text = LAND_SURVEY.read_text(encoding="utf-8")
    proposed = propose_ruleset(session, world["business_administrator"], text, NOW)
    publish_ruleset(session, world["provincial_decider"], proposed, NOW)
    return "land-survey"


@pytest.fixture
def store(instance: Path) -> Store:
    return Store(instance / "evidence", b"0" * 32)


@pytest.fixture
def photograph(store: Store) -> NewFile:
    """A real picture, kept as the entry form keeps it."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "olive").save(picture, "JPEG")
    with store.receive(BytesIO(picture.getvalue()), 1_000_000) as draft:
        draft.keep()
    return NewFile(draft.sha256, draft.plain_bytes, "image/jpeg", draft.sealed_key, "现场.jpg")
