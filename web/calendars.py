"""Working days and deadlines: the holidays of each year, how long everything takes, and loading the next year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from procedure.deadlines import Deadline
from schemas.calendars import Notice
from services.calendar.deadlines import deadlines
from services.calendar.load_calendar import NoticeDraft, agree_to_year, propose_year, refuse_year
from services.calendar.show_calendar import show_calendar
from services.messages import Invalid
from web.access import actor, may, signed_in
from web.case_words import PERFORMERS
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import pick, tell

bp = Blueprint("calendars", __name__, url_prefix="/calendar")


@bp.get("/")
@signed_in
def index() -> str:
    return _page(Form({"year": str(_offered())}))


@bp.post("/")
@may("calendar.load")
def propose() -> Any:
    form = typed()
    try:
        draft = NoticeDraft(**load(Notice()))
        once(lambda key: propose_year(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    return _done(_("Handed in. It acts when another person has agreed to it."))


@bp.post("/<calendar_id>/load")
@may("calendar.load")
def agree(calendar_id: str) -> Any:
    return _decide(agree_to_year, calendar_id, _("Loaded. Deadlines reckon with it from now on."))


@bp.post("/<calendar_id>/refuse")
@may("calendar.load")
def refuse(calendar_id: str) -> Any:
    return _decide(refuse_year, calendar_id, _("Not loaded."))


def _decide(act: Callable[..., str], calendar_id: str, said: str) -> Any:
    once(lambda key: act(db(), actor(), calendar_id, now(), key))
    return _done(said)


def _done(said: str) -> Any:
    flash(said, "ok")
    return redirect(url_for("calendars.index"), 303)


def _page(form: Form) -> str:
    board = show_calendar(db(), actor(), today())
    return render_template(
        "calendars/index.html",
        form=form,
        new_form=Form,
        board=board,
        deadlines=[_row(one) for one in deadlines().values()],
        day=day_of_month,
        span=span,
    )


def _offered() -> int:
    """The year that is to be loaded next."""
    board = show_calendar(db(), actor(), today())
    return board.missing or today().year + 1


def _row(one: Deadline) -> dict[str, Any]:
    return {
        "code": one.code,
        "label": pick(one.label["zh"], one.label["en"]),
        "length": length(one.n, one.unit),
        "extension": length(one.extension, one.unit) if one.extension else "",
        "who": tell(PERFORMERS[one.who]),
        "moves": one.moves,
        "source": pick(one.source["zh"], one.source["en"]),
    }


def length(n: int, unit: str) -> str:
    """A length of time in words."""
    words = {
        "working_days": ngettext("%(num)s working day", "%(num)s working days", n),
        "days": ngettext("%(num)s day", "%(num)s days", n),
        "months": ngettext("%(num)s month", "%(num)s months", n),
        "years": ngettext("%(num)s year", "%(num)s years", n),
    }
    return str(words[unit])


def day_of_month(day: date) -> str:
    return str(_("%(month)s/%(day)s", month=day.month, day=day.day))


def span(first: date, last: date) -> str:
    if first == last:
        return day_of_month(first)
    return str(_("%(first)s to %(last)s", first=day_of_month(first), last=day_of_month(last)))
