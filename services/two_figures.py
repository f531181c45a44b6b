"""The figure of a day as it was known once, beside the one known now, and every line that lies between them.

Nothing stored is overwritten: a late or corrected record gives the day another figure from its own recording on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Correction, EventConfirmation
from services.clock import day_of, end_of
from services.facts import facts
from services.labels import behaviour_named
from services.limit_words import Words
from services.messages import Message, NotFound, say
from services.record_effects import MOVES
from services.rulebook import rule_book
from services.show_statement import Account, Axes
from services.statement_lines import Teller

Key = tuple[str | None, ...]

MOVING = "moving"
"""Stands in a key for a record that moves the grade and no points."""


@dataclass(frozen=True)
class Figure:
    """Points in hundredths, and the grade of the day."""

    points: int
    grade: scoring.Grade | None
    unrated: str | None


@dataclass(frozen=True)
class Difference:
    """One line that differs: what it moved then and moves now (None: it was or is not there).

    A record that moves the grade alone stands at 0 points.
    """

    what: Words
    event_id: str | None
    then: int | None
    now: int | None
    because: Message

    @property
    def moved(self) -> int:
        """By how much this line alone moves the figure."""
        return (self.now or 0) - (self.then or 0)


@dataclass(frozen=True)
class TwoFigures:
    """``then``, as known at the end of ``known_on``, + Σ moved of the differences = ``now``."""

    known_on: date
    then: Figure
    now: Figure
    differences: tuple[Difference, ...]


def two_figures(session: Session, account: Account, axes: Axes, today: date) -> TwoFigures | None:
    """The figure known at the end of a past day against the one known now.

    None where both are the same line by line, where nothing was known yet, and for whoever asks for the
    knowledge of one day alone.
    """
    if axes.known_on is not None or axes.on >= today:
        return None
    known = ledger.size_at(session, end_of(axes.on))
    then = _told(session, account, axes.on, known)
    if then is None:
        return None
    now = Teller(account.knowledge, account.score)
    differences = tuple(_differences(session, then, now, known))
    before, after = _figure(then), _figure(now)
    if before == after and not differences:
        return None
    return TwoFigures(axes.on, before, after, differences)


def _told(session: Session, account: Account, on: date, known: int) -> Teller | None:
    try:
        book = rule_book(session, account.scheme, known)
        columns = facts(session, account.scheme, [account.score.subject_id])
        score = scoring.explain(book, columns, account.score.subject_id, scoring.View(on, known))
    except (NotFound, scoring.NoScore):
        return None
    return Teller(account.knowledge, score)


def _figure(told: Teller) -> Figure:
    score = told.score
    grade = told.ruleset.grade(score.grade) if score.grade else None
    return Figure(score.points, grade, score.unrated)


def _lines(told: Teller) -> dict[Key, scoring.Line]:
    """The lines that make the figure; where there are no points, every record that counts."""
    found: dict[Key, scoring.Line] = {
        (line.kind, line.event_id, line.indicator, line.dimension): line
        for line in told.score.lines
        if line.amount or (told.ruleset.category and line.kind == "event")
    }
    weighing = {line.event_id for line in found.values()}
    for line in told.score.lines:
        for part in line.parts if line.kind in MOVES else ():
            if part.event_id not in weighing:
                found[MOVING, part.event_id, None, None] = part
    return found


def _differences(session: Session, then: Teller, now: Teller, known: int) -> list[Difference]:
    """Lines whose amounts differ; the amounts of both figures add up, so these do too."""
    before, after = _lines(then), _lines(now)
    keys = [
        key
        for key in dict.fromkeys([*before, *after])
        if _amount(before.get(key)) != _amount(after.get(key))
    ]
    causes = _causes(session, {key[1] for key in keys if key[1]}, known)
    return [
        Difference(
            *(_named(now, after[key], key) if key in after else _named(then, before[key], key)),
            _amount(before.get(key)),
            _amount(after.get(key)),
            _because(key[1], before.get(key), after.get(key), causes),
        )
        for key in keys
    ]


def _named(told: Teller, line: scoring.Line, key: Key) -> tuple[Words, str | None]:
    """What a line is called, and the record that it leads to."""
    if key[0] != MOVING:
        drawn = told.standing(line)
        return drawn.what, drawn.event_id
    known = told.knowledge
    behaviour = behaviour_named(known.book.versions, line.behaviour or "")
    return behaviour, line.event_id if line.event_id in known.seen else None


def _amount(line: scoring.Line | None) -> int | None:
    return None if line is None else line.amount


def _causes(session: Session, event_ids: Collection[str], known: int) -> Mapping[str, Message]:
    """What was recorded of these records after that ledger size."""
    confirmed = (
        select(EventConfirmation.event_id, ledger.Entry.recorded_at)
        .join(ledger.Entry, ledger.Entry.entry_id == EventConfirmation.entry_id)
        .where(EventConfirmation.event_id.in_(event_ids), ledger.Entry.seq > known)
    )
    corrected = (
        select(Correction.event_id, ledger.Entry.recorded_at)
        .join(ledger.Entry, ledger.Entry.entry_id == Correction.confirmed_entry_id)
        .where(Correction.event_id.in_(event_ids), ledger.Entry.seq > known)
    )
    causes = {
        event_id: say("It came to count only on %(day)s.", day=day_of(at).isoformat())
        for event_id, at in session.execute(confirmed)
    }
    for event_id, at in session.execute(corrected):
        causes[event_id] = say("It was corrected on %(day)s.", day=day_of(at).isoformat())
    return causes


def _because(
    event_id: str | None,
    old: scoring.Line | None,
    new: scoring.Line | None,
    causes: Mapping[str, Message],
) -> Message:
    if event_id and event_id in causes:
        return causes[event_id]
    if old and new and old.version != new.version:
        return say("The rules of another version weigh it.")
    return say("It follows from what was recorded or corrected since.")
