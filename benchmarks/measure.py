"""How long a call takes, and how long it takes to read the same columns and do nothing with them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

from scoring import Facts
from scoring.kernel import kernel
from scoring.records import Records

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Timed(Generic[Result]):
    """The shortest of some runs in seconds, and what the last of them returned."""

    seconds: float
    result: Result


def shortest(run: Callable[[], Result], times: int = 5, *, warm: bool = True) -> Timed[Result]:
    """Runs so many times, after one run that does not count: others may be at work on the machine."""
    if warm:
        run()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        result = run()
        found.append(time.perf_counter() - began)
    return Timed(min(found), result)


@kernel
def read(first: int, end: int, words: Records) -> int:
    """Reads every word of some rows, row by row, and does nothing with them."""
    total = 0
    for n in range(first, end):
        for k in range(words.shape[1]):
            total += words[n, k]
    return total


def scan(columns: Facts, *, terms: bool = False) -> int:
    """The bare scan: all columns that the walk reads, in as many threads as the walk has.

    `terms` are ends of certificates and days of rectification, which only some rulesets read.
    """
    read_too = (columns.terms,) if terms else ()
    tables = [
        records.view(np.int32).reshape(len(records), -1)
        for records in (columns.facts, columns.known, columns.measures, *read_too)
    ]
    threads = os.cpu_count() or 1
    cuts = np.linspace(0, len(columns.facts), threads + 1).astype(int).tolist()

    def part(first: int, end: int) -> int:
        return sum(read(first, end, words) for words in tables)

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(part, *zip(*pairwise(cuts), strict=True)))


def same(claim: str, holds: bool) -> None:
    """Prints that two contenders gave the same; stops the whole run if they did not."""
    if not holds:
        raise SystemExit(f"not the same: {claim}")
    print(f"  the same: {claim}")
