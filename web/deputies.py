"""Deputies (B角): named, agreed to, ended; and acting as one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _

from schemas.people import DeputyForm
from services.messages import Invalid, NotFound, say
from services.people import deputies
from web.access import DEPUTY, actor, may, signed_in
from web.context import db, now, today
from web.form import Form, load, once, typed

bp = Blueprint("deputies", __name__, url_prefix="/deputies")


@bp.get("/")
@may("deputy.name")
def index() -> str:
    return _page(Form({"holder_id": actor().holder_id, "from_on": str(today())}))


@bp.post("/")
@may("deputy.name")
def name() -> Any:
    form = typed()
    try:
        draft = deputies.DeputyDraft(**load(DeputyForm()))
        once(lambda key: deputies.name_deputy(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    flash(_("Named. The deputy acts when a security administrator has agreed."), "ok")
    return redirect(url_for("deputies.index"), 303)


@bp.post("/<deputy_id>/agree")
@may("role.grant")
def agree(deputy_id: str) -> Any:
    return _answer(deputy_id, agree=True, said=_("Agreed; the deputy acts on the days named."))


@bp.post("/<deputy_id>/refuse")
@may("deputy.name")
def refuse(deputy_id: str) -> Any:
    return _answer(deputy_id, agree=False, said=_("Ended; nobody acts by it."))


def _answer(deputy_id: str, *, agree: bool, said: str) -> Any:
    once(lambda key: deputies.answer_naming(db(), actor(), deputy_id, agree, now(), key))
    flash(said, "ok")
    return redirect(url_for("deputies.index"), 303)


@bp.post("/<deputy_id>/end")
@may("deputy.name")
def end(deputy_id: str) -> Any:
    once(lambda key: deputies.end_naming(db(), actor(), deputy_id, now(), key))
    flash(_("Ended: from today on nobody acts by it."), "ok")
    return redirect(url_for("deputies.index"), 303)


@bp.post("/<deputy_id>/act")
@may("deputy.name")
def act(deputy_id: str) -> Any:
    """From here on this browser acts as the deputy, until he says otherwise or the days are over."""
    if deputies.as_deputy(db(), actor(), deputy_id, today()) is None:
        raise NotFound(say("There is no such naming of a deputy."))
    session[DEPUTY] = deputy_id
    return redirect(url_for("home.index"), 303)


@bp.post("/back")
@signed_in
def back() -> Any:
    """As oneself again."""
    session.pop(DEPUTY, None)
    return redirect(url_for("home.index"), 303)


def _page(form: Form) -> str:
    return render_template(
        "deputies/index.html",
        form=form,
        new_form=Form,
        rows=deputies.show_deputies(db(), actor(), today()),
        people=deputies.candidates(db()),
        offered=deputies.deputised_roles(),
        for_others=actor().may("role.propose"),
    )
