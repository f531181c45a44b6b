"""Ask for repair: what can be repaired, from which day, what is still missing and what it would do."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema

from models import Event, Listing
from schemas.repairs import STAFF_CHANNELS, Application, OwnApplication
from services.messages import Invalid, Refusal
from services.repairs.ask_repair import RepairDraft, ask_repair
from services.repairs.show_repairs import applications_of, askable
from services.scope import event_or_404, subject_or_404
from web import event_words, show
from web import repair_words as words
from web.access import actor, may
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import tell
from web.repairs.blueprint import bp
from web.uploads import Uploads, receive_uploads


@bp.get("/new")
@may("own.repair", "repair.handle")
def new() -> str:
    """Of a contractor (``subject``), with one ``record`` or ``listing`` chosen beforehand."""
    subject_id, chosen = _asked_for()
    form = Form({"targets": chosen, "received_on": show.day(today())})
    return _page(subject_id, form, Uploads(), Uploads())


@bp.post("/of/<subject_id>")
@may("own.repair", "repair.handle")
def ask(subject_id: str) -> Any:
    form = typed()
    proof = receive_uploads("proof", party=False)
    pledge = receive_uploads("pledge", party=False)
    try:
        given = load(_schema())
        draft = RepairDraft(
            targets=tuple(filter(None, given.pop("targets"))),
            duties=given.pop("duties") or "",
            proof=proof.files("proof"),
            pledge=pledge.files("pledge"),
            **given,
        )
        repair_id = once(lambda key: ask_repair(db(), actor(), subject_id, draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
    except Refusal as problem:
        form.errors[""] = tell(problem.message)
    else:
        flash(_("The application is filed; its time to be decided runs."), "ok")
        return redirect(url_for("repairs.show", repair_id=repair_id), 303)
    return _page(subject_id, form, proof, pledge), 422


def _schema() -> Schema:
    return OwnApplication() if actor().subject_id is not None else Application()


def _asked_for() -> tuple[str, str]:
    """The contractor, and the id of what was chosen on the page before."""
    if event_id := request.args.get("record"):
        event: Event = event_or_404(db(), actor(), event_id)
        return event.subject_id, event.id
    if listing_id := request.args.get("listing"):
        listing = db().get(Listing, listing_id) or abort(404)
        return subject_or_404(db(), actor(), listing.subject_id).id, listing.id
    return request.args.get("subject") or actor().subject_id or abort(404), ""


def _page(subject_id: str, form: Form, proof: Uploads, pledge: Uploads) -> str:
    subject = subject_or_404(db(), actor(), subject_id)
    staff = actor().subject_id is None
    chosen = form.values.getlist("targets") if hasattr(form.values, "getlist") else []
    return render_template(
        "repairs/new.html",
        subject=subject,
        staff=staff,
        things=askable(db(), actor(), subject.id, today()),
        earlier=applications_of(db(), subject, today()),
        chosen=chosen or [form.value("targets")],
        form=form,
        proof=proof,
        pledge=pledge,
        channels=[(code, words.told(words.CHANNELS, code)) for code in STAFF_CHANNELS],
        words=words,
        classes=event_words.CLASSES,
        told=event_words.told,
        max_mb=config().upload_cap_mb,
    )
