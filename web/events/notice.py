"""The notice procedure of a record, by hand: notice, reply, answer, decision; and the party's own reply."""

from __future__ import annotations

from typing import Any, get_args

from flask import abort
from flask_babel import gettext as _

from schemas.events import DecisionForm, OwnPaperForm, StepForm
from services.events.confirm_event import NoticeDecision, confirm_by_notice
from services.events.notice_event import Step, StepDraft, take_step
from services.messages import Invalid
from web import event_words as words
from web.access import actor, may
from web.context import db, now, today
from web.events.blueprint import bp
from web.events.record import do, refused
from web.form import load, typed
from web.uploads import receive_uploads

_STEPS: dict[str, Step] = {step: step for step in get_args(Step)}


@bp.post("/<event_id>/steps/<kind>")
@may("event.step")
def step(event_id: str, kind: str) -> Any:
    named = _STEPS.get(kind) or abort(404)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        draft = StepDraft(kind=named, files=uploads.files(), **load(StepForm()))
    except Invalid as problem:
        return refused(event_id, kind, problem, form, uploads)
    said = _("%(step)s: recorded.", step=words.told(words.STEPS, kind))
    return do(
        event_id,
        kind,
        said,
        lambda key: take_step(db(), actor(), event_id, draft, now(), key),
        form,
        uploads,
    )


@bp.post("/<event_id>/reply")
@may("own.reply")
def reply(event_id: str) -> Any:
    form, uploads = typed(), receive_uploads(party=False)
    try:
        text = load(OwnPaperForm())["text"]
        draft = StepDraft(kind="reply", on=today(), text=text, files=uploads.files())
    except Invalid as problem:
        return refused(event_id, "own_reply", problem, form, uploads)
    return do(
        event_id,
        "own_reply",
        _("Your reply is handed in; the office must answer it before it decides."),
        lambda key: take_step(db(), actor(), event_id, draft, now(), key),
        form,
        uploads,
    )


@bp.post("/<event_id>/decide")
@may("event.review")
def decide(event_id: str) -> Any:
    form = typed()
    try:
        decision = NoticeDecision(**load(DecisionForm()))
    except Invalid as problem:
        return refused(event_id, "decide", problem, form)
    return do(
        event_id,
        "decide",
        _("Confirmed: the record counts from the day of the decision."),
        lambda key: confirm_by_notice(db(), actor(), event_id, decision, now(), key),
        form,
    )
