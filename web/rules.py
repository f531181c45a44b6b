"""The rules in force, generated from their data; a new version with its errors and its effect."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

import scoring
from reports.charts import Flow, movers
from reports.picture import Band
from schemas.rules import DraftSchema
from services.draft_effect import DraftEffect, effect_of_draft
from services.labels import subject_names
from services.messages import Invalid
from services.propose_ruleset import (
    propose_ruleset,
    publish_ruleset,
    read_draft,
    withdraw_ruleset,
)
from services.rulebook import published
from services.show_rules import documents_on, show_schemes, show_version
from web import basis_words, grade_words, limit_words, period_words
from web import rule_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import is_chinese, pick, tell
from web.report_words import movers_words

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


@bp.get("/<ruleset_id>")
@may("rules.read")
def version(ruleset_id: str) -> str:
    """One version as it reads: scale, grades, indicators, behaviours, lists, each with its clause."""
    shown = show_version(db(), actor(), ruleset_id, today())
    effect, drawn, names = None, None, {}
    if shown.line.state == "proposed":
        effect = effect_of_draft(db(), shown.ruleset, today())
        drawn, names = _drawn(shown.ruleset, effect), _names(effect)
    return render_template(
        "rules/version.html",
        shown=shown,
        ruleset=shown.ruleset,
        documents=shown.documents,
        **_said(shown.ruleset),
        states=words.states(),
        effect=effect,
        drawn=drawn,
        names=names,
        form=Form(),
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


@bp.get("/new")
@may("rules.propose")
def new() -> str:
    """A draft, begun from the version named in the address."""
    start = request.args.get("from", "")
    text = show_version(db(), actor(), start, today()).ruleset.text if start else ""
    return _page(Form({"text": text}))


@bp.post("/new")
@may("rules.propose")
def check() -> Any:
    """Check the draft and show its effect; with `propose`, hand it in for the second signature."""
    form = typed()
    try:
        wanted = load(DraftSchema())
        draft = read_draft(db(), wanted["text"])
        if wanted["propose"]:
            ruleset_id = once(
                lambda key: propose_ruleset(db(), actor(), wanted["text"], now(), key)
            )
            return redirect(url_for("rules.version", ruleset_id=ruleset_id), 303)
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    except scoring.RulesetError as error:
        problems = [(p.path, p.zh if is_chinese() else p.en) for p in error.problems]
        return _page(form, problems=problems), 422
    return _page(form, draft=draft)


@bp.post("/<ruleset_id>/publish")
@may("rules.publish")
def publish(ruleset_id: str) -> Redirect:
    """The second signature."""
    once(lambda key: publish_ruleset(db(), actor(), ruleset_id, now(), key))
    return redirect(url_for("rules.version", ruleset_id=ruleset_id), 303)


@bp.post("/<ruleset_id>/withdraw")
@may("rules.propose", "rules.publish")
def withdraw(ruleset_id: str) -> Redirect:
    """Take a proposed version back, or refuse it."""
    once(lambda key: withdraw_ruleset(db(), actor(), ruleset_id, now(), key))
    return redirect(url_for("rules.index"), 303)


def _page(
    form: Form, problems: list[tuple[str, str]] | None = None, draft: scoring.Ruleset | None = None
) -> str:
    effect = effect_of_draft(db(), draft, today()) if draft else None
    return render_template(
        "rules/new.html",
        form=form,
        problems=problems or [],
        ruleset=draft,
        documents=documents_on(draft, today()) if draft else (),
        **_said(draft),
        effect=effect,
        drawn=_drawn(draft, effect) if draft and effect else None,
        names=_names(effect) if effect else {},
    )


def _said(ruleset: scoring.Ruleset | None) -> dict[str, Any]:
    """How the parts of a ruleset are said."""
    return {
        "words": words,
        "basis_words": basis_words,
        "grade_words": grade_words,
        "limit_words": limit_words,
        "period_words": period_words,
        "origins": basis_words.Origins(ruleset) if ruleset else None,
    }


def _names(effect: DraftEffect) -> dict[str, str]:
    return subject_names(db(), [move.subject_id for move in effect.moves])


def _drawn(draft: scoring.Ruleset, effect: DraftEffect) -> Any:
    """The flows from the grades of today to those under the draft."""
    versions = published(db(), draft.scheme)
    before = words.grade_names(versions[-1]) if versions else {}
    after = words.grade_names(draft)
    unrated = tell(words.UNRATED)
    flows = Counter(
        (before.get(m.before.grade or "", unrated), after.get(m.after.grade or "", unrated))
        for m in effect.moves
    )
    moved = Counter(m.before.grade for m in effect.moves)
    for grade, count in effect.before.items():
        name = before.get(grade or "", unrated)
        flows[name, name] += count - moved[grade]
    bands = {
        pick(g.name.zh, g.name.en): Band(pick(g.name.zh, g.name.en), g.colour, 0, 0)
        for g in (*draft.grades, *(versions[-1].grades if versions else ()))
    }
    bands[unrated] = Band(unrated, None, 0, 0)
    return movers(
        list(bands.values()),
        [Flow(a, b, n) for (a, b), n in flows.items() if n],
        movers_words(),
    )
