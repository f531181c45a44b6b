"""Publicity of a listing: asked for with its legal basis, answered by a second person, ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from schemas.lists import PublicationForm, ThisOne
from services.messages import Invalid
from services.publish_listing import (
    PublicationDraft,
    answer_publication,
    ask_publication,
    end_publication,
)
from services.writing import Once
from web.access import actor, may
from web.context import db, now
from web.form import load, typed
from web.lists.blueprint import bp
from web.lists.case import do, refused, shown_case


@bp.post("/cases/<case_id>/publish")
@may("list.publish")
def publish(case_id: str) -> Any:
    shown_case(case_id)
    form = typed()
    try:
        draft = PublicationDraft(**load(PublicationForm()))
    except Invalid as problem:
        return refused(case_id, "publish", problem, form)
    return do(
        case_id,
        "publish",
        _("Asked for; another person must agree before anything is public."),
        lambda key: ask_publication(db(), actor(), case_id, draft, now(), key),
        form,
    )


@bp.post("/cases/<case_id>/agree")
@may("list.publish")
def agree(case_id: str) -> Any:
    return _answer(case_id, "agree", _("Agreed: the listing is public within its term."))


@bp.post("/cases/<case_id>/refuse-publication")
@may("list.publish")
def refuse_publication(case_id: str) -> Any:
    return _answer(case_id, "refuse_publication", _("Refused: the listing stays internal."))


def _answer(case_id: str, doing: str, said: str) -> Any:
    def write(publication_id: str) -> Callable[[Once], str]:
        return lambda key: answer_publication(
            db(), actor(), case_id, publication_id, doing == "agree", now(), key
        )

    return _about(case_id, doing, said, write)


@bp.post("/cases/<case_id>/end-publication")
@may("list.publish")
def end(case_id: str) -> Any:
    def write(publication_id: str) -> Callable[[Once], str]:
        return lambda key: end_publication(db(), actor(), case_id, publication_id, now(), key)

    said = _("Ended: the name is no longer in the public register.")
    return _about(case_id, "end_publication", said, write)


def _about(
    case_id: str, doing: str, said: str, write: Callable[[str], Callable[[Once], str]]
) -> Any:
    """Do something with the publication that the page showed."""
    shown_case(case_id)
    form = typed()
    try:
        publication_id = load(ThisOne())["id"]
    except Invalid as problem:
        return refused(case_id, doing, problem, form)
    return do(case_id, doing, said, write(publication_id), form)
