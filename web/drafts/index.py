"""The drafts that are being written, and the beginning of a new one."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.edit_draft import begin_draft, discard_draft
from services.show_drafts import show_drafts
from services.show_rules import show_schemes
from web.access import actor, may
from web.context import db, now, today
from web.drafts.blueprint import READ, bp, may_change, sent_revision, shown, the_draft
from web.drafts.chapter import links, panel_for
from web.form import Form
from web.language import _, pick


@bp.get("/")
@may(*READ)
def index() -> str:
    """All drafts, newest change first."""
    return render_template(
        "drafts/index.html", drafts=show_drafts(db(), actor()), versions=_versions(), form=Form()
    )


@bp.post("/")
@may("rules.propose")
def begin() -> Response:
    """A new draft: from a version, or from nothing."""
    draft_id = begin_draft(db(), actor(), now(), request.form.get("from", ""))
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
    return shown("whole", draft, "show", panel=panel, chapters=chapters, chapter=None)


@bp.post("/<draft_id>/discard")
@may("rules.propose")
def discard(draft_id: str) -> Response:
    """Put a draft away for good."""
    may_change(the_draft(draft_id))
    discard_draft(db(), actor(), draft_id, sent_revision())
    return redirect(url_for(".index"), 303)


def _versions() -> list[tuple[str, str]]:
    """What a draft can be begun from: the versions of all schemes, newest first in each."""
    return [
        (
            line.id,
            _(
                "%(title)s, version %(version)s",
                title=pick(s.title.zh, s.title.en),
                version=line.version,
            ),
        )
        for s in show_schemes(db(), actor(), today())
        for line in s.versions
        if line.state != "withdrawn"
    ]
