"""Decisions: taken here, or typed from a signed form; what waits for a second person is confirmed by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procedure.cases import RULINGS
from schemas.lists import DECISIONS, TYPED_DECISIONS, ThisOne
from services.cases.confirm_decision import confirm_decision, withdraw_decision
from services.cases.decide_case import DecisionDraft, decide_case
from services.messages import Invalid
from web import case_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import load, typed
from web.language import _, tell
from web.lists.acts import TYPED
from web.lists.blueprint import bp
from web.lists.case import do, refused, shown_case
from web.uploads import receive_uploads


def _decide(action: str) -> Callable[[str], Any]:
    """The view by which the decider acts himself, today."""

    def decide(case_id: str) -> Any:
        return _make(case_id, action, action, DECISIONS[action])

    return decide


def _type(action: str) -> Callable[[str], Any]:
    """The view by which a clerk types what was signed on paper."""

    def write(case_id: str) -> Any:
        return _make(case_id, TYPED + action, action, TYPED_DECISIONS[action])

    return write


def _make(case_id: str, doing: str, action: str, schema: Any) -> Any:
    shown_case(case_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        given = {"decided_on": today()} | load(schema())
        draft = DecisionDraft(action, files=uploads.files(), **given)
    except Invalid as problem:
        return refused(case_id, doing, problem, form, uploads)
    return do(
        case_id,
        doing,
        _said(draft),
        lambda key: decide_case(db(), actor(), case_id, draft, now(), key),
        form,
        uploads,
    )


def _said(draft: DecisionDraft) -> str:
    if draft.on_paper:
        return _(
            "The decision is typed; it takes effect when a second clerk has confirmed the scan."
        )
    if not draft.binds_at_once:
        return _("The decision is entered; it takes effect when a second person has confirmed it.")
    if draft.action == "enter":
        return _("Decided. It binds the contractor from the day on which it is served.")
    return _("%(decision)s.", decision=tell(words.DECIDED[draft.action]))


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
        _("Confirmed."),
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


for _action in RULINGS:
    bp.add_url_rule(
        f"/cases/<case_id>/decide/{_action}",
        f"decide_{_action}",
        may("list.decide")(_decide(_action)),
        methods=["POST"],
    )
    bp.add_url_rule(
        f"/cases/<case_id>/type/{_action}",
        f"typed_{_action}",
        may("list.type")(_type(_action)),
        methods=["POST"],
    )
