"""Decide on an objection, here or by typing a signed paper, with an answer to each point."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError

from schemas.lists import ThisOne
from schemas.objections import AnswerForm, PaperRulingForm, RulingForm
from services.messages import Invalid, Message
from services.objections.decide_objection import (
    Answer,
    ObjectionDecisionDraft,
    confirm_objection_decision,
    decide_objection,
    take_back_objection_decision,
)
from services.objections.show_objections import ShownObjection
from services.writing import Once
from web.access import actor, may
from web.context import db, now, today
from web.form import first_message, load, once, typed
from web.objections.blueprint import bp
from web.objections.one import do, refused, shown_objection
from web.uploads import Uploads, receive_uploads


@bp.post("/<objection_id>/decide")
@may("objection.decide")
def decide(objection_id: str) -> Any:
    """What is upheld leads straight to where it is put right."""
    return _decide(
        objection_id, "decide", RulingForm(), _("Decided. The decision is to be served.")
    )


@bp.post("/<objection_id>/type")
@may("objection.handle")
def type_ruling(objection_id: str) -> Any:
    said = _("Entered. It acts when another person has held it against the scan.")
    return _decide(objection_id, "type", PaperRulingForm(), said)


def _decide(objection_id: str, doing: str, schema: RulingForm, said: str) -> Any:
    shown = shown_objection(objection_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        draft = _draft(shown, schema, uploads)
    except Invalid as problem:
        return refused(objection_id, doing, problem, form, uploads)
    return do(
        objection_id,
        doing,
        said,
        lambda key: decide_objection(db(), actor(), objection_id, draft, now(), key),
        form,
        uploads,
    )


def _draft(shown: ShownObjection, schema: RulingForm, uploads: Uploads) -> ObjectionDecisionDraft:
    """Everything that is wrong so far is told at once."""
    problems: dict[str, Message] = {}
    given: dict[str, Any] = {}
    try:
        given = load(schema)
    except Invalid as problem:
        problems |= problem.fields
    answers = [_answer(point.id, point.position, problems) for point in shown.points]
    if problems:
        raise Invalid(problems)
    decided_on: date = given.get("decided_on") or today()
    return ObjectionDecisionDraft(
        given["outcome"],
        given["reason"],
        tuple(answer for answer in answers if answer is not None),
        decided_on,
        document_no=given["document_no"],
        decided_by=given.get("decided_by"),
        files=uploads.files(),
    )


def _answer(point_id: str, position: int, problems: dict[str, Message]) -> Answer | None:
    names = {"taken_up": f"taken_up_{position}", "text": f"answer_{position}"}
    typed_in = {name: request.form.get(field, "") for name, field in names.items()}
    try:
        given = AnswerForm().load(typed_in)
    except ValidationError as error:
        for name, problem in error.messages_dict.items():
            problems[names[name]] = first_message(problem)
        return None
    return Answer(point_id, given["taken_up"] == "yes", given["text"])


@bp.post("/<objection_id>/confirm")
@may("objection.handle")
def confirm(objection_id: str) -> Any:
    said = _("Confirmed: the decision acts. It is to be served.")
    return _answer_typed(objection_id, said, confirm_objection_decision)


@bp.post("/<objection_id>/take-back")
@may("objection.handle")
def take_back(objection_id: str) -> Any:
    said = _("The decision is taken back; the objection is open as before.")
    return _answer_typed(objection_id, said, take_back_objection_decision)


def _answer_typed(objection_id: str, said: str, act: Callable[..., str]) -> Any:
    shown_objection(objection_id)
    decision_id = load(ThisOne())["id"]

    def write(key: Once) -> str:
        return act(db(), actor(), objection_id, decision_id, now(), key)

    once(write)
    flash(said, "ok")
    return redirect(url_for("objections.show", objection_id=objection_id), 303)
