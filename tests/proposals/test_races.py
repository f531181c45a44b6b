"""Two persons confirm the same batch for the register at once: it is confirmed once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from services.database import connect, sessions
from services.lists.confirm_by_rule import confirm_by_rule
from services.lists.rule_stays import fingerprint, unconfirmed
from services.messages import Conflict
from tests.proposals.acts import SCHEME, Acts, at

ON = date(2026, 3, 2)
PERSONS = ("provincial_reviewer", "second_reviewer")


@pytest.mark.db
def test_two_who_confirm_the_same_batch_at_once_confirm_it_once(acts: Acts, world_url: str):
    acts.record("criticised", ON, times=4)
    shown = fingerprint(unconfirmed(acts.session, ON, SCHEME))
    acts.session.rollback()
    start = Barrier(len(PERSONS))

    def confirm(by: str) -> str:
        engine = connect(world_url)
        with sessions(engine)() as session:
            start.wait()
            try:
                return confirm_by_rule(session, acts.world[by], SCHEME, shown, at(ON))
            except Conflict:
                return "too late"
            finally:
                engine.dispose()

    with ThreadPoolExecutor(len(PERSONS)) as pool:
        assert sorted(pool.map(confirm, PERSONS)) == ["2", "too late"]
    assert len(acts.listings("rectification")) == 1
