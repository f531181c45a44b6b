"""The two tables that an office files: scores of a day, and the register of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.frames import Column, Kind, Table, table


@dataclass(frozen=True)
class ScoreRow:
    """A contractor's live score on the day of the stamp; points in hundredths, None when unrated.

    ``published`` is the grade of the round published last, ``document`` the number of its publication.
    """

    code: str
    name: str
    region: str
    scheme: str
    points: int | None
    grade: str
    events: int
    dispute: str = ""
    note: str = ""
    published: str = ""
    document: str = ""


@dataclass(frozen=True)
class ScoreWords:
    """The titles of the score table, in its order."""

    code: str
    name: str
    region: str
    scheme: str
    points: str
    grade: str
    events: str
    published: str
    document: str
    dispute: str
    note: str


@dataclass(frozen=True)
class ListRow:
    """A listing; `last_day` is inclusive as the law prints it, None while open, or the word for
    life; `dispute` is the mark that must travel with the record, empty when there is none."""

    code: str
    name: str
    region: str
    list_name: str
    reason: str
    basis: str
    document: str
    entered_on: date
    last_day: date | str | None
    state: str
    dispute: str = ""


@dataclass(frozen=True)
class ListWords:
    """The titles of the list table, in its order."""

    code: str
    name: str
    region: str
    list_name: str
    reason: str
    basis: str
    document: str
    entered_on: str
    last_day: str
    state: str
    dispute: str


@dataclass(frozen=True)
class PublicRow:
    """An entry of the public register; the last days are inclusive, `last_day` as of `ListRow`."""

    code: str
    name: str
    list_name: str
    basis: str
    office: str
    entered_on: date
    last_day: date | str | None
    public_until: date
    dispute: str = ""


@dataclass(frozen=True)
class PublicWords:
    """The titles of the public table, in its order."""

    code: str
    name: str
    list_name: str
    basis: str
    office: str
    entered_on: str
    last_day: str
    public_until: str
    dispute: str


def score_table(rows: Iterable[ScoreRow], words: ScoreWords, *, scored: bool = True) -> Table:
    """Return the scores as a table, in the order given; without points for a scheme of grades alone."""
    points = (Column("points", words.points, Kind.POINTS),) if scored else ()
    return table(
        rows,
        (
            Column("code", words.code, Kind.CODE),
            Column("name", words.name),
            Column("region", words.region),
            Column("scheme", words.scheme),
            *points,
            Column("grade", words.grade),
            Column("events", words.events, Kind.INTEGER, total=True),
            Column("published", words.published),
            Column("document", words.document),
            Column("dispute", words.dispute),
            Column("note", words.note),
        ),
    )


def list_table(rows: Iterable[ListRow], words: ListWords) -> Table:
    """Return the listings as a table, in the order given."""
    return table(
        rows,
        (
            Column("code", words.code, Kind.CODE),
            Column("name", words.name),
            Column("region", words.region),
            Column("list_name", words.list_name),
            Column("reason", words.reason),
            Column("basis", words.basis),
            Column("document", words.document),
            Column("entered_on", words.entered_on, Kind.DATE),
            Column("last_day", words.last_day, Kind.DATE),
            Column("state", words.state),
            Column("dispute", words.dispute),
        ),
    )


def public_table(rows: Iterable[PublicRow], words: PublicWords) -> Table:
    """Return the public register as a table, in the order given."""
    return table(
        rows,
        (
            Column("code", words.code, Kind.CODE),
            Column("name", words.name),
            Column("list_name", words.list_name),
            Column("basis", words.basis),
            Column("office", words.office),
            Column("entered_on", words.entered_on, Kind.DATE),
            Column("last_day", words.last_day, Kind.DATE),
            Column("public_until", words.public_until, Kind.DATE),
            Column("dispute", words.dispute),
        ),
    )
