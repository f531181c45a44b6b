"""The chapters of a draft: which parts of the rules each of them holds, in the order of a regulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from services.drafts.draft_parts import Field, Outline, Row, Section
from services.messages import Message, say


@dataclass(frozen=True)
class Chapter:
    """``parts``: codes of sections; ``head``: which fields of the head it shows (empty: none)."""

    code: str
    title: Message
    says: Message
    parts: tuple[str, ...] = ()
    head: tuple[str, ...] = ()


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "general",
        say("General provisions"),
        say("What the rules are called, on what they rest and whom they weigh."),
        (),
        (
            "title",
            "scheme",
            "category",
            "no_double_count",
            "clause",
            "source",
            "basis",
            "applies_to",
        ),
    ),
    Chapter(
        "scoring",
        say("Points and period"),
        say("Where the points begin, between what they are held, and how long a record weighs."),
        ("scale", "period", "dimensions"),
    ),
    Chapter(
        "grades",
        say("Grades"),
        say("Best first. Together they cover every score exactly once."),
        ("grades",),
    ),
    Chapter(
        "behaviours",
        say("Behaviours"),
        say("What may be recorded, and how a record of it comes to count."),
        ("behaviours",),
    ),
    Chapter(
        "indicators",
        say("Indicators"),
        say("How many points each recorded behaviour adds or deducts."),
        ("indicators",),
    ),
    Chapter(
        "overrides",
        say("Special provisions"),
        say("What changes the grade whatever the points say: vetoes, ceilings, too little work."),
        ("overrides",),
    ),
    Chapter(
        "lists",
        say("Lists"),
        say("Who is proposed for which list, for how long, and what follows from it."),
        ("lists",),
    ),
    Chapter(
        "closing",
        say("Closing provisions"),
        say("Which version this is, from when it acts, and what becomes of older records."),
        (),
        ("version", "effective_from", "change"),
    ),
)

BY_CODE = {chapter.code: chapter for chapter in CHAPTERS}


def sections_of(outline: Outline, chapter: Chapter, dimension: str = "") -> tuple[Section, ...]:
    """The sections of a chapter; of indicators only those of ``dimension``, if one is named."""
    found = tuple(s for s in outline.sections if s.code in chapter.parts)
    if chapter.head:
        found = (_head(outline, chapter.head), *found)
    if dimension:
        found = tuple(_of_dimension(section, dimension) for section in found)
    return found


def _head(outline: Outline, names: tuple[str, ...]) -> Section:
    section = section_of(outline, "head")
    (row,) = section.group.rows
    part = replace(
        row,
        fields=tuple(field for field in row.fields if field.name in names),
        groups=tuple(group for group in row.groups if group.name in names),
    )
    return replace(section, group=replace(section.group, rows=(part,)))


def _of_dimension(section: Section, dimension: str) -> Section:
    rows = tuple(row for row in section.group.rows if value(row, "dimension") == dimension)
    return replace(section, group=replace(section.group, rows=rows))


def section_of(outline: Outline, code: str) -> Section:
    return next(section for section in outline.sections if section.code == code)


def value(row: Row, name: str) -> str:
    """What is written under a key of a row."""
    return next((field.value for field in row.fields if field.name == name), "")


def rows_within(row: Row) -> Iterator[Row]:
    """A row and all rows in its groups."""
    yield row
    for group in row.groups:
        for inner in group.rows:
            yield from rows_within(inner)


def every_row(outline: Outline) -> Iterator[Row]:
    for section in outline.sections:
        for row in section.group.rows:
            yield from rows_within(row)


def field_of(row: Row, name: str) -> Field | None:
    return next((field for field in row.fields if field.name == name), None)
