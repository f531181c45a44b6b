"""The half-yearly bulletin (信用评价半年通报): grades, listings and prefectures of a half-year, on paper.

It names only who stands in the public register on the day on which it is made: what has left is named no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from identity import regions
from reports.frames import Stamp
from reports.report_paper import PaperTable, ReportPaper, report_pdf
from services.exports.make_export import MadeFile, make_export
from services.exports.read_export import (
    ExportFilter,
    Listings,
    Scores,
    Span,
    half_year_before,
    read_scores,
)
from services.exports.read_listings import read_listings
from services.exports.read_register import public_record
from services.lists.public_register import PublicEntry, public_register
from services.lists.show_lists import region_counts
from services.messages import Invalid
from services.rules.scheme_words import scheme_words
from services.statements.show_statement import Axes
from web import export_files as files
from web.access import actor
from web.context import db, now, today
from web.export_making import Asked, finish
from web.export_paper import list_pictures, on_paper, paper_table
from web.language import is_chinese, pick

BULLETIN = "bulletin"


@dataclass(frozen=True)
class HalfYear:
    """What the bulletin tells of, and the half-year before for comparison."""

    listings: Listings
    before: Listings
    scores: tuple[Scores, ...]
    scores_before: dict[str, Scores]
    named: tuple[PublicEntry, ...]


def make_bulletin(half: Span) -> MadeFile:
    """Draw the bulletin of a half-year and enter it in the record. Raises ``Invalid``, ``Forbidden``."""
    found = _read(half)
    days = {"from": half.first, "until": half.last}
    wishes = files.wishes_of(ExportFilter(), **days) | {"scope": "public"}
    ends = tuple(entry.public_until for entry in found.named)
    what = Asked(BULLETIN, "pdf", wishes, half.last, today(), found.listings.known, ends)
    records = map(public_record, found.named)
    made, parcel = finish(what, records, {"pdf": lambda stamp: _paper(found, stamp)})
    make_export(db(), actor(), made, now(), parcel=parcel)
    return made


def _read(half: Span) -> HalfYear:
    """Everything as known now."""
    everything = ExportFilter()
    before = half_year_before(half.first)
    scores = tuple(_scores(half))
    return HalfYear(
        listings=read_listings(db(), actor(), everything, half, today()),
        before=read_listings(db(), actor(), everything, before, today()),
        scores=scores,
        scores_before={one.scheme: one for one in _scores(before)},
        named=tuple(
            entry
            for entry in public_register(db(), today())
            if half.first <= entry.from_on <= half.last
        ),
    )


def _scores(half: Span) -> Iterator[Scores]:
    """The scores of the last day under every scheme that had some."""
    for scheme in scheme_words(db(), today()):
        try:
            yield read_scores(db(), actor(), ExportFilter(scheme), Axes(half.last), today())
        except Invalid:
            continue


def _paper(found: HalfYear, stamp: Stamp) -> bytes:
    pictures = list_pictures(found.listings, found.scores)
    return report_pdf(
        ReportPaper(
            language="zh" if is_chinese() else "en",
            title=_("Half-yearly bulletin on environmental credit"),
            subtitle=_half_words(found.listings.span),
            demo=stamp.demo,
            facts=[
                (_("Issued by"), actor().office_name),
                (_("As of"), f"{stamp.as_of}"),
                (_("As known on"), f"{stamp.known_on}"),
                (_("Export number"), stamp.export_id),
            ],
            notes=stamp.notes,
            figures=_figures(found),
            pictures=list(on_paper(pictures)),
            tables=[*map(_grades, _with_before(found)), _by_prefecture(found), _named(found)],
            signs=[],
            page=_("page {page} of {pages}"),
        )
    )


def _half_words(span: Span) -> str:
    if span.first.month == 1:
        return str(_("First half of %(year)s", year=span.first.year))
    return str(_("Second half of %(year)s", year=span.first.year))


def _figures(found: HalfYear) -> list[tuple[str, str]]:
    now_listed, before = found.listings, found.before
    return [
        (
            _("Contractors evaluated"),
            str(len({row.id for one in found.scores for row in one.rows})),
        ),
        (_("On a list on the last day"), str(len({row.subject_id for row in now_listed.standing}))),
        (
            _("Listings begun (half-year before: %(count)s)", count=before.entered),
            str(now_listed.entered),
        ),
        (
            _("Listings ended (half-year before: %(count)s)", count=before.left),
            str(now_listed.left),
        ),
    ]


def _with_before(found: HalfYear) -> Iterator[tuple[Scores, Scores | None]]:
    return ((one, found.scores_before.get(one.scheme)) for one in found.scores)


def _grades(pair: tuple[Scores, Scores | None]) -> PaperTable:
    """How many hold each grade, and how many did half a year before."""
    scores, before = pair
    was = (
        {grade.code if grade else None: count for grade, count in before.by_grade()}
        if before
        else {}
    )
    rows = [
        (
            pick(grade.name.zh, grade.name.en) if grade else _("Unrated"),
            str(count),
            str(was.get(grade.code if grade else None, 0)) if before else "—",
        )
        for grade, count in scores.by_grade()
    ]
    return PaperTable(
        title=_("Grades: %(scheme)s", scheme=pick(scores.title.zh, scores.title.en)),
        heads=[_("Grade"), _("Last day of the half-year"), _("Half a year before")],
        rows=rows,
        widths=[3, 2, 2],
        empty=_("No contractor"),
    )


def _by_prefecture(found: HalfYear) -> PaperTable:
    """Who stands on a list, by prefecture of registration."""
    counts = []
    for listings in (found.listings, found.before):
        homes = {row.subject_id: row.region for row in listings.standing}
        counts.append(region_counts(homes.values()))
    (here, elsewhere), (was, was_elsewhere) = counts
    rows = [
        (pick(place.zh, place.en), str(here[place.code]), str(was[place.code]))
        for place in regions.SICHUAN_PREFECTURES
    ]
    rows.append((_("Outside the province"), str(elsewhere), str(was_elsewhere)))
    return PaperTable(
        title=_("Contractors on a list, by prefecture of registration"),
        heads=[_("Prefecture"), _("Last day of the half-year"), _("Half a year before")],
        rows=rows,
        widths=[3, 2, 2],
        empty="",
    )


def _named(found: HalfYear) -> PaperTable:
    """Those put on a list in the half-year who stand in the public register today."""
    return paper_table(
        files.public_table_of(found.named),
        _("Entered in the half-year and public on the day of this bulletin"),
        _("Nobody."),
    )
