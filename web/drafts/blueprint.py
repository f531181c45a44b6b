"""The blueprint of the rule workshop, and what all its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from services.drafts.draft_parts import Outline
from services.drafts.edit_draft import Overtaken
from services.drafts.show_drafts import ShownDraft, show_draft
from web.access import actor
from web.context import db

bp = Blueprint("drafts", __name__, url_prefix="/rules/drafts")

READ = ("rules.propose", "rules.publish")
"""Who sees drafts and their effect: those who write rules and those who sign them."""


def the_draft(draft_id: str) -> ShownDraft:
    """The draft of the address; 404 where there is none."""
    return show_draft(db(), actor(), draft_id)


def may_change(draft: ShownDraft) -> None:
    """Stop whoever may read a draft and not write in it."""
    if not draft.may_change:
        abort(403)


def sent_revision(name: str = "revision") -> int:
    """The revision that the page showed; 0 where the form does not say, which no draft has."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def shown(template: str, draft: ShownDraft, here: str, **more: Any) -> str:
    return render_template(f"drafts/{template}.html", draft=draft, here=here, **more)


def overtaken(draft: ShownDraft, first: Overtaken, here: str, **more: Any) -> tuple[str, int]:
    """Somebody else was first: the difference, with what was typed kept."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN]
    page = shown("overtaken", draft, here, first=first, kept=kept, **more)
    return page, 409


_OWN = {"csrf_token", "revision", "seen", "choice"}


def is_empty(outline: Outline) -> bool:
    return outline.problem is not None
