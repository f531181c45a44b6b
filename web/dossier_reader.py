"""A reader outside: a link and a one-time code open one dossier in one browser, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from schemas.dossiers import CodeForm
from services.dossiers.read_granted_dossier import (
    open_granted,
    reader_view,
    reading_state,
    use_code,
)
from services.messages import Forbidden, Invalid
from services.people.throttle import TooMany
from web.access import public
from web.attachment import attachment
from web.context import config, db, now, store, today
from web.form import Form, load, typed
from web.language import _, tell
from web.sign_in import caller

bp = Blueprint("dossier_reader", __name__, url_prefix="/dossiers/read")

COOKIE = "dossier-pass"
GONE = 410
LIFE = timedelta(days=100)
"""Longer than any dossier is open: what ends it is its last day."""


@bp.get("/<dossier_grant_id>")
@public
def show(dossier_grant_id: str) -> Any:
    return _page(dossier_grant_id, Form())


@bp.post("/<dossier_grant_id>")
@public
def enter(dossier_grant_id: str) -> Any:
    """The code gives this browser its pass."""
    form = typed()
    try:
        given = load(CodeForm())
        token = use_code(db(), dossier_grant_id, given["code"], caller(), now())
    except TooMany as refusal:
        form.errors[""] = tell(refusal.message)
        return _page(dossier_grant_id, form), 429, {"Retry-After": str(refusal.seconds)}
    except Invalid as problem:
        form.refuse(problem)
        return _page(dossier_grant_id, form), 422
    response = redirect(url_for(".show", dossier_grant_id=dossier_grant_id), 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=LIFE,
        path=url_for(".show", dossier_grant_id=dossier_grant_id),
        secure=config().https,
        httponly=True,
        samesite="Lax",
    )
    return response


@bp.post("/<dossier_grant_id>/file")
@public
def file(dossier_grant_id: str) -> Any:
    """The file as it was bound; this reading stands in the record."""
    try:
        content = open_granted(db(), store(), dossier_grant_id, _pass(), now())
    except Forbidden as refused:
        form = Form()
        form.errors[""] = tell(refused.message)
        return _page(dossier_grant_id, form), 403
    response: Response = attachment(content, "application/pdf", _("Dossier"), "pdf")
    return response


def _pass() -> str:
    return request.cookies.get(COOKIE, "")


def _page(dossier_grant_id: str, form: Form) -> Any:
    state = reading_state(db(), dossier_grant_id, today())
    if state != "running":
        return render_template("dossiers/ended.html"), GONE
    view = reader_view(db(), dossier_grant_id, _pass(), today())
    if view is None or form.errors:
        return render_template("dossiers/code.html", form=form, grant_id=dossier_grant_id)
    return render_template("dossiers/read.html", view=view, grant_id=dossier_grant_id)
