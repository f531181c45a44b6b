"""A score with its reasons: what pages, receipts and the command line read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from scoring.numbers import points_text

Value = str | int | None
ListState = Literal["proposed", "in_force", "ended"]


@dataclass(frozen=True, slots=True)
class View:
    """For which day, and as known when: `known` is a ledger size, None is now."""

    on: date
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark as a code with parameters; docs/ruleset.md section 12 lists them."""

    code: str
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One reason. `amount` and `running` are hundredths; Σ amount of a score's lines = its points.

    `parts` are the facts beneath a rate or mean (without amounts of their own) or, in a weighted
    scheme, the lines that add up to a dimension's value.
    """

    kind: str
    amount: int
    running: int = 0
    event_id: str | None = None
    behaviour: str | None = None
    indicator: str | None = None
    dimension: str | None = None
    clause: str | None = None
    version: str = ""
    note: Note | None = None
    numerator: int | None = None
    denominator: int | None = None
    sample: int | None = None
    occurred_on: date | None = None
    counts_from: date | None = None
    weighs_from: date | None = None
    weighs_until: date | None = None
    parts: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLine:
    """A listing, or an open proposal. `until` is exclusive: a day, None (open) or "life"."""

    list: str
    start: date
    until: date | Literal["life"] | None
    state: ListState
    by: Literal["rule", "decision"]
    version: str
    by_change: bool = False
    stays: tuple[tuple[date, date | Literal["life"] | None], ...] = ()

    @property
    def last_day(self) -> date | None:
        """The inclusive last day, as the law speaks."""
        return (
            date.fromordinal(self.until.toordinal() - 1) if isinstance(self.until, date) else None
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A later day on which points, grade or lists in force change, over what is known."""

    on: date
    points: int
    points_text: str
    grade: str | None
    unrated: str | None
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One settled day of the statement; `details` are a weighted scheme's lines beneath."""

    on: date
    lines: tuple[Line, ...]
    balance: int
    details: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The journal since the period opened: opening + Σ amounts = closing."""

    opened_on: date
    opening: int
    blocks: tuple[Block, ...]
    closing: int


@dataclass(frozen=True, slots=True)
class Silent:
    """A known fact that does not weigh on the day, and why.

    `reason`: not_yet (from `on`), period_end, restarted, validity_end, repaired, superseded,
    refuted, version, suspended, before_file, not_weighed.
    """

    event_id: str
    behaviour: str
    reason: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Score:
    """Points in hundredths with everything that explains them. `until` is the next day on which
    something that the score reads happens (None: nothing known)."""

    subject_id: str
    view: View
    book_hash: str
    version: str
    places: int
    points: int
    grade: str | None
    unrated: str | None
    lines: tuple[Line, ...]
    lists: tuple[ListLine, ...]
    next_changes: tuple[Change, ...]
    statement: Statement
    silent: tuple[Silent, ...]
    until: date | None

    @property
    def points_text(self) -> str:
        return points_text(self.points, self.places)
