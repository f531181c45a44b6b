"""Every deadline that runs, on one page: this person's, those that are late, or all that may be seen."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from services.running_clocks import Running, escalated, running_clocks
from web.access import actor, signed_in
from web.clock_rows import rows
from web.context import db, today
from web.extensions import waiting_rows
from web.form import Form

bp = Blueprint("clocks", __name__, url_prefix="/clocks")


@bp.get("/")
@signed_in
def index() -> str:
    """``show``: mine (those who act), late (the chief and the auditor), else all."""
    found = running_clocks(db(), actor(), today())
    chosen = _chosen(found)
    wanted = request.args.get("show", "")
    wanted = wanted if wanted in chosen else "all"
    return render_template(
        "clocks/index.html",
        rows=rows(chosen[wanted], actor()),
        waiting=waiting_rows(),
        new_form=Form,
        tabs=[(_address(code), _title(code), code == wanted, len(chosen[code])) for code in chosen],
    )


def _chosen(found: tuple[Running, ...]) -> dict[str, tuple[Running, ...]]:
    parts = {
        "mine": tuple(one for one in found if one.mine),
        "late": escalated(actor(), found),
    }
    return {"all": found, **{code: part for code, part in parts.items() if part}}


def _address(code: str) -> str:
    return url_for("clocks.index", show=None if code == "all" else code)


def _title(code: str) -> str:
    words = {"all": _("All"), "mine": _("Mine to keep"), "late": _("Overdue")}
    return str(words[code])
