"""The drafts that are being written, and the beginning of a new one."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.drafts.edit_draft import begin_draft, change_draft, discard_draft
from services.drafts.show_drafts import show_drafts
from services.rules.show_rules import documents_on, show_version
from web.access import actor, may
from web.context import db, now, today
from web.drafts.beginning import renewed
from web.drafts.blueprint import READ, bp, may_change, sent_revision, shown, the_draft
from web.drafts.chapter import links, panel_for
from web.drafts.compare import version_options
from web.form import Form
from web.regulation import said


@bp.get("/")
@may(*READ)
def index() -> str:
    """All drafts, newest change first."""
    return render_template(
        "drafts/index.html",
        drafts=show_drafts(db(), actor()),
        versions=version_options(),
        form=Form({"from": request.args.get("from", "")}),
    )


@bp.post("/")
@may("rules.propose")
def begin() -> Response:
    """A new draft: from a version, or from nothing."""
    base_id = request.form.get("from", "")
    draft_id = begin_draft(db(), actor(), now(), base_id)
    if base_id:
        base = show_version(db(), actor(), base_id, today()).ruleset
        revision = the_draft(draft_id).line.revision
        change_draft(db(), actor(), draft_id, revision, renewed(db(), base, today()), now())
    return redirect(url_for(".chapter", draft_id=draft_id, chapter="general"), 303)


@bp.get("/<draft_id>")
@may(*READ)
def show(draft_id: str) -> Any:
    """The whole as it reads, with the way into each chapter."""
    draft = the_draft(draft_id)
    panel = panel_for(draft_id, draft.text)
    if panel.outline.problem:
        return shown("unreadable", draft, "show", panel=panel)
    chapters = links(draft_id, panel, "", "")
    ruleset = panel.check.ruleset
    return shown(
        "whole",
        draft,
        "show",
        panel=panel,
        chapters=chapters,
        chapter=None,
        ruleset=ruleset,
        documents=documents_on(ruleset, today()) if ruleset else (),
        **said(ruleset),
    )


@bp.post("/<draft_id>/discard")
@may("rules.propose")
def discard(draft_id: str) -> Response:
    """Put a draft away for good."""
    may_change(the_draft(draft_id))
    discard_draft(db(), actor(), draft_id, sent_revision())
    return redirect(url_for(".index"), 303)
