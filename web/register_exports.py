"""Exports of the register as a whole, and the bundle of any export: its rows with their proof."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from schemas.exports import RegisterExport
from services.exports.make_bundle import make_bundle
from services.exports.read_register import read_register
from services.exports.register_delta import read_earlier
from services.messages import Invalid
from verify.check_bundle import REGISTER
from web import export_files as files
from web.access import actor, may
from web.attachment import attachment
from web.context import config, db, now, store, today
from web.export_making import Asked, hand_out
from web.export_page import kinds, page
from web.form import load, typed
from web.show import day

bp = Blueprint("register_exports", __name__, url_prefix="/exports")


@bp.post("/register")
@may("export.make")
def make() -> Any:
    """The register of today as a file."""
    form = typed()
    try:
        given = load(RegisterExport())
        scope, form_of_file = given["scope"], given["format"]
        wishes, earlier = {"scope": scope}, None
        if form_of_file == "delta":
            earlier = read_earlier(db(), store(), actor(), scope, given["since"])
            wishes["since"] = earlier.export.id
        found = read_register(db(), actor(), scope, today())
        what = Asked(
            REGISTER, form_of_file, wishes, today(), today(), found.known, tuple(found.ends())
        )
        return hand_out(what, found.records(), files.of_register(found, earlier))
    except Invalid as problem:
        form.refuse(problem)
        return page(register=form), 422


@bp.post("/<export_id>/bundle")
@may("export.make")
def bundle(export_id: str) -> Any:
    """The export with its proof, for anybody to check."""
    made = make_bundle(db(), store(), actor(), export_id, config().witness, now(), today())
    name = f"{kinds()[made.export.kind]}-{day(made.export.on)}-{made.export.id[:8]}-bundle"
    return attachment(made.content, "application/zip", name, "zip")
