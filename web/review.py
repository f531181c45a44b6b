"""The review queue: what waits for a second person, and what each would do."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_babel import ngettext
from marshmallow import ValidationError

from schemas.events import QueueFilter, ReviewForm
from services.events.catalogue import catalogue
from services.events.confirm_event import confirm_events
from services.events.review_queue import AskedCorrection, Waiting, Wish, review_queue
from services.events.withdraw_event import withdraw_events
from services.messages import Conflict, Forbidden, Invalid, say
from web import event_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import tell
from web.reading import note_preview

bp = Blueprint("review", __name__, url_prefix="/review")


@bp.get("/")
@may("event.review")
def index() -> str:
    return _page(Form(), [])


def _page(form: Form, checked: list[str]) -> str:
    queue = review_queue(db(), actor(), _wish(), today(), request.args.get("page", 1, int))
    previews: list[Waiting | AskedCorrection] = [*queue.waiting, *queue.corrections]
    for row in previews:
        note_preview(row.event.id, row.effect)
    groups: dict[str, list[tuple[str, str]]] = {}
    entries = catalogue(db(), today()).values()
    several = words.several(entries)
    for entry in entries:
        name = words.group(entry, with_scheme=several)
        groups.setdefault(name, []).append((entry.key, words.label(entry)))
    return render_template(
        "review/index.html",
        queue=queue,
        form=form,
        checked=set(checked),
        regions=words.work_regions(actor()),
        behaviours=list(groups.items()),
        words=words,
        here=_here(),
    )


def _here() -> str:
    """This page with its filter."""
    return request.full_path.rstrip("?")


def _wish() -> Wish:
    """The filter in the address; what cannot be is passed over."""
    asked = {name: request.args[name] for name in ("region", "behaviour") if name in request.args}
    try:
        given = QueueFilter().load(asked)
    except ValidationError:
        return Wish()
    scheme, _slash, behaviour = (given["behaviour"] or "").partition("/")
    return Wish(given["region"], scheme or None, behaviour or None)


@bp.post("/")
@may("event.review")
def decide() -> Any:
    form, checked = typed(), request.form.getlist("event")
    try:
        given = load(ReviewForm())
        if not checked:
            raise Invalid({"event": say("Check at least one record.")})
        done = once(lambda key: _decided(given, checked, key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form, checked), 422
    except (Conflict, Forbidden) as refusal:
        form.errors[""] = tell(refusal.message)
        return _page(form, checked), refusal.status
    count = len(done.split())
    flash(
        ngettext("%(num)s record is confirmed.", "%(num)s records are confirmed.", count)
        if given["action"] == "confirm"
        else ngettext("%(num)s record is refused.", "%(num)s records are refused.", count),
        "ok",
    )
    return redirect(_here(), 303)


def _decided(given: dict[str, Any], checked: list[str], key: Any) -> str:
    if given["action"] == "confirm":
        return confirm_events(db(), actor(), checked, now(), key)
    return withdraw_events(db(), actor(), checked, given["reason"] or "", now(), key)
