"""The papers of a case: notice, statement and defence or waiver, answer; and the party's own."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from schemas.events import OwnPaperForm, PaperForm
from services.messages import Invalid
from services.take_case_step import CaseStepDraft, take_case_step
from web import list_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, typed
from web.language import tell
from web.lists.blueprint import bp
from web.lists.case import do, refused, shown_case
from web.uploads import Uploads, receive_uploads


def _paper(case_id: str, paper: str) -> Any:
    """A paper that staff enters."""
    shown_case(case_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        draft = CaseStepDraft(paper, files=uploads.files(), **load(PaperForm()))
    except Invalid as problem:
        return refused(case_id, paper, problem, form, uploads)
    said = _("%(paper)s: recorded.", paper=tell(words.PAPERS[paper]))
    return _take(case_id, paper, draft, said, form, uploads)


def _own_paper(case_id: str, paper: str) -> Any:
    """The party's own statement or waiver."""
    shown_case(case_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        text = load(OwnPaperForm())["text"]
        draft = CaseStepDraft(paper, today(), text, files=uploads.files())
    except Invalid as problem:
        return refused(case_id, f"own_{paper}", problem, form, uploads)
    said = {
        "reply": _("Your statement is handed in; it must be answered before anything is decided."),
        "waiver": _("Your waiver is handed in."),
    }
    return _take(case_id, f"own_{paper}", draft, said[paper], form, uploads)


def _take(
    case_id: str, doing: str, draft: CaseStepDraft, said: str, form: Form, uploads: Uploads
) -> Any:
    return do(
        case_id,
        doing,
        said,
        lambda key: take_case_step(db(), actor(), case_id, draft, now(), key),
        form,
        uploads,
    )


@bp.post("/cases/<case_id>/notice")
@may("list.step")
def notice(case_id: str) -> Any:
    return _paper(case_id, "notice")


@bp.post("/cases/<case_id>/reply")
@may("list.step")
def reply(case_id: str) -> Any:
    return _paper(case_id, "reply")


@bp.post("/cases/<case_id>/waiver")
@may("list.step")
def waiver(case_id: str) -> Any:
    return _paper(case_id, "waiver")


@bp.post("/cases/<case_id>/answer")
@may("list.step")
def answer(case_id: str) -> Any:
    return _paper(case_id, "answer")


@bp.post("/cases/<case_id>/own/reply")
@may("own.reply")
def own_reply(case_id: str) -> Any:
    return _own_paper(case_id, "reply")


@bp.post("/cases/<case_id>/own/waiver")
@may("own.reply")
def own_waiver(case_id: str) -> Any:
    return _own_paper(case_id, "waiver")
