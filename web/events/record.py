"""One record: shown with all that belongs to it; withdrawn, confirmed, refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from schemas.events import ReasonForm
from services.calendar.deadlines import deadline
from services.events.confirm_event import confirm_events
from services.events.review_queue import effect_on
from services.events.show_event import ShownEvent, show_event
from services.events.withdraw_event import withdraw_event
from services.messages import Invalid
from services.writing import Once
from web import event_words as words
from web.access import actor, may
from web.context import config, db, now, today
from web.events.blueprint import bp
from web.form import Form, load, once, typed
from web.language import pick
from web.paper_words import back_for, rows_of
from web.reading import note_preview
from web.show import day
from web.uploads import Uploads

_FORMS = ("notice", "own_reply", "reply", "answer", "decide")
_ENDINGS = ("refuse", "withdraw", "refuse_correction", "take_back")


@bp.get("/<event_id>")
@may("contractor.read", "own.read")
def show(event_id: str) -> str:
    return page(show_event(db(), actor(), event_id, today()), request.args.get("do", ""))


def page(
    shown: ShownEvent, doing: str = "", form: Form | None = None, uploads: Uploads | None = None
) -> str:
    """The record, with the form of one thing that may be done: the one asked for, or the one refused."""
    labels = _labels()
    buttons = [(code, labels[code]) for code in labels if code in shown.actions]
    if "own_reply" in shown.actions and not doing:
        doing = "own_reply"
    if doing not in {*_FORMS, *_ENDINGS} & shown.actions:
        doing = ""
    behaviour = shown.behaviour
    unit = pick(behaviour.unit.zh, behaviour.unit.en) if behaviour and behaviour.unit else ""
    weighed = shown.actions & {"confirm", "own_entry", "agree", "asked_myself"}
    effect = effect_on(db(), shown.event, today()) if weighed else None
    note_preview(shown.event.id, effect)
    return render_template(
        "events/show.html",
        e=shown,
        event=shown.event,
        staff=actor().subject_id is None,
        state=words.state_of(shown.event),
        numbers=words.numbers(shown.event, unit),
        kind=words.kind_of(behaviour) if behaviour else "",
        confirm=words.told(words.CONFIRM, shown.event.confirm),
        effect=effect,
        least_days=deadline("defence").n,
        words=words,
        max_mb=config().upload_cap_mb,
        buttons=buttons,
        doing=doing,
        doing_title=labels.get(doing, ""),
        official=rows_of("event", shown.event.id) if shown.event.confirm == "notice" else [],
        fresh=_fresh,
        form=form or _fresh(_back(shown.event.id, doing)),
        uploads=uploads or Uploads(),
    )


def _fresh(back: dict[str, str] | None = None) -> Form:
    on, days = day(today()), str(deadline("defence").n)
    return Form({"on": on, "decided_on": on, "days": days, **(back or {})})


def _back(event_id: str, doing: str) -> dict[str, str]:
    """Number and day of the paper that is back and whose act is recorded with this form."""
    back = back_for(event_id, {"decide": "decision"}.get(doing, doing), "event")
    if back is None:
        return {}
    signed = day(back.signed_on)
    return {"document_no": back.number or "", "on": signed, "decided_on": signed}


def _labels() -> dict[str, str]:
    """What may be done, in the order of the buttons."""
    return {
        "confirm": _("Confirm"),
        "agree": _("Agree to the correction"),
        "own_reply": _("Reply"),
        "notice": _("Record the notice"),
        "reply": _("Record a reply that came on paper"),
        "answer": _("Answer the reply"),
        "decide": _("Record the decision"),
        "refuse": _("Refuse the record"),
        "withdraw": _("Withdraw the record"),
        "refuse_correction": _("Refuse the correction"),
        "take_back": _("Take the request back"),
    }


def do(
    event_id: str,
    doing: str,
    said: str,
    write: Callable[[Once], str],
    form: Form,
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing with a record and show it again: done, or with what was wrong and all that was typed."""
    try:
        once(write)
    except Invalid as problem:
        return refused(event_id, doing, problem, form, uploads)
    return done(event_id, said)


def refused(
    event_id: str, doing: str, problem: Invalid, form: Form, uploads: Uploads | None = None
) -> Any:
    """The record again, with the form that was refused."""
    form.refuse(problem)
    shown = show_event(db(), actor(), event_id, today())
    if doing in _ENDINGS:
        doing = next((code for code in _ENDINGS if code in shown.actions), doing)
    return page(shown, doing, form, uploads), 422


def done(event_id: str, said: str) -> Response:
    flash(said, "ok")
    return redirect(url_for("events.show", event_id=event_id), 303)


@bp.post("/<event_id>/withdraw")
@may("event.withdraw", "event.review")
def withdraw(event_id: str) -> Any:
    form = typed()
    try:
        reason = load(ReasonForm())["reason"]
    except Invalid as problem:
        return refused(event_id, "withdraw", problem, form)
    said = _("The record does not count and shows on no statement.")
    return do(
        event_id,
        "withdraw",
        said,
        lambda key: withdraw_event(db(), actor(), event_id, reason, now(), key),
        form,
    )


@bp.post("/<event_id>/confirm")
@may("event.review")
def confirm(event_id: str) -> Any:
    said = _("Confirmed: the record counts from today.")
    return do(
        event_id,
        "confirm",
        said,
        lambda key: confirm_events(db(), actor(), [event_id], now(), key),
        typed(),
    )
