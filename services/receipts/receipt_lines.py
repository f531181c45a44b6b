"""The lines of a receipt in words, numbered as the checker names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import scoring
from services.statements.limit_words import Words
from services.statements.show_statement import Account
from services.statements.statement_lines import Teller
from services.statements.statement_parts import StatementLine
from services.statements.verdict_words import VERDICTS, verdict


@dataclass(frozen=True)
class ReceiptLine:
    """One line: ``points`` and the ``running`` sum after it in hundredths; a line beneath has no sum.

    ``number`` is 3, or 3.1 for what stands beneath line 3 in a weighted scheme. ``on`` is the day of a record.
    ``starts``: the points with which the scale, or a dimension, begins. ``records`` are the ids of those
    that it is of or was read from.
    """

    number: str
    what: Words
    clause: str | None
    points: int
    running: int | None
    on: date | None = None
    starts: bool = False
    records: frozenset[str] = frozenset()


def receipt_lines(account: Account) -> tuple[ReceiptLine, ...]:
    """Every line of the score, in its order."""
    teller = Teller(account.knowledge, account.score)
    return tuple(
        told
        for n, line in enumerate(account.score.lines, 1)
        for told in _lines(account, teller, line, n)
    )


def _lines(account: Account, teller: Teller, line: scoring.Line, n: int) -> Iterator[ReceiptLine]:
    if line.kind in VERDICTS and line.note is not None:
        said = verdict(account.knowledge.ruleset_of(line), line, line.note)
        yield ReceiptLine(str(n), said.words, said.clause, line.amount, line.running)
        return
    stands = teller.standing(line)
    yield _told(str(n), stands, line.running)
    for m, within in enumerate(stands.within, 1):
        yield _told(f"{n}.{m}", within, None)


def _told(number: str, line: StatementLine, running: int | None) -> ReceiptLine:
    on = line.happened_on if line.kind == "event" else None
    starts = line.kind == "start"
    read = (line.event_id, *(held.event_id for held in line.beneath))
    records = frozenset(filter(None, read))
    return ReceiptLine(number, line.what, line.clause, line.points, running, on, starts, records)
