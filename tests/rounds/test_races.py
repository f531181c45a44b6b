"""Of many who do the same thing with a round at the same moment, exactly one has done it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from services.database import connect, sessions
from services.messages import Conflict
from services.rounds.adopt_round import adopt_round
from services.rounds.answer_review import AnswerDraft, PointAnswer, answer_review
from services.rounds.open_round import RoundDraft, open_round
from tests.rounds.rounds import SCHEME, Rounds, later
from tests.support.world import NOW, TODAY, World

pytestmark = pytest.mark.db
MANY = 8


def at_once(url: str, act: Callable[[Session, int], object]) -> Counter[str]:
    """The same act by many, each on a connection of its own, all starting together."""
    engine, ready = connect(url), Barrier(MANY)

    def one(n: int) -> str:
        with sessions(engine)() as session:
            ready.wait()
            try:
                act(session, n)
            except Conflict:
                return "too late"
            return "done"

    with ThreadPoolExecutor(MANY) as pool:
        found = Counter(pool.map(one, range(MANY)))
    engine.dispose()
    return found


def test_of_many_steps_at_once_exactly_one_is_taken(
    rounds: Rounds, world: World, world_url: str
) -> None:
    rounds.session.rollback()
    draft = RoundDraft(SCHEME, "2026年第二批评价", TODAY)
    clerks = (world["provincial_clerk"], world["second_clerk"])
    once = {"done": 1, "too late": MANY - 1}
    opened = at_once(world_url, lambda s, n: open_round(s, clerks[n % 2], draft, NOW))
    assert opened == once
    round_id = rounds.feedback(rounds.only_round())
    row_id = rounds.ask(rounds.row_of(round_id, world.own).id)
    request_id = rounds.row(row_id).requests[0].id
    rounds.session.rollback()
    answer = AnswerDraft((PointAnswer(False, "经核查，维持。"),))
    reviewers = (world["provincial_reviewer"], world["second_reviewer"])
    answered = at_once(
        world_url,
        lambda s, n: answer_review(s, reviewers[n % 2], row_id, request_id, answer, later(3)),
    )
    assert answered == once
    rounds.display(round_id)
    deciders = (world["provincial_decider"], world["second_decider"])
    adopted = at_once(
        world_url, lambda s, n: adopt_round(s, deciders[n % 2], round_id, "同意。", later(36))
    )
    assert adopted == once
