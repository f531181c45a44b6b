"""The templates of official papers: those that came with the product, and the versions that were made of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PaperTemplate
from services.labels import Both
from services.messages import Message, NotFound, say
from services.paper_values import names_of
from services.papers.paper_text import text_problem

DATA = Path(__file__).resolve().parent.parent / "data" / "paper_templates.toml"

Layout = Literal["file", "letter", "form"]
TEXTS = ("number", "title", "addressee", "body", "enclosures", "copies")
"""What of a template is text with placeholders."""
_WANTED: dict[str, Message] = {
    "title": say("A paper has a title."),
    "body": say("A template says something."),
}


@dataclass(frozen=True)
class TemplateText:
    """What a version of a template says; ``enclosures`` are one title a line, ``number`` is what its place shows."""

    layout: Layout
    number: str
    title: str
    addressee: str
    body: str
    enclosures: str
    copies: str


@dataclass(frozen=True)
class Template:
    """``document`` and ``acts``: whose paper it is, as service knows it; None: of the business itself.

    ``before``: it is drafted before its act is recorded, for the act needs its number.
    """

    code: str
    name: Both
    business: str
    document: str | None
    acts: tuple[str, ...]
    before: bool
    version: int
    text: TemplateText


@cache
def shipped() -> dict[str, Template]:
    """Version 1 of each, by code, in the order of the data file."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        code: Template(
            code=code,
            name=Both(row["zh"], row["en"]),
            business=row["business"],
            document=row.get("document"),
            acts=tuple(row.get("acts", ())),
            before=row.get("before", False),
            version=1,
            text=TemplateText(row["layout"], *(row.get(name, "").strip() for name in TEXTS)),
        )
        for code, row in data.items()
    }


def template_or_404(session: Session, code: str) -> Template:
    """The newest version of a template that another person has agreed to."""
    first = shipped().get(code)
    if first is None:
        raise NotFound(say("There is no such template."))
    agreed = (row for row in versions(session, code) if row.state == "in_force")
    newest = next(agreed, None)
    if newest is None:
        return first
    return replace(first, version=newest.version, text=text_of_version(newest))


def templates(session: Session) -> list[Template]:
    return [template_or_404(session, code) for code in shipped()]


def versions(session: Session, code: str) -> list[PaperTemplate]:
    """What was made of a template, newest first."""
    query = select(PaperTemplate).where(PaperTemplate.code == code)
    return list(session.scalars(query.order_by(PaperTemplate.version.desc())))


def text_of_version(row: PaperTemplate) -> TemplateText:
    return TemplateText(row.layout, *(getattr(row, name) for name in TEXTS))  # type: ignore[arg-type]


def template_problems(template: Template, text: TemplateText) -> dict[str, Message]:
    """What is wrong with the placeholders, by field."""
    known = tuple(names_of(template.business))
    problems = {name: text_problem(getattr(text, name), known) for name in TEXTS}
    found = {name: problem for name, problem in problems.items() if problem is not None}
    return {name: message for name, message in _WANTED.items() if not getattr(text, name)} | found
