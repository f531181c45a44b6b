"""For everybody: the results that are displayed today, and whether a printed result is genuine."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext as _

from schemas.rounds import CodeForm, DisplayFilter
from services.rounds.displayed_today import display_or_404, displayed_page, displays
from services.rounds.result_code import GenuineResult, GenuineStatement, read_code
from web import round_words as words
from web.access import public
from web.context import db, now, today
from web.form import asked

bp = Blueprint("results", __name__, url_prefix="/results")


@bp.get("/")
@public
def index() -> str:
    """The displays of today; this page knows today only."""
    return render_template("results/index.html", displays=displays(db(), today()), at=now())


@bp.get("/<round_id>")
@public
def display(round_id: str) -> str:
    """One display: text, telephone, address, dates, and the results."""
    given, form = asked(DisplayFilter())
    found = display_or_404(db(), round_id, today())
    rows = displayed_page(db(), found, given["q"] or "", given["page"] or 1)
    return render_template("results/display.html", d=found, table=rows, form=form, words=words)


@bp.get("/verify")
@public
def verify() -> str:
    """What the paper with this code says, and nothing more."""
    given, form = asked(CodeForm())
    found = read_code(db(), given["code"], today()) if given["code"] else None
    return render_template(
        "results/verify.html",
        form=form,
        typed=given["code"],
        result=found if isinstance(found, GenuineResult) else None,
        statement=found if isinstance(found, GenuineStatement) else None,
        held=words.result(found.result, found.ruleset)
        if isinstance(found, GenuineResult)
        else None,
        words=words,
        at=now(),
        title=_("Check a printed result"),
    )
