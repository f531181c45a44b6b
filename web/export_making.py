"""Making an export: the file is drawn, sealed with its rows, entered in the record, and only then handed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from models import new_id
from reports.frames import Stamp
from reports.leaflet import leaflet
from reports.report_paper import MOST_ROWS
from services.exports.keep_parcel import keep_parcel
from services.exports.make_export import MadeFile, make_export
from services.exports.seal_rows import Record, RowsSeal, relied_on_until, root_then, sealed_rows
from services.files.new_file import NewFile
from services.messages import Invalid, Message, say
from services.rules.scheme_words import scheme_words
from verify.parcel import ENDINGS, REPORT
from web import export_files as files
from web.access import actor
from web.context import config, db, now, store, today
from web.export_page import kinds
from web.show import day


@dataclass(frozen=True)
class Asked:
    """What is exported: kind, format, filter, and the two days with the ledger size behind the second.

    ``ends``: the last days on which rows may be public.
    """

    kind: str
    format: str
    wishes: dict[str, str]
    on: date
    known_on: date
    known: int
    ends: tuple[date, ...] = ()
    number: str = field(default_factory=new_id)

    @property
    def until(self) -> date:
        return relied_on_until(today(), self.ends)


def file_name(what: Asked) -> str:
    return f"{kinds()[what.kind]}-{day(what.on)}-{what.number[:8]}"


def hand_out(what: Asked, records: Iterable[Record], drawn: Mapping[str, files.Drawn]) -> Response:
    """Draw the file, enter it in the record by its hash, and only then hand it out."""
    made, parcel = finish(what, records, drawn)
    make_export(db(), actor(), made, now(), parcel=parcel)
    return files.download(made.content, ENDINGS[what.format], file_name(what))


def finish(
    what: Asked, records: Iterable[Record], drawn: Mapping[str, files.Drawn]
) -> tuple[MadeFile, NewFile]:
    """The finished file with its rows sealed, and the parcel of both, in the store already."""
    root = root_then(db(), what.known)
    rows = sealed_rows(records)
    try:
        content = drawn[what.format](_stamp(what, root))
    except ValueError:
        raise Invalid({"format": _too_many(what.format, rows.count)}) from None
    scope = what.wishes.get("scope")
    kind = f"{what.kind}/{scope}" if scope else what.kind
    paper = leaflet(kind, what.on, what.until, rows.count, what.number, demo=config().demo)
    seal = RowsSeal(rows, root, paper, what.until)
    report = f"{REPORT}{ENDINGS[what.format]}"
    made = MadeFile(
        export_id=what.number,
        kind=what.kind,
        format=what.format,
        wishes=what.wishes,
        on=what.on,
        known=what.known,
        rows=rows.count,
        content=content,
        seal=seal,
    )
    return made, keep_parcel(store(), what.number, report, content, seal)


def _too_many(form: str, rows: int) -> Message:
    if form == "pdf":
        return say(
            "Paper holds up to %(most)s rows, and these are %(rows)s. Choose the workbook, CSV or JSON,"
            " or fewer rows.",
            most=MOST_ROWS,
            rows=rows,
        )
    return say("This kind of file cannot hold so many rows; choose CSV.")


def _stamp(what: Asked, root: str) -> Stamp:
    """What the file says of itself; the proof of its own entry travels beside it."""
    notes = (
        _("Do not rely on or republish after %(day)s.", day=day(what.until)),
        _("Record before this file was made: %(code)s", code=f"{what.known}-{root[:16]}"),
    )
    return Stamp(
        title=str(kinds()[what.kind]),
        export_id=what.number,
        as_of=what.on,
        known_on=what.known_on,
        generated_at=now(),
        filters=tuple(files.wish_words(what.wishes, scheme_words(db(), today()))),
        demo=files.demo_mark(),
        not_after=what.until,
        ledger_size=what.known,
        ledger_root=root,
        notes=tuple(map(str, notes)),
    )
