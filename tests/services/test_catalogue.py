"""What the catalogue asks of a record follows from every rule that reads it."""

from __future__ import annotations

import pytest

import scoring
from services.events.catalogue import CatalogueEntry, entries_of
from tests.scoring.samples import FOLDER


@pytest.fixture
def entries() -> dict[str, CatalogueEntry]:
    text = (FOLDER / "anniversary.toml").read_text("utf-8")
    return {e.behaviour.code: e for e in entries_of(scoring.parse(text, "own.toml"))}


def test_a_behaviour_that_refutes_or_counts_as_work_stands_in_its_indicator_s_dimension(
    entries: dict[str, CatalogueEntry],
) -> None:
    groups = {code: entry.group.en for code, entry in entries.items() if entry.group}
    assert groups["iso-lost"] == "System"
    assert groups["job"] == "Quality"


def test_a_behaviour_that_may_be_weighed_as_another_offers_the_other_s_severities(
    entries: dict[str, CatalogueEntry],
) -> None:
    assert entries["fault"].severities == ("minor", "serious")
    assert entries["sanction"].severities == ()
    assert "until_on" in entries["fault"].needs
