"""The steps of a round: each a form that is checked, done once, and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from schemas.rounds import (
    AdoptForm,
    CancelForm,
    DisplayForm,
    FeedbackForm,
    NumberForm,
    ServingForm,
    SignedForm,
)
from services.messages import Conflict, Invalid
from services.rounds.adopt_on_paper import (
    SignedAdoption,
    confirm_adoption,
    type_adoption,
    withdraw_adoption,
)
from services.rounds.adopt_round import adopt_round
from services.rounds.cancel_round import cancel_round
from services.rounds.display_round import DisplayDraft, display_round
from services.rounds.give_feedback import give_feedback
from services.rounds.publish_round import NumberDraft, publish_round
from services.rounds.serve_feedback import Delivery, serve_feedback
from services.rounds.show_rounds import show_round
from services.writing import Once
from web.access import actor, may
from web.context import db, now, today
from web.form import load, once, typed
from web.language import tell
from web.rounds.blueprint import bp
from web.rounds.round import page
from web.uploads import Uploads, receive_uploads

Write = Callable[[Once], str]


@bp.post("/<round_id>/feedback")
@may("round.manage")
def feedback(round_id: str) -> Any:
    def write() -> Write:
        days = load(FeedbackForm())["days"]
        return lambda key: give_feedback(db(), actor(), round_id, days, now(), key)

    return _do(
        round_id,
        "feedback",
        _("The feedback is given; each contractor's time to ask runs from its service."),
        write,
    )


@bp.post("/<round_id>/serve")
@may("round.manage")
def serve(round_id: str) -> Any:
    """One electronic service for everybody who has signed for it."""
    uploads = receive_uploads(party=False)

    def write() -> Write:
        delivery = Delivery(load(ServingForm())["received_on"], uploads.files())
        return lambda key: serve_feedback(db(), actor(), round_id, delivery, now(), key)

    return _do(round_id, "serve", _("The service is recorded."), write, uploads)


@bp.post("/<round_id>/display")
@may("round.manage")
def display(round_id: str) -> Any:
    def write() -> Write:
        draft = DisplayDraft(**load(DisplayForm()))
        return lambda key: display_round(db(), actor(), round_id, draft, now(), key)

    return _do(round_id, "display", _("The display is set."), write)


@bp.post("/<round_id>/adopt")
@may("round.decide")
def adopt(round_id: str) -> Any:
    uploads = receive_uploads(party=False)

    def write() -> Write:
        opinion, files = load(AdoptForm())["opinion"], uploads.files()
        return lambda key: adopt_round(db(), actor(), round_id, opinion, now(), files, key)

    said = _("The results are adopted and sealed.")
    return _do(round_id, "adopt", said, write, uploads)


@bp.post("/<round_id>/adopt_paper")
@may("round.manage")
def adopt_paper(round_id: str) -> Any:
    """An adoption that was signed on paper, typed by a clerk."""
    uploads = receive_uploads(party=False)

    def write() -> Write:
        signed = SignedAdoption(**load(SignedForm()), files=uploads.files())
        return lambda key: type_adoption(db(), actor(), round_id, signed, now(), key)

    said = _("The decision is typed; it takes effect when a second clerk has confirmed the scan.")
    return _do(round_id, "adopt_paper", said, write, uploads)


@bp.post("/<round_id>/adopt_paper/confirm")
@may("round.manage")
def confirm(round_id: str) -> Any:
    def write() -> Write:
        return lambda key: confirm_adoption(db(), actor(), round_id, now(), key)

    return _do(round_id, "", _("The results are adopted and sealed."), write)


@bp.post("/<round_id>/adopt_paper/withdraw")
@may("round.manage")
def withdraw(round_id: str) -> Any:
    def write() -> Write:
        return lambda key: withdraw_adoption(db(), actor(), round_id, now(), key)

    return _do(round_id, "", _("The decision was taken back; it never took effect."), write)


@bp.post("/<round_id>/publish")
@may("round.manage")
def publish(round_id: str) -> Any:
    uploads = receive_uploads(party=False)

    def write() -> Write:
        draft = NumberDraft(**load(NumberForm()), files=uploads.files())
        return lambda key: publish_round(db(), actor(), round_id, draft, now(), key)

    said = _("The results are published and hold until the next round's.")
    return _do(round_id, "publish", said, write, uploads)


@bp.post("/<round_id>/cancel")
@may("round.manage", "round.decide")
def cancel(round_id: str) -> Any:
    def write() -> Write:
        reason = load(CancelForm())["reason"]
        return lambda key: cancel_round(db(), actor(), round_id, reason, now(), key)

    return _do(round_id, "cancel", _("The round is cancelled."), write)


def _do(
    round_id: str,
    doing: str,
    said: str,
    write: Callable[[], Write],
    uploads: Uploads | None = None,
) -> Any:
    """Take a step and show the round again: done, or with what was wrong and all that was typed."""
    show_round(db(), actor(), round_id, today())
    form = typed()
    try:
        once(write())
    except Invalid as problem:
        form.refuse(problem)
        return page(show_round(db(), actor(), round_id, today()), doing, form, uploads), 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return page(show_round(db(), actor(), round_id, today()), doing, form, uploads), 409
    flash(said, "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)
