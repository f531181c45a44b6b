"""Files of exports: rows with their words, as a workbook, CSV with its stamp, or JSON."""

from __future__ import annotations

from datetime import date, datetime

from flask import Response
from flask_babel import gettext as _

from reports.frames import Stamp, Table
from reports.registers import ListRow, ScoreRow, list_table, score_table
from reports.tabular import json_bytes, stamped_csv
from reports.workbook import workbook
from services.read_export import ExportedListing, ExportedScore, ExportFilter, Listings, Scores
from services.scheme_words import SchemeWords, scheme_words
from web import published_words, show
from web.access import actor
from web.attachment import attachment
from web.context import config, db, today
from web.dispute import mark_text
from web.language import pick
from web.list_words import last_day_words, list_name
from web.report_words import list_titles_words, score_titles_words, workbook_words
from web.spoken import reason

ENDINGS = {"xlsx": "xlsx", "csv": "zip", "json": "json"}
"""A CSV file comes in a bundle with its stamp."""
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
}


def scores_table(scores: Scores) -> Table:
    title = pick(scores.title.zh, scores.title.en)
    named = scheme_words(db(), today()).get(scores.scheme)
    rows = (_score(row, title, named) for row in scores.rows)
    return score_table(rows, score_titles_words(), scored=scores.scored)


def _score(row: ExportedScore, title: str, named: SchemeWords | None) -> ScoreRow:
    return ScoreRow(
        code=row.code,
        name=row.name,
        region=show.region(row.region),
        scheme=title,
        points=row.points,
        grade=pick(row.grade.name.zh, row.grade.name.en) if row.grade else _("Unrated"),
        events=row.events,
        published=published_words.word(row.published, named),
        document=row.published.document_no if row.published else "",
        dispute=mark_text(row.disputed),
        note=reason(row.unrated),
    )


def listings_table(listings: Listings) -> Table:
    return list_table(map(_listing, listings.rows), list_titles_words())


def _listing(row: ExportedListing) -> ListRow:
    scope = _("public") if row.is_public else _("internal")
    state = _("ended") if row.state == "ended" else _("on the list, %(scope)s", scope=scope)
    return ListRow(
        code=row.code,
        name=row.name,
        region=show.region(row.region),
        list_name=pick(row.list_name.zh, row.list_name.en),
        reason=str(_("by the rules of the scheme")) if row.by_rule else row.reason,
        basis=pick(row.basis.zh, row.basis.en),
        document=row.document_no,
        entered_on=row.from_on,
        last_day=row.last_day or last_day_words(None, for_life=row.for_life),
        state=str(state),
        dispute=mark_text(row.disputed),
    )


def stamp_of(
    export_id: str, title: str, on: date, known_on: date, at: datetime, filters: list[str]
) -> Stamp:
    """What the file says of itself."""
    demo = (
        _("Demonstration data: contractors, persons and document numbers are all invented")
        if config().demo
        else ""
    )
    return Stamp(title, export_id, on, known_on, at, tuple(filters), str(demo))


def wishes_of(wanted: ExportFilter, **days: date | None) -> dict[str, str]:
    """The filter as the record holds it: codes and days."""
    found = {
        "scheme": wanted.scheme,
        "list": wanted.list_code,
        "region": wanted.region,
        **{name: day and day.isoformat() for name, day in days.items()},
    }
    return {name: value for name, value in found.items() if value}


def wish_words(wishes: dict[str, str], named: dict[str, SchemeWords]) -> list[str]:
    """The filter in words, for the stamp and for the list of earlier exports."""
    scheme, region = wishes.get("scheme", ""), wishes.get("region")
    title = named[scheme].title if scheme in named else None
    found = [
        (_("Scheme"), pick(title.zh, title.en) if title else scheme or None),
        (_("List"), list_name(scheme, wishes["list"], named) if "list" in wishes else None),
        (_("Region of registration"), show.region(region) if region else None),
        (_("From"), wishes.get("from")),
        (_("Until"), wishes.get("until")),
        (_("As known on"), wishes.get("known")),
    ]
    return [_("%(label)s: %(value)s", label=label, value=v) for label, v in found if v]


def file_bytes(table: Table, stamp: Stamp, form: str, name: str) -> bytes:
    """The finished file; raises ``ValueError`` where a sheet cannot hold the rows."""
    if form == "xlsx":
        return workbook(table, stamp, workbook_words(), reporting_unit=actor().office_name)
    if form == "csv":
        return stamped_csv(table, stamp, name)
    return json_bytes(table, stamp)


def download(content: bytes, form: str, name: str) -> Response:
    """The file as an attachment, under a name that may be Chinese."""
    return attachment(content, TYPES[form], name, ENDINGS[form])
