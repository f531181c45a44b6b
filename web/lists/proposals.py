"""Proposals of the rules: answered by opening a case, by a signed refusal, or, of a wrong row, by annulling it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from schemas.lists import Grounds
from services.lists.confirm_by_rule import annul_by_rule
from services.lists.decline_proposal import confirm_refusal, decline_proposal, take_back_refusal
from services.lists.show_lists import ListFilter
from services.lists.show_proposals import Proposals, ShownProposal, show_proposal, show_proposals
from services.messages import Conflict, Forbidden, Invalid
from services.rules.scheme_words import scheme_words
from services.writing import Once
from web import list_words, proposal_words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import tell
from web.lists.blueprint import bp


def section(wanted: ListFilter) -> Proposals:
    """What the board of lists shows of them."""
    return show_proposals(db(), actor(), wanted, today())


@bp.get("/proposals/<proposal_id>")
@may("case.read")
def proposal(proposal_id: str) -> str:
    return _page(show_proposal(db(), actor(), proposal_id, today()), Form())


def _page(shown: ShownProposal, form: Form) -> str:
    named = scheme_words(db(), today())
    return render_template(
        "lists/proposal.html",
        p=shown,
        form=form,
        list_name=list_words.list_name(shown.scheme, shown.list_code, named),
        why=proposal_words.why(shown, named),
        words=proposal_words,
    )


@bp.post("/proposals/<proposal_id>/decline")
@may("list.propose")
def decline(proposal_id: str) -> Any:
    form = typed()
    try:
        grounds = load(Grounds())["grounds"]
    except Invalid as problem:
        return _refused(proposal_id, form, problem)
    return _do(
        proposal_id,
        form,
        _("No case is opened; the grounds are recorded."),
        lambda key: decline_proposal(db(), actor(), proposal_id, grounds, now(), key),
    )


@bp.post("/proposals/<proposal_id>/sign")
@may("list.decide")
def sign_refusal(proposal_id: str) -> Any:
    return _do(
        proposal_id,
        typed(),
        _("Signed: no case is opened on this proposal."),
        lambda key: confirm_refusal(db(), actor(), proposal_id, now(), key),
    )


@bp.post("/proposals/<proposal_id>/send-back")
@may("list.decide", "list.propose")
def send_back_refusal(proposal_id: str) -> Any:
    return _do(
        proposal_id,
        typed(),
        _("Sent back: the proposal waits for its answer again."),
        lambda key: take_back_refusal(db(), actor(), proposal_id, now(), key),
    )


@bp.post("/proposals/<proposal_id>/annul")
@may("list.confirm")
def annul_row(proposal_id: str) -> Any:
    return _do(
        proposal_id,
        typed(),
        _("Annulled: this listing never stood."),
        lambda key: annul_by_rule(db(), actor(), proposal_id, now(), key),
    )


def _do(proposal_id: str, form: Form, said: str, write: Callable[[Once], str]) -> Any:
    """Answer and go back to the board; refused, with what was typed."""
    try:
        once(write)
    except Invalid as problem:
        return _refused(proposal_id, form, problem)
    except (Conflict, Forbidden) as problem:
        form.errors[""] = tell(problem.message)
        return _page(show_proposal(db(), actor(), proposal_id, today()), form), problem.status
    flash(said, "ok")
    return _board()


def _refused(proposal_id: str, form: Form, problem: Invalid) -> Any:
    form.refuse(problem)
    return _page(show_proposal(db(), actor(), proposal_id, today()), form), 422


def _board() -> Response:
    return redirect(url_for("lists.index") + "#proposals", 303)
