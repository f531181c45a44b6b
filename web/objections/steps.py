"""The steps of an objection before its decision, and its withdrawal by the party."""

from __future__ import annotations

from typing import Any, get_args

from flask import abort
from flask_babel import gettext as _

from schemas.objections import StepForm
from services.messages import Invalid
from services.objections.take_objection_step import (
    Kind,
    ObjectionStepDraft,
    take_objection_step,
    withdraw_objection,
)
from web import objection_words as words
from web.access import actor, may
from web.context import db, now
from web.form import load, typed
from web.language import tell
from web.objections.blueprint import bp
from web.objections.one import do, refused, shown_objection

_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


@bp.post("/<objection_id>/steps/<kind>")
@may("objection.handle", "objection.decide")
def step(objection_id: str, kind: str) -> Any:
    shown_objection(objection_id)
    named = _KINDS.get(kind) or abort(404)
    form = typed()
    try:
        draft = ObjectionStepDraft(named, **load(StepForm()))
    except Invalid as problem:
        return refused(objection_id, kind, problem, form)
    return do(
        objection_id,
        kind,
        _("%(step)s: recorded.", step=tell(words.STEPS[kind])),
        lambda key: take_objection_step(db(), actor(), objection_id, draft, now(), key),
        form,
    )


@bp.post("/<objection_id>/withdraw")
@may("own.reply")
def withdraw(objection_id: str) -> Any:
    shown_objection(objection_id)
    return do(
        objection_id,
        "withdraw",
        _("The objection is withdrawn; the dispute mark has ended."),
        lambda key: withdraw_objection(db(), actor(), objection_id, now(), key),
        typed(),
    )
