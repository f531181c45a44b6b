"""The papers under way: what is to be checked, sent out, or entered when it is back."""

from __future__ import annotations

from flask import render_template

from services.papers.show_official_paper import papers_under_way
from web import paper_words as words
from web.access import actor, may
from web.context import db
from web.papers.blueprint import READERS, bp


@bp.get("/")
@may(*READERS)
def index() -> str:
    rows = papers_under_way(db(), actor())
    return render_template("papers/index.html", rows=rows, words=words)
