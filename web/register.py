"""The public register of today, by name or code; it knows today only."""

from __future__ import annotations

from flask import Blueprint, render_template

from schemas.register import RegisterSchema
from services.public_register import find_public, public_entries
from web.access import public
from web.context import db, now, today
from web.form import asked

bp = Blueprint("register", __name__, url_prefix="/register")


@bp.get("/")
@public
def index() -> str:
    """Everything public today, or the answer to one question."""
    wanted, form = asked(RegisterSchema())
    question = wanted["q"]
    entries = find_public(db(), question, today()) if question else public_entries(db(), today())
    return render_template(
        "register/index.html", form=form, question=question, entries=entries, at=now()
    )
