"""Exports: the score table of a day and the report of the lists, as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from schemas.exports import ListsExport, ScoresExport, Snapshot
from services.exports.read_export import (
    ExportFilter,
    Listings,
    Scores,
    Span,
    read_scores,
)
from services.exports.read_listings import read_listings
from services.exports.read_register import listing_record, score_record
from services.exports.seal_standing import SEALED, half_years, seal_number, seal_standing
from services.messages import Invalid, say
from services.rules.scheme_words import scheme_words
from services.statements.show_statement import Axes
from web import export_files as files
from web.access import actor, may
from web.context import db, now, store, today
from web.export_making import Asked, file_name, finish, hand_out
from web.export_page import page
from web.export_paper import ListPictures, list_pictures, on_paper
from web.form import Form, load, typed

bp = Blueprint("exports", __name__, url_prefix="/exports")


@bp.get("/")
@may("export.make")
def index() -> str:
    return page(lists=Form())


@bp.post("/lists")
@may("export.make")
def lists() -> Any:
    """The report of the lists as a file, on paper too: nothing leaves that the record does not know."""
    form = typed()
    try:
        given = load(ListsExport())
        found = _listings(given)
        days = {"from": found.span.first, "until": found.span.last}
        wishes = files.wishes_of(_wanted(given), **days)
        asked_for = Asked("lists", given["format"], wishes, found.span.last, today(), found.known)
        drawn = files.of_listings(found, lambda: on_paper(_pictures(_wanted(given), found)))
        return hand_out(asked_for, map(listing_record, found.rows), drawn)
    except Invalid as problem:
        form.refuse(problem)
        return page(lists=form), 422


@bp.post("/scores")
@may("export.make")
def scores() -> Any:
    """The score table of a day as a file."""
    form = typed()
    try:
        given = load(ScoresExport())
        wanted = ExportFilter(given["scheme"], given["region"])
        found = read_scores(db(), actor(), wanted, Axes(given["on"], given["known"]), today())
        wishes = files.wishes_of(wanted, known=given["known"])
        known_on = given["known"] or today()
        asked_for = Asked("scores", given["format"], wishes, given["on"], known_on, found.known)
        return hand_out(asked_for, map(score_record, found.rows), files.of_scores(found))
    except Invalid as problem:
        form.refuse(problem)
        return page(scores=form), 422


@bp.post("/snapshots")
@may("export.make")
def seal() -> Any:
    """Seal the standing of a half-year's last day as it was known that night."""
    form = typed()
    try:
        given = load(Snapshot())
        on, wanted = given["on"], ExportFilter(given["scheme"])
        if on not in half_years(on, today()):
            raise Invalid({"on": say("Choose the last day of a half-year that has ended.")})
        found = read_scores(db(), actor(), wanted, Axes(on, on), today())
        wishes = files.wishes_of(wanted, known=on)
        number = seal_number(given["scheme"], on)
        asked_for = Asked(SEALED, "xlsx", wishes, on, on, found.known, number=number)
        made, parcel = finish(asked_for, map(score_record, found.rows), files.of_scores(found))
        name = f"{file_name(asked_for)}.xlsx"
        seal_standing(db(), store(), actor(), made, name, now(), parcel)
    except Invalid as problem:
        form.refuse(problem)
        return page(snapshot=form), 422
    flash(_("The standing is sealed. Its file can be taken again below, as it is now."), "ok")
    return redirect(url_for(".index", _anchor="past"), 303)


def _wanted(given: dict[str, Any]) -> ExportFilter:
    scheme, _sep, code = (given["list"] or "").partition("/")
    return ExportFilter(scheme or None, given["region"], code or None)


def _listings(given: dict[str, Any]) -> Listings:
    span = Span(given["from_on"], given["until_on"])
    return read_listings(db(), actor(), _wanted(given), span, today())


def _pictures(wanted: ExportFilter, found: Listings) -> ListPictures:
    return list_pictures(found, _scored(wanted, found.span.last))


def _scored(wanted: ExportFilter, on: date) -> Iterator[Scores]:
    """The scores of the last day under each scheme that the report is about and that was in force."""
    for scheme, words in scheme_words(db(), today()).items():
        if words.lists and wanted.scheme in (None, scheme):
            try:
                narrowed = ExportFilter(scheme, wanted.region)
                yield read_scores(db(), actor(), narrowed, Axes(on), today())
            except Invalid:
                continue
