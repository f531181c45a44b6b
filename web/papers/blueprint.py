"""The blueprint that the pages of official papers share, and who may open them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("papers", __name__, url_prefix="/papers")

WRITERS = ("list.step", "event.step", "repair.handle", "objection.handle", "round.manage")
READERS = (*WRITERS, "case.read", "repair.read", "round.read")
