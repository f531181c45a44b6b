"""Running deadlines as rows: how much is left, what and whose it is, who acts, and where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from procedure.deadlines import Due
from services.actor import Actor
from services.calendar.ask_extension import may_be_longer
from services.clocks import Clock
from services.clocks.registry import days_left
from services.running_clocks import Running, escalated, running_clocks
from web.access import open_address
from web.case_words import PERFORMERS
from web.context import db, today
from web.language import pick, tell

PAGES = {
    "case": ("lists.case", "case_id"),
    "event": ("events.show", "event_id"),
    "objection": ("objections.show", "objection_id"),
    "repair": ("repairs.show", "repair_id"),
    "review": ("rounds.result", "row_id"),
    "proposal": ("lists.proposal", "proposal_id"),
    "listing": ("publicity.show", "listing_id"),
}
"""By kind of business, the page where it is done and the name of its id there."""

FIRST_FEW = 6
NEAR = 10
"""Days ahead that are shown on the first page; what ends later stands on the page of all."""


def desk_clocks(who: Actor) -> list[dict[str, Any]]:
    """The sections of the first page: what this person must do by when, and what others are late with."""
    found = running_clocks(db(), who, today())
    near = [one for one in found if one.mine and (one.clock.on - today()).days <= NEAR]
    late = escalated(who, found)
    sections = [
        _section("mine", _("Deadlines to keep"), near),
        _section("late", _("Overdue: the department is late"), late),
    ]
    return [section for section in sections if section["rows"]]


def own_clocks(who: Actor) -> list[dict[str, Any]]:
    """A party's own: what it may still do, and until when the department has to answer it."""
    return rows(running_clocks(db(), who, today()))


def _section(code: str, title: str, found: Sequence[Running]) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "rows": rows(found[:FIRST_FEW]),
        "total": len(found),
        "href": open_address("clocks.index", show=code),
    }


def rows(found: Sequence[Running], asker: Actor | None = None) -> list[dict[str, Any]]:
    """With an ``asker`` each says where that person may ask for more time."""
    clocks = [one.clock for one in found] if asker else []
    longer = may_be_longer(db(), asker, clocks, today()) if asker else frozenset()
    return [_row(one) | {"more": _more(one.clock, longer)} for one in found]


def _more(clock: Clock, longer: frozenset[tuple[str, str]]) -> str:
    if (clock.code, clock.about[1]) not in longer:
        return ""
    business, business_id = clock.about
    wished = {"business": business, "business_id": business_id, "code": clock.code}
    return open_address("extensions.new", **wished)


def _row(one: Running) -> dict[str, Any]:
    clock = one.clock
    endpoint, key = PAGES[clock.about[0]]
    return {
        "left": left(clock.left, clock.unit, late=clock.late),
        "late": clock.late,
        "soon": not clock.late and clock.left <= 2,
        "title": pick(clock.label.zh, clock.label.en),
        "on": clock.on,
        "provisional": clock.provisional,
        "name": one.name,
        "what": pick(clock.what.zh, clock.what.en),
        "party": clock.permission is None,
        "who": tell(PERFORMERS[clock.who]) if clock.who in PERFORMERS else "",
        "href": open_address(endpoint, **{key: clock.about[1]}),
    }


def of_working_days(due: Due | None, today: date) -> dict[str, Any] | None:
    """A running time, all here count working days, as a rail draws it; a provisional last day says so."""
    if due is None:
        return None
    days = days_left(db(), due.on, today, working=True)
    late = days < 0 and not due.provisional
    text = left(days, "working_days", late=late)
    return {"text": text, "due": due.on, "provisional": due.provisional, "late": late}


def left(count: int, unit: str, *, late: bool) -> str:
    """How much time is left, or by how much it is past."""
    working = unit == "working_days"
    if late:
        return _past(-count, working=working)
    if count < 0:
        return str(_("to be reckoned anew"))
    if count == 0:
        return str(_("ends today"))
    if working:
        return str(ngettext("%(num)s working day left", "%(num)s working days left", count))
    return str(ngettext("%(num)s day left", "%(num)s days left", count))


def _past(count: int, *, working: bool) -> str:
    if working:
        return str(ngettext("%(num)s working day overdue", "%(num)s working days overdue", count))
    return str(ngettext("%(num)s day overdue", "%(num)s days overdue", count))
