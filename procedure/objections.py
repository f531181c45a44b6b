"""Objections: how far one has come, what may be done with it next, and which days its clock does not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from procedure.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of the office: accept, forward, finding, extend (by ``days``), pause or resume."""

    kind: str
    on: date
    days: int = 0


@dataclass(frozen=True, slots=True)
class ObjectionFile:
    """An objection as its papers have it. ``typed``: a decision from paper waits for its second clerk."""

    received_on: date
    steps: tuple[Taken, ...] = ()
    typed: bool = False
    end: str | None = None

    def has(self, kind: str) -> bool:
        return any(step.kind == kind for step in self.steps)

    @property
    def taken_up(self) -> bool:
        return self.has("accept") or self.has("forward")

    @property
    def checking(self) -> bool:
        """Whether another unit was asked and has not answered."""
        return self.has("forward") and not self.has("finding")

    @property
    def paused_on(self) -> date | None:
        """Since when a test or an appraisal stops the clock."""
        turns = [step for step in self.steps if step.kind in ("pause", "resume")]
        return turns[-1].on if turns and turns[-1].kind == "pause" else None

    @property
    def state(self) -> str:
        """filed, accepted, checking, paused, typed; or its end: upheld, part, rejected, withdrawn."""
        if self.end is not None:
            return self.end
        if self.typed:
            return "typed"
        if self.paused_on is not None:
            return "paused"
        if self.checking:
            return "checking"
        return "accepted" if self.taken_up else "filed"

    @property
    def deadline(self) -> str:
        """The code of its deadline: longer where another unit must check (Henan and Shandong: 3 and 7)."""
        return "objection_decision_checked" if self.has("forward") else "objection_decision"

    def added_days(self, calendar: Calendar) -> int:
        """Working days beyond the deadline's own: those granted, and those of tests and appraisals.

        The time of a test, an appraisal or an expert's review is not counted (Henan's regulation).
        """
        granted = sum(step.days for step in self.steps)
        return granted + sum(calendar.working_days_between(*pause) for pause in pauses(self.steps))


def pauses(steps: Sequence[Taken]) -> tuple[tuple[date, date], ...]:
    """Each finished pause, from its day to the day on which the clock ran again."""
    turns = [step.on for step in steps if step.kind in ("pause", "resume")]
    return tuple(zip(turns[::2], turns[1::2], strict=False))


def refused(file: ObjectionFile, act: str) -> str | None:
    """Why this may not be done now, as a code; None: it may.

    ``act`` is a kind of step, ``decide``, ``withdraw``, or ``answer`` (to a decision typed from paper).
    """
    if file.end is not None:
        return "ended"
    if act == "answer":
        return None if file.typed else "nothing_typed"
    return "typed" if file.typed else _not_in_turn(file, act)


def _not_in_turn(file: ObjectionFile, act: str) -> str | None:
    paused = file.paused_on is not None
    faults = {
        "accept": (file.taken_up, "taken_up"),
        "forward": (file.has("forward"), "forwarded"),
        "finding": (not file.checking, "nobody_checks"),
        "extend": (file.has("extend"), "extended"),
        "pause": (paused, "paused"),
        "resume": (not paused, "not_paused"),
        "decide": (paused, "paused"),
    }
    wrong, code = faults.get(act, (False, ""))
    return code if wrong else None
