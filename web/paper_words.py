"""Official papers in words: their states, layouts and fields, and the rows that other pages show of them."""

from __future__ import annotations

from typing import Any

from flask import url_for

from services.messages import Message, say
from services.papers.paper_templates import shipped
from services.papers.papers_of import CasePaperFile, papers_of
from services.papers.show_official_paper import PaperRow, paper_rows
from web.access import actor, open_address
from web.context import db
from web.language import _, pick, tell

STATES: dict[str, tuple[Message, str]] = {
    "drafted": (say("drafted, to be checked"), "wait"),
    "sent_back": (say("sent back, to be revised"), "mend"),
    "checked": (say("checked, to be sent out"), "wait"),
    "sent": (say("in the office-automation system"), "now"),
    "returned": (say("back, sealed"), "done"),
    "given_up": (say("discarded"), "off"),
}
VERSIONS: dict[str, tuple[Message, str]] = {
    "proposed": (say("waits for the second person"), "wait"),
    "in_force": (say("agreed to"), "done"),
    "refused": (say("not agreed to, or taken back"), "off"),
}
LAYOUTS: dict[str, Message] = {
    "file": say("Official document as a file"),
    "letter": say("Official document as a letter"),
    "form": say("Form of a case"),
}
BUSINESSES: dict[str, Message] = {
    "case": say("The case"),
    "event": say("The record"),
    "objection": say("The objection"),
    "repair": say("The application for repair"),
    "round": say("The round"),
}
_PAGES = {
    "case": ("lists.case", "case_id"),
    "event": ("events.show", "event_id"),
    "objection": ("objections.show", "objection_id"),
    "repair": ("repairs.show", "repair_id"),
    "round": ("rounds.show", "round_id"),
}


def state(code: str) -> tuple[str, str]:
    """In words, and in which tone."""
    words, tone = STATES[code]
    return tell(words), tone


def layout(code: str) -> str:
    return tell(LAYOUTS[code])


def labels() -> dict[str, str]:
    """What the fields of a paper are called."""
    return {
        "layout": _("Layout"),
        "number": _("Place of the document number"),
        "title": _("Title"),
        "addressee": _("Main addressee"),
        "body": _("Text"),
        "enclosures": _("Enclosures, one title a line"),
        "contact": _("Contact, in brackets under the date"),
        "copies": _("Copies to"),
    }


def business_address(kind: str, business_id: str) -> str:
    """The page of what a paper belongs to; empty for whom it is closed."""
    endpoint, name = _PAGES[kind]
    return open_address(endpoint, **{name: business_id})


def rows_of(kind: str, business_id: str) -> list[dict[str, Any]]:
    """The papers of a piece of business for its page: those made, and those that this person may make."""
    if actor().subject_id is not None or not open_address("papers.index"):
        return []
    rows = paper_rows(db(), actor(), kind, business_id)
    return [_row(row) for row in rows if row.paper_id or row.may_make]


def _row(row: PaperRow) -> dict[str, Any]:
    made = bool(row.paper_id)
    return {
        "name": pick(row.name.zh, row.name.en),
        "number": row.number,
        "on": row.on,
        "state": state(row.state) if made else None,
        "href": url_for("papers.show", paper_id=row.paper_id) if made else wanted_address(row),
    }


def wanted_address(row: PaperRow) -> str:
    """Where a paper that can be made is drafted."""
    wanted = row.wanted
    return url_for(
        "papers.new",
        business=wanted.business,
        business_id=wanted.business_id,
        template=wanted.template,
        document_id=wanted.document_id,
    )


def back_for(business_id: str, act: str, kind: str = "case") -> CasePaperFile | None:
    """The paper that is back and whose act is to be recorded now."""
    papers = papers_of(db(), business_id, kind)
    back = (p for p in papers if p.state == "returned" and p.document_id is None)
    return next((paper for paper in back if act in shipped()[paper.template].acts), None)
