"""Rectification of a record: handed in with proof, accepted or refused by a second person."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.repairs import OwnRectification, RectificationAnswer, RectificationPaper
from services.events.rectify_event import RectificationDraft, answer_rectification, rectify_event
from services.events.show_rectifications import show_rectifications
from services.messages import Conflict, Forbidden, Invalid
from web import show
from web.access import actor, may
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import tell
from web.repairs.blueprint import bp
from web.uploads import Uploads, receive_uploads


@bp.get("/rectify/<event_id>")
@may("own.read", "repair.read")
def rectify(event_id: str) -> str:
    day = show.day(today())
    return _page(event_id, Form({"on": day, "handed_in_on": day}), Uploads())


@bp.post("/rectify/<event_id>")
@may("own.repair", "repair.handle")
def hand_in(event_id: str) -> Any:
    form, uploads = typed(), receive_uploads(party=False)
    try:
        schema = OwnRectification() if actor().subject_id is not None else RectificationPaper()
        draft = RectificationDraft(files=uploads.files(), **load(schema))
        once(lambda key: rectify_event(db(), actor(), event_id, draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(event_id, form, uploads), 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return _page(event_id, form, uploads), 409
    flash(_("Handed in. It counts when a second person of the office has accepted it."), "ok")
    return redirect(url_for("repairs.rectify", event_id=event_id), 303)


@bp.post("/rectify/<event_id>/answer")
@may("event.review")
def answer(event_id: str) -> Any:
    form = typed()
    try:
        given = load(RectificationAnswer())
        accept, reason = given["answer"] == "accept", given["reason"] or ""
        once(lambda key: answer_rectification(db(), actor(), event_id, accept, reason, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(event_id, form, Uploads()), 422
    except (Conflict, Forbidden) as problem:
        form.errors[""] = tell(problem.message)
        return _page(event_id, form, Uploads()), problem.status
    flash(_("Accepted: the record is rectified.") if accept else _("Refused with reasons."), "ok")
    return redirect(url_for("repairs.rectify", event_id=event_id), 303)


def _page(event_id: str, form: Form, uploads: Uploads) -> str:
    return render_template(
        "repairs/rectify.html",
        s=show_rectifications(db(), actor(), event_id, today()),
        staff=actor().subject_id is None,
        form=form,
        uploads=uploads,
        max_mb=config().upload_cap_mb,
    )
