"""The report of the lists on paper: its pictures, and the PDF that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from reports.frames import Stamp, Table
from reports.picture import Picture
from reports.report_paper import PaperPicture, PaperTable, ReportPaper, report_pdf
from services.exports.read_export import Listings, Scores
from services.lists.show_lists import month_counts, region_counts
from web.access import actor
from web.language import is_chinese, pick
from web.list_charts import Maps, grades_of, map_of_lists, months_of_lists
from web.show import day

_GROUPS = (
    (("name", "code", "region"), 5),
    (("list_name", "document"), 4),
    (("reason", "basis"), 5),
    (("entered_on", "last_day"), 3),
    (("state", "office", "public_until", "dispute"), 3),
)
"""A4 upright holds five columns: which fields share one, and its share of the width."""


@dataclass(frozen=True)
class ListPictures:
    """What a report of the lists shows; ``elsewhere`` counts who is registered outside the province."""

    by_month: Picture
    by_region: Maps
    elsewhere: int
    grades: Sequence[tuple[str, Picture]]


def list_pictures(found: Listings, scored: Iterable[Scores]) -> ListPictures:
    """The pictures of a span, with the grades of its last day under each scheme."""
    stays = [(row.from_on, row.until_on) for row in found.rows]
    homes = {row.code: row.region for row in found.standing}
    by_region, elsewhere = region_counts(homes.values())
    return ListPictures(
        by_month=months_of_lists(month_counts(stays, found.span.first, found.span.last)),
        by_region=map_of_lists(by_region),
        elsewhere=elsewhere,
        grades=[
            (pick(one.title.zh, one.title.en), grades_of(one.by_grade(), f"grades-{n}"))
            for n, one in enumerate(scored)
        ],
    )


def on_paper(pictures: ListPictures) -> Iterator[PaperPicture]:
    """The same with their titles, in the order of the page."""
    month, maps = pictures.by_month, pictures.by_region
    yield PaperPicture(_("Listings by month"), month.svg, month.alt)
    where = _("Contractors on a list on the last day, by prefecture of registration")
    told = f"{maps.tiles.alt} {_outside(pictures.elsewhere)}".strip()
    yield PaperPicture(where, maps.tiles.svg, told, share=58)
    yield PaperPicture(_("Prefectures compared"), maps.bars.svg, maps.bars.alt)
    for title, picture in pictures.grades:
        named = _("Grades on the last day: %(scheme)s", scheme=title)
        yield PaperPicture(named, picture.svg, picture.alt)


def _outside(count: int) -> str:
    """Who is on no tile of the map."""
    if not count:
        return ""
    return str(
        ngettext(
            "%(num)s more is registered outside the province.",
            "%(num)s more are registered outside the province.",
            count,
        )
    )


def report_of(
    stamp: Stamp,
    table: Table,
    figures: Sequence[tuple[str, str]],
    pictures: Iterable[PaperPicture],
) -> bytes:
    """PDF/A. Raises ``ValueError`` where the rows are too many for paper."""
    return report_pdf(
        ReportPaper(
            language="zh" if is_chinese() else "en",
            title=stamp.title,
            subtitle=actor().office_name,
            demo=stamp.demo,
            facts=_facts(stamp),
            notes=stamp.notes,
            figures=figures,
            pictures=list(pictures),
            tables=[paper_table(table, _("The listings"), _("No row matches the filter"))],
            signs=[_("Prepared by"), _("Checked by"), _("Date")],
            page=_("page {page} of {pages}"),
        )
    )


def _facts(stamp: Stamp) -> list[tuple[str, str]]:
    facts = [
        (_("As of"), day(stamp.as_of)),
        (_("As known on"), day(stamp.known_on)),
        (_("Export number"), stamp.export_id),
    ]
    if stamp.filters:
        facts.append((_("Filtered by"), _("; ").join(stamp.filters)))
    return facts


def paper_table(table: Table, title: str, empty: str) -> PaperTable:
    """The table upright: fields that belong together share a column."""
    titles = {column.key: column.title for column in table.columns}
    groups = [([key for key in keys if key in titles], width) for keys, width in _GROUPS]
    groups = [(keys, width) for keys, width in groups if keys]
    rows = [
        [str(number), *(_cell(row, keys) for keys, _width in groups)]
        for number, row in enumerate(_mappings(table), 1)
    ]
    return PaperTable(
        title=title,
        heads=[_("No."), *(_("; ").join(titles[key] for key in keys) for keys, _w in groups)],
        rows=rows,
        widths=[1, *(width for _keys, width in groups)],
        empty=empty,
    )


def _mappings(table: Table) -> Iterator[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return (dict(zip(keys, row, strict=True)) for row in table.rows())


def _cell(row: dict[str, Any], keys: Iterable[str]) -> str:
    return "\n".join(str(row[key]) for key in keys if row[key])
