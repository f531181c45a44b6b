"""One paper on its way: revised, checked or sent back, sent out, entered when it is back, or given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, url_for

from reports.official_docx import OfficialText, official_docx
from schemas.papers import Remark, Returned
from services.messages import Conflict, Invalid
from services.papers.check_paper import check_paper, send_paper_back
from services.papers.draft_paper import revise_paper
from services.papers.give_up_paper import give_up_paper
from services.papers.return_paper import ReturnedPaper, return_paper
from services.papers.send_paper import send_paper
from services.papers.show_official_paper import ShownOfficialPaper, show_official_paper
from services.writing import Once
from web import paper_words as words
from web import show as shows
from web.access import actor, may
from web.case_rail import who
from web.context import config, db, now, store, today
from web.form import Form, load, once, typed
from web.language import _, tell
from web.papers.blueprint import READERS, WRITERS, bp
from web.papers.drafting import typed_text
from web.papers.text import official_text
from web.uploads import Uploads, receive_uploads


@bp.get("/<paper_id>")
@may(*READERS)
def show(paper_id: str) -> str:
    return _page(_shown(paper_id))


@bp.post("/<paper_id>/revise")
@may(*WRITERS)
def revise(paper_id: str) -> Any:
    def write(key: Once) -> str:
        return revise_paper(db(), actor(), paper_id, typed_text(), now(), key)

    return _do(paper_id, "revise", write, _("The text is changed."))


@bp.post("/<paper_id>/check")
@may(*WRITERS)
def check(paper_id: str) -> Any:
    def write(key: Once) -> str:
        return check_paper(db(), actor(), paper_id, now(), key)

    return _do(paper_id, "check", write, _("Checked: the text stands and can go out."))


@bp.post("/<paper_id>/send-back")
@may(*WRITERS)
def send_back(paper_id: str) -> Any:
    def write(key: Once) -> str:
        remark = load(Remark())["remark"]
        return send_paper_back(db(), actor(), paper_id, remark, now(), key)

    return _do(paper_id, "send_back", write, _("Sent back to be revised."))


@bp.post("/<paper_id>/send")
@may(*WRITERS)
def send(paper_id: str) -> Any:
    """Draw the Word file, keep its bytes, and let it be taken to the office-automation system."""
    shown = _shown(paper_id)
    content, name = official_docx(_sheet(shown)), f"{shown.name.zh}-{paper_id[:8]}.docx"

    def write(key: Once) -> str:
        return send_paper(db(), store(), actor(), paper_id, content, name, now(), key)

    said = _("The file is ready: take it to the office-automation system.")
    return _do(paper_id, "send", write, said)


@bp.post("/<paper_id>/return")
@may(*WRITERS)
def back(paper_id: str) -> Any:
    _shown(paper_id)
    uploads = receive_uploads(party=False)

    def write(key: Once) -> str:
        given = ReturnedPaper(**load(Returned()), files=uploads.files())
        return return_paper(db(), actor(), paper_id, given, now(), key)

    return _do(paper_id, "return", write, _("The sealed file is the document now."), uploads)


@bp.post("/<paper_id>/give-up")
@may(*WRITERS)
def give_up(paper_id: str) -> Any:
    def write(key: Once) -> str:
        return give_up_paper(db(), actor(), paper_id, now(), key)

    return _do(paper_id, "give_up", write, _("The paper is given up."))


def _do(
    paper_id: str,
    doing: str,
    write: Callable[[Once], str],
    said: str,
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing with a paper and show it again: done, or with what was wrong and all that was typed."""
    _shown(paper_id)
    form = typed()
    try:
        once(write)
    except Invalid as problem:
        form.refuse(problem)
        return _page(_shown(paper_id), doing, form, uploads), 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return _page(_shown(paper_id), doing, form, uploads), 409
    flash(said, "ok")
    return redirect(url_for("papers.show", paper_id=paper_id), 303)


def _shown(paper_id: str) -> ShownOfficialPaper:
    return show_official_paper(db(), actor(), paper_id)


def _sheet(shown: ShownOfficialPaper) -> OfficialText:
    paper = shown.paper
    number = paper.number or paper.number_form
    return official_text(paper.layout, shown.business, shown.text, number, paper.id)  # type: ignore[arg-type]


def _page(
    shown: ShownOfficialPaper,
    doing: str = "",
    form: Form | None = None,
    uploads: Uploads | None = None,
) -> str:
    """``forms``: by what may be done, its form; the one that was sent keeps what was typed."""
    paper = shown.paper
    fresh = {
        "revise": asdict(shown.text),
        "return": {
            "signed_on": shows.day(today()),
            "number": (shown.act.number if shown.act else None) or "",
        },
    }
    forms = {code: Form(fresh.get(code, {})) for code in (*shown.actions, doing)}
    if form is not None:
        forms[doing] = form
    return render_template(
        "papers/show.html",
        s=shown,
        state=words.state(paper.state),
        words=words,
        labels=words.labels() | _labels(),
        steps=_steps(shown),
        forms=forms,
        doing=doing,
        failed=form,
        uploads=uploads or Uploads(),
        max_mb=config().upload_cap_mb,
        sheet=_sheet(shown),
        who=who,
        back=words.business_address(paper.business, paper.business_id),
        back_label=tell(words.BUSINESSES[paper.business]),
    )


def _labels() -> dict[str, str]:
    return {
        "remark": _("What is to be changed"),
        "number": _("Document number"),
        "signed_by": _("Signed and issued by"),
        "signed_on": _("Day of signing"),
        "evidence": _("The sealed file (PDF or OFD)"),
    }


def _steps(shown: ShownOfficialPaper) -> list[dict[str, Any]]:
    """The way of the paper as a rail."""
    paper = shown.paper
    rows = [
        (_("Drafted"), paper.drafted_on, shown.drafted_by, True),
        (_("Checked by another"), paper.checked_on, shown.checked_by, bool(paper.checked_by)),
        (_("Sent out"), paper.sent_on, shown.sent_by, paper.sent_on is not None),
        (_("Back, sealed"), paper.signed_on, shown.returned_by, paper.number is not None),
    ]
    reached = next((n for n, row in enumerate(rows) if not row[3]), len(rows))
    over = paper.state == "given_up"
    return [
        {
            "title": title,
            "date": on,
            "person": who(person) if person else "",
            "state": "done" if done else "skipped" if over else "now" if n == reached else "next",
        }
        for n, (title, on, person, done) in enumerate(rows)
    ]
