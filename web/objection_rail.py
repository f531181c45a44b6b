"""Where an objection is: its steps on a rail, each with its day and person, and the running clock."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from services.objections.show_objections import Ruling, ShownObjection
from web import objection_words as words
from web.case_rail import who
from web.language import pick, tell

Step = dict[str, Any]


def rail(shown: ShownObjection) -> list[Step]:
    """Filed, taken up, checked, decided, put right."""
    return [_filed(shown), *_steps(shown), _decided(shown), *_put_right(shown)]


def _filed(shown: ShownObjection) -> Step:
    return {
        "title": _("Filed; the dispute mark stands"),
        "state": "done",
        "date": shown.objection.marked_on,
        "person": who(shown.filed_by),
    }


def _steps(shown: ShownObjection) -> list[Step]:
    taken: list[Step] = [
        {
            "title": tell(words.STEPS[step.kind]),
            "state": "done",
            "date": step.on,
            "document": pick(step.office.zh, step.office.en) if step.office else None,
            "person": who(step.by),
        }
        for step in shown.steps
    ]
    if not taken and shown.row.state == "filed":
        return [{"title": tell(words.STEPS["accept"]), "state": "next"}]
    return taken


def _decided(shown: ShownObjection) -> Step:
    if shown.objection.end == "withdrawn":
        return {
            "title": tell(words.STATES["withdrawn"][0]),
            "state": "done",
            "date": shown.objection.ended_on,
        }
    if shown.ruling is None:
        return {"title": _("Decision"), "state": "now", "clock": words.clock(shown.row.clock)}
    return _ruled(shown.ruling)


def _ruled(ruling: Ruling) -> Step:
    return {
        "title": tell(words.STATES[ruling.outcome][0]),
        "state": "now" if ruling.waits else "done",
        "date": ruling.decided_on,
        "document": _("waits for the second person") if ruling.waits else ruling.document_no,
        "person": who(ruling.decided_by),
    }


def _put_right(shown: ShownObjection) -> list[Step]:
    """What was upheld is corrected, annulled or taken out of the public register."""
    found = shown.row.put_right
    if found is None:
        return []
    if found.done:
        return [{"title": _("Put right"), "state": "done"}]
    return [{"title": _("To be put right"), "state": "now", "clock": words.row_clock(shown.row)}]
