"""Bytes a fact: the columns that stay, the room that a walk takes, and what comes out."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from benchmarks.score import everything, simple_rules
from scoring import Fact, Facts, RuleBook, View, score_all
from scoring.days import day_of

OBJECTS = 20_000


def resident(facts: Facts) -> int:
    """Bytes of all arrays of the columns."""
    arrays = (getattr(facts, field.name) for field in fields(facts))
    return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))


def peak(call: Callable[[], Any]) -> tuple[int, int]:
    """Bytes that a call takes at most above what stood before, and that its result keeps."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    result = call()
    after, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return most - before, after - before


def as_objects(count: int) -> list[Fact]:
    """The same kind of facts as one object each, with texts of its own: the peer."""
    return [
        Fact(
            event_id=f"{n:032x}",
            subject_id=f"{n % 400:032x}",
            behaviour="B01",
            counts_from=day_of(18_000 + n % 2_000),
            occurred_on=day_of(18_000 + n % 2_000),
            recorded_at=1_000_000 + n,
            amount_fen=1_000_000 + n,
        )
        for n in range(count)
    ]


def show(name: str, book: RuleBook, facts: Facts, rows: int) -> None:
    """Columns, the walk's room and its results, in bytes a fact."""
    view = View(simple_rules.ON)
    score_all(book, facts, view)
    most, kept = peak(lambda: score_all(book, facts, view))
    print(f"  {name}: columns {resident(facts) / rows:.0f} bytes a fact")
    print(
        f"    a walk over everyone takes {most / rows:.1f} bytes a fact more, and keeps {kept / rows:.1f}"
    )


def run(rows: int) -> None:
    """Both made-up rulesets, and the same as objects."""
    show("simple rules", simple_rules.book(), simple_rules.facts(rows), rows)
    show("everything on", everything.book(), everything.given(rows).facts(), rows)
    _, kept = peak(lambda: as_objects(OBJECTS))
    print(
        f"  as Python objects {kept / OBJECTS:.0f} bytes a fact (Python {sys.version.split()[0]})"
    )
