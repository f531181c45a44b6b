"""Possible successors of listed ones: told on the contractor's page, dismissed with a reason, read by the auditor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template

from schemas.subjects import Reason
from services.cases.shown_papers import People
from services.messages import Conflict, Invalid
from services.rules.scheme_words import scheme_words
from services.scope import subjects_or_404
from services.subjects.possible_successors import (
    Shared,
    Warned,
    dismiss_warning,
    every_warning,
    warnings_of,
)
from web import list_words, proposal_words
from web.access import actor, current_actor, may
from web.context import db, now, today
from web.contractors import subject_url
from web.form import Form, load, once
from web.language import _, tell

bp = Blueprint("successors", __name__, url_prefix="/successors")


@bp.app_template_global()
def successor_warnings(subject_id: str) -> tuple[Warned, ...]:
    """Of one contractor, for staff."""
    who = current_actor()
    return warnings_of(db(), who, subject_id, today()) if who else ()


@bp.app_template_global()
def successor_shared(one: Shared) -> str:
    """One thing in common, in words."""
    return proposal_words.shared(one.code, one.text)


@bp.app_template_global()
def successor_list(warned: Warned) -> str:
    """The list by its own legal name."""
    return list_words.list_name(warned.scheme, warned.list_code, scheme_words(db(), today()))


@bp.app_template_global()
def fresh_form() -> Form:
    """A form that nobody has sent, with a key of its own."""
    return Form()


@bp.get("/")
@may("case.read")
def index() -> str:
    found = every_warning(db(), actor(), today())
    dismissed = [one.dismissed for one in found if one.dismissed]
    return render_template(
        "successors/index.html",
        standing=[one for one in found if one.dismissed is None],
        dismissed=[one for one in found if one.dismissed],
        people=People(db(), actor(), [one.dismissed_by for one in dismissed]),
    )


@bp.post("/<subject_id>/<listed_id>/dismiss")
@may("list.propose")
def dismiss(subject_id: str, listed_id: str) -> Any:
    subjects_or_404(db(), actor(), [subject_id, listed_id])
    try:
        reason = load(Reason())["reason"]
        once(lambda key: dismiss_warning(db(), actor(), subject_id, listed_id, reason, now(), key))
    except Invalid as problem:
        flash(" ".join(tell(message) for message in problem.fields.values()), "error")
    except Conflict as problem:
        flash(tell(problem.message), "error")
    else:
        flash(_("The warning is dismissed; the reason is recorded."), "ok")
    return redirect(subject_url(subject_id), 303)
