"""Random walks through the real services: any person tries anything; the ledger of it all is read again by itself.

python -m tests.lists.random_services --walks 300
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

import ledger
from models import Case
from procedure.cases import ACTIONS, RULINGS, missing, next_action
from services.cases.case_file import case_clock, case_file
from services.cases.confirm_decision import confirm_decision, withdraw_decision
from services.cases.decide_case import DecisionDraft, decide_case
from services.cases.open_case import CaseDraft, open_case
from services.cases.take_case_step import CaseStepDraft, Investigator, PointAnswer, take_case_step
from services.clock import day_of
from services.database import connect, sessions
from services.messages import Refusal
from services.serving.serve_document import serve_document
from tests.lists.cases import (
    LIST,
    NEEDED_BY_DECISION,
    NOTICE_TEXTS,
    SCAN,
    SCHEME,
    Cases,
    publish_rules,
)
from tests.procedure.case_office import shipped
from tests.support import world as worlds
from tests.support.databases import SqliteDatabases
from tests.support.serving import delivered
from tests.support.world import NOW, World
from verify.due_process import Fault, faults

STAFF = (
    *("provincial_clerk", "second_clerk", "provincial_reviewer", "second_reviewer"),
    *("provincial_decider", "second_decider", "prefecture_clerk", "prefecture_reviewer"),
    *("mianyang_clerk", "business_administrator"),
)
NAMED = tuple(name for name in STAFF if name not in ("second_decider", "second_reviewer"))
"""Whom papers name; the two others can always close a case in the end."""
OFFICERS = ("prefecture_clerk", "prefecture_reviewer", "mianyang_clerk")
MOST_ACTS = 60
SERVED = ("notice", "hearing_notice", "enter", "enter")


@dataclass
class Outcome:
    done: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    listings: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass
class Walk:
    """One case; ``now`` moves on, the dice say who tries what."""

    cases: Cases
    dice: random.Random
    now: datetime
    case_id: str

    @property
    def session(self) -> Session:
        return self.cases.session

    @property
    def world(self) -> World:
        return self.cases.world

    @property
    def today(self) -> date:
        return day_of(self.now)

    def case(self) -> Case:
        return self.cases.case(self.case_id)

    def act(self) -> str:
        """Mostly what the machine would do next, else anything at all."""
        file, clock = case_file(self.session, self.case()), case_clock(self.session)
        wanted = next_action(file, self.today, clock)
        possible = [code for code in ACTIONS if not missing(file, code, self.today, clock)]
        self.session.rollback()
        if wanted and self.dice.random() < 0.7:
            return wanted
        if self.dice.random() < 0.4:
            return "serve"
        rare = (
            *("not_filed", "dismiss", "transfer", "terminate", "refuse", "waiver", "facts"),
            *("suspend", "recusal_request", "investigators"),
        )
        found = self.dice.choice([*possible, *ACTIONS])
        return "serve" if found in rare and self.dice.random() < 0.85 else found

    def attempt(self, action: str) -> None:
        """Raises ``Refusal`` where the services refuse."""
        by = self.who(action)
        if action in ("serve", "serve_decision"):
            self.serve(by)
        elif action in ("confirm", "take_back"):
            self.second(by, action)
        elif action in RULINGS:
            self.decide(by, action)
        elif action != "publish":
            draft = self.paper(action)
            take_case_step(self.session, self.world[by], self.case_id, draft, self.now)

    def who(self, action: str) -> str:
        """Mostly somebody whose roles allow it, now and then anybody."""
        everybody = (*STAFF, "contractor_manager")
        if action in ACTIONS and self.dice.random() < 0.75:
            asked = {ACTIONS[action].permission, ACTIONS[action].own}
            able = [name for name in everybody if asked & self.world[name].permissions]
            return self.dice.choice(able)
        return self.dice.choice(everybody[:2] if action == "serve" else everybody)

    def serve(self, by: str) -> None:
        kind, case = self.dice.choice(SERVED), self.case()
        papers = [("case_step", step.id) for step in case.steps if step.kind == kind]
        made = [("list_decision", d.id) for d in case.decisions if d.action == kind]
        self.session.rollback()
        for document in (papers + made)[-1:]:
            draft = delivered(*document, self.today)
            serve_document(self.session, self.world[by], draft, self.now)

    def second(self, by: str, action: str) -> None:
        waiting = [d.id for d in self.case().decisions if d.waits]
        self.session.rollback()
        service = confirm_decision if action == "confirm" else withdraw_decision
        for decision_id in waiting:
            service(self.session, self.world[by], self.case_id, decision_id, self.now)

    def decide(self, by: str, action: str) -> None:
        paper: dict[str, Any] = {}
        if self.dice.random() < 0.25:
            decider = self.world[self.dice.choice(STAFF)].holder_id
            paper = {"decided_by": decider, "document_no": "1", "files": (SCAN,)}
        told = NEEDED_BY_DECISION.get(action, {}) | paper
        draft = DecisionDraft(action, "理由。", self.today, **told)
        decide_case(self.session, self.world[by], self.case_id, draft, self.now)

    def paper(self, kind: str) -> CaseStepDraft:
        """With everything that its form asks for; the persons are anybody's."""
        draft = CaseStepDraft(kind, self.today, "详见所附。", "1", files=(SCAN,))
        person = self.world[self.dice.choice(NAMED)].holder_id
        said: dict[str, Any] = {"passed": self.dice.random() < 0.8}
        if kind == "investigators":
            two = self.dice.sample(NAMED if self.dice.random() < 0.3 else OFFICERS, 2)
            named = tuple(Investigator(self.world[one].holder_id, "川A01") for one in two)
            said = {"investigators": named}
        elif kind == "notice":
            said = {"days": self.dice.choice((5, 8)), **NOTICE_TEXTS}
        elif kind == "reply":
            said = {"points": ("一。", "二。")}
        elif kind == "answer":
            said = {"answers": self.answers()}
        elif kind in ("hearing_notice", "hearing_record", "recusal_request"):
            held_on = self.today + timedelta(days=self.dice.choice((5, 15)))
            said |= {"person": person, "held_on": held_on, "place": "101室"}
        elif kind == "recusal_decision":
            said |= {"regards": self.request()}
        elif kind == "discussion":
            said = {"present": "七人"}
        elif kind == "approval":
            said |= {"office": "上级机关", "signed_by": "赵某"}
        return replace(draft, **said)

    def answers(self) -> tuple[PointAnswer, ...]:
        points = [p for step in self.case().steps for p in step.points if p.answer is None]
        found = tuple(PointAnswer(point.id, True, "属实。") for point in points)
        self.session.rollback()
        return found

    def request(self) -> str | None:
        asked = [step.id for step in self.case().steps if step.kind == "recusal_request"]
        self.session.rollback()
        return asked[-1] if asked else None


