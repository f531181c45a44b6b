"""The blueprint that the pages of repair share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("repairs", __name__, url_prefix="/repairs")
