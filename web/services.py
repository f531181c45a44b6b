"""Service of a document: what was done, the form of one more attempt, and the printed proof."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from evidence.file_types import DOCX
from procedure.service import LAST_RESORT, NEEDS_CONFIRMATION, WAYS
from reports.service_docx import service_docx
from schemas.service import AgreementForm, CorrectionForm, ServiceForm
from services.messages import Conflict, Invalid, Message, say
from services.serving.correct_service import (
    agree_to_take_back,
    ask_to_take_back,
    refuse_to_take_back,
)
from services.serving.serve_document import ServiceDraft, serve_document
from services.serving.service_work import to_agree
from services.serving.show_reminders import reminders
from services.serving.show_service_desk import owed_services, received
from services.serving.show_services import ShownDocument, ShownService, show_services
from web import service_words as words
from web import show as shows
from web.access import actor, may, open_address
from web.attachment import attachment
from web.case_rail import who
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import _, pick, tell
from web.service_sheet import service_sheet
from web.uploads import Uploads, receive_uploads

bp = Blueprint("service", __name__, url_prefix="/service")
bp.add_app_template_filter(words.way, "service_way")
bp.add_app_template_global(words.reason, "service_reason")

_READERS = ("case.read", "contractor.read", "own.read")
_RECORDERS = ("list.step", "event.step", "objection.handle", "repair.handle", "round.manage")
_SECONDS = ("list.confirm", "event.review", "objection.handle", "repair.confirm", "round.decide")
_PAGES = {
    "case": ("lists.case", "case_id"),
    "event": ("events.show", "event_id"),
    "objection": ("objections.show", "objection_id"),
    "repair": ("repairs.show", "repair_id"),
    "round": ("rounds.result", "row_id"),
}


_BACK: dict[str, Message] = {
    "case": say("The case"),
    "event": say("The record"),
    "objection": say("The objection"),
    "repair": say("The application for repair"),
    "round": say("The result"),
}


@bp.get("/")
@may("event.step", "list.step", *_SECONDS, "own.read")
def index() -> str:
    """What the office still has to serve; to a party, what was served on it and what it was reminded of."""
    own = actor().subject_id
    return render_template(
        "service/index.html",
        own=own,
        owed=() if own else owed_services(db(), actor()),
        to_agree=() if own else to_agree(db(), actor()),
        received=received(db(), actor(), own) if own else (),
        reminders=reminders(db(), own) if own else (),
    )


@bp.app_template_filter()
def about_address(about: tuple[str, str]) -> str:
    """The page that a document or a reminder is about; empty for whom it is closed."""
    endpoint, name = _PAGES[about[0]]
    return open_address(endpoint, **{name: about[1]})


@bp.get("/<document_kind>/<document_id>")
@may(*_READERS)
def show(document_kind: str, document_id: str) -> str:
    shown = show_services(db(), actor(), document_kind, document_id, today())
    asked = request.args.get("way", "")
    return _page(shown, asked if asked in (*WAYS, "failed") else "", correcting=_correcting(shown))


def _correcting(shown: ShownDocument) -> str:
    """The record whose taking back is asked for, or refused, on this page; empty: none."""
    asked = request.args.get("correct", "")
    wanted = "refuse" if request.args.get("refuse") else "ask"
    free = wanted == "refuse" or asked not in shown.resting
    return asked if free and wanted in shown.offered.get(asked, ()) else ""


@bp.post("/<document_kind>/<document_id>")
@may(*_RECORDERS)
def record(document_kind: str, document_id: str) -> Any:
    shown = show_services(db(), actor(), document_kind, document_id, today())
    form, uploads = typed(), receive_uploads(party=False)
    try:
        given = load(ServiceForm())
        draft = ServiceDraft(document_kind, document_id, files=uploads.files(), **given)
        once(lambda key: serve_document(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        way = "failed" if form.value("failed") else form.value("way")
        return _page(shown, way if way in (*WAYS, "failed") else "direct", form, uploads), 422
    said = _("The attempt is recorded.") if draft.failed else _("The service is recorded.")
    return _done(document_kind, document_id, said)


@bp.post("/<document_kind>/<document_id>/correct")
@may(*_RECORDERS)
def ask(document_kind: str, document_id: str) -> Any:
    """Ask to take a record of service back."""
    said = _("Asked for. It acts when another person agrees.")
    return _correct(document_kind, document_id, ask_to_take_back, said)


@bp.post("/<document_kind>/<document_id>/correct/refuse")
@may(*_RECORDERS, *_SECONDS)
def refuse(document_kind: str, document_id: str) -> Any:
    said = _("The request is ended; the service stands as it was.")
    return _correct(document_kind, document_id, refuse_to_take_back, said, refusing=True)


def _correct(kind: str, document_id: str, act: Any, said: str, *, refusing: bool = False) -> Any:
    shown, form = show_services(db(), actor(), kind, document_id, today()), typed()
    try:
        given = load(CorrectionForm())
        once(lambda key: act(db(), actor(), given["service"], given["reason"], now(), key))
    except (Invalid, Conflict) as problem:
        if isinstance(problem, Invalid):
            form.refuse(problem)
        else:
            form.errors[""] = tell(problem.message)
        wanted = form.value("service")
        known = wanted if wanted in shown.offered else ""
        return _page(shown, "", form, correcting=known, refusing=refusing), problem.status
    return _done(kind, document_id, said)


@bp.post("/<document_kind>/<document_id>/correct/agree")
@may(*_SECONDS)
def agree(document_kind: str, document_id: str) -> Any:
    """The second person agrees: the record is taken back."""
    shown = show_services(db(), actor(), document_kind, document_id, today())
    form = typed()
    try:
        service_id = load(AgreementForm())["service"]
        once(lambda key: agree_to_take_back(db(), actor(), service_id, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(shown, "", form), 422
    said = _("Taken back. The document counts as not served by it; record the right service.")
    return _done(document_kind, document_id, said)


def _done(document_kind: str, document_id: str, said: str) -> Any:
    flash(said, "ok")
    return redirect(
        url_for("service.show", document_kind=document_kind, document_id=document_id), 303
    )


def back_to(shown: ShownDocument) -> str:
    """The page of the case or record that the document belongs to."""
    return about_address(shown.document.about) or url_for("home.index")


def _page(
    shown: ShownDocument,
    way: str,
    form: Form | None = None,
    uploads: Uploads | None = None,
    *,
    correcting: str = "",
    refusing: bool | None = None,
) -> str:
    failed = way == "failed"
    here = url_for("service.show", document_kind=shown.document.kind, document_id=shown.document.id)
    return render_template(
        "service/show.html",
        d=shown,
        staff=actor().subject_id is None,
        back=back_to(shown),
        back_label=tell(_BACK[shown.document.about[0]]),
        correcting=correcting,
        refusing=bool(request.args.get("refuse")) if refusing is None else refusing,
        who=who,
        new_form=Form,
        way=way,
        failed=failed,
        way_label=words.way(way) if way and not failed else "",
        way_says=words.says(way) if way and not failed else "",
        ways=[
            (
                code,
                words.way(code),
                words.says(code),
                f"{here}?way={code}#doing",
                _barred(shown, code),
            )
            for code in WAYS
        ],
        way_options=[(code, words.way(code)) for code in WAYS],
        failed_href=f"{here}?way=failed#doing",
        fields=_fields(way),
        labels=words.labels("failed" if failed else way),
        optional=words.optional(way, failed=failed) if way else frozenset(),
        max_mb=config().upload_cap_mb,
        form=form or Form(_suggested(shown)),
        uploads=uploads or Uploads(),
    )


def _fields(way: str) -> tuple[str, ...]:
    asked = words.FAILED if way == "failed" else words.FIELDS.get(way, ())
    return (*asked, "evidence", "remark")


def _barred(shown: ShownDocument, way: str) -> str:
    """Why a way is not open for this document now; empty: it is."""
    if way in NEEDS_CONFIRMATION:
        confirmed = shown.confirmation is not None and shown.confirmation.electronic_kind
        return (
            ""
            if confirmed
            else _("Only to a party whose signed confirmation of address is on file.")
        )
    failed = any(one.served_on is None and not one.taken_back for one in shown.services)
    if way in LAST_RESORT and not failed:
        return _("Only after another way has failed.")
    return ""


def _suggested(shown: ShownDocument) -> dict[str, str]:
    """What a fresh form holds: today, the address that the party confirmed, and who is typing."""
    values = {"sent_on": shows.day(today()), "received_on": shows.day(today())}
    values["server_1"] = actor().name
    if shown.confirmation is not None:
        values["recipient"] = shown.confirmation.recipient or ""
        electronic = request.args.get("way") in NEEDS_CONFIRMATION
        place = shown.confirmation.electronic if electronic else shown.confirmation.postal
        values["place"] = place or ""
    return values


@bp.get("/<document_kind>/<document_id>/receipt")
@may(*_READERS)
def receipt(document_kind: str, document_id: str) -> str:
    """The proof of service for paper: empty to take along, or as it was filled in."""
    shown, filled = _receipt(document_kind, document_id)
    paper = {
        "title": _("Proof of service"),
        "back": url_for("service.show", document_kind=document_kind, document_id=document_id),
    }
    return render_template(
        "service/receipt.html",
        d=shown,
        one=filled,
        paper=paper,
        office=pick(shown.office.zh, shown.office.en) if shown.office else "",
        ways="  ".join(f"□\N{NO-BREAK SPACE}{words.way(code)}" for code in WAYS),
    )


@bp.get("/<document_kind>/<document_id>/receipt.docx")
@may(*_READERS)
def receipt_file(document_kind: str, document_id: str) -> Response:
    """The same as a Word file, in Chinese, as it is signed."""
    content = service_docx(service_sheet(*_receipt(document_kind, document_id)))
    return attachment(content, DOCX.media_type, "送达回证", DOCX.extension)


def _receipt(document_kind: str, document_id: str) -> tuple[ShownDocument, ShownService | None]:
    """The document, and the attempt that the address names."""
    shown = show_services(db(), actor(), document_kind, document_id, today())
    wanted = request.args.get("of", "")
    return shown, next((one for one in shown.services if one.id == wanted), None)
