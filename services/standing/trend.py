"""How a score got here and where it stands: its course over months, the records on it, and its peers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, repeat

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import scoring
from models import Score
from services.standing.facts import facts
from services.statements.show_statement import Account
from services.statements.statement_lines import Teller
from services.statements.statement_parts import StatementLine

MONTHS_BACK, MONTHS_AHEAD = 24, 12
_MOST_PERIODS = 9
"""Calendar quarters in two years, and the one that is running."""


@dataclass(frozen=True)
class Course:
    """From ``first`` to ``last``: (day, points) on each day on which the points changed, and the lines."""

    first: date
    last: date
    steps: tuple[tuple[date, int], ...]
    lines: tuple[StatementLine, ...]


def course(session: Session, account: Account) -> Course:
    """The last two years up to the day asked for, and the year to come over what is known."""
    score = account.score
    on, known = score.view.on, score.view.known
    first, last = months_from(on, -MONTHS_BACK), months_from(on, MONTHS_AHEAD)
    columns = facts(session, account.scheme, [score.subject_id], known)
    book = account.knowledge.book
    first = max(first, book.first_day)
    walked = scoring.history(book, columns, score.subject_id, first, last, known)
    lines = chain(account.lines, _earlier(columns, account, first))
    marked = sorted((line for line in lines if first <= line.on), key=lambda line: line.on)
    steps = tuple((day, points) for day, points, _grade, _unrated in walked)
    return Course(first, last, steps, tuple(marked))


def _earlier(columns: scoring.Facts, account: Account, first: date) -> Iterator[StatementLine]:
    """The lines of the periods before the running one, for schemes whose periods are shorter."""
    book, score = account.knowledge.book, account.score
    opened = score.statement.opened_on
    for _period in range(_MOST_PERIODS):
        day = opened - timedelta(days=1)
        if day < max(first, book.first_day):
            return
        view = scoring.View(day, score.view.known)
        before = scoring.explain(book, columns, score.subject_id, view)
        yield from Teller(account.knowledge, before).journal()
        opened = before.statement.opened_on


def months_from(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def peers(session: Session, scheme: str, but: str) -> tuple[int, ...]:
    """The stored points of everybody else who is graded under a scheme, ascending."""
    query = (
        select(Score.points, func.count())
        .where(Score.scheme == scheme, Score.unrated.is_(None), Score.subject_id != but)
        .group_by(Score.points)
        .order_by(Score.points)
    )
    counted = session.execute(query)
    return tuple(chain.from_iterable(repeat(points, count) for points, count in counted))
