"""Everyone's scores at once: on one day, on many days, and what every fact weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scoring.book import NoScore, RuleBook
from scoring.days import OPEN, day_number
from scoring.engine import bind, walk_everyone
from scoring.facts import Facts
from scoring.records import (
    CLOSED,
    EXPIRED,
    NEW_VERSION,
    OUTSIDE,
    REFUTED,
    REFUTING,
    REPAIRED,
    RESTARTED,
    SUPERSEDED,
    SUSPENDED,
    UNREADABLE,
)
from scoring.score import View


@dataclass(frozen=True, slots=True)
class Everyone:
    """Scores of all subjects as columns, in the order of `subjects`.

    `points` are hundredths; `grade` is the place in `grades` (-1: not graded); `unrated` is the place
    in UNRATED_CODES (0: rated); `lists[s, n]` is 0 not listed, 1 proposed, 2 in force for
    `list_codes[n]`; `until` is the next day on which something happens (NaT: none known).
    """

    subjects: tuple[str, ...]
    points: npt.NDArray[np.int64]
    grade: npt.NDArray[np.int32]
    unrated: npt.NDArray[np.int32]
    lists: npt.NDArray[np.int8]
    until: npt.NDArray[np.datetime64]
    grades: tuple[str, ...]
    list_codes: tuple[str, ...]
    version: str
    places: int
    book_hash: str


UNRATED_CODES = (None, "too_little_work", "not_assessed")


def score_all(book: RuleBook, facts: Facts, view: View) -> Everyone:
    """Everyone's score on view.on by the same walk. Raises NoScore before the first version."""
    known_book = book.as_known(view.known)
    ruleset = known_book.in_force(view.on)
    if ruleset is None:
        raise NoScore(known_book)
    walked = walk_everyone(bind(known_book, facts), [day_number(view.on)], view.known)
    results = walked.results[:, 0]
    until = results["until"].astype("datetime64[D]")
    until[results["until"] >= OPEN] = np.datetime64("NaT")
    return Everyone(
        subjects=facts.subjects,
        points=results["points"],
        grade=results["grade"],
        unrated=results["unrated"],
        lists=walked.stands[:, 0],
        until=until,
        grades=tuple(grade.code for grade in ruleset.grades),
        list_codes=tuple(known_book.compiled.list_codes),
        version=ruleset.version,
        places=ruleset.scale.places,
        book_hash=known_book.hash,
    )


@dataclass(frozen=True, slots=True)
class OverTime:
    """Standings of all subjects on many days: [subject, day], in the order of `subjects` and `days`.

    `points` are hundredths; `grade` is the place among the grades of the version in force on the day
    (-1: not graded); `unrated` is the place in UNRATED_CODES; NO_SCORE before the first version.
    """

    subjects: tuple[str, ...]
    days: tuple[date, ...]
    points: npt.NDArray[np.int64]
    grade: npt.NDArray[np.int32]
    unrated: npt.NDArray[np.int32]
    versions: tuple[str | None, ...]


def over_time(
    book: RuleBook, facts: Facts, days: Sequence[date], known: int | None = None
) -> OverTime:
    """Everyone's standing on each of `days`, in one walk, as known at ledger size `known`."""
    known_book, ordered = book.as_known(known), tuple(sorted(set(days)))
    if not ordered:
        raise ValueError("name at least one day")
    walked = walk_everyone(bind(known_book, facts), [day_number(d) for d in ordered], known)
    in_force = (known_book.in_force(day) for day in ordered)
    return OverTime(
        subjects=facts.subjects,
        days=ordered,
        points=walked.results["points"],
        grade=walked.results["grade"],
        unrated=walked.results["unrated"],
        versions=tuple(ruleset.version if ruleset else None for ruleset in in_force),
    )


REASONS = {
    1: "weighs",
    0: "not_weighed",
    -1 - EXPIRED: "ended",
    -1 - CLOSED: "ended",
    -1 - RESTARTED: "restarted",
    -1 - REPAIRED: "repaired",
    -1 - SUPERSEDED: "superseded",
    -1 - NEW_VERSION: "version",
    -1 - REFUTED: "refuted",
    -1 - REFUTING: "refuting",
    -1 - OUTSIDE: "outside",
    -1 - SUSPENDED: "suspended",
    -1 - UNREADABLE: "unreadable",
}
"""What became of a fact by the day: what the numbers of Weights.reasons say."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Of every row of the facts what it weighs (hundredths), and a number of REASONS."""

    weights: npt.NDArray[np.int64]
    reasons: npt.NDArray[np.int8]


def weigh_all(book: RuleBook, facts: Facts, view: View) -> Weights:
    """What every fact of everyone weighs on view.on. Raises NoScore before the first version."""
    known_book = book.as_known(view.known)
    if known_book.in_force(view.on) is None:
        raise NoScore(known_book)
    bound = bind(known_book, facts)
    walked = walk_everyone(bound, [day_number(view.on)], view.known, of_facts=True)
    return Weights(walked.weights, walked.reasons)
