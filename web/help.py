"""Help pages: the files of docs/help, shown in the reader's language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Blueprint, abort, render_template
from markdown_it import MarkdownIt
from markupsafe import Markup

from web.access import public
from web.language import is_chinese

bp = Blueprint("help", __name__, url_prefix="/help")

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "help"


@cache
def topics(language: str) -> dict[str, str]:
    """Name and title of every page, in the order of the file names."""
    files = sorted((FOLDER / language).glob("*.md"))
    return {
        file.stem.partition("-")[2]: file.read_text("utf-8").splitlines()[0].lstrip("# ")
        for file in files
    }


@cache
def _shown(language: str, name: str) -> Markup:
    file = next((FOLDER / language).glob(f"*-{name}.md"))
    text = file.read_text("utf-8").partition("\n")[2]
    # The files are the product's own and HTML in them is not read: what comes out is safe markup.
    return Markup(MarkdownIt("js-default").enable("table").render(text))  # noqa: S704


@bp.get("/")
@public
def index() -> str:
    return str(topic(next(iter(topics(_language())))))


@bp.get("/<name>")
@public
def topic(name: str) -> str:
    """One page; the others stand beside it."""
    pages = topics(_language())
    if name not in pages:
        abort(404)
    return render_template(
        "help/page.html", name=name, title=pages[name], text=_shown(_language(), name), pages=pages
    )


def _language() -> str:
    return "zh" if is_chinese() else "en"
