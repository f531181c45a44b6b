"""Exports, and many originals of evidence or dossiers taken on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from statistics import median
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Export
from services.clock import day_of
from services.exports.export_words import export_words, format_words
from services.messages import Message, say
from services.points.registry import MOST, Point, Ref, Span, kind


class Made(NamedTuple):
    """One file that was made; ``what`` is the kind of export as its code, ``wishes`` its filter."""

    id: str
    what: str
    wishes: str
    format: str
    rows: int
    by: str
    at: datetime


@kind("export", say("Exports"))
def exports(session: Session, span: Span) -> Iterator[Point]:
    query = (
        select(
            *(Export.id, Export.kind, Export.filter, Export.format, Export.rows, Export.by),
            ledger.Entry.recorded_at,
        )
        .select_from(ledger.Entry)
        .join(Export, Export.entry_id == ledger.Entry.entry_id)
        .where(*span.written("export.make"))
        .order_by(ledger.Entry.seq.desc())
    )
    made = [Made(*row) for row in session.execute(query)]
    kept = session.scalars(
        select(ledger.Entry.actor).where(*span.written("export.make"), *span.by_staff_of_office())
    )
    return exports_of(made, frozenset(kept), span)


def exports_of(made: list[Made], wanted: frozenset[str], span: Span) -> Iterator[Point]:
    """Each export of these persons with enough rows, beside how many everybody who exports made."""
    counted = Counter(one.by for one in made)
    usual = median(counted.values()) if counted else 0
    large = (one for one in made if one.rows >= span.thresholds["export_rows"])
    for place, one in enumerate(one for one in large if one.by in wanted):
        if place < MOST:
            yield _export(one, counted[one.by], usual, len(counted))


def _export(one: Made, count: int, usual: float, persons: int) -> Point:
    who = Ref("holder", one.by)
    return Point(
        kind="export",
        about=one.id,
        at=one.at,
        since=one.at,
        sentence=say(
            "%(who)s exported “%(what)s” as “%(format)s”, %(rows)s rows",
            who=who,
            what=export_words(one.what, one.wishes),
            format=format_words(one.format),
            rows=one.rows,
        ),
        expected=_usual(usual, persons),
        found=say("%(count)s exports by this person in the time chosen", count=count),
        links=(Ref("export", one.id), who),
    )


def _usual(usual: float, persons: int) -> Message:
    if persons == 1:
        return say("nobody else exported in the time chosen")
    return say(
        "%(usual)s exports, the median of the %(persons)s persons who exported",
        usual=f"{usual:g}",
        persons=persons,
    )


@kind("download", say("Many originals and dossiers taken in a day"))
def downloads(session: Session, span: Span) -> Iterator[Point]:
    query = select(ledger.Entry.actor, ledger.Entry.recorded_at).where(
        *span.written("evidence.download", "dossier.make", "dossier.grant"),
        *span.by_staff_of_office(),
    )
    return downloads_of(((who, at) for who, at in session.execute(query)), span)


def downloads_of(taken: Iterable[tuple[str, datetime]], span: Span) -> Iterator[Point]:
    """Persons and days (in China) with enough of them, the newest first."""
    counted = Counter[tuple[str, date]]()
    last: dict[tuple[str, date], datetime] = {}
    for who, at in taken:
        key = who, day_of(at)
        counted[key] += 1
        last[key] = max(at, last.get(key, at))
    usual = median(counted.values()) if counted else 0
    for key in sorted(last, key=last.__getitem__, reverse=True):
        if counted[key] >= span.thresholds["download_files"]:
            yield _download(*key, counted[key], usual, last[key])


def _download(by: str, day: date, count: int, usual: float, at: datetime) -> Point:
    who = Ref("holder", by)
    return Point(
        kind="download",
        about=f"{by}.{day.isoformat()}",
        at=at,
        since=at,
        sentence=say(
            "%(who)s took %(count)s originals of evidence and dossiers on %(day)s",
            who=who,
            count=count,
            day=day.isoformat(),
        ),
        expected=say("%(usual)s on a day, the median of those who took any", usual=f"{usual:g}"),
        found=say("%(count)s on one day", count=count),
        links=(who,),
    )
