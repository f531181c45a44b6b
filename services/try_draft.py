"""Try a draft on one contractor: its lines under what is published and under the draft, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.actor import Actor
from services.draft_parts import Both
from services.messages import Message


@dataclass(frozen=True, slots=True)
class TriedLine:
    """One line of the score under either; hundredths, None where it does not stand. ``changed`` if they differ."""

    what: Both
    on: date | None
    clause_before: str
    clause_after: str
    before: int | None
    after: int | None
    how: tuple[Message, ...]

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Tried:
    """``before`` is None where no version is in force on ``on``."""

    subject_id: str
    name: str
    on: date
    before: scoring.Score | None
    after: scoring.Score
    grade_before: Both | None
    grade_after: Both | None
    lists_before: tuple[Both, ...]
    lists_after: tuple[Both, ...]
    lines: tuple[TriedLine, ...]


def try_draft(
    session: Session, actor: Actor, draft: scoring.Ruleset, subject_id: str, on: date
) -> Tried:
    """One subject under published and draft on ``on`` (not before the draft's first day)."""
    raise NotImplementedError
