"""A chapter of a draft: read as articles, edited in forms, checked while one types."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from services.drafts.check_draft import check_draft
from services.drafts.draft_document import change, outline
from services.drafts.draft_parts import Change, Outline
from services.drafts.edit_draft import Overtaken, change_draft
from services.drafts.effect_turns import TURNS, Superseded, Turn
from services.drafts.show_drafts import ShownDraft, seen_text
from services.messages import Invalid
from web.access import actor, may
from web.context import db, now, today
from web.drafts.additions import added, additions
from web.drafts.blueprint import READ, bp, may_change, overtaken, sent_revision, shown, the_draft
from web.drafts.chapters import BY_CODE, CHAPTERS, Chapter, every_row, section_of
from web.drafts.names import listed
from web.drafts.panel import Panel, Places, panel_of
from web.drafts.sheet import MOST_BOXES, Sheet
from web.drafts.typed import changes
from web.form import Form
from web.language import _, tell


@bp.get("/<draft_id>/chapters/<chapter>")
@may(*READ)
def chapter(draft_id: str, chapter: str) -> Any:
    """One chapter with its forms; what is wrong and what it would do stand beside it."""
    return _page(the_draft(draft_id), _known(chapter), Form())


@bp.post("/<draft_id>/chapters/<chapter>")
@may("rules.propose")
def save(draft_id: str, chapter: str) -> Any:
    """Keep what was typed, and do what one of the small buttons asks."""
    draft, found = the_draft(draft_id), _known(chapter)
    may_change(draft)
    form = Form(request.form)
    revision = sent_revision()
    seen = outline(_seen(draft, sent_revision("seen") or revision))
    try:
        wanted = _wanted(seen)
        change_draft(db(), actor(), draft_id, revision, wanted, now())
    except Invalid as problem:
        form.refuse(problem)
        return _page(draft, found, form, change(seen.text, changes(seen, request.form))), 422
    except Overtaken as first:
        fits = fits_now(seen, outline(first.text), wanted)
        return overtaken(draft, first, "chapter", fits=fits, back=_back(draft_id, found, None))
    flash(_("Saved."), "ok")
    return redirect(_back(draft_id, found, wanted), 303)


@bp.post("/<draft_id>/chapters/<chapter>/live")
@may("rules.propose")
def live(draft_id: str, chapter: str) -> Any:
    """The panel for what is typed and not saved."""
    draft = the_draft(draft_id)
    _known(chapter)
    revision = sent_revision()
    try:
        text = _seen(draft, revision)
        text = change(text, _wanted(outline(text)))
    except Invalid:
        text = draft.text
    return live_panel(draft, text, revision)


def live_panel(draft: ShownDraft, text: str, revision: int) -> Any:
    """The fragment that takes the place of the panel; nothing if a newer question has come."""
    first = draft.line.changed_by if revision != draft.line.revision else ""
    try:
        with TURNS.take(actor().holder_id) as turn:
            panel = panel_for(draft.line.id, text, first, turn)
    except Superseded:
        return "", 409
    return render_template("drafts/live.html", panel=panel, draft=draft)


def panel_for(draft_id: str, text: str, moved_on: str = "", turn: Turn | None = None) -> Panel:
    check = check_draft(db(), text, today())
    return panel_of(db(), actor(), draft_id, text, check, today(), moved_on, turn)


def _known(code: str) -> Chapter:
    if code not in BY_CODE:
        abort(404)
    return BY_CODE[code]


def _seen(draft: ShownDraft, revision: int) -> str:
    """The text that the author of the form looked at."""
    if revision == draft.line.revision:
        return draft.text
    return seen_text(db(), actor(), draft.line.id, revision)


def _wanted(seen: Outline) -> list[Change]:
    """What the form changes, and the new article if one is asked for."""
    wanted = changes(seen, request.form)
    verb, _space, section = request.form.get("do", "").partition(" ")
    if verb == "new":
        wanted += added(seen, section, request.form, request.args.get("dimension", ""))
    return wanted


def fits_now(seen: Outline, now_stands: Outline, wanted: list[Change]) -> bool:
    """Whether every address that is changed still means the same part as when its author saw it."""
    before = {row.path: row.told for row in every_row(seen)}
    after = {row.path: row.told for row in every_row(now_stands)}
    touched = {_row_of(change.path, before) for change in wanted}
    return all(before.get(path) == after.get(path) for path in touched)


def _row_of(path: str, rows: dict[str, str]) -> str:
    while path and path not in rows:
        path = path.rpartition("/")[0]
    return path


def _back(draft_id: str, found: Chapter, wanted: list[Change] | None) -> str:
    """The chapter again, at the article that a button was pressed in."""
    verb, _space, rest = request.form.get("do", "").partition(" ")
    path = rest.partition(" ")[0]
    anchor = opened = None
    if wanted is not None and verb in ("add", "move", "remove"):
        opened = "/".join(path.split("/")[:2])
        anchor = f"f-{path.replace('/', '-')}" if verb == "add" else f"f-{opened.replace('/', '-')}"
    elif verb == "new":
        anchor = "new"
    return url_for(
        ".chapter",
        draft_id=draft_id,
        chapter=found.code,
        dimension=request.args.get("dimension") or None,
        open=opened,
        _anchor=anchor,
    )


def _page(draft: ShownDraft, found: Chapter, form: Form, text: str | None = None) -> str:
    """The chapter as it stands, or with what was typed and refused."""
    dimension = request.args.get("dimension", "")
    panel = panel_for(draft.line.id, draft.text if text is None else text)
    if panel.outline.problem:
        return shown("unreadable", draft, "chapter", panel=panel)
    sheet = Sheet(panel.outline, panel.check, found, dimension)
    place: dict[str, Any] = {"draft_id": draft.line.id, "chapter": found.code}
    if dimension:
        place["dimension"] = dimension
    return shown(
        "chapter",
        draft,
        "chapter",
        sheet=sheet,
        panel=panel,
        form=form,
        chapters=links(draft.line.id, panel, found.code, dimension),
        chapter=found,
        dimension_name=dict(sheet.dimensions).get(dimension, ""),
        additions=additions(panel.outline, dimension),
        suggestions=_suggestions(panel.outline),
        opened=request.args.get("open", ""),
        action=url_for(".save", **place),
        live=url_for(".live", **place),
    )


def _suggestions(found: Outline) -> dict[str, list[str]]:
    """Names to be typed, where there are more than can be ticked."""
    groups = {s.code: s.group for s in found.sections}
    wanted = ((code, groups[code].rows) for code in ("behaviours", "lists") if code in groups)
    return {
        code: [listed(row.heading, row.code) for row in rows]
        for code, rows in wanted
        if len(rows) > MOST_BOXES
    }


def links(draft_id: str, panel: Panel, code: str, dimension: str) -> list[dict[str, Any]]:
    """The chapters; that of indicators once for each dimension."""
    places = Places(draft_id, panel.outline)
    faults = [places.href(found).partition("#")[0] for found in panel.check.findings
              if found.weight == "wrong"]  # fmt: skip
    found: list[dict[str, Any]] = []
    for one in CHAPTERS:
        parts = _dimensions(panel.outline) if one.code == "indicators" else [("", "")]
        for part, name in parts:
            href = url_for(".chapter", draft_id=draft_id, chapter=one.code, dimension=part or None)
            title = f"{tell(one.title)} · {name}" if name and len(parts) > 1 else tell(one.title)
            current = one.code == code and (dimension == part or len(parts) == 1)
            found.append(
                {"href": href, "title": title, "current": current, "faults": faults.count(href)}
            )
    return found


def _dimensions(found: Outline) -> list[tuple[str, str]]:
    rows = section_of(found, "dimensions").group.rows
    named = [(row.code, listed(row.heading, row.code)) for row in rows if row.code]
    return named if len(named) > 1 else [("", "")]
