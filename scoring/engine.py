"""Lets the walk loose on a book and facts: binds their codes, gives it memory, shares out subjects."""

from __future__ import annotations

import os
from collections.abc import Sequence
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
    STREAK,
    TALLY,
    TRACE,
    Columns,
    Journal,
    Memory,
    Outcome,
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
    book, facts, sizes = bound.book, bound.facts, bound.book.sizes
    rows = _longest(facts.offsets, first, end)
    marks = _longest(facts.repair_offsets, first, end)
    links = bound.links
    begun_anew = 1 + int((book.versions["change"] == RECAST).sum())
    lives = rows * begun_anew * int((links[:, :, 1] - links[:, :, 0]).max(initial=0))
    return Memory(
        tallies=np.zeros(len(book.indicators), dtype=TALLY),
        shares=np.zeros(len(book.dimensions), dtype=SHARE),
        counters=np.zeros(sizes.counters, dtype=COUNTER),
        lives=np.zeros(lives, dtype=LIFETIME),
        pending=np.zeros(lives, dtype=np.int32),
        queues=np.zeros(len(book.tables), dtype=QUEUE),
        windows=np.zeros(sizes.windows, dtype=QUEUE),
        standings=np.zeros(len(book.list_codes), dtype=STANDING),
        held=np.zeros(len(book.conditions), dtype=np.int8),
        streaks=np.zeros(sizes.streaks, dtype=STREAK),
        locks=np.zeros(len(book.override_codes), dtype=np.int32),
        incidents=np.zeros(2 * rows + 2, dtype=np.int32),
        seen=np.zeros(sizes.counts * (rows + 1), dtype=np.int32),
        repairable=np.zeros(marks, dtype=np.int32),
        dirty=np.zeros(len(book.indicators), dtype=np.int32),
    )


def _longest(offsets: npt.NDArray[np.int64], first: int, end: int) -> int:
    return int(np.diff(offsets[first : end + 1]).max(initial=0))


@dataclass(frozen=True, slots=True)
class Walked:
    """What came out: for each subject and day one RESULT, and for each list 0 none, 1 proposed, 2 in
    force; if asked for, what each fact weighs on the last day, and 1 or -1 - why it does not."""

    results: Records
    stands: npt.NDArray[np.int8]
    weights: npt.NDArray[np.int64]
    reasons: npt.NDArray[np.int8]


def walk_everyone(
    bound: Bound, days: Sequence[int], known: int | None, of_facts: bool = False
) -> Walked:
    """Every subject, in as many threads as there are processors, this one among them; `days` ascend."""
    subjects = len(bound.facts.subjects)
    found = _room(bound, subjects, len(days), len(bound.facts.facts) if of_facts else 0)
    threads = min(os.cpu_count() or 1, max(1, subjects // 64))
    cuts = _even_cuts(bound.facts.offsets, threads)
    asked = Asked(tuple(days), days[-1], known)
    (first, end), *others = pairwise(cuts)
    with ThreadPoolExecutor(threads) as pool:
        walks = [
            pool.submit(_walk, bound, begin, until, asked, NO_TRACE, found)
            for begin, until in others
        ]
        _walk(bound, first, end, asked, NO_TRACE, found)
        for done in walks:
            done.result()
    return found


def walk_one(
    bound: Bound, subject: int, as_of: int, horizon: int, known: int | None
) -> tuple[Walked, Records]:
    """One subject, on beyond `as_of` to `horizon`, with its journal."""
    found = _room(bound, len(bound.facts.subjects), 1, 0)
    rows = _longest(bound.facts.offsets, subject, subject + 1)
    size = 64 + 24 * rows
    asked = Asked((as_of,), horizon, known)
    while True:
        trace = np.zeros(size, dtype=TRACE)
        traced = _walk(bound, subject, subject + 1, asked, trace, found)
        if traced <= size:
            return found, trace[:traced]
        size = traced


def _room(bound: Bound, subjects: int, days: int, facts: int) -> Walked:
    lists = len(bound.book.list_codes)
    return Walked(
        results=np.zeros((subjects, days), RESULT),
        stands=np.zeros((subjects, days, lists), np.int8),
        weights=np.zeros(facts, np.int64),
        reasons=np.zeros(facts, np.int8),
    )


def _even_cuts(offsets: npt.NDArray[np.int64], parts: int) -> list[int]:
    """Ranges of subjects that hold about as many facts each."""
    wanted = np.linspace(0, int(offsets[-1]), parts + 1)[1:-1]
    inner = [int(n) for n in np.searchsorted(offsets, wanted)]
    return [0, *inner, len(offsets) - 1]


@dataclass(frozen=True, slots=True)
class Asked:
    """For which days (ascending), how far ahead, and as known at which ledger size."""

    days: tuple[int, ...]
    horizon: int
    known: int | None


def _walk(bound: Bound, first: int, end: int, asked: Asked, trace: Records, found: Walked) -> int:
    """Walks a range of subjects; returns how many journal records there were."""
    run = np.zeros(1, dtype=RUN)
    run["known"] = NOT_YET - 1 if asked.known is None else asked.known
    run["own_periods"] = bound.book.own_periods
    run["counts"] = bound.book.sizes.counts
    stops = trace.size > 0 or bound.book.settles_on_ends
    dates = np.array(asked.days, dtype=np.int32)
    rules, columns, memory = _rules(bound), _columns(bound), _memory(bound, first, end)
    outcome = Outcome(found.results, found.stands, found.weights, found.reasons)
    walk(
        first, end, dates, asked.horizon, stops, run, rules, columns, memory, Journal(trace), outcome,
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
        raises=book.raises,
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
        terms=facts.terms,
        opened=facts.opened,
        repair_offsets=facts.repair_offsets,
        repairs=facts.repairs,
        decision_offsets=facts.decision_offsets,
        decisions=facts.decisions,
        list_of=bound.list_of,
    )
