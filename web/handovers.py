"""Handover: everything open of one person to another, and the sheet that both sign."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import HandoverForm
from services.messages import Conflict, Invalid
from services.people import hand_over
from services.people.deputies import candidates
from services.people.open_work import open_work
from web.access import actor, may
from web.context import db, now
from web.form import Form, load, once, typed
from web.language import tell

bp = Blueprint("handovers", __name__, url_prefix="/handovers")


@bp.get("/")
@may("work.hand_over", hand_over.READS_ALL)
def index() -> str:
    return _page(Form({"from_id": actor().holder_id}))


@bp.post("/")
@may("work.hand_over")
def make() -> Any:
    form = typed()
    try:
        draft = hand_over.HandoverDraft(**load(HandoverForm()))
        handover_id = once(lambda key: hand_over.hand_over(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    except Conflict as conflict:
        form.errors["from_id"] = tell(conflict.message)
        return _page(form), 409
    flash(_("Handed over. Print the sheet and let both sign it."), "ok")
    return redirect(url_for("handovers.show", handover_id=handover_id), 303)


@bp.get("/<handover_id>")
@may("work.hand_over", hand_over.READS_ALL)
def show(handover_id: str) -> str:
    sheet = hand_over.show_handover(db(), actor(), handover_id)
    return render_template("handovers/sheet.html", sheet=sheet, paper=_paper())


def _paper() -> dict[str, str]:
    return {"title": _("Sheet of a handover"), "back": url_for("handovers.index")}


def _page(form: Form) -> str:
    return render_template(
        "handovers/index.html",
        form=form,
        people=candidates(db()),
        givers=hand_over.givers(db(), actor()),
        own=open_work(db(), actor().holder_id),
        sheets=hand_over.show_handovers(db(), actor()),
        for_others=actor().may("work.assign"),
    )