def run(session: Session, world: World, walks: int, seed: int = 1) -> Outcome:
    """Walk so many cases one after the other, then read the whole ledger."""
    publish_rules(session, world)
    cases, outcome, dice, now = Cases(session, world), Outcome(), random.Random(seed), NOW
    for number in range(walks):
        subject, opener = (world.own, world.other)[number % 2], world["provincial_clerk"]
        told = CaseDraft(subject, SCHEME, LIST, "person", "抽查发现弄虚作假。")
        case_id = open_case(session, opener, told, now)
        walk = Walk(cases, dice, now, case_id)
        for _ in range(MOST_ACTS):
            _tried(walk, outcome)
            if dice.random() < 0.35:
                walk.now += timedelta(days=dice.choice((1, 2, 8)))
        now = _closed(walk, outcome)
    session.rollback()
    bodies = (body for _seq, body in ledger.bodies(session))
    outcome.faults = list(faults(bodies, shipped().works))
    session.rollback()
    return outcome


def _tried(walk: Walk, outcome: Outcome) -> None:
    try:
        walk.attempt(walk.act())
        outcome.done += 1
    except Refusal as refusal:
        outcome.refused[type(refusal).__name__] += 1
    walk.session.rollback()


def _closed(walk: Walk, outcome: Outcome) -> datetime:
    """Nobody is left on the list, and no case open, so that the next case can be opened."""
    listing = walk.cases.listing_if_any(walk.case_id)
    outcome.listings += listing is not None
    walk.session.rollback()
    for _ in range(2):
        for action in ("take_back", "annul", "confirm", "terminate"):
            for by in ("second_reviewer", "second_decider"):
                _last(walk, action, by)
    return walk.now + timedelta(days=1)


def _last(walk: Walk, action: str, by: str) -> None:
    try:
        if action in ("take_back", "confirm"):
            walk.second(by, action)
        else:
            told = DecisionDraft(action, "理由。", walk.today)
            decide_case(walk.session, walk.world[by], walk.case_id, told, walk.now)
    except Refusal:
        walk.session.rollback()


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Walk cases through the real services.")
    parser.add_argument("--walks", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(given)
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(SqliteDatabases(Path(folder), worlds.build).new())
        with sessions(engine)() as session:
            world = worlds.read(session)
            session.rollback()
            outcome = run(session, world, asked.walks, asked.seed)
        engine.dispose()
    sys.stdout.write(
        f"{asked.walks} walks, {outcome.done} acts done, {dict(outcome.refused)} refused, "
        f"{outcome.listings} listings, {len(outcome.faults)} faults in the ledger\n"
    )
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
