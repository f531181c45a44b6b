"""What of a contractor's file was given to an office outside: entered by staff, read by the contractor too."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.subjects import DisclosureForm
from services.lists.shared_listings import shareable
from services.messages import Invalid
from services.scope import subject_or_404
from services.subjects.disclose import DisclosureDraft, disclose, show_disclosures
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import pick

bp = Blueprint("disclosures", __name__, url_prefix="/contractors/<subject_id>/disclosures")


@bp.get("/")
@may("contractor.read", "own.read")
def index(subject_id: str) -> str:
    asked = {"given_on": str(today()), "listing_id": request.args.get("listing", "")}
    return _page(subject_id, Form(asked))


@bp.post("/")
@may("disclosure.record")
def enter(subject_id: str) -> Any:
    form = typed()
    subject_or_404(db(), actor(), subject_id)
    try:
        draft = DisclosureDraft(**load(DisclosureForm()))
        once(lambda key: disclose(db(), actor(), subject_id, draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(subject_id, form), 422
    flash(_("Entered; the contractor sees it on its page."), "ok")
    return redirect(url_for("disclosures.index", subject_id=subject_id), 303)


def _page(subject_id: str, form: Form) -> str:
    return render_template(
        "disclosures/index.html",
        form=form,
        subject=subject_or_404(db(), actor(), subject_id),
        rows=show_disclosures(db(), actor(), subject_id, today()),
        listings=[
            (one.listing_id, f"{pick(one.name.zh, one.name.en)} · {one.from_on}")
            for one in shareable(db(), subject_id, today())
        ],
    )
