"""A chapter as its page shows it: articles with their fields, and what is wrong beside each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from services.drafts.check_draft import Check, Finding
from services.drafts.draft_parts import Choice, Field, Group, Outline, Row, Section
from services.statements.weight_words import SEVERITIES
from services.subjects.subject_words import KINDS
from web.choices import Options, words
from web.drafts.article_words import article_number, says
from web.drafts.chapters import CHAPTERS, Chapter, section_of, sections_of
from web.drafts.names import titled
from web.drafts.typed import EDGES, edge, has_edges
from web.language import _, pick

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_BOXES = 24
"""More choices than this are typed with suggestions instead of ticked."""

FLAT = frozenset({"band.rate", "band.rating", "band.yuan", "band.whole", "escalate.step"})
"""Tables whose rows stand as rows of a table on the page."""

_EDGE_NAMES = frozenset(name for pair in EDGES.values() for name in pair)
_KIND_KEYS = frozenset({"kind", "of", "on"})
_PLAIN = frozenset({"label", "name", "points", "kind", "behaviours", "title", "version"})
"""Keys that are shown at once even where they may be left out."""


@dataclass(frozen=True)
class Sheet:
    """One chapter (and, of indicators, one dimension) of a draft as it stands."""

    outline: Outline
    check: Check
    chapter: Chapter
    dimension: str = ""

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.outline, self.chapter, self.dimension)

    @cached_property
    def dimensions(self) -> Options:
        """The dimensions that have a part of the chapter of indicators to themselves."""
        rows = section_of(self.outline, "dimensions").group.rows
        return [(row.code, pick(row.heading.zh, row.heading.en)) for row in rows if row.code]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each article by its address."""
        rows = (
            row.path
            for chapter in CHAPTERS
            for section in sections_of(self.outline, chapter)
            for row in (section.group.rows if section.code != "head" else ())
        )
        return {path: article_number(n) for n, path in enumerate(rows, 1)}

    def says(self, row: Row) -> str:
        """What an article lays down, in a sentence; empty while it cannot be read."""
        return says(self.check.ruleset, row) if self.check.ruleset else ""

    def wrong(self, path: str) -> str:
        """What is said of exactly this address."""
        return _joined(self.check.at(path))

    def wrong_within(self, field: Field) -> str:
        return _joined(self.check.within(field.path))

    def faulty(self, row: Row) -> bool:
        return any(found.weight == "wrong" for found in self.check.within(row.path))

    def plain(self, row: Row) -> list[Field]:
        """The fields that are shown at once."""
        return [field for field in _own(row) if not _aside(field)]

    def aside(self, row: Row) -> list[Field]:
        """The fields in the fold."""
        return [field for field in _own(row) if _aside(field)]

    def plain_groups(self, row: Row) -> list[Group]:
        return [group for group in row.groups if group.rows or group.required]

    def more_groups(self, row: Row) -> list[Group]:
        """What may be added."""
        return [group for group in row.groups if not group.rows and not group.required]

    def is_flat(self, group: Group) -> bool:
        return group.table in FLAT or group.table.startswith("band")

    def columns(self, group: Group) -> list[str]:
        """The keys that a group of flat rows has as columns, without edges."""
        fields = (field for row in group.rows for field in _own(row))
        return list(dict.fromkeys(f.name for f in fields if f.name not in ("clause", "source")))

    def cell(self, row: Row, name: str) -> Field | None:
        return next((field for field in row.fields if field.name == name), None)

    def has_edges(self, row: Row) -> bool:
        return has_edges(row)

    def edge(self, row: Row, side: str) -> tuple[str, str]:
        return edge(row, side)

    def label(self, field: Field) -> str:
        return _titled(field.label.zh, field.label.en)

    def heading(self, part: Row | Group) -> str:
        name = part.heading if isinstance(part, Row) else part.label
        return _titled(name.zh, name.en)

    def title(self, section: Section) -> str:
        return _titled(section.title.zh, section.title.en)

    def options(self, field: Field) -> Options:
        if field.names == "contractors":
            return words(KINDS)
        return [(choice.code, named(choice)) for choice in field.choices]

    def kinds(self, kinds: Iterable[Choice]) -> Options:
        return [(choice.code, named(choice)) for choice in kinds]

    def typed_names(self, field: Field) -> list[str]:
        """What a list of codes holds, by name."""
        names = dict(self.options(field))
        return [names.get(code, code) for code in field.items]

    def is_ticked(self, field: Field) -> bool:
        return 0 < len(self.options(field)) <= MOST_BOXES

    def is_date(self, text: str) -> bool:
        return not text or DATE.fullmatch(text) is not None

    def severities(self) -> Options:
        return words(SEVERITIES)

    @cached_property
    def sources(self) -> Options:
        """What a number may come from: a document of the basis, or the department itself."""
        rows = [r for s in self.outline.sections if s.code == "head" for r in s.group.rows]
        basis = [inner for row in rows for g in row.groups if g.name == "basis" for inner in g.rows]
        own = ("default", _("editable default of the department"))
        return [(row.code, pick(row.heading.zh, row.heading.en)) for row in basis if row.code] + [
            own
        ]

    def origin(self, field: Field) -> str:
        """Where a number comes from, as it stands beside it; empty if nobody has said."""
        clause, source = field.clause or field.inherits[0], field.source or field.inherits[1]
        return clause or dict(self.sources).get(source, source)


def _own(row: Row) -> Iterator[Field]:
    banded = has_edges(row)
    for field in row.fields:
        if field.name in _KIND_KEYS and row.kinds:
            continue
        if not (banded and field.name in _EDGE_NAMES):
            yield field


def _aside(field: Field) -> bool:
    if field.name in ("clause", "source", "retired") or field.type == "unknown":
        return True
    if field.name == "code":
        return True
    if field.name == "scheme":
        return field.written
    return not (field.required or field.written or field.name in _PLAIN)


def named(choice: Choice) -> str:
    return pick(choice.name.zh, choice.name.en)


def _titled(zh: str, en: str) -> str:
    return titled(pick(zh, en))


def _joined(found: Iterable[Finding]) -> str:
    return " ".join(pick(one.words.zh, one.words.en) for one in found if one.weight == "wrong")
