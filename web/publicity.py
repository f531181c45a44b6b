"""Publicity of listings: what runs and ends soon; asked for with its basis, agreed by another, ended early."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.lists import EarlyEndForm, PublicationForm, ThisOne
from services.lists.publish_listing import (
    GROUNDS,
    EarlyEnd,
    PublicationDraft,
    answer_publication,
    ask_publication,
    end_publication,
)
from services.lists.show_publicity import SOON_DAYS, ShownPublicity, publicity_board, show_publicity
from services.messages import Invalid, Message, Refusal, say
from services.writing import Once
from web import event_words, repair_words
from web import list_words as words
from web import show as shows
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import tell

bp = Blueprint("publicity", __name__, url_prefix="/publicity")

ENDED_FOR: dict[str, Message] = {
    "wrong": say("It should never have been public"),
    "basis_gone": say("Its basis was annulled or changed"),
    "other": say("Another reason, after the minimum term"),
}


@bp.get("/")
@may("list.read")
def index() -> str:
    board = publicity_board(db(), actor(), today())
    return render_template("publicity/index.html", board=board, soon=SOON_DAYS, words=words)


@bp.get("/<listing_id>")
@may("case.read")
def show(listing_id: str) -> str:
    shown = show_publicity(db(), actor(), listing_id, today())
    return _page(shown, request.args.get("do", ""))


def _page(shown: ShownPublicity, doing: str = "", form: Form | None = None) -> str:
    labels = {"publish": _("Ask to make it public"), "end": _("End the publicity")}
    if doing not in labels or doing not in shown.actions:
        doing = ""
    return render_template(
        "publicity/show.html",
        p=shown,
        doing=doing,
        labels=labels,
        fields=field_labels(),
        levels=[(code, tell(words.LEVELS[code])) for code in words.LEVELS],
        grounds=[(code, tell(ENDED_FOR[code])) for code in GROUNDS],
        words=words,
        repair_words=repair_words,
        told=event_words.told,
        classes=event_words.CLASSES,
        fresh=Form,
        form=form or Form(_suggested(shown)),
    )


def field_labels() -> dict[str, str]:
    """How the fields of both forms are called."""
    return {
        "basis_title": _("Title of the legal basis"),
        "basis_number": _("Document number of the legal basis"),
        "basis_article": _("Article"),
        "basis_level": _("Level of the legal basis"),
        "from_on": _("Public from"),
        "last_day": _("Public until, the last day"),
        "ground": _("Why it ends"),
        "reason": _("Reasons"),
    }


def _suggested(shown: ShownPublicity) -> dict[str, str]:
    """From today as long as the norm allows."""
    last = {"last_day": shows.day(shown.latest)} if shown.latest else {}
    return {"from_on": shows.day(max(today(), shown.listing.from_on)), **last}


@bp.post("/<listing_id>/publish")
@may("list.publish")
def publish(listing_id: str) -> Any:
    def write(key: Once) -> str:
        draft = PublicationDraft(**load(PublicationForm()))
        return ask_publication(db(), actor(), listing_id, draft, now(), key)

    said = _("Asked for; another person must agree before anything is public.")
    return _do(listing_id, "publish", said, write)


@bp.post("/<listing_id>/agree")
@may("list.publish")
def agree(listing_id: str) -> Any:
    said = _("Agreed: the listing is public within its term.")
    return _do(listing_id, "agree", said, lambda key: _answer(listing_id, key, agreed=True))


@bp.post("/<listing_id>/refuse")
@may("list.publish")
def refuse(listing_id: str) -> Any:
    said = _("Refused: the listing stays internal.")
    return _do(listing_id, "refuse", said, lambda key: _answer(listing_id, key, agreed=False))


def _answer(listing_id: str, key: Once, *, agreed: bool) -> str:
    publication_id = load(ThisOne())["id"]
    return answer_publication(db(), actor(), listing_id, publication_id, agreed, now(), key)


@bp.post("/<listing_id>/end")
@may("list.publish")
def end(listing_id: str) -> Any:
    def write(key: Once) -> str:
        given = load(EarlyEndForm())
        early = EarlyEnd(given["ground"], given["reason"])
        return end_publication(db(), actor(), listing_id, given["id"], early, now(), key)

    return _do(listing_id, "end", _("Ended: the name is no longer in the public register."), write)


def _do(listing_id: str, doing: str, said: str, write: Callable[[Once], str]) -> Any:
    """Do one thing and show the publicity again: done, or with what was wrong and all that was typed."""
    form = typed()
    try:
        once(write)
    except Invalid as problem:
        form.refuse(problem)
        status = 422
    except Refusal as problem:
        form.errors[""] = tell(problem.message)
        status = problem.status
    else:
        flash(said, "ok")
        return redirect(url_for("publicity.show", listing_id=listing_id), 303)
    return _page(show_publicity(db(), actor(), listing_id, today()), doing, form), status
