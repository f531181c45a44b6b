"""Dossiers: the list of a case's papers, the file in one click, and to whom outside it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from schemas.dossiers import GrantForm
from services.dossiers.annexes import Annex
from services.dossiers.dossier import Dossier, Item, read_dossier
from services.dossiers.grant_dossier import (
    LONGEST,
    GrantDraft,
    Granted,
    check_grant,
    grant_dossier,
    grant_or_404,
    new_grant_code,
    revoke_grant,
    shown_grants,
)
from services.dossiers.make_dossier import make_dossier, past_dossiers
from services.messages import Conflict, Invalid, Message, say
from services.writing import Once
from web import dossier_annexes, dossier_words
from web.access import actor, may
from web.attachment import attachment
from web.context import db, now, store, today
from web.dossier_paper import bound
from web.form import Form, load, once, typed
from web.language import _, pick, tell
from web.lists.case_dossier import summary
from web.show import day

bp = Blueprint("dossiers", __name__, url_prefix="/dossiers")

READERS: dict[str, Message] = {
    "court": say("A court"),
    "reconsideration": say("The reconsideration office"),
    "procuratorate": say("The procuratorate"),
    "supervision": say("The supervision or discipline office"),
    "counsel": say("The party's lawyer or agent: only what the party may see"),
    "other": say("Another office"),
}
STATES: dict[str, tuple[Message, str]] = {
    "running": (say("open"), "now"),
    "over": (say("ended"), "off"),
    "revoked": (say("closed before its day"), "off"),
}
FEWEST_DAYS = 7


@bp.get("/cases/<case_id>")
@may("case.read")
def show(case_id: str) -> str:
    return _page(case_id, Form({"days": str(FEWEST_DAYS)}))


@bp.post("/cases/<case_id>")
@may("case.read")
def make(case_id: str) -> Response:
    """The dossier as it stands today; it is entered by its hash before it is handed out."""
    dossier = read_dossier(db(), store(), actor(), case_id, today())
    made = bound(dossier, actor(), today())
    name = _("Dossier %(name)s %(day)s", name=dossier.shown.case.subject.name, day=day(today()))
    make_dossier(db(), actor(), made, now())
    return attachment(made.content, "application/pdf", name, "pdf")


@bp.post("/cases/<case_id>/readers")
@may("disclosure.record")
def grant(case_id: str) -> Any:
    """Bind the dossier for one reader, keep it, and print the letter with its link and code."""
    form = typed()
    try:
        draft = GrantDraft(**load(GrantForm()))
        check_grant(db(), actor(), case_id, draft)
        dossier = read_dossier(db(), store(), actor(), case_id, today(), whole=draft.whole)
        made = bound(dossier, actor(), today())
        what = _what(dossier, made.pages, draft.days)

        def give(key: Once) -> Granted:
            return grant_dossier(db(), store(), actor(), draft, made, what, now(), key)

        return _letter(case_id, give)
    except Invalid as problem:
        form.refuse(problem)
        return _page(case_id, form), 422


def _what(dossier: Dossier, pages: int, days: int) -> str:
    """What the contractor reads of it."""
    name = pick(dossier.shown.name.zh, dossier.shown.name.en)
    told = {"name": name, "pages": pages, "days": days}
    if dossier.whole:
        return _(
            "Dossier of the case “%(name)s”, %(pages)s pages, to read for %(days)s days", **told
        )
    return _(
        "What the party may see of the dossier “%(name)s”, %(pages)s pages, to read for %(days)s days",
        **told,
    )


@bp.post("/readers/<dossier_grant_id>/code")
@may("disclosure.record")
def code(dossier_grant_id: str) -> Any:
    """A new code for a reader who lost his, or whose browser changed."""
    case_id = grant_or_404(db(), actor(), dossier_grant_id).dossier.case_id
    return _letter(case_id, lambda key: new_grant_code(db(), actor(), dossier_grant_id, now(), key))


@bp.post("/readers/<dossier_grant_id>/close")
@may("disclosure.record")
def close(dossier_grant_id: str) -> Any:
    case_id = grant_or_404(db(), actor(), dossier_grant_id).dossier.case_id
    try:
        once(lambda key: revoke_grant(db(), actor(), dossier_grant_id, now(), key))
    except Conflict as problem:
        flash(tell(problem.message), "warn")
    else:
        flash(_("It is closed: nobody reads this dossier by that letter any more."), "ok")
    return redirect(url_for(".show", case_id=case_id, _anchor="readers"), 303)


def _letter(case_id: str, issue: Callable[[Once], Granted]) -> Any:
    """The letter itself, not a redirection to it: its code is shown once and kept nowhere."""
    issued: list[Granted] = []

    def write(key: Once) -> str:
        issued.append(issue(key))
        return issued[0].grant_id

    back = url_for(".show", case_id=case_id, _anchor="readers")
    try:
        once(write)
    except Conflict as problem:
        flash(tell(problem.message), "warn")
        return redirect(back, 303)
    if not issued:
        flash(_("A letter is shown once. If it was not printed, issue a new one."), "warn")
        return redirect(back, 303)
    link = url_for("dossier_reader.show", dossier_grant_id=issued[0].grant_id, _external=True)
    paper = {"title": _("Letter to the reader of a dossier"), "back": back}
    return render_template("dossiers/letter.html", letter=issued[0], link=link, paper=paper)


def _page(case_id: str, form: Form) -> str:
    dossier = read_dossier(db(), store(), actor(), case_id, today())
    return render_template(
        "dossiers/case.html",
        d=dossier,
        rows=[_row(dossier, item) for item in dossier.items],
        summary=summary(dossier),
        past=past_dossiers(db(), actor(), case_id),
        grants=shown_grants(db(), actor(), case_id, today()),
        readers=[(code, tell(words)) for code, words in READERS.items()],
        reader_words={code: tell(words) for code, words in READERS.items()},
        states={code: (tell(words), tone) for code, (words, tone) in STATES.items()},
        longest=LONGEST,
        form=form,
        fresh=Form,
    )


def _row(dossier: Dossier, item: Item) -> dict[str, Any]:
    there = item.state == "there"
    return {
        "number": item.number,
        "no": dossier_words.document_no(item) if there else "",
        "author": dossier_words.author(dossier, item) if there else "",
        "title": dossier_words.title(item),
        "on": item.on if there else None,
        "pages": item.pages,
        "state": item.state,
        "href": _address(dossier, item),
    }


def _address(dossier: Dossier, item: Item) -> str:
    """Where the paper stands, or where it is made; empty for whom that page is closed."""
    if isinstance(item.document, Annex):
        return dossier_annexes.address(item.document)
    there = item.state == "there" and item.document is not None
    place = f"paper-{item.document.id}" if there and item.document else "procedure"
    return url_for("lists.case", case_id=dossier.shown.case.id, _anchor=place)
