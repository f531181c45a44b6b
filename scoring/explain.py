"""One subject's score with all its reasons, its history, and everyone's scores at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from scoring.book import RuleBook
from scoring.days import OPEN, day_number, day_of, months_later
from scoring.engine import Bound, bind, walk_everyone, walk_one
from scoring.facts import LAST_DAY, NOT_YET, Facts
from scoring.journal import (
    FIVE_YEARS,
    UNRATED,
    Entry,
    Standing,
    entries,
    listings,
    next_changes,
    standing_on,
)
from scoring.lines import Liner
from scoring.records import T_BEGIN, T_IDLE, T_SETTLED
from scoring.score import Score, Silent, View
from scoring.statement import Writer, end_reason


class NoScore(ValueError):
    """Before the first version of a scheme there is no score; `first_day` is the first that has one."""

    def __init__(self, book: RuleBook) -> None:
        self.first_day = book.first_day
        super().__init__(f"no version of {book.scheme} is in force before {book.first_day}")


def explain(book: RuleBook, facts: Facts, subject_id: str, view: View) -> Score:
    """The score of one subject on view.on, as known on view.known.

    Raises KeyError for an unknown subject and NoScore before the first version.
    """
    known_book = book.as_known(view.known)
    if view.on < known_book.first_day:
        raise NoScore(known_book)
    if view.on > LAST_DAY:
        raise ValueError(f"{view.on} is later than {LAST_DAY}")
    bound, subject, day = bind(known_book, facts), facts.index(subject_id), day_number(view.on)
    last = day_number(months_later(view.on, FIVE_YEARS))
    walked, trace = walk_one(bound, subject, day, last, view.known)
    journal = entries(trace)
    result = walked.results[subject]
    ruleset = known_book.versions[int(result["version"])]
    standing = standing_on(journal, day)
    grade, until = int(result["grade"]), int(result["until"])
    return Score(
        subject_id=subject_id,
        view=view,
        book_hash=known_book.hash,
        version=ruleset.version,
        places=ruleset.scale.places,
        points=int(result["points"]),
        grade=ruleset.grades[grade].code if grade >= 0 else None,
        unrated=UNRATED.get(int(result["unrated"])),
        lines=Liner(known_book, bound, ruleset, standing).lines(),
        lists=listings(journal, known_book, day),
        next_changes=next_changes(journal, known_book, day, last),
        statement=Writer(known_book, bound).statement(journal, day),
        silent=_silent(known_book, bound, subject, view, standing, journal),
        until=None if until >= OPEN else day_of(until),
    )


def _silent(
    book: RuleBook,
    bound: Bound,
    subject: int,
    view: View,
    standing: Standing,
    journal: Sequence[Entry],
) -> tuple[Silent, ...]:
    """The known facts that do not weigh on the day, in the order of the columns."""
    facts, day = bound.facts, day_number(view.on)
    known_on = NOT_YET - 1 if view.known is None else view.known
    living = {living.row for living in standing.living.values()}
    later: dict[int, int] = {}
    for entry in journal:
        if entry.day > day and entry.kind == T_BEGIN:
            later.setdefault(entry.row, entry.day)
    found = []
    for row in range(int(facts.offsets[subject]), int(facts.offsets[subject + 1])):
        seen = facts.known[row]
        if row in living or not seen["recorded"] <= known_on < seen["voided"]:
            continue
        behaviour = facts.behaviours[int(facts.facts[row]["behaviour"])]
        reason: str = "not_weighed"
        on: date | None = None
        if row in standing.silenced:
            last = standing.silenced[row]
            reason = UNBEGUN[last.a] if last.kind == T_IDLE else end_reason(book, bound, last)
            on = day_of(last.day)
        elif row in later:
            reason, on = "not_yet", day_of(later[row])
        found.append(Silent(facts.event_ids[row], behaviour, reason, on))
    return tuple(found)


UNBEGUN = {1: "repaired", 2: "superseded"}
"""Why a fact never began: REPAIRED or SUPERSEDED."""

HistoryStep = tuple[date, int, str | None, str | None]


def history(
    book: RuleBook,
    facts: Facts,
    subject_id: str,
    start: date,
    end: date,
    known: int | None = None,
) -> list[HistoryStep]:
    """(day, points, grade, unrated) on `start` and on each day to `end` on which one of them changes.

    Begins with the first version where `start` lies before it; empty if `end` does too.
    """
    known_book = book.as_known(known)
    bound, subject = bind(known_book, facts), facts.index(subject_id)
    last = day_number(end)
    _, trace = walk_one(bound, subject, last, last, known)
    steps: list[HistoryStep] = []
    for entry in entries(trace):
        if entry.kind != T_SETTLED:
            continue
        grades = known_book.versions[entry.rule].grades
        grade = grades[entry.a].code if entry.a >= 0 else None
        step = (max(day_of(entry.day), start), entry.amount, grade, UNRATED.get(entry.b))
        if steps and steps[-1][0] == step[0]:
            steps.pop()
        if not steps or steps[-1][1:] != step[1:]:
            steps.append(step)
    return steps


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
    walked = walk_everyone(bind(known_book, facts), day_number(view.on), view.known)
    until = walked.results["until"].astype("datetime64[D]")
    until[walked.results["until"] >= OPEN] = np.datetime64("NaT")
    return Everyone(
        subjects=facts.subjects,
        points=walked.results["points"],
        grade=walked.results["grade"],
        unrated=walked.results["unrated"],
        lists=walked.stands,
        until=until,
        grades=tuple(grade.code for grade in ruleset.grades),
        list_codes=tuple(known_book.compiled.list_codes),
        version=ruleset.version,
        places=ruleset.scale.places,
        book_hash=known_book.hash,
    )
