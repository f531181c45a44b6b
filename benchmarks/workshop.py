"""From a keystroke in the rule workshop to the table of its effect on everybody, and the share that is scoring.

Run it with `make bench-workshop`. The land-survey scheme with a million made-up facts of 20,000 contractors, which
are put into memory as a process holds them once it has read them; each keystroke changes a number of a draft and
does everything on the server that the page asks for: changing the text, checking it, and reckoning its effect. The
page itself, drawn by a template, is not in it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
from sqlalchemy.orm import Session

import ledger
import scoring
from benchmarks.web import RULES
from scoring.columns import FactColumns, facts_from_columns
from scoring.days import day_number
from services.actor import Actor
from services.database import connect, sessions
from services.drafts.check_draft import check_draft
from services.drafts.draft_document import change
from services.drafts.draft_parts import Put
from services.drafts.held_facts import HOLDER, Held
from services.drafts.live_effect import LiveEffect, live_effect
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.support import world

SUBJECTS = 20_000
BEGAN = date(2025, 1, 1)
SEVERITIES = ("general", "minor", "serious")
KEYSTROKES = 30


def made_up(rows: int, ruleset: scoring.Ruleset) -> scoring.Facts:
    """Two years of facts: nine of ten are measured results or praise, none lists anybody by itself."""
    random = np.random.default_rng(11)
    behaviours = sorted(ruleset.behaviours)
    worst = {c for rule in ruleset.lists for one in rule.enter for c in one.behaviours}
    faults = {c for c, b in ruleset.behaviours.items() if b.nature == "adverse"}
    usual = [n for n, code in enumerate(behaviours) if code not in worst]
    often = np.array([1.0 if behaviours[n] in faults else 40.0 for n in usual])
    days = random.integers(day_number(BEGAN), day_number(world.TODAY) + 1, rows).astype(np.int32)
    columns = FactColumns(
        subject=random.integers(0, SUBJECTS, rows).astype(np.int32),
        behaviour=random.choice(usual, rows, p=often / often.sum()).astype(np.int32),
        counts_from=days,
        occurred_on=days,
        event_id=np.arange(rows),
        severity=random.integers(0, len(SEVERITIES), rows).astype(np.int32),
        quantity=random.integers(0, 4, rows).astype(np.int32),
        numerator=random.integers(37, 41, rows),
        denominator=np.full(rows, 40),
        rating=random.integers(300, 501, rows),
    )
    names = [f"{n:032x}" for n in range(SUBJECTS)]
    return facts_from_columns(names, behaviours, SEVERITIES, columns)


def begun(session: Session, rows: int) -> tuple[Actor, str]:
    """The scheme in force and its facts held; who writes, and the draft as it is begun."""
    found = world.read(session)
    author = found["business_administrator"]
    text = RULES.read_text("utf-8")
    proposed = propose_ruleset(session, author, text, world.NOW)
    publish_ruleset(session, found["provincial_decider"], proposed, world.NOW)
    facts = made_up(rows, scoring.parse(text, "made.toml"))
    HOLDER.hold(session, "land-survey", Held(ledger.size(session), facts))
    version = [Put("version", "2026-2"), Put("effective_from", world.TODAY.isoformat())]
    return author, change(text, version)


def keystrokes(
    session: Session, author: Actor, text: str, times: int
) -> Iterator[tuple[float, float, float, LiveEffect]]:
    """Each with the milliseconds of changing, checking and of the effect."""
    for n in range(times):
        at = [time.perf_counter()]
        text = change(text, [Put("indicators/3/points", f"-{4 + n % 9}")])
        at.append(time.perf_counter())
        checked = check_draft(session, text, world.TODAY)
        at.append(time.perf_counter())
        assert checked.ruleset is not None
        effect = live_effect(session, author, checked.ruleset, world.TODAY)
        at.append(time.perf_counter())
        changing, checking, reckoning = (1000 * (b - a) for a, b in pairwise(at))
        yield changing, checking, reckoning, effect


def measure(rows: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'workshop.db'}"
        world.build(url)
        engine = connect(url)
        with sessions(engine)() as session:
            author, text = begun(session, rows)
            cold = next(keystrokes(session, author, text, 1))
            began = time.process_time()
            told = list(keystrokes(session, author, text, KEYSTROKES))
            busy = 1000 * (time.process_time() - began) / KEYSTROKES
        engine.dispose()
    _print(cold, told)
    print(f"  processor time a keystroke    {busy:6.0f}")


def _print(
    cold: tuple[float, float, float, LiveEffect],
    told: list[tuple[float, float, float, LiveEffect]],
) -> None:
    effect = told[-1][3]
    print(
        f"{effect.facts:,} facts of {effect.subjects:,} contractors; milliseconds, median of {len(told)}"
    )
    print(f"  the first of a process        {sum(cold[:3]):6.0f}")
    totals = sorted(sum(one[:3]) for one in told)
    print(
        f"  keystroke to table            {statistics.median(totals):6.0f}   most {totals[-1]:.0f}"
    )
    print(f"    the text changed            {statistics.median(one[0] for one in told):6.0f}")
    print(f"    checked                     {statistics.median(one[1] for one in told):6.0f}")
    for name in ("reading", "compiling", "scoring", "telling"):
        found = statistics.median(getattr(one[3].took, name) for one in told)
        print(f"    {name:28}{found:6.0f}")
    walked = statistics.median(one[3].took.scoring / sum(one[:3]) for one in told)
    print(f"  share of scoring              {100 * walked:5.0f} %")
    print(f"  {effect.moved:,} change grade, {effect.listed:,} are newly listed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    measure(parser.parse_args().facts)


if __name__ == "__main__":
    main()
