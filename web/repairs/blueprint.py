"""The blueprint that the pages of repair share."""

from __future__ import annotations

from flask import Blueprint

from web.clock_rows import of_working_days

bp = Blueprint("repairs", __name__, url_prefix="/repairs")
bp.add_app_template_global(of_working_days, "working_clock")
