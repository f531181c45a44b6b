"""The cover sheet of a draft: document number, issuing office, days and opinions; and the handing in."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for

from schemas.fields import Day, Flag, Line, TypedSchema
from services.drafts.draft_cover import DAYS, OPINIONS, OPTIONAL, TEXTS
from services.drafts.edit_draft import Overtaken, keep_cover
from services.drafts.show_drafts import ShownDraft
from services.drafts.sign_draft import EffectMoved, MustAcknowledge, propose_draft
from services.files.new_file import NewFile
from services.messages import Invalid
from web.access import actor, may
from web.context import db, now
from web.drafts.blueprint import READ, bp, may_change, overtaken, sent_revision, shown, the_draft
from web.drafts.chapter import panel_for
from web.drafts.names import cover_labels
from web.form import Form, load, once
from web.language import _
from web.show import day
from web.uploads import Uploads, receive_uploads, told


class CoverSchema(TypedSchema):
    """Everything may be filled in later; what is missing is told before the draft is handed in."""

    title = Line(most=TEXTS["title"])
    document_no = Line(most=TEXTS["document_no"])
    office = Line(most=TEXTS["office"])
    drafted_on = Day()
    commented_on = Day()
    reviewed_on = Day()
    adopted_on = Day()
    issued_on = Day()
    effective_on = Day()
    expires_on = Day()


class HandInSchema(TypedSchema):
    """``seen``: the effect that stood on the page; ``acknowledged``: that it lists half of everybody."""

    seen = Line(required=True, most=64)
    acknowledged = Flag()


@bp.get("/<draft_id>/cover")
@may(*READ)
def cover(draft_id: str) -> Any:
    """The cover sheet with what it still lacks."""
    draft = the_draft(draft_id)
    return _cover_page(draft, Form(_standing(draft)))


@bp.post("/<draft_id>/cover")
@may("rules.propose")
def keep_sheet(draft_id: str) -> Any:
    """Keep the cover sheet, complete or not."""
    draft = the_draft(draft_id)
    may_change(draft)
    form = Form(request.form)
    uploads = {name: receive_uploads(name, party=False) for name in OPINIONS}
    try:
        values = load(CoverSchema(unknown="exclude"))
        files = {name: file for name in OPINIONS for file in _opinion(name, uploads[name])}
        keep_cover(db(), actor(), draft_id, sent_revision(), values, now(), files)
    except Invalid as problem:
        form.refuse(problem)
        form.errors.update({n: told(u) for n, u in uploads.items() if u.problems})
        return _cover_page(draft, form, uploads), 422
    except Overtaken as first:
        back = url_for(".cover", draft_id=draft_id)
        return overtaken(draft, first, "cover", fits=False, back=back)
    flash(_("Saved."), "ok")
    return redirect(url_for(".cover", draft_id=draft_id), 303)


def _opinion(name: str, uploads: Uploads) -> list[NewFile | None]:
    """The file that came; None where the one that stood is to be taken away; empty: it stays."""
    found: list[NewFile | None] = []
    found += uploads.files(name)[-1:]
    if not found and request.form.get(f"{name}_drop"):
        return [None]
    return found


def _standing(draft: ShownDraft) -> dict[str, str]:
    texts = {name: getattr(draft.cover, name) for name in TEXTS}
    return texts | {name: day(draft.cover.days.get(name)) for name in DAYS}


def _cover_page(draft: ShownDraft, form: Form, uploads: dict[str, Uploads] | None = None) -> str:
    return shown(
        "cover",
        draft,
        "cover",
        form=form,
        labels=cover_labels(),
        days=[(name, name in OPTIONAL) for name in DAYS],
        opinions=OPINIONS,
        uploads=uploads or {name: Uploads() for name in OPINIONS},
    )


@bp.get("/<draft_id>/hand-in")
@may(*READ)
def hand_in(draft_id: str) -> Any:
    """What must be in order, the effect, and the button."""
    return _hand_in_page(the_draft(draft_id), Form())


@bp.post("/<draft_id>/hand-in")
@may("rules.propose")
def propose(draft_id: str) -> Any:
    """Hand the draft in with the effect that was seen; a second person signs."""
    draft = the_draft(draft_id)
    may_change(draft)
    form = Form(request.form)
    try:
        given = load(HandInSchema(unknown="exclude"))
        ruleset_id = once(
            lambda key: propose_draft(
                db(),
                actor(),
                draft_id,
                sent_revision(),
                given["seen"],
                now(),
                key,
                given["acknowledged"],
            )
        )
        return redirect(url_for("rules.version", ruleset_id=ruleset_id), 303)
    except Invalid as problem:
        form.refuse(problem)
        return _hand_in_page(draft, form), 422
    except (EffectMoved, MustAcknowledge) as moved:
        form.refuse(Invalid({"acknowledged": moved.message}))
        return _hand_in_page(draft, form), 409
    except Overtaken as first:
        back = url_for(".hand_in", draft_id=draft_id)
        return overtaken(draft, first, "hand_in", fits=False, back=back)


def _hand_in_page(draft: ShownDraft, form: Form) -> str:
    panel = panel_for(draft.line.id, draft.text)
    return shown("hand_in", draft, "hand_in", form=form, panel=panel)
