"""The walk of a round: what may be done with it on a day, and what stands in the way.

初评 → 反馈 → 复核 → 结果公示 → 审定 → 公布, after the provisional rules on the evaluation of enterprises'
environmental credit (环发〔2013〕150号): no step is skipped, none is done twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from procedure.deadlines import Due

Stage = Literal[
    "first", "feedback", "review", "display", "displayed", "adopted", "published", "cancelled"
]
Action = Literal[
    "scope", "feedback", "request", "answer", "display", "adopt", "publish", "reopen", "cancel"
]

_ALLOWED_IN: Mapping[Action, frozenset[str]] = {
    "scope": frozenset({"first"}),
    "feedback": frozenset({"first"}),
    "request": frozenset({"feedback"}),
    "answer": frozenset({"feedback"}),
    "display": frozenset({"feedback"}),
    "adopt": frozenset({"display"}),
    "publish": frozenset({"adopted"}),
    "reopen": frozenset({"published"}),
    "cancel": frozenset({"first", "feedback", "display", "adopted"}),
}


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A round as far as its procedure goes.

    ``requests_until`` is the last day for requests of whoever was served the feedback last (of one contractor:
    its own); ``unserved`` counts those in scope whom it has not reached, against whom no time runs;
    ``unanswered`` counts requests; ``display_until`` is the last day of 结果公示; ``opened_by`` is everybody who
    counts as having opened it, a deputy and the one for whom he acted.
    """

    state: str
    opened_by: frozenset[str]
    in_scope: int
    requests_until: Due | None = None
    unserved: int = 0
    unanswered: int = 0
    display_until: date | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why something cannot be done: a code and its parameters."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def stage(file: RoundFile, day: date) -> Stage:
    """Where a round stands on a day: the states, and the two that the clock makes of them."""
    if file.state == "feedback" and file.requests_until and file.requests_until.over(day):
        return "review"
    if file.state == "display" and _displayed(file, day):
        return "displayed"
    return file.state  # type: ignore[return-value]


def obstacle(
    file: RoundFile, action: Action, day: date, by: frozenset[str] = frozenset()
) -> Obstacle | None:
    """What stands in the way of an action on a day; ``by`` is who would do it, and for whom."""
    if file.state not in _ALLOWED_IN[action]:
        return Obstacle("not_now")
    if action == "feedback" and not file.in_scope:
        return Obstacle("nobody_in_scope")
    if action == "request" and file.requests_until and file.requests_until.over(day):
        return Obstacle("window_over", {"day": file.requests_until.on.isoformat()})
    if action == "display":
        return _before_display(file, day)
    if action == "adopt" and not _displayed(file, day):
        return Obstacle("display_runs", {"day": file.display_until})
    if action == "adopt" and by & file.opened_by:
        return Obstacle("own_round")
    return None


def _before_display(file: RoundFile, day: date) -> Obstacle | None:
    """Of those who were served nobody's time is running, and everybody who asked was answered.

    Those whom the feedback has not reached are left out, and whoever displays says so.
    """
    until = file.requests_until
    if until is None:
        return Obstacle("nobody_served")
    if not until.over(day):
        provisional = until.provisional and day > until.on
        shown = {"day": until.on.isoformat()}
        return Obstacle("window_provisional" if provisional else "window_runs", shown)
    if file.unanswered:
        return Obstacle("unanswered", {"count": file.unanswered})
    return None


def _displayed(file: RoundFile, day: date) -> bool:
    return file.display_until is not None and day > file.display_until
