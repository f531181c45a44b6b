"""Cases under strain: anybody tries anything, two decide at once, and the ledger alone tells whether all was lawful."""

from __future__ import annotations

from collections import Counter

import pytest

from services.record.verify_record import verify_record
from tests.lists.races import race
from tests.lists.random_services import run


def test_whoever_tries_whatever_the_ledger_shows_every_legal_step(session, world):
    outcome = run(session, world, walks=2, seed=3)
    assert outcome.faults == []
    assert outcome.done > 0
    assert outcome.refused.total() > 0
    assert verify_record(session, None).findings == ()


@pytest.mark.db
def test_of_two_who_decide_at_the_same_moment_exactly_one_does(world_url: str):
    assert race(world_url, rounds=6) == Counter({"one wins": 6})
