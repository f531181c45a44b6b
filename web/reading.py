"""What staff read is noted, and shown to the auditor alone; nobody's page waits for it or tells of it."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from schemas.record import ReadingSchema
from services.people.deputies import candidates
from services.record.read_history import HistoryFilter
from services.record.reading_log import NEW_LIST, Read, ReadingLog, show_readings
from services.statements.shown_effect import ShownEffect
from web.access import actor, current_actor, may
from web.context import db, now
from web.form import asked

bp = Blueprint("reading", __name__, url_prefix="/record/reading")

PAGES = {
    "subject_id": "subject.view",
    "event_id": "event.view",
    "case_id": "case.view",
    "objection_id": "objection.view",
    "repair_id": "repair.view",
    "row_id": "result.view",
    "paper_id": "paper.view",
}
"""By the name that an address gives to what it shows: under which word its reading is kept."""


def install(app: Flask) -> None:
    @app.after_request
    def note(response: Response) -> Response:
        log: ReadingLog = app.extensions["xinheng.reading"]
        who, read = current_actor(), request.method == "GET" and response.status_code == 200
        if read and who is not None and who.subject_id is None:
            for name, what in PAGES.items():
                if name in (request.view_args or {}):
                    target = str((request.view_args or {})[name])
                    log.note(Read(who.account_id, what, target, now()))
                    break
        if log.is_due(now()):
            write()
        return response


def note_read(what: str, target_id: str) -> None:
    """Keep that this person read something whose address does not name it."""
    who = current_actor()
    if who is not None and who.subject_id is None:
        log: ReadingLog = current_app.extensions["xinheng.reading"]
        log.note(Read(who.account_id, what, target_id, now()))


def note_preview(event_id: str, effect: ShownEffect | None) -> None:
    """Keep that this person saw a record reach a list before it counts; nothing else of a preview is kept."""
    if effect is not None and (effect.lists or effect.entered):
        note_read(NEW_LIST, event_id)


def write() -> None:
    """Keep what waits; a database that is busy just now is asked again with the next page."""
    try:
        current_app.extensions["xinheng.reading"].write(db())
    except SQLAlchemyError:
        logging.getLogger(__name__).warning("the reading log waits", exc_info=True)


@bp.get("/")
@may("access.read")
def index() -> Any:
    note_read("reading.view", "")
    write()
    wanted, form = asked(ReadingSchema())
    wanted["page"] = wanted["page"] or 1
    return render_template(
        "record/reading.html",
        found=show_readings(db(), actor(), HistoryFilter(**wanted)),
        form=form,
        kinds=kinds(),
        people=candidates(db()),
    )


def kinds() -> dict[str, str]:
    return {
        "subject": _("Account of a contractor"),
        "event": _("Record"),
        "case": _("Case"),
        "objection": _("Objection"),
        "repair": _("Application for repair"),
        "result": _("Result of a round"),
        "evidence": _("File"),
        "paper": _("Official paper"),
        "sign_in": _("Logging in"),
        "preview": _("Preview that reached a list"),
        "points": _("Points to look at"),
        "person": _("Report on a person"),
        "reading": _("Who read what"),
    }
