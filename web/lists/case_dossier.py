"""What the page of a case says of its dossier: the pages behind each step, and how many papers are missing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import url_for
from flask_babel import ngettext

from services.cases.show_case import ShownCase
from services.dossiers.dossier import Dossier, dossier_of
from web.access import actor
from web.context import db, store, today


def bound_so_far(shown: ShownCase) -> dict[str, Any]:
    """``pages`` by step of the checklist; ``said`` in one line; ``missing``: how many red lines."""
    dossier = dossier_of(db(), store(), actor(), shown, today())
    pages: Counter[str] = Counter()
    for item in dossier.there:
        pages[item.step] += item.pages
    return {
        "pages": pages,
        "said": summary(dossier),
        "missing": len(dossier.missing),
        "href": url_for("dossiers.show", case_id=shown.case.id),
        "make": url_for("dossiers.make", case_id=shown.case.id),
    }


def summary(dossier: Dossier) -> str:
    """How many papers and pages there are."""
    papers = ngettext("%(num)s paper", "%(num)s papers", len(dossier.there))
    pages = ngettext("about %(num)s page", "about %(num)s pages", dossier.pages)
    return f"{papers} · {pages}"
