"""The rules in force, generated from their data; two versions compared; the second signature."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from services.drafts.sign_draft import (
    EffectMoved,
    MustAcknowledge,
    effect_of_version,
    sealed_effects,
    sign_version,
)
from services.messages import Invalid
from services.rules.propose_ruleset import withdraw_ruleset
from services.rules.show_cover import cover_of
from services.rules.show_rules import show_schemes, show_version
from web import basis_words
from web import rule_words as words
from web.access import actor, may
from web.context import db, now, today
from web.drafts.compare import difference_from, version_options
from web.drafts.names import cover_labels
from web.drafts.panel import acting_on, panel_of_version
from web.form import Form, once
from web.regulation import said

bp = Blueprint("rules", __name__, url_prefix="/rules")


@bp.get("/")
@may("rules.read")
def index() -> str:
    """Every scheme with its versions."""
    schemes = show_schemes(db(), actor(), today())
    return render_template(
        "rules/index.html",
        schemes=schemes,
        states=words.states(),
        words=words,
        basis_words=basis_words,
    )


@bp.get("/compare")
@may("rules.read")
def compare() -> str:
    """Any two versions, article by article."""
    options = version_options()
    one, other = (request.args.get(name, "") for name in ("one", "other"))
    both = {one, other} <= set(dict(options))
    text = show_version(db(), actor(), other, today()).ruleset.text if both else ""
    found = difference_from(one, text) if both else None
    return render_template(
        "rules/compare.html", versions=options, one=one, other=other, found=found
    )


@bp.get("/<ruleset_id>")
@may("rules.read")
def version(ruleset_id: str) -> str:
    """One version as it reads: scale, grades, indicators, behaviours, lists, each with its clause."""
    return _version(ruleset_id, Form())


def _version(ruleset_id: str, form: Form) -> str:
    shown = show_version(db(), actor(), ruleset_id, today())
    panel = None
    if shown.line.state == "proposed":
        effect = effect_of_version(db(), actor(), ruleset_id, now())
        before = acting_on(db(), shown.ruleset.scheme, effect.on)
        panel = panel_of_version(shown.ruleset, effect, before)
    return render_template(
        "rules/version.html",
        shown=shown,
        ruleset=shown.ruleset,
        documents=shown.documents,
        **said(shown.ruleset),
        states=words.states(),
        panel=panel,
        form=form,
        cover=cover_of(db(), actor(), ruleset_id),
        cover_labels=cover_labels(),
        sealed=sealed_effects(db(), actor(), ruleset_id),
    )


@bp.get("/<ruleset_id>/source")
@may("rules.read")
def source(ruleset_id: str) -> Response:
    """The file itself."""
    shown = show_version(db(), actor(), ruleset_id, today())
    name = f"{shown.ruleset.scheme}-{shown.ruleset.version}.toml"
    return Response(
        shown.ruleset.text,
        mimetype="text/plain",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.post("/<ruleset_id>/publish")
@may("rules.publish")
def publish(ruleset_id: str) -> Any:
    """The second signature, with the effect that this person saw."""
    form = Form(request.form)
    seen, acknowledged = form.value("seen"), bool(form.value("acknowledged"))
    try:
        once(
            lambda key: sign_version(
                db(), actor(), ruleset_id, seen, now(), key, acknowledged=acknowledged
            )
        )
    except (EffectMoved, MustAcknowledge) as moved:
        form.refuse(Invalid({"acknowledged": moved.message}))
        return _version(ruleset_id, form), 409
    return redirect(url_for("rules.version", ruleset_id=ruleset_id), 303)


@bp.post("/<ruleset_id>/withdraw")
@may("rules.propose", "rules.publish")
def withdraw(ruleset_id: str) -> Redirect:
    """Take a proposed version back, or refuse it."""
    once(lambda key: withdraw_ruleset(db(), actor(), ruleset_id, now(), key))
    return redirect(url_for("rules.index"), 303)
