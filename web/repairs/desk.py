"""The desk of repair: what waits, what was decided lately, and rectifications that were handed in."""

from __future__ import annotations

from flask import render_template

from services.repairs.show_repairs import repair_desk
from web import repair_words as words
from web.access import actor, may
from web.context import db, today
from web.repairs.blueprint import bp


@bp.get("/")
@may("repair.read")
def index() -> str:
    return render_template(
        "repairs/desk.html", desk=repair_desk(db(), actor(), today()), words=words
    )
