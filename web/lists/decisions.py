"""Decisions: taken here, or typed from a signed form; what waits for a second person is confirmed by one."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from schemas.lists import (
    DecisionFields,
    FirstDecision,
    FirstPaperDecision,
    LaterDecision,
    LaterPaperDecision,
    ThisOne,
)
from services.confirm_decision import confirm_decision, withdraw_decision
from services.decide_case import DecisionDraft, decide_case
from services.messages import Invalid
from web import list_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import load, typed
from web.language import tell
from web.lists.blueprint import bp
from web.lists.case import do, refused, shown_case
from web.uploads import receive_uploads

_HERE: dict[str, type[DecisionFields]] = {"decide": FirstDecision, "change": LaterDecision}
_TYPED: dict[str, type[DecisionFields]] = {
    "type_first": FirstPaperDecision,
    "type_change": LaterPaperDecision,
}


def _decide(case_id: str, doing: str) -> Any:
    """The decider acts here himself, today."""
    shown_case(case_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        given = load(_HERE[doing]())
        draft = DecisionDraft(**given, decided_on=today(), files=uploads.files())
    except Invalid as problem:
        return refused(case_id, doing, problem, form, uploads)
    return do(
        case_id,
        doing,
        _("%(decision)s.", decision=tell(words.DECIDED[draft.action]))
        if draft.binds_at_once
        else _("The decision is entered; it takes effect when a second person has confirmed it."),
        lambda key: decide_case(db(), actor(), case_id, draft, now(), key),
        form,
        uploads,
    )


def _type(case_id: str, doing: str) -> Any:
    """A clerk types what was signed on paper."""
    shown_case(case_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        draft = DecisionDraft(**load(_TYPED[doing]()), files=uploads.files())
    except Invalid as problem:
        return refused(case_id, doing, problem, form, uploads)
    return do(
        case_id,
        doing,
        _("The decision is typed; it takes effect when a second clerk has confirmed the scan."),
        lambda key: decide_case(db(), actor(), case_id, draft, now(), key),
        form,
        uploads,
    )


@bp.post("/cases/<case_id>/decide")
@may("list.decide")
def decide(case_id: str) -> Any:
    return _decide(case_id, "decide")


@bp.post("/cases/<case_id>/change")
@may("list.decide")
def change(case_id: str) -> Any:
    return _decide(case_id, "change")


@bp.post("/cases/<case_id>/type")
@may("list.type")
def type_first(case_id: str) -> Any:
    return _type(case_id, "type_first")


@bp.post("/cases/<case_id>/type-change")
@may("list.type")
def type_change(case_id: str) -> Any:
    return _type(case_id, "type_change")


@bp.post("/cases/<case_id>/confirm")
@may("list.confirm")
def confirm(case_id: str) -> Any:
    shown_case(case_id)
    form = typed()
    try:
        decision_id = load(ThisOne())["id"]
    except Invalid as problem:
        return refused(case_id, "confirm", problem, form)
    return do(
        case_id,
        "confirm",
        _("Confirmed: the decision has taken effect."),
        lambda key: confirm_decision(db(), actor(), case_id, decision_id, now(), key),
        form,
    )


@bp.post("/cases/<case_id>/take-back")
@may("list.confirm", "list.type", "list.decide")
def take_back(case_id: str) -> Any:
    shown_case(case_id)
    form = typed()
    try:
        decision_id = load(ThisOne())["id"]
    except Invalid as problem:
        return refused(case_id, "take_back", problem, form)
    return do(
        case_id,
        "take_back",
        _("The decision was taken back; it never took effect."),
        lambda key: withdraw_decision(db(), actor(), case_id, decision_id, now(), key),
        form,
    )
