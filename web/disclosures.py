"""What of a contractor's file was given to an office outside: entered by staff, read by the contractor too."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.subjects import DisclosureForm
from services.messages import Invalid
from services.scope import subject_or_404
from services.subjects.disclose import DisclosureDraft, disclose, show_disclosures
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed

bp = Blueprint("disclosures", __name__, url_prefix="/contractors/<subject_id>/disclosures")


@bp.get("/")
@may("contractor.read", "own.read")
def index(subject_id: str) -> str:
    return _page(subject_id, Form({"given_on": str(today())}))


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
        rows=show_disclosures(db(), actor(), subject_id),
    )
