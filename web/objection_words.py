"""How objections are worded on pages: what is disputed, grounds, states, steps, ends and clocks."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from services.messages import Message, say
from services.objections.disputed_thing import GROUNDS_OF, Kind
from services.objections.objection_file import ObjectionClock
from services.objections.show_objections import ObjectionRow, PutRight
from web import clock_rows, show
from web.choices import Options
from web.language import tell

KINDS: dict[str, Message] = {
    "event": say("Record"),
    "listing": say("Listing"),
    "publicity": say("Publicity of a listing"),
}
GROUNDS: dict[str, Message] = {
    "wrong": say("It is wrong"),
    "missing": say("Something is left out of it"),
    "too_long": say("It is public for too long"),
    "wrongly_listed": say("We should not be on this list"),
    "not_mine": say("It is not about us"),
}
STATES: dict[str, tuple[Message, str]] = {
    "filed": (say("To be taken up"), "wait"),
    "accepted": (say("Being checked"), "now"),
    "checking": (say("Another unit is checking"), "now"),
    "paused": (say("A test is running"), "now"),
    "typed": (say("Waiting for the second person"), "wait"),
    "upheld": (say("Upheld"), "done"),
    "part": (say("Upheld in part"), "done"),
    "rejected": (say("Rejected"), "off"),
    "withdrawn": (say("Withdrawn by the contractor"), "off"),
}
OUTCOMES: dict[str, tuple[Message, Message]] = {
    "upheld": (say("Upheld"), say("every point is taken up; what is disputed is put right")),
    "part": (say("Upheld in part"), say("some points are taken up; what is disputed is corrected")),
    "rejected": (say("Rejected"), say("no point is taken up; what is disputed stands")),
}
STEPS: dict[str, Message] = {
    "accept": say("Accepted for handling"),
    "forward": say("Another unit asked to check"),
    "finding": say("Finding of the unit that checked"),
    "extend": say("Time extended"),
    "pause": say("Test or appraisal begun"),
    "resume": say("Test or appraisal ended"),
}


def state(code: str, put_right: PutRight | None = None) -> tuple[str, str]:
    """Word and tone; what was upheld and is not put right yet says so."""
    if put_right is not None and not put_right.done:
        return str(_("Upheld, to be put right")), "mend"
    word, tone = STATES[code]
    return tell(word), tone


def grounds_of(kind: Kind) -> Options:
    return [(code, tell(GROUNDS[code])) for code in GROUNDS_OF[kind]]


def outcomes() -> list[tuple[str, str, str]]:
    return [(code, tell(word), tell(hint)) for code, (word, hint) in OUTCOMES.items()]


def left(days: int) -> str:
    """How long there is still, or by how long it is overdue."""
    return clock_rows.left(days, "working_days", late=days < 0)


def clock(found: ObjectionClock | None) -> dict[str, Any] | None:
    """The running clock as the rail takes it."""
    if found is None:
        return None
    if found.paused_on is not None:
        day = show.long_day(found.paused_on)
        return {"text": _("stands still since %(day)s: a test is not counted", day=day)}
    assert found.due is not None
    done = found.total - max(found.left, 0)
    return {
        "text": left(found.left),
        "due": found.due.on,
        "provisional": found.due.provisional,
        "late": found.left < 0,
        "done": min(max(done, 0), found.total),
        "total": found.total,
    }


def row_clock(row: ObjectionRow) -> dict[str, Any] | None:
    """What runs for one objection: the decision, or putting right what was upheld."""
    if row.put_right is not None and not row.put_right.done:
        return {
            "text": left(row.put_right.left),
            "due": row.put_right.due.on,
            "provisional": row.put_right.due.provisional,
            "late": row.put_right.left < 0,
        }
    return clock(row.clock)
