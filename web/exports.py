"""Exports: the score table of a day and the report of the lists, as files and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from models import new_id
from reports.frames import Table
from schemas.exports import ListReport, ListsExport, ScoresExport, Snapshot
from services.make_export import MadeFile, PastExport, make_export, past_exports
from services.messages import Invalid, say
from services.read_export import (
    ExportFilter,
    Listings,
    Scores,
    Span,
    half_year_before,
    last_months,
    read_listings,
    read_scores,
)
from services.scheme_words import scheme_words
from services.seal_standing import SEALED, half_years, seal_number, seal_standing
from services.show_lists import month_counts, region_counts
from services.show_statement import Axes
from web import export_files as files
from web import list_words, show
from web.access import actor, may
from web.choices import home_regions
from web.context import db, now, store, today
from web.form import Form, asked, load, typed
from web.language import pick
from web.list_charts import grades_of, map_of_lists, months_of_lists
from web.show import day

bp = Blueprint("exports", __name__, url_prefix="/exports")

EARLIEST = date(2000, 1, 1)


@bp.get("/")
@may("export.make")
def index() -> str:
    return _page(Form(), Form())


def _page(lists: Form, scores: Form, snapshot: Form | None = None) -> str:
    """The forms; the one that was sent keeps what was typed."""
    named = scheme_words(db(), today())
    half, before = last_months(today()), half_year_before(today())
    lists.values = lists.values or {"from_on": day(half.first), "until_on": day(half.last)}
    scores.values = scores.values or {"on": day(today()), "scheme": next(iter(named), "")}
    return render_template(
        "exports/index.html",
        lists=lists,
        scores=scores,
        snapshot=snapshot or Form(),
        half_years=[(day(ended), show.long_day(ended)) for ended in half_years(EARLIEST, today())],
        half=half,
        before=before,
        schemes=[(code, pick(w.title.zh, w.title.en)) for code, w in named.items()],
        groups=list_words.list_groups(named),
        regions=home_regions(),
        formats=formats(),
        kinds=kinds(),
        past=[_past(export) for export in past_exports(db(), actor())],
    )


def formats() -> dict[str, str]:
    return {
        "xlsx": _("Workbook (XLSX)"),
        "csv": _("CSV with its stamp (ZIP)"),
        "json": _("JSON"),
    }


def kinds() -> dict[str, str]:
    return {
        "scores": _("Score table"),
        "lists": _("Report of the lists"),
        SEALED: _("Sealed standing"),
    }


def _past(export: PastExport) -> dict[str, Any]:
    return {
        "export": export,
        "filter": files.wish_words(export.wishes, scheme_words(db(), today())),
    }


@bp.post("/lists")
@may("export.make")
def lists() -> Any:
    """The report of the lists as a file."""
    form = typed()
    try:
        given = load(ListsExport())
        found = _listings(given)
        days = {"from": found.span.first, "until": found.span.last}
        wishes = files.wishes_of(_wanted(given), **days)
        asked_for = _Asked("lists", given["format"], wishes, found.span.last, today(), found.known)
        return _hand_out(asked_for, files.listings_table(found))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form, Form()), 422


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
        asked_for = _Asked("scores", given["format"], wishes, given["on"], known_on, found.known)
        return _hand_out(asked_for, files.scores_table(found))
    except Invalid as problem:
        form.refuse(problem)
        return _page(Form(), form), 422


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
        asked_for = _Asked(SEALED, "xlsx", wishes, on, on, found.known, number)
        made, name = _made(asked_for, files.scores_table(found))
        seal_standing(db(), store(), actor(), made, f"{name}.xlsx", now())
    except Invalid as problem:
        form.refuse(problem)
        return _page(Form(), Form(), form), 422
    flash(_("The standing is sealed. Its file can be taken again below, as it is now."), "ok")
    return redirect(url_for(".index", _anchor="past"), 303)


@dataclass(frozen=True)
class _Asked:
    """What is exported: kind, format, filter, and the two days with the ledger size behind the second."""

    kind: str
    format: str
    wishes: dict[str, str]
    on: date
    known_on: date
    known: int
    number: str = field(default_factory=new_id)


def _hand_out(what: _Asked, table: Table) -> Response:
    """Draw the file, enter it in the record by its hash, and only then hand it out."""
    made, name = _made(what, table)
    make_export(db(), actor(), made, now())
    return files.download(made.content, what.format, name)


def _made(what: _Asked, table: Table) -> tuple[MadeFile, str]:
    """The finished file and what it is called."""
    export_id, title = what.number, str(kinds()[what.kind])
    filters = files.wish_words(what.wishes, scheme_words(db(), today()))
    stamp = files.stamp_of(export_id, title, what.on, what.known_on, now(), filters)
    name = f"{title}-{day(what.on)}-{export_id[:8]}"
    try:
        content = files.file_bytes(table, stamp, what.format, f"{what.kind}-{day(what.on)}")
    except ValueError:
        raise Invalid({"format": say("A sheet cannot hold so many rows; choose CSV.")}) from None
    made = MadeFile(
        export_id=export_id,
        kind=what.kind,
        format=what.format,
        wishes=what.wishes,
        on=what.on,
        known=what.known,
        rows=len(table.frame),
        content=content,
    )
    return made, name


def _wanted(given: dict[str, Any]) -> ExportFilter:
    scheme, _sep, code = (given["list"] or "").partition("/")
    return ExportFilter(scheme or None, given["region"], code or None)


def _listings(given: dict[str, Any]) -> Listings:
    span = Span(given["from_on"], given["until_on"])
    return read_listings(db(), actor(), _wanted(given), span, today())


@bp.get("/report")
@may("export.make")
def report() -> Any:
    """The report of the lists on paper, with its pictures; the last six months unless days are given."""
    given, form = asked(ListReport())
    half = last_months(today())
    given["from_on"], given["until_on"] = (
        given["from_on"] or half.first,
        given["until_on"] or half.last,
    )
    try:
        if form.errors:
            return _page(form, Form()), 422
        found = _listings(given)
    except Invalid as problem:
        form.refuse(problem)
        return _page(form, Form()), 422
    return _on_paper(_wanted(given), found)


def _on_paper(wanted: ExportFilter, found: Listings) -> str:
    stays = [(row.from_on, row.until_on) for row in found.rows]
    homes = {row.code: row.region for row in found.standing}
    by_region, elsewhere = region_counts(homes.values())
    return render_template(
        "exports/report.html",
        found=found,
        listed=len(homes),
        filters=files.wish_words(files.wishes_of(wanted), scheme_words(db(), today())),
        by_month=months_of_lists(month_counts(stays, found.span.first, found.span.last)),
        by_region=map_of_lists(by_region),
        elsewhere=elsewhere,
        grades=[
            (pick(scored.title.zh, scored.title.en), grades_of(scored.by_grade(), f"grades-{n}"))
            for n, scored in enumerate(_scored(wanted, found.span.last))
        ],
        words=list_words,
        office=actor().office_name,
        maker=actor().name,
        at=now(),
    )


def _scored(wanted: ExportFilter, on: date) -> Iterator[Scores]:
    """The scores of the last day under each scheme that the report is about and that was in force."""
    for scheme, words in scheme_words(db(), today()).items():
        if words.lists and wanted.scheme in (None, scheme):
            try:
                narrowed = ExportFilter(scheme, wanted.region)
                yield read_scores(db(), actor(), narrowed, Axes(on), today())
            except Invalid:
                continue
