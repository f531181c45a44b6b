"""Lets the walk loose on a book and facts: binds their codes, gives it memory, shares out subjects."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from scoring.book import RuleBook
from scoring.compiled import Compiled
from scoring.facts import NOT_YET, Facts
from scoring.records import (
    COUNTER,
    LIFETIME,
    NO_POINTS,
    QUEUE,
    RECAST,
    RESULT,
    RUN,
    SHARE,
    STANDING,
    TALLY,
    TRACE,
    Columns,
    Memory,
    Records,
    Rules,
)
from scoring.walk import walk

NO_TRACE = np.zeros(0, dtype=TRACE)


@dataclass(frozen=True, slots=True)
class Bound:
    """A book bound to the codes of some facts."""

    book: Compiled
    facts: Facts
    links: npt.NDArray[np.int32]
    severities: npt.NDArray[np.int64]
    list_of: npt.NDArray[np.int32]


def bind(book: RuleBook, facts: Facts) -> Bound:
    """Numbers the facts' behaviours, severities and lists as the book does; unknown ones weigh nothing."""
    rules = book.compiled
    links = np.zeros((len(book.versions), len(facts.behaviours), 2), dtype=np.int32)
    for n, code in enumerate(facts.behaviours):
        if code in rules.behaviours:
            links[:, n] = rules.links[:, rules.behaviours[code]]
    severities = np.zeros((len(rules.severities), len(facts.severities)), dtype=np.int64)
    for n, table in enumerate(rules.severities):
        severities[n] = [table.get(code, NO_POINTS) for code in facts.severities]
    lists = [rules.list_codes.get(code, -1) for code in facts.lists]
    return Bound(rules, facts, links, severities, np.array(lists, dtype=np.int32))


def _memory(bound: Bound, first: int, end: int) -> Memory:
    book, facts = bound.book, bound.facts
    rows = _longest(facts.offsets, first, end)
    marks = _longest(facts.repair_offsets, first, end)
    links = bound.links
    begun_anew = 1 + int((book.versions["change"] == RECAST).sum())
    lives = rows * begun_anew * int((links[:, :, 1] - links[:, :, 0]).max(initial=0))
    counters = 2 * len(book.behaviours) + len(book.override_codes)
    return Memory(
        tallies=np.zeros(len(book.indicators), dtype=TALLY),
        shares=np.zeros(len(book.dimensions), dtype=SHARE),
        counters=np.zeros(counters, dtype=COUNTER),
        lives=np.zeros(lives, dtype=LIFETIME),
        pending=np.zeros(lives, dtype=np.int32),
        queues=np.zeros(len(book.tables), dtype=QUEUE),
        standings=np.zeros(len(book.list_codes), dtype=STANDING),
        held=np.zeros(len(book.conditions), dtype=np.int8),
        incidents=np.zeros(2 * rows + 2, dtype=np.int32),
        repairable=np.zeros(marks, dtype=np.int32),
        dirty=np.zeros(len(book.indicators), dtype=np.int32),
    )


def _longest(offsets: npt.NDArray[np.int64], first: int, end: int) -> int:
    return int(np.diff(offsets[first : end + 1]).max(initial=0))


@dataclass(frozen=True, slots=True)
class Walked:
    """What came out: one RESULT a subject, and for each list 0 none, 1 proposed, 2 in force."""

    results: Records
    stands: npt.NDArray[np.int8]


def walk_everyone(bound: Bound, as_of: int, known: int | None) -> Walked:
    """Every subject, in as many threads as there are processors."""
    subjects = len(bound.facts.subjects)
    found = _room(bound, subjects)
    threads = min(os.cpu_count() or 1, max(1, subjects // 64))
    cuts = _even_cuts(bound.facts.offsets, threads)
    with ThreadPoolExecutor(threads) as pool:
        walks = [
            pool.submit(_walk, bound, first, end, as_of, as_of, known, NO_TRACE, found)
            for first, end in pairwise(cuts)
        ]
        for done in walks:
            done.result()
    return found


def walk_one(
    bound: Bound, subject: int, as_of: int, horizon: int, known: int | None
) -> tuple[Walked, Records]:
    """One subject, on beyond `as_of` to `horizon`, with its journal."""
    found = _room(bound, len(bound.facts.subjects))
    rows = _longest(bound.facts.offsets, subject, subject + 1)
    size = 64 + 24 * rows
    while True:
        trace = np.zeros(size, dtype=TRACE)
        traced = _walk(bound, subject, subject + 1, as_of, horizon, known, trace, found)
        if traced <= size:
            return found, trace[:traced]
        size = traced


def _room(bound: Bound, subjects: int) -> Walked:
    lists = len(bound.book.list_codes)
    return Walked(np.zeros(subjects, RESULT), np.zeros((subjects, lists), np.int8))


def _even_cuts(offsets: npt.NDArray[np.int64], parts: int) -> list[int]:
    """Ranges of subjects that hold about as many facts each."""
    wanted = np.linspace(0, int(offsets[-1]), parts + 1)[1:-1]
    inner = [int(n) for n in np.searchsorted(offsets, wanted)]
    return [0, *inner, len(offsets) - 1]


def _walk(
    bound: Bound,
    first: int,
    end: int,
    as_of: int,
    horizon: int,
    known: int | None,
    trace: Records,
    found: Walked,
) -> int:
    """Walks a range of subjects; returns how many journal records there were."""
    run = np.zeros(1, dtype=RUN)
    run["known"] = NOT_YET - 1 if known is None else known
    stops = trace.size > 0 or bound.book.settles_on_ends
    rules, columns, memory = _rules(bound), _columns(bound), _memory(bound, first, end)
    walk(
        first, end, as_of, horizon, stops, run, rules, columns, memory, trace, found.results,
        found.stands,
    )  # fmt: skip
    return int(run[0]["traced"])


def _rules(bound: Bound) -> Rules:
    book = bound.book
    return Rules(
        versions=book.versions,
        in_force=book.in_force,
        links=bound.links,
        rules=book.rules,
        tables=book.tables,
        months=book.months,
        firsts=book.firsts,
        bands=book.bands,
        severities=bound.severities,
        slots=book.slots,
        spaces=book.spaces,
        conditions=book.conditions,
        overrides=book.overrides,
        watched=book.watched,
        lists=book.lists,
    )


def _columns(bound: Bound) -> Columns:
    facts = bound.facts
    return Columns(
        offsets=facts.offsets,
        facts=facts.facts,
        known=facts.known,
        measures=facts.measures,
        repair_offsets=facts.repair_offsets,
        repairs=facts.repairs,
        decision_offsets=facts.decision_offsets,
        decisions=facts.decisions,
        list_of=bound.list_of,
    )
