"""What a draft would do to everybody, fast enough to be shown while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.actor import Actor
from services.draft_effect import Standing
from services.draft_parts import Both
from services.messages import Message


@dataclass(frozen=True, slots=True)
class Flow:
    """So many subjects go from one grade to another (None: unrated); those that stay are flows too."""

    before: str | None
    after: str | None
    subjects: int


@dataclass(frozen=True, slots=True)
class ListEffect:
    """One list: how many stand on it (proposed or in force) before and after, and how many come and go."""

    code: str
    name: Both
    before: int
    after: int
    newly: int
    no_longer: int


@dataclass(frozen=True, slots=True)
class Mover:
    """One subject whose grade or lists would change. ``why``: the lines that differ, largest first."""

    subject_id: str
    name: str
    before: Standing
    after: Standing
    new_lists: tuple[Both, ...]
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: reading facts (0 when warm), the draft, scoring, the rest."""

    reading: float
    parsing: float
    scoring: float
    telling: float

    @property
    def total(self) -> float:
        return self.reading + self.parsing + self.scoring + self.telling


@dataclass(frozen=True, slots=True)
class LiveEffect:
    """``before`` and ``after`` count subjects by grade (None: unrated); each adds up to ``subjects``.

    ``moved``: how many change grade, ``changed``: how many change points, grade or lists; ``movers`` are the
    first of those who change grade or lists: newly listed ones first, then by how far they fall.
    ``half``: lists on which the draft would newly put half of all subjects or more (code -> share in
    hundredths); it must be acknowledged before signing. ``sha256`` of the whole effect is what is signed.
    """

    on: date
    subjects: int
    facts: int
    before: Mapping[str | None, int]
    after: Mapping[str | None, int]
    flows: tuple[Flow, ...]
    lists: tuple[ListEffect, ...]
    moved: int
    changed: int
    movers: tuple[Mover, ...]
    half: Mapping[str, int]
    sha256: str
    took: Took


class Superseded(Exception):
    """A newer question of the same person has come; this answer is not wanted any more."""


def live_effect(
    session: Session,
    actor: Actor,
    draft: scoring.Ruleset,
    today: date,
    ticket: int = 0,
    most: int = 50,
) -> LiveEffect:
    """The effect of ``draft`` on everybody on the later of today and its first day.

    ``ticket`` rises with every question of one page; a computation that finds a newer one raises
    ``Superseded``. ``most`` movers are named. Requires ``rules.propose`` or ``rules.publish``.
    """
    raise NotImplementedError
