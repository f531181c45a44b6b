"""The figure of a day as it was known once, beside the one known now, and every line that lies between them.

Nothing stored is overwritten: a late or corrected record gives the day another figure from its own recording on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Correction, EventConfirmation
from services.clock import day_of, end_of
from services.messages import Message, NotFound, say
from services.rules.rulebook import rule_book
from services.standing.facts import facts
from services.statements.score_differences import Causes, Difference, Pair
from services.statements.show_statement import Account, Axes
from services.statements.statement_lines import Teller


@dataclass(frozen=True)
class Figure:
    """Points in hundredths, and the grade that they gave."""

    points: int
    grade: scoring.Grade | None
    unrated: str | None


@dataclass(frozen=True)
class TwoFigures:
    """``then``, as known at the end of ``known_on``, + Σ moved of the differences = ``now``.

    ``verdicts`` say what else moves the grade.
    """

    known_on: date
    then: Figure
    now: Figure
    differences: tuple[Difference, ...]
    verdicts: tuple[Message, ...]


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
    causes = causes_between(session, account.knowledge.events, known, None)
    pair = Pair(then, now, causes)
    differences = pair.differences()
    before, after = _figure(then), _figure(now)
    if before == after and not any(found.moved or now.ruleset.category for found in differences):
        return None
    return TwoFigures(axes.on, before, after, differences, pair.verdicts())


def _told(session: Session, account: Account, on: date, known: int) -> Teller | None:
    try:
        book = rule_book(session, account.scheme, known)
        columns = facts(session, account.scheme, [account.score.subject_id], known)
        score = scoring.explain(book, columns, account.score.subject_id, scoring.View(on, known))
    except (NotFound, scoring.NoScore):
        return None
    return Teller(account.knowledge, score)


def _figure(told: Teller) -> Figure:
    score = told.score
    ruleset = next(r for r in told.knowledge.book.versions if r.version == score.version)
    grade = ruleset.grade(score.grade) if score.grade else None
    return Figure(score.points, grade, score.unrated)


def causes_between(
    session: Session, event_ids: Collection[str], one: int | None, other: int | None
) -> Causes:
    """What was recorded of these records between two ledger sizes, in whichever order (None: now)."""
    ends = [ledger.size(session) if size is None else size for size in (one, other)]
    between = ledger.Entry.seq > min(ends), ledger.Entry.seq <= max(ends)
    confirmed = (
        select(EventConfirmation.event_id, ledger.Entry.recorded_at)
        .join(ledger.Entry, ledger.Entry.entry_id == EventConfirmation.entry_id)
        .where(EventConfirmation.event_id.in_(event_ids), *between)
    )
    corrected = (
        select(Correction.event_id, ledger.Entry.recorded_at)
        .join(ledger.Entry, ledger.Entry.entry_id == Correction.confirmed_entry_id)
        .where(Correction.event_id.in_(event_ids), *between)
    )
    causes = {
        event_id: say("It came to count only on %(day)s.", day=day_of(at).isoformat())
        for event_id, at in session.execute(confirmed)
    }
    for event_id, at in session.execute(corrected):
        causes[event_id] = say("It was corrected on %(day)s.", day=day_of(at).isoformat())
    return causes
