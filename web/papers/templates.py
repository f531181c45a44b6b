"""The templates of official papers: what each says, a new version with its effect, and the second person's yes."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, url_for

from reports.official_docx import OfficialText
from schemas.papers import OneVersion, TemplateForm
from services.messages import Conflict, Invalid
from services.paper_values import names_of
from services.papers.edit_template import (
    agree_to_template,
    edit_template,
    refuse_template,
    waiting_codes,
    waiting_version,
)
from services.papers.paper_templates import (
    TEXTS,
    Template,
    TemplateText,
    template_or_404,
    template_problems,
    templates,
    text_of_version,
    versions,
)
from services.papers.paper_text import fill
from services.people.two_persons import took_part
from web import paper_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import _, tell
from web.papers.blueprint import READERS, bp
from web.papers.text import lines, number_place


@bp.get("/templates/")
@may("template.edit", *READERS)
def templates_index() -> str:
    waiting = waiting_codes(db()) if actor().may("template.edit") else frozenset()
    rows = templates(db())
    return render_template("papers/templates.html", rows=rows, waiting=waiting, words=words)


@bp.get("/templates/<template>")
@may("template.edit", *READERS)
def template(template: str) -> str:
    return _page(template_or_404(db(), template))


@bp.post("/templates/<template>")
@may("template.edit")
def edit(template: str) -> Any:
    """Look at the effect of what was typed, or hand it in as the next version."""
    form, standing = typed(), template_or_404(db(), template)
    try:
        given = load(TemplateForm())
        made_of, then = given.pop("made_of"), given.pop("then")
        text = TemplateText(given["layout"], *(given[name] or "" for name in TEXTS))
        if problems := template_problems(standing, text):
            raise Invalid(problems)
        if then == "look":
            return _page(standing, form, text)
        once(lambda key: edit_template(db(), actor(), template, made_of, text, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(standing, form), 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return _page(template_or_404(db(), template), form), 409
    flash(_("Handed in. It is in force when another person has agreed to it."), "ok")
    return redirect(url_for("papers.template", template=template), 303)


@bp.post("/templates/<template>/agree")
@may("template.edit")
def agree(template: str) -> Any:
    said = _("Papers are drafted from this version from now on; those that are drafted stay.")
    return _decide(agree_to_template, template, said)


@bp.post("/templates/<template>/refuse")
@may("template.edit")
def refuse(template: str) -> Any:
    return _decide(refuse_template, template, _("The version stays out of force."))


def _decide(act: Callable[..., str], template: str, said: str) -> Any:
    version_id = load(OneVersion())["id"]
    try:
        once(lambda key: act(db(), actor(), version_id, now(), key))
    except Conflict as problem:
        flash(tell(problem.message), "warn")
    else:
        flash(said, "ok")
    return redirect(url_for("papers.template", template=template), 303)


def _page(standing: Template, form: Form | None = None, tried: TemplateText | None = None) -> str:
    """``tried``: the text whose effect is shown beside that of the version in use."""
    names = names_of(standing.business)
    waiting = waiting_version(db(), standing.code)
    wished = text_of_version(waiting) if waiting else None
    fresh = {**asdict(standing.text), "made_of": str(standing.version)}
    return render_template(
        "papers/template.html",
        t=standing,
        form=form or Form(fresh),
        labels=words.labels(),
        words=words,
        layouts=[(code, tell(label)) for code, label in words.LAYOUTS.items()],
        names=[(name, tell(says)) for name, says in names.items()],
        tried=tried is not None,
        waiting=waiting,
        own=waiting is not None and took_part(db(), actor(), waiting.edited_by, waiting.entry_id),
        wished=_sample(wished, names) if wished else None,
        wished_changes=_changes(standing.text, wished) if wished else [],
        new_form=Form,
        states={code: (tell(said), tone) for code, (said, tone) in words.VERSIONS.items()},
        sheet=_sample(tried or standing.text, names),
        changes=_changes(standing.text, tried) if tried else [],
        versions=versions(db(), standing.code),
    )


def _sample(text: TemplateText, names: Any) -> OfficialText:
    """The template as a paper: each placeholder says its own name."""
    values = {name: f"〔{name}〕" for name in names} | {"年份": str(today().year)}
    return OfficialText(
        layout=text.layout,
        organ="〔机关〕",
        number=number_place(fill(text.number, values)),
        title=fill(text.title, values),
        addressee=fill(text.addressee, values),
        paragraphs=tuple(lines(fill(text.body, values))),
        enclosures=tuple(lines(fill(text.enclosures, values))),
        copies=fill(text.copies, values),
        issued_by="〔机关〕办公室",
    )


def _changes(before: TemplateText, after: TemplateText) -> list[tuple[str, str, str]]:
    """(field, ``-`` or ``+``, line): what goes, and what comes."""
    return [
        (label, row[0], row[2:])
        for name, label in words.labels().items()
        if name != "contact"
        for row in difflib.ndiff(_lines(before, name), _lines(after, name))
        if row[0] in "-+" and row[2:].strip()
    ]


def _lines(text: TemplateText, name: str) -> list[str]:
    return str(getattr(text, name)).splitlines()
