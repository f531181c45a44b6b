"""The form of a new paper, filled in from its template, and of a paper that is revised."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from reports.official_docx import OfficialText
from schemas.papers import PaperTextForm, WantedPaper
from services.messages import Invalid
from services.paper_values import Business
from services.papers.draft_paper import PaperText, Wanted, draft_paper, suggested
from services.papers.paper_templates import Template
from services.papers.paper_text import gaps
from web import paper_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, asked, load, once, typed
from web.language import _
from web.papers.blueprint import WRITERS, bp
from web.papers.text import official_text


@bp.get("/new")
@may(*WRITERS)
def new() -> str:
    return _page(_wanted())


@bp.post("/new")
@may(*WRITERS)
def draft() -> Any:
    form, wanted = typed(), _wanted()
    suggested(db(), actor(), wanted, today())
    try:
        text = typed_text()
        paper_id = once(lambda key: draft_paper(db(), actor(), wanted, text, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(wanted, form), 422
    flash(_("The draft is kept. Another person checks it."), "ok")
    return redirect(url_for("papers.show", paper_id=paper_id), 303)


def _wanted() -> Wanted:
    """What the address asks for, or 404."""
    given, form = asked(WantedPaper())
    if form.errors or not all(given[name] for name in ("business", "business_id", "template")):
        abort(404)
    return Wanted(**given)


def typed_text() -> PaperText:
    """The text that was typed; raises ``Invalid`` by field."""
    given = load(PaperTextForm())
    return PaperText(**{name: value or "" for name, value in given.items()})


def _page(wanted: Wanted, form: Form | None = None) -> str:
    template, business, text = suggested(db(), actor(), wanted, today())
    form = form or Form(asdict(text))
    return render_template(
        "papers/new.html",
        form=form,
        labels=words.labels(),
        template=template,
        business=business,
        words=words,
        open_gaps=gaps("\n".join(asdict(text).values())),
        sheet=_sheet(template, business, text),
        address=request.full_path,
    )


def _sheet(template: Template, business: Business, text: PaperText) -> OfficialText:
    return official_text(template.text.layout, business, text, template.text.number)
