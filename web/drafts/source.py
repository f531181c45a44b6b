"""The source file of a draft: one click away, edited as text, taken away as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, flash, redirect, request, url_for

from schemas.rules import MOST_CHARACTERS, DraftSchema
from services.drafts.edit_draft import Overtaken, replace_source
from services.drafts.show_drafts import ShownDraft
from services.messages import Invalid
from web.access import actor, may
from web.context import db, now
from web.drafts.blueprint import READ, bp, may_change, overtaken, sent_revision, shown, the_draft
from web.drafts.chapter import live_panel, panel_for
from web.form import Form, load
from web.language import _


@bp.get("/<draft_id>/source")
@may(*READ)
def source(draft_id: str) -> str:
    """The text as it stands, to be changed as text."""
    draft = the_draft(draft_id)
    return _page(draft, Form({"text": draft.text}), draft.text)


@bp.post("/<draft_id>/source")
@may("rules.propose")
def keep_source(draft_id: str) -> Any:
    """Write the whole text anew; it may have faults, which then stand beside it."""
    draft = the_draft(draft_id)
    may_change(draft)
    form = Form(request.form)
    try:
        text = load(_schema())["text"]
        replace_source(db(), actor(), draft_id, sent_revision(), text, now())
    except Invalid as problem:
        form.refuse(problem)
        return _page(draft, form, draft.text), 422
    except Overtaken as first:
        back = url_for(".source", draft_id=draft_id)
        return overtaken(draft, first, "source", fits=False, back=back)
    flash(_("Saved."), "ok")
    return redirect(url_for(".source", draft_id=draft_id), 303)


@bp.post("/<draft_id>/source/live")
@may("rules.propose")
def live_source(draft_id: str) -> Any:
    """The panel for the text as it is typed."""
    draft = the_draft(draft_id)
    try:
        text = load(_schema())["text"]
    except Invalid:
        text = request.form.get("text", "")
    return live_panel(draft, text, sent_revision())


@bp.get("/<draft_id>/file")
@may(*READ)
def file(draft_id: str) -> Response:
    """The file itself."""
    draft = the_draft(draft_id)
    name = f"{draft.line.scheme or 'draft'}-{draft.line.version or draft.line.revision}.toml"
    answer = Response(draft.text, mimetype="text/plain")
    plain = name.encode("ascii", "ignore").decode()
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Disposition"] = named
    return answer


def _schema() -> DraftSchema:
    return DraftSchema(only=("text",), unknown="exclude")


def _page(draft: ShownDraft, form: Form, text: str) -> str:
    panel = panel_for(draft.line.id, text)
    return shown("source", draft, "source", form=form, panel=panel, most=MOST_CHARACTERS)
