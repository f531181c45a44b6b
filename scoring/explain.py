"""One subject's score with all its reasons, its history, and everyone's scores at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scoring.book import NoScore, RuleBook
from scoring.days import OPEN, day_number, day_of, months_later
from scoring.engine import Bound, bind, walk_one
from scoring.fact_lines import FactTeller
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
from scoring.records import (
    OUTSIDE,
    REPAIRED,
    SUPERSEDED,
    SUSPENDED,
    T_BEGIN,
    T_IDLE,
    T_SETTLED,
)
from scoring.score import Score, Silent, View
from scoring.statement import Writer, end_reason


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
    result = walked.results[subject, 0]
    ruleset = known_book.versions[int(result["version"])]
    standing = standing_on(journal, known_book.compiled.sources, day)
    teller = FactTeller(known_book, bound, ruleset.scale.places, view.known)
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
        lines=Liner.on(teller, standing, day).lines(),
        lists=listings(journal, known_book, day),
        next_changes=next_changes(journal, known_book, day, last),
        statement=Writer(known_book, bound, view.known).statement(journal, day),
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
            reason = _unbegun(facts, subject, last) or end_reason(book, last)
            on = day_of(last.day)
        elif row in later:
            reason, on = "not_yet", day_of(later[row])
        found.append(Silent(facts.event_ids[row], behaviour, reason, on))
    return tuple(found)


UNBEGUN = {REPAIRED: "repaired", SUPERSEDED: "superseded", SUSPENDED: "suspended"}
"""Why a fact never began."""


def _unbegun(facts: Facts, subject: int, last: Entry) -> str | None:
    """Why a fact never began to weigh; None if it did."""
    if last.kind != T_IDLE:
        return None
    if last.a == OUTSIDE:
        return "before_file" if last.c < facts.opened[subject] else "period_end"
    return UNBEGUN.get(last.a, "not_weighed")


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
