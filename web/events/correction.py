"""Correct a record that counts: asked for with a reason, agreed or refused by another person."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _
from marshmallow import EXCLUDE

from models import Event
from schemas.events import CorrectionForm, EndingForm, ReasonForm
from services.events.correct_event import agree_correction, ask_correction, refuse_correction
from services.events.event_draft import EventDraft
from services.messages import Invalid
from services.objections.show_objections import show_objection
from services.scope import event_or_404
from web.access import actor, may
from web.context import db, now, today
from web.events.blueprint import bp
from web.events.draft import in_form, read_draft, values_of
from web.events.entry import fields
from web.events.record import do, done, refused
from web.form import Form, load, once, typed
from web.uploads import Uploads, receive_uploads


@bp.get("/<event_id>/correct")
@may("event.correct")
def correct(event_id: str) -> str:
    event = _correctable(event_id)
    return _page(event, Form(values_of(event) | _upheld(event)), Uploads())


def _upheld(event: Event) -> dict[str, str]:
    """The reason, where an upheld objection led here."""
    if not request.args.get("objection"):
        return {}
    shown = show_objection(db(), actor(), request.args["objection"], today())
    if shown.thing.id != event.id or shown.ruling is None:
        abort(404)
    number = shown.ruling.document_no or shown.ruling.decided_on.isoformat()
    return {
        "reason": _("Objection upheld, decision %(number)s.", number=number),
        "replace": "no" if shown.ruling.outcome == "upheld" else "yes",
    }


@bp.post("/<event_id>/correct")
@may("event.correct")
def ask(event_id: str) -> Any:
    event = _correctable(event_id)
    form, uploads = typed(), receive_uploads()
    try:
        reason, replacement = _wanted(uploads)
        once(lambda key: ask_correction(db(), actor(), event_id, reason, replacement, now(), key))
    except Invalid as problem:
        form.refuse(in_form(problem))
        return _page(event, form, uploads), 422
    return done(event_id, _("Asked for. It acts when another person agrees."))


def _wanted(uploads: Uploads) -> tuple[str, EventDraft | None]:
    """The reason, and the replacement if one is wanted."""
    if request.form.get("replace") != "no":
        draft, given = read_draft(CorrectionForm(), uploads)
        return given["reason"], draft
    given = load(EndingForm(unknown=EXCLUDE))
    return given["reason"], None


def _correctable(event_id: str) -> Event:
    event = event_or_404(db(), actor(), event_id)
    if event.state not in ("counted", "corrected"):
        abort(404)
    return event


def _page(event: Event, form: Form, uploads: Uploads) -> str:
    return render_template("events/correct.html", event=event, **fields(form, uploads))


@bp.post("/<event_id>/correct/agree")
@may("event.review")
def agree(event_id: str) -> Any:
    return do(
        event_id,
        "agree",
        _("Corrected: the old record weighs nothing from now on."),
        lambda key: agree_correction(db(), actor(), event_id, now(), key),
        typed(),
    )


@bp.post("/<event_id>/correct/refuse")
@may("event.review", "event.correct")
def refuse(event_id: str) -> Any:
    form = typed()
    try:
        reason = load(ReasonForm())["reason"]
    except Invalid as problem:
        return refused(event_id, "refuse_correction", problem, form)
    return do(
        event_id,
        "refuse_correction",
        _("The request is ended; the record stands as it was."),
        lambda key: refuse_correction(db(), actor(), event_id, reason, now(), key),
        form,
    )
