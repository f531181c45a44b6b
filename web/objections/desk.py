"""The desk of objections: open ones by their last day, those to be put right, and what is over."""

from __future__ import annotations

from flask import render_template

from services.objections.show_objections import objection_desk
from web import objection_words as words
from web.access import actor, may
from web.context import db, today
from web.objections.blueprint import bp


@bp.get("/")
@may("objection.handle", "objection.decide", "record.read")
def index() -> str:
    desk = objection_desk(db(), actor(), today())
    return render_template("objections/desk.html", desk=desk, words=words)
