"""More time for the department: asked for by one person before the end, granted by another."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.clocks import MoreTime
from services.calendar.ask_extension import (
    ExtensionDraft,
    ask_extension,
    decide_extension,
    extendable,
    waiting_extensions,
)
from services.calendar.deadlines import deadline
from services.calendar.extensions import ASKS, GRANTS
from services.labels import subject_names
from services.messages import Invalid
from web.access import actor, may
from web.calendars import length
from web.context import db, now
from web.form import Form, load, once, typed
from web.language import pick

bp = Blueprint("extensions", __name__, url_prefix="/extensions")

ASKERS = tuple(sorted(set(ASKS.values())))
DECIDERS = tuple(sorted(set(GRANTS.values())))


@bp.get("/new")
@may(*ASKERS)
def new() -> str:
    """``business``, ``id`` and ``code`` say which deadline."""
    wished = {name: request.args.get(name, "") for name in ("business", "business_id", "code")}
    return _page(Form(wished))


@bp.post("/")
@may(*ASKERS)
def ask() -> Any:
    form = typed()
    try:
        draft = ExtensionDraft(**load(MoreTime()))
        once(lambda key: ask_extension(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    flash(_("Asked for. Another person decides."), "ok")
    return redirect(url_for("clocks.index"), 303)


@bp.post("/<extension_id>/grant")
@may(*DECIDERS)
def grant(extension_id: str) -> Any:
    return _decide(extension_id, True, _("Granted; the last day is reckoned anew."))


@bp.post("/<extension_id>/refuse")
@may(*DECIDERS)
def refuse(extension_id: str) -> Any:
    return _decide(extension_id, False, _("Not granted; the last day stays."))


def _decide(extension_id: str, granted: bool, said: str) -> Any:
    once(lambda key: decide_extension(db(), actor(), extension_id, granted, now(), key))
    flash(said, "ok")
    return redirect(url_for("clocks.index"), 303)


def _page(form: Form) -> str:
    business, business_id, code = (form.value(name) for name in ("business", "business_id", "code"))
    clock = extendable(db(), actor(), business, business_id, code, now())
    row = deadline(code)
    return render_template(
        "clocks/extend.html",
        form=form,
        clock=clock,
        title=pick(clock.label.zh, clock.label.en),
        what=pick(clock.what.zh, clock.what.en),
        most=length(row.extension, row.unit),
        source=pick(row.source["zh"], row.source["en"]),
    )


def waiting_rows() -> list[dict[str, Any]]:
    """Requests that wait, as the page of all deadlines shows them."""
    found = waiting_extensions(db(), actor())
    names = subject_names(db(), [one.row.subject_id for one in found])
    return [
        {
            "id": one.row.id,
            "title": pick(deadline(one.row.code).label["zh"], deadline(one.row.code).label["en"]),
            "name": names.get(one.row.subject_id, ""),
            "more": length(one.row.n, deadline(one.row.code).unit),
            "due": one.row.due_on,
            "reason": one.row.reason,
            "may": not one.own and actor().may(GRANTS[one.row.code]),
        }
        for one in found
    ]
