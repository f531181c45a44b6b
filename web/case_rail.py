"""Where a case under way is, on one line: its phases, each with its day, and the running clock; and who did a thing."""

from __future__ import annotations

from typing import Any

from procedure.checklist import Step
from services.cases.case_clocks import RunningClock
from services.cases.shown_papers import Someone
from services.lists.show_lists import OpenCaseRow
from services.messages import Message, say
from web.language import _, pick, tell
from web.show import for_whom

PHASES: tuple[tuple[Message, frozenset[str]], ...] = (
    (say("Case opened"), frozenset({"opened"})),
    (say("Inquiry"), frozenset({"investigators", "recusal", "facts"})),
    (say("Prior notice"), frozenset({"notice", "notice_served"})),
    (
        say("Statement and defence"),
        frozenset(
            {
                *("heard", "hearing", "hearing_request", "hearing_notice"),
                *("hearing_notice_served", "answered"),
            }
        ),
    ),
    (say("Legal review"), frozenset({"review", "discussion"})),
    (say("Decision"), frozenset({"decision", "approval"})),
    (say("Decision served"), frozenset({"repair_notice", "decision_served", "effect"})),
)


def who(someone: Someone | None) -> str:
    """Name and office; the office alone where the name is not shown."""
    if someone is None:
        return ""
    office = pick(someone.office.zh, someone.office.en) if someone.office else ""
    return " · ".join(filter(None, (for_whom(someone.name, someone.acted_for), office)))


def short_rail(row: OpenCaseRow) -> list[dict[str, Any]]:
    """The phases of a case under way, as the board shows them; the first that is not done is the present one."""
    found, reached = [], False
    for title, codes in PHASES:
        steps = [step for step in row.steps if step.code in codes]
        over = all(step.state in ("done", "not_required") for step in steps)
        state = "next" if reached else "done" if over else "now"
        clock = _clock(row.clock) if state == "now" and row.clock else None
        found.append(
            {"title": tell(title), "state": state, "date": _last(steps, state), "clock": clock}
        )
        reached = reached or not over
    return found


def _last(steps: list[Step], state: str) -> Any:
    days = [step.on for step in steps if step.on]
    return max(days) if days and state != "next" else None


def _clock(clock: RunningClock) -> dict[str, Any]:
    label = pick(clock.label.zh, clock.label.en)
    return {
        "text": _("%(what)s: overdue", what=label) if clock.late else label,
        "due": clock.on,
        "late": clock.late,
    }
