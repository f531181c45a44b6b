"""Two deciders close the same case at the same moment: exactly one of them does, every time.

    python -m tests.lists.races --rounds 1000 --database sqlite
    python -m tests.lists.races --rounds 1000 --database postgresql

Every tenth case has gone the whole way and is entered by one and refused by the other; the rest are ended in two ways.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models import ListDecision
from procedure.case_file import CLOSING
from services.cases.decide_case import DecisionDraft, decide_case
from services.database import connect, sessions
from services.messages import Refusal
from tests.lists.cases import NEEDED_BY_DECISION, Cases, publish_rules
from tests.support import postgres
from tests.support import world as worlds
from tests.support.databases import PostgresqlDatabases, SqliteDatabases
from tests.support.world import NOW, TODAY, World

DECIDERS = ("provincial_decider", "second_decider")
WHOLE_WAY = 10
"""One case in so many is ripe for an entry."""


def race(url: str, rounds: int) -> Counter[str]:
    """How often each outcome came: ``one wins``, or what went wrong."""
    engine = connect(url)
    outcome: Counter[str] = Counter()
    with sessions(engine)() as session:
        world = worlds.read(session)
        publish_rules(session, world)
        cases = Cases(session, world)
        for number in range(rounds):
            whole = number % WHOLE_WAY == 0
            case_id = cases.ready() if whole else cases.open()
            actions = ("enter", "refuse") if whole else ("terminate", "not_filed")
            told = _both(engine, world, case_id, actions)
            closed = _closed(session, case_id)
            right = told == Counter({"done": 1, "Conflict": 1}) and closed == 1
            outcome["one wins" if right else f"{dict(told)}, {closed} decisions"] += 1
    engine.dispose()
    return outcome


def _both(engine: Engine, world: World, case_id: str, actions: Sequence[str]) -> Counter[str]:
    """Each decider decides in a thread and a session of his own, from the same moment on."""
    gate, told = threading.Barrier(len(actions)), Counter[str]()

    def decide(by: str, action: str) -> None:
        draft = DecisionDraft(action, "理由。", TODAY, **NEEDED_BY_DECISION.get(action, {}))
        with sessions(engine)() as session:
            gate.wait()
            told[_decided(session, world, by, case_id, draft)] += 1

    threads = [
        threading.Thread(target=decide, args=pair) for pair in zip(DECIDERS, actions, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _decided(session: Session, world: World, by: str, case_id: str, draft: DecisionDraft) -> str:
    try:
        decide_case(session, world[by], case_id, draft, NOW)
    except Refusal as refusal:
        return type(refusal).__name__
    return "done"


def _closed(session: Session, case_id: str) -> int:
    """Decisions on record that close the case."""
    query = select(func.count()).where(
        ListDecision.case_id == case_id, ListDecision.action.in_(CLOSING)
    )
    found = session.scalar(query) or 0
    session.rollback()
    return found


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Two deciders, one case, the same moment.")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        if asked.database == "sqlite":
            outcome = race(SqliteDatabases(Path(folder), worlds.build).new(), asked.rounds)
        else:
            postgres.reserve()
            databases = PostgresqlDatabases(worlds.build)
            outcome = race(databases.new(), asked.rounds)
            databases.close()
            postgres.release()
    sys.stdout.write(f"{asked.database}, {asked.rounds} rounds: {dict(outcome)}\n")
    return 0 if set(outcome) == {"one wins"} else 1


if __name__ == "__main__":
    sys.exit(main())
