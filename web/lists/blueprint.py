"""The blueprint that the pages of lists share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("lists", __name__, url_prefix="/lists")
