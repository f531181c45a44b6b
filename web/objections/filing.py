"""File an objection to a record, a listing or its publicity: the party itself, or a clerk from its paper."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.objections import ObjectionForm, PaperObjectionForm
from services.labels import behaviour_label, list_label
from services.messages import Conflict, Invalid, Refusal
from services.objections.disputed_thing import (
    GROUNDS_OF,
    Kind,
    Thing,
    check_disputable,
    thing_or_404,
)
from services.objections.file_objection import MOST_POINTS, ObjectionDraft, file_objection
from services.objections.objection_file import mark_due
from web import objection_words as words
from web.access import actor, may
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import pick, tell
from web.objections.blueprint import bp
from web.show import day
from web.uploads import Uploads, receive_uploads


@bp.get("/new/record/<event_id>")
@may("own.reply", "objection.handle")
def of_record(event_id: str) -> Any:
    return _new("event", event_id)


@bp.post("/new/record/<event_id>")
@may("own.reply", "objection.handle")
def file_of_record(event_id: str) -> Any:
    return _file("event", event_id)


@bp.get("/new/listing/<listing_id>")
@may("own.reply", "objection.handle")
def of_listing(listing_id: str) -> Any:
    return _new("listing", listing_id)


@bp.post("/new/listing/<listing_id>")
@may("own.reply", "objection.handle")
def file_of_listing(listing_id: str) -> Any:
    return _file("listing", listing_id)


@bp.get("/new/publicity/<listing_id>")
@may("own.reply", "objection.handle")
def of_publicity(listing_id: str) -> Any:
    return _new("publicity", listing_id)


@bp.post("/new/publicity/<listing_id>")
@may("own.reply", "objection.handle")
def file_of_publicity(listing_id: str) -> Any:
    return _file("publicity", listing_id)


def _new(kind: Kind, thing_id: str) -> Any:
    thing = thing_or_404(db(), actor(), kind, thing_id)
    form = Form({"ground": GROUNDS_OF[kind][0], "received_on": day(today())})
    try:
        check_disputable(thing, today())
    except Refusal as refused:
        form.errors[""] = tell(refused.message)
        return _page(thing, form, Uploads()), 409
    return _page(thing, form, Uploads())


def _file(kind: Kind, thing_id: str) -> Any:
    thing = thing_or_404(db(), actor(), kind, thing_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        draft = _draft(thing, uploads)
        objection_id = once(lambda key: file_objection(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(thing, form, uploads), 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return _page(thing, form, uploads), 409
    flash(_("The objection is filed. The dispute mark stands from now on."), "ok")
    return redirect(url_for("objections.show", objection_id=objection_id), 303)


def _draft(thing: Thing, uploads: Uploads) -> ObjectionDraft:
    given = load(ObjectionForm() if actor().subject_id else PaperObjectionForm())
    lines = (line.strip() for line in given["points"].splitlines())
    return ObjectionDraft(
        thing.kind,
        thing.id,
        given["ground"],
        tuple(filter(None, lines)),
        received_on=given.get("received_on"),
        posted_on=given.get("posted_on"),
        files=uploads.files(),
    )


def _page(thing: Thing, form: Form, uploads: Uploads) -> str:
    return render_template(
        "objections/file.html",
        thing=thing,
        what=_what(thing),
        own=actor().subject_id is not None,
        kind=tell(words.KINDS[thing.kind]),
        grounds=words.grounds_of(thing.kind),
        mark_due=mark_due(db(), today()),
        most=MOST_POINTS,
        max_mb=config().upload_cap_mb,
        form=form,
        uploads=uploads,
    )


def _what(thing: Thing) -> str:
    if thing.event is not None:
        label = behaviour_label(db(), thing.scheme, thing.event.behaviour)
    else:
        code = thing.listing.list_code if thing.listing else ""
        label = list_label(db(), thing.scheme, code)
    return pick(label.zh, label.en)
