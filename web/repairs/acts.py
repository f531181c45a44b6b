"""One application for repair: shown with all that belongs to it, and with the form of what is to be done next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema

from schemas.repairs import OneDecision, OwnPaper, Paper, PaperRuling, Ruling
from services.messages import Conflict, Invalid
from services.people.who_may import who_may
from services.repairs.ask_repair import give_up_repair
from services.repairs.decide_repair import (
    RepairRuling,
    confirm_repair,
    decide_repair,
    withdraw_repair_decision,
)
from services.repairs.repair_papers import Kind, RepairPaperDraft, take_repair_paper
from services.repairs.show_repair import ShownRepair, show_repair
from services.writing import Once
from web import event_words
from web import repair_words as words
from web import show as shows
from web.access import actor, may
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import pick, tell
from web.paper_words import back_for, rows_of
from web.repairs.blueprint import bp
from web.uploads import Uploads, receive_uploads

_PAPERS: dict[str, Kind] = {
    "examine": "examination",
    "notice": "notice",
    "reply": "reply",
    "waiver": "waiver",
    "hearing_request": "hearing_request",
    "hearing_notice": "hearing_notice",
    "hearing_record": "hearing_record",
    "answer": "answer",
}
_OWN = ("own_reply", "own_waiver", "own_hearing_request")


@bp.get("/<repair_id>")
@may("repair.read", "own.read")
def show(repair_id: str) -> str:
    return page(show_repair(db(), actor(), repair_id, today()), request.args.get("do", ""))


def page(
    shown: ShownRepair, doing: str = "", form: Form | None = None, uploads: Uploads | None = None
) -> str:
    """The application, with the form of one thing that may be done."""
    labels = _labels()
    if not doing and "own_reply" in shown.actions:
        doing = "own_reply"
    if doing not in labels or doing not in shown.actions:
        doing = ""
    return render_template(
        "repairs/show.html",
        r=shown,
        staff=actor().subject_id is None,
        state=words.state(shown.state),
        words=words,
        classes=event_words.CLASSES,
        told=event_words.told,
        buttons=[(code, labels[code]) for code in labels if code in shown.actions],
        doing=doing,
        doing_title=labels.get(doing, ""),
        own=doing in _OWN,
        outcomes=[(code, words.told(words.DECIDED, code)) for code in ("grant", "refuse")],
        deciders=_deciders(doing),
        official=rows_of("repair", shown.repair.id),
        max_mb=config().upload_cap_mb,
        fresh=Form,
        form=form or _fresh(shown.repair.id, doing),
        uploads=uploads or Uploads(),
    )


def _fresh(repair_id: str, doing: str) -> Form:
    """Today, or number and day of the paper that is back and whose act is recorded with this form."""
    back, day = back_for(repair_id, doing, "repair"), shows.day(today())
    values = {"on": day, "decided_on": day}
    if back is not None:
        values |= {"on": shows.day(back.signed_on), "document_no": back.number or ""}
    return Form(values)


def _labels() -> dict[str, str]:
    """What may be done, in the order of the buttons."""
    return {
        "confirm": _("Confirm the decision"),
        "examine": _("Record the check"),
        "decide": _("Decide"),
        "type": _("Type a decision signed on paper"),
        "own_reply": _("Make a statement and defence"),
        "own_waiver": _("Waive statement and defence"),
        "own_hearing_request": _("Ask for a hearing"),
        "notice": _("Give notice that it shall be revoked"),
        "answer": _("Answer the statement and defence"),
        "reply": _("Record a statement that came on paper"),
        "waiver": _("Record a waiver that came on paper"),
        "hearing_request": _("Record a request for a hearing that came on paper"),
        "hearing_notice": _("Announce the hearing"),
        "hearing_record": _("Record the hearing"),
        "revoke": _("Revoke the repair"),
        "type_revocation": _("Type a revocation signed on paper"),
        "take_back": _("Take the decision back"),
        "give_up": _("Take the application back"),
    }


def _deciders(doing: str) -> list[tuple[str, str]]:
    if not doing.startswith("type"):
        return []
    return [(h.id, _named(h)) for h in who_may(db(), "repair.decide")]


def _named(holder: Any) -> str:
    office = pick(holder.office.name_zh, holder.office.name_en) if holder.office else ""
    return " · ".join(filter(None, (holder.name, office)))


@bp.post("/<repair_id>/papers/<kind>")
@may("repair.handle")
def paper(repair_id: str, kind: str) -> Any:
    return _take(repair_id, kind, _PAPERS.get(kind) or abort(404), Paper())


@bp.post("/<repair_id>/own-reply")
@may("own.reply")
def own_reply(repair_id: str) -> Any:
    return _take(repair_id, "own_reply", "reply", OwnPaper())


@bp.post("/<repair_id>/own-waiver")
@may("own.reply")
def own_waiver(repair_id: str) -> Any:
    return _take(repair_id, "own_waiver", "waiver", OwnPaper())


@bp.post("/<repair_id>/own-hearing-request")
@may("own.reply")
def own_hearing_request(repair_id: str) -> Any:
    return _take(repair_id, "own_hearing_request", "hearing_request", OwnPaper())


def _take(repair_id: str, doing: str, kind: Kind, schema: Schema) -> Any:
    form, uploads = typed(), receive_uploads(party=False)

    def write(key: Once) -> str:
        given = {"on": today()} | load(schema)
        draft = RepairPaperDraft(kind=kind, files=uploads.files(), **given)
        return take_repair_paper(db(), actor(), repair_id, draft, now(), key)

    said = _("%(paper)s: recorded.", paper=words.told(words.PAPERS, kind))
    return _do(repair_id, doing, said, write, form, uploads)


@bp.post("/<repair_id>/decide")
@may("repair.decide")
def decide(repair_id: str) -> Any:
    return _rule(repair_id, "decide", Ruling())


@bp.post("/<repair_id>/type")
@may("repair.handle")
def type_decision(repair_id: str) -> Any:
    return _rule(repair_id, "type", PaperRuling())


def _rule(repair_id: str, doing: str, schema: Schema) -> Any:
    """Decide here today, or type what was signed on paper."""
    form, uploads = typed(), receive_uploads(party=False)
    if form.value("action") == "revoke":
        doing = {"decide": "revoke", "type": "type_revocation"}[doing]

    def write(key: Once) -> str:
        given = {"decided_on": today()} | load(schema)
        ruling = RepairRuling(files=uploads.files(), **given)
        return decide_repair(db(), actor(), repair_id, ruling, now(), key)

    said = (
        _("The decision is typed; it takes effect when a second clerk has confirmed the scan.")
        if doing.startswith("type")
        else _("Decided. The decision is still to be served; a revocation acts when it is.")
    )
    return _do(repair_id, doing, said, write, form, uploads)


@bp.post("/<repair_id>/confirm")
@may("repair.confirm")
def confirm(repair_id: str) -> Any:
    def write(key: Once) -> str:
        return confirm_repair(db(), actor(), repair_id, load(OneDecision())["id"], now(), key)

    said = _("Confirmed: the decision has taken effect.")
    return _do(repair_id, "confirm", said, write, typed())


@bp.post("/<repair_id>/take-back")
@may("repair.confirm", "repair.handle")
def take_back(repair_id: str) -> Any:
    def write(key: Once) -> str:
        decision_id = load(OneDecision())["id"]
        return withdraw_repair_decision(db(), actor(), repair_id, decision_id, now(), key)

    said = _("The decision was taken back; it never took effect.")
    return _do(repair_id, "take_back", said, write, typed())


@bp.post("/<repair_id>/give-up")
@may("own.repair", "repair.handle")
def give_up(repair_id: str) -> Any:
    return _do(
        repair_id,
        "give_up",
        _("The application was taken back; nothing is decided on it."),
        lambda key: give_up_repair(db(), actor(), repair_id, now(), key),
        typed(),
    )


def _do(
    repair_id: str,
    doing: str,
    said: str,
    write: Callable[[Once], str],
    form: Form,
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing and show the application again: done, or with what was wrong and all that was typed."""
    try:
        once(write)
    except Invalid as problem:
        form.refuse(problem)
        status = 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        status = 409
    else:
        flash(said, "ok")
        return redirect(url_for("repairs.show", repair_id=repair_id), 303)
    return page(show_repair(db(), actor(), repair_id, today()), doing, form, uploads), status
