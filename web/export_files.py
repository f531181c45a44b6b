"""Files of exports: rows with their words, as workbook, CSV, JSON, paper, entities, or what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from flask import Response
from flask_babel import gettext as _

from reports.follow_the_money import Designation, entities
from reports.frames import Stamp, Table
from reports.registers import (
    ListRow,
    PublicRow,
    ScoreRow,
    list_table,
    public_table,
    score_table,
)
from reports.report_paper import PaperPicture
from reports.tabular import json_bytes, json_record, stamped_csv
from reports.workbook import workbook
from services.exports.export_words import SCOPES
from services.exports.read_export import (
    ExportedListing,
    ExportedScore,
    ExportFilter,
    Listings,
    Scores,
)
from services.exports.read_register import Register
from services.exports.register_delta import Earlier, changes
from services.lists.public_register import PublicEntry
from services.rules.scheme_words import SchemeWords, scheme_words
from web import published_words, show
from web.access import actor
from web.attachment import attachment
from web.context import config, db, today
from web.dispute import mark_text
from web.export_paper import report_of
from web.language import pick, tell
from web.list_words import last_day_words, list_name
from web.report_words import (
    list_titles_words,
    public_titles_words,
    score_titles_words,
    workbook_words,
)
from web.show import day
from web.spoken import reason

Drawn = Callable[[Stamp], bytes]
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "pdf": "application/pdf",
}
"""By ending."""


def of_scores(scores: Scores) -> dict[str, Drawn]:
    """How each kind of file is drawn."""
    return _of_table(scores_table(scores), "scores")


def of_listings(
    listings: Listings, pictures: Callable[[], Iterable[PaperPicture]]
) -> dict[str, Drawn]:
    """How each kind of file is drawn; the pictures only where they are wanted."""
    table = listings_table(listings)
    return {
        **_of_table(table, "lists"),
        "ftm": lambda stamp: ftm(map(_designation, listings.rows), stamp),
        "pdf": lambda stamp: report_of(stamp, table, _figures(listings), pictures()),
    }


def of_register(register: Register, earlier: Earlier | None) -> dict[str, Drawn]:
    """How each kind of file is drawn; a delta only with the earlier register."""
    public = register.scope == "public"
    table = (
        public_table_of(register.public)
        if public
        else list_table(map(_listing, register.listings), list_titles_words())
    )
    rows = (
        map(_public_designation, register.public)
        if public
        else map(_designation, register.listings)
    )
    drawn: dict[str, Drawn] = {
        **_of_table(table, "register"),
        "ftm": lambda stamp: ftm(rows, stamp),
        "pdf": lambda stamp: report_of(stamp, table, (), ()),
    }
    if earlier is not None:
        drawn["delta"] = lambda stamp: _delta(register, earlier, stamp)
    return drawn


def _of_table(table: Table, name: str) -> dict[str, Drawn]:
    def named(stamp: Stamp) -> str:
        return f"{name}-{day(stamp.as_of)}"

    return {
        "xlsx": lambda stamp: workbook(
            table, stamp, workbook_words(), reporting_unit=actor().office_name
        ),
        "csv": lambda stamp: stamped_csv(table, stamp, named(stamp)),
        "json": lambda stamp: json_bytes(table, stamp),
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


def _state(row: ExportedListing) -> str:
    if row.state == "ended":
        return str(_("ended"))
    if row.state == "stayed":
        return str(_("on the list, execution stayed"))
    scope = _("public") if row.is_public else _("internal")
    return str(_("on the list, %(scope)s", scope=scope))


def _listing(row: ExportedListing) -> ListRow:
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
        state=_state(row),
        dispute=mark_text(row.disputed),
    )


def public_table_of(entries: Iterable[PublicEntry]) -> Table:
    """Entries of the public register, in the reader's language."""
    rows = (
        PublicRow(
            code=row.code,
            name=row.name,
            list_name=pick(row.list_name.zh, row.list_name.en),
            basis=row.basis,
            office=pick(row.office.zh, row.office.en),
            entered_on=row.from_on,
            last_day=row.last_day or last_day_words(None, for_life=row.for_life),
            public_until=row.public_until,
            dispute=mark_text(row.disputed),
        )
        for row in entries
    )
    return public_table(rows, public_titles_words())


def _designation(row: ExportedListing) -> Designation:
    return Designation(
        subject_id=row.subject_id,
        is_person=row.is_person,
        name=row.name,
        code=row.code,
        row_id=row.id,
        list_name=row.list_name.zh,
        authority=row.office.zh,
        reason=row.reason,
        basis=row.basis.zh,
        document=row.document_no,
        from_on=row.from_on,
        last_day=row.last_day,
        disputed=mark_text(row.disputed),
        state=row.state,
    )


def _public_designation(row: PublicEntry) -> Designation:
    return Designation(
        subject_id=row.subject_id,
        is_person=row.is_person,
        name=row.name,
        code=row.code,
        row_id=row.publication_id,
        list_name=row.list_name.zh,
        authority=row.office.zh,
        reason="",
        basis=row.basis,
        document="",
        from_on=row.from_on,
        last_day=row.last_day,
        disputed=mark_text(row.disputed),
    )


def _figures(listings: Listings) -> tuple[tuple[str, str], ...]:
    return (
        (_("On a list on the last day"), str(len({row.code for row in listings.standing}))),
        (_("Listings begun"), str(listings.entered)),
        (_("Listings ended"), str(listings.left)),
    )


def ftm(rows: Iterable[Designation], stamp: Stamp) -> bytes:
    return entities(rows, stamp.as_of, stamp.not_after or stamp.as_of)


def _delta(register: Register, earlier: Earlier, stamp: Stamp) -> bytes:
    """The changes under the stamp, with the register from which they lead here."""
    public = register.scope == "public"
    old = earlier.export
    found = changes(earlier.lines, register.records(), stamp.as_of, public=public)
    since = {"export_id": old.id, "as_of": day(old.on), "ledger_size": old.known}
    return json_record({"stamp": stamp.as_record(), "since": since, "changes": found})


def demo_mark() -> str:
    """The mark of demonstration data, empty in earnest."""
    mark = _("Demonstration data: contractors, persons and document numbers are all invented")
    return str(mark) if config().demo else ""


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
        (_("Scope"), tell(SCOPES[wishes["scope"]]) if "scope" in wishes else None),
        (_("Since the register"), wishes.get("since", "")[:8] or None),
        (_("From"), wishes.get("from")),
        (_("Until"), wishes.get("until")),
        (_("As known on"), wishes.get("known")),
    ]
    return [_("%(label)s: %(value)s", label=label, value=v) for label, v in found if v]


def download(content: bytes, ending: str, name: str) -> Response:
    """The file as an attachment, under a name that may be Chinese."""
    return attachment(content, TYPES[ending], name, ending)
