"""Random walks of cases: any act by any person on any day; none may end on the list without each legal step.

    python -m tests.procedure.random_walks --walks 10000

Every act is asked of the machine and done when it allows it; each walk is then read again, from its ledger entries
alone, by ``verify/due_process.py``, which shares no line with the machine.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from procedure import cases as machine
from procedure.cases import RULINGS
from procedure.resting import resting_act
from tests.procedure.case_office import Office, clock, shipped
from verify.due_process import Fault, faults

PERSONS = (
    "opener",
    "one",
    "two",
    "three",
    "four",
    "clerk",
    "second",
    "reviewer",
    "decider",
    "party",
)
MOST_ACTS = 120
Random = random.Random


@dataclass
class Outcome:
    """What came of many walks: faults by walk, and how many walks ended in each state; how the listed were heard."""

    states: Counter[str] = field(default_factory=Counter)
    acts: int = 0
    refused: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, Fault]] = field(default_factory=list)

    @property
    def listings(self) -> int:
        reached = ("listed", "stayed", "ended", "annulled", "coming")
        return sum(self.states[state] for state in reached)


def walk(seed: int, outcome: Outcome) -> Office:
    """One case, from its opening until it is closed for good or has seen enough."""
    dice = Random(seed)
    office = Office(serious=dice.random() < 0.5, above=dice.random() < 0.3)
    eager = dice.random() < 0.85
    for _ in range(MOST_ACTS):
        if office.file.closing and office.file.closing.stands and not office.file.entry:
            break
        outcome.acts += 1
        if not _try(office, dice, _act(office, dice, eager=eager)):
            outcome.refused += 1
        if dice.random() < 0.3:
            office.wait(_days(office, dice))
    return office


def _days(office: Office, dice: Random) -> int:
    """Some days; often just until the hearing that was announced."""
    told = office.file.last("hearing_notice")
    ahead = (told.held_on - office.day).days if told and told.held_on else 0
    return ahead if ahead > 0 and dice.random() < 0.7 else dice.choice((1, 1, 2, 5, 9))


def _act(office: Office, dice: Random, *, eager: bool) -> str:
    """Mostly something at random; now and then what the machine itself would do next."""
    wanted = machine.next_action(office.file, office.day, clock)
    if dice.random() < 0.02:
        return "take_service_back"
    if eager and wanted and dice.random() < 0.35:
        return wanted
    rare = {"waiver", "facts", "refuse", "not_filed", "dismiss", "transfer", "terminate"}
    codes = [code for code in (*machine.ACTIONS, "serve", "serve") if code != "serve_decision"]
    found = dice.choice(codes)
    return "serve" if found in rare and dice.random() < 0.9 else found


def _try(office: Office, dice: Random, action: str) -> bool:
    """Do it if it is allowed; False if it was refused."""
    if action in ("serve", "take_service_back"):
        return (_serve if action == "serve" else _take_service_back)(office, dice)
    person = dice.choice(PERSONS)
    named = _named(dice, action)
    bearer = named if action in ("investigators", "hearing_notice", "hearing_record") else [person]
    lacking = machine.missing(office.file, action, office.day, clock)
    barred = machine.barred(office.file, action, bearer)
    if lacking or barred is not None:
        return False
    if action in RULINGS:
        office.decide(action, person, typed_by=dice.choice(("", dice.choice(PERSONS))))
    elif action in ("confirm", "take_back"):
        (office.confirm if action == "confirm" else office.take_back)(person)
    elif action != "publish":
        return _paper(office, dice, action, person, named)
    return True


def _named(dice: Random, action: str) -> list[str]:
    if action == "investigators":
        return dice.sample(PERSONS, dice.choice((1, 2, 2, 2, 2)))
    if action in ("hearing_notice", "hearing_record", "recusal_request"):
        return [dice.choice(PERSONS)]
    return []


def _paper(office: Office, dice: Random, kind: str, by: str, named: Sequence[str]) -> bool:
    """The paper with what its kind says. The form itself wants two investigators, and all points answered here."""
    if kind == "investigators" and len(named) != 2:
        return False
    said: dict[str, object] = {}
    if kind == "notice":
        said["days"] = dice.choice((5, 5, 10))
    elif kind == "reply":
        said["points"] = dice.choice((1, 2, 3))
    elif kind == "hearing_notice":
        said["held_on"] = office.day + timedelta(days=dice.choice((3, 8, 14, 16)))
    elif kind in ("review", "recusal_decision", "approval"):
        said["passed"] = dice.random() < 0.7
    if kind == "recusal_decision":
        said["regards"] = office.file.open_recusals[0].id
    if kind == "approval" and office.file.entry is not None:
        said["regards"] = office.file.entry.id
    office.paper(kind, by, *named, **said)
    return True


def _serve(office: Office, dice: Random) -> bool:
    """A paper or decision that was not served yet; the decision of an entry only when the machine allows it."""
    papers = [p.id for p in office.file.papers if p.served_on is None]
    entry = office.file.entry
    if entry is not None and entry.served_on is None:
        if machine.missing(office.file, "serve_decision", office.day, clock):
            return False
        papers = [entry.id]
    if papers:
        office.serve(dice.choice(papers))
    return bool(papers)


def _take_service_back(office: Office, dice: Random) -> bool:
    """Any record of service on which nothing rests yet."""
    free = [one for one in office.services if resting_act(office.file, one, clock) is None]
    if free:
        office.take_service_back(dice.choice(free))
    return bool(free)


def run(seeds: Iterable[int], reader: Callable[..., Iterable[Fault]] = faults) -> Outcome:
    outcome = Outcome()
    for seed in seeds:
        office = walk(seed, outcome)
        outcome.states[office.state] += 1
        if office.file.listing is not None:
            said = {paper.kind for paper in office.file.papers}
            outcome.heard.update(said & {"reply", "waiver", "hearing_record"} or {"silent"})
        outcome.faults += [(seed, fault) for fault in reader(office.bodies, shipped().works)]
    return outcome


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Walk cases at random; read each walk's ledger.")
    parser.add_argument("--walks", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first walk")
    asked = parser.parse_args(given)
    outcome = run(range(asked.seed, asked.seed + asked.walks))
    for seed, fault in outcome.faults[:20]:
        sys.stdout.write(f"seed {seed}: {fault.code}\n")
    sys.stdout.write(
        f"{asked.walks} walks, {outcome.acts} acts tried, {outcome.refused} refused, "
        f"{outcome.listings} reached the list, {len(outcome.faults)} without a legal step\n"
        f"of those listed: {dict(outcome.heard)}\n"
        f"states at the end: {dict(outcome.states.most_common())}\n"
    )
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
