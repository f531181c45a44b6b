"""What stands beside a draft while it is written: what is to be mended, and what it would do to everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for
from sqlalchemy.orm import Session

import scoring
from reports.charts import Flow, movers
from reports.picture import Band, Picture
from services.actor import Actor
from services.drafts.check_draft import Check, Finding
from services.drafts.draft_document import outline as outline_of
from services.drafts.draft_parts import Field, Outline, Row
from services.drafts.effect_turns import Turn
from services.drafts.live_effect import LiveEffect, live_effect
from services.labels import Both
from services.rules.rulebook import published
from web.drafts.chapters import CHAPTERS, every_row, section_of, value
from web.grade_words import condition
from web.language import _, pick
from web.report_words import movers_words

WIDTH, HEIGHT = 440, 280
"""Of the picture beside the articles."""


@dataclass(frozen=True)
class Told:
    """One finding: its words, where it is, the address of that place, and the field it stands beside."""

    words: str
    where: str
    href: str
    at: str


@dataclass(frozen=True)
class Total:
    """How many have a grade now and then; no name: unrated."""

    name: str
    colour: str | None
    before: int
    after: int


@dataclass(frozen=True)
class Panel:
    """Checks and effect of a draft as it is typed. ``moved_on``: who has saved another change meanwhile."""

    draft_id: str
    text: str
    check: Check
    effect: LiveEffect | None
    before: scoring.Ruleset | None
    moved_on: str = ""

    @property
    def findings_wrong(self) -> list[Told]:
        return self._told("wrong")

    @property
    def others(self) -> list[tuple[str, str, list[Told]]]:
        return [
            ("unpublishable", _("Before it can be published"), self._told("unpublishable")),
            ("flagged", _("Better mended"), self._told("flagged")),
        ]

    def _told(self, weight: str) -> list[Told]:
        found = [one for one in self.check.findings if one.weight == weight]
        return [self._places.told(one) for one in found]

    @cached_property
    def outline(self) -> Outline:
        """The draft as forms; only made where something must be shown in it."""
        return outline_of(self.text)

    @cached_property
    def _places(self) -> Places:
        return Places(self.draft_id, self.outline)

    @property
    def scored(self) -> bool:
        return self.check.ruleset is not None and not self.check.ruleset.category

    @property
    def places(self) -> int:
        return self.check.ruleset.scale.places if self.check.ruleset else 0

    @cached_property
    def grades_before(self) -> dict[str | None, scoring.Grade]:
        return _grades(self.before)

    @cached_property
    def grades_after(self) -> dict[str | None, scoring.Grade]:
        return _grades(self.check.ruleset)

    def list_name(self, code: str) -> str:
        found = (
            next((one for one in self.effect.lists if one.code == code), None)
            if self.effect
            else None
        )
        return pick(found.name.zh, found.name.en) if found else code

    @property
    def ways_onto(self) -> list[tuple[str, list[str], list[str]]]:
        """Of each list with new names: what brings one onto it under the draft, and what does now if otherwise."""
        newly = [one.code for one in self.effect.lists if one.newly] if self.effect else []
        found = []
        for code in newly:
            now, then = (_ways(ruleset, code) for ruleset in (self.before, self.check.ruleset))
            found.append((self.list_name(code), then, now if now != then else []))
        return found

    @cached_property
    def totals(self) -> list[Total]:
        """By name of grade, the new version's first; unrated last; both columns add up to everybody."""
        assert self.effect is not None
        before = _by_name(self.effect.before, self.grades_before)
        after = _by_name(self.effect.after, self.grades_after)
        colours = {
            _name(g): g.colour for g in (*self.grades_before.values(), *self.grades_after.values())
        }
        names = [
            *map(_name, self.grades_after.values()),
            *map(_name, self.grades_before.values()),
            "",
        ]
        return [
            Total(name, colours.get(name), before.get(name, 0), after.get(name, 0))
            for name in dict.fromkeys(names)
        ]

    @cached_property
    def drawn(self) -> Picture:
        assert self.effect is not None
        unrated = _("Unrated")
        flows: dict[tuple[str, str], int] = {}
        for flow in self.effect.flows:
            way = (
                _name(self.grades_before.get(flow.before)) or unrated,
                _name(self.grades_after.get(flow.after)) or unrated,
            )
            flows[way] = flows.get(way, 0) + flow.subjects
        bands = [Band(t.name or unrated, t.colour, 0, 0) for t in self.totals]
        return movers(
            bands,
            [Flow(a, b, n) for (a, b), n in flows.items() if n],
            movers_words(),
            width=WIDTH,
            height=HEIGHT,
        )


def panel_of(
    session: Session,
    actor: Actor,
    draft_id: str,
    text: str,
    check: Check,
    today: date,
    moved_on: str = "",
    turn: Turn | None = None,
) -> Panel:
    """The panel of a text that has been checked; ``turn`` if it is asked for while somebody types."""
    draft = check.ruleset
    effect = live_effect(session, actor, draft, today, turn) if draft else None
    before = acting_on(session, draft.scheme, effect.on) if draft and effect else None
    return Panel(draft_id, text, check, effect, before, moved_on)


def panel_of_version(
    ruleset: scoring.Ruleset, effect: LiveEffect, before: scoring.Ruleset | None
) -> Panel:
    """The panel of a version that waits for the second signature."""
    return Panel("", ruleset.text, Check((), ruleset), effect, before)


def acting_on(session: Session, scheme: str, on: date) -> scoring.Ruleset | None:
    """The published version that is in force on a day."""
    acting = [v for v in published(session, scheme) if v.effective_from <= on]
    return acting[-1] if acting else None


def _ways(ruleset: scoring.Ruleset | None, code: str) -> list[str]:
    if ruleset is None:
        return []
    rules = (rule for rule in ruleset.lists if rule.code == code)
    return [condition(ruleset, found) for rule in rules for found in rule.enter]


def _grades(ruleset: scoring.Ruleset | None) -> dict[str | None, scoring.Grade]:
    return {grade.code: grade for grade in ruleset.grades} if ruleset else {}


def _name(grade: scoring.Grade | None) -> str:
    return pick(grade.name.zh, grade.name.en) if grade else ""


def _by_name(
    counts: Mapping[str | None, int], grades: dict[str | None, scoring.Grade]
) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, count in counts.items():
        name = _name(grades.get(code))
        found[name] = found.get(name, 0) + count
    return found


_HEAD = {name: chapter.code for chapter in CHAPTERS for name in chapter.head}
_PARTS = {part: chapter.code for chapter in CHAPTERS for part in chapter.parts}


class Places:
    """Finds for the address of a finding its chapter, the link to it, and how a person would name it."""

    def __init__(self, draft_id: str, outline: Outline) -> None:
        self.draft_id = draft_id
        self.rows: dict[str, Row] = {row.path: row for row in every_row(outline)}
        self.fields: dict[str, Field] = {
            f.path: f for row in self.rows.values() for f in row.fields
        }
        self.groups = {g.path: g for row in self.rows.values() for g in row.groups}
        self.groups |= {s.group.path: s.group for s in outline.sections}
        self.readable = outline.problem is None
        self.outline = outline

    def told(self, found: Finding) -> Told:
        words = pick(found.words.zh, found.words.en)
        at = self._nearest(found.path)
        return Told(words, self._where(at) or _("the whole"), self._href(at), at)

    def href(self, found: Finding) -> str:
        return self._href(self._nearest(found.path))

    def _nearest(self, path: str) -> str:
        while path and not (path in self.fields or path in self.rows or path in self.groups):
            path = path.rpartition("/")[0]
        return path

    def _href(self, at: str) -> str:
        if not self.readable:
            return url_for("drafts.source", draft_id=self.draft_id)
        first = at.partition("/")[0]
        chapter = _PARTS.get(first) or _HEAD.get(first, "general")
        return url_for(
            "drafts.chapter",
            draft_id=self.draft_id,
            chapter=chapter,
            dimension=self._dimension(at) if chapter == "indicators" else None,
            _anchor=f"f-{at.replace('/', '-')}",
        )

    def _dimension(self, at: str) -> str | None:
        row = self.rows.get("/".join(at.split("/")[:2]))
        wanted = value(row, "dimension") if row else ""
        known = [r.code for r in section_of(self.outline, "dimensions").group.rows if r.code]
        return wanted if wanted in known and len(known) > 1 else None

    def _where(self, at: str) -> str:
        """罚款 › 分档 2 › 分值: the row, what is in it, and the field."""
        parts = at.split("/")
        names = [self._name("/".join(parts[: n + 1]), parts[n]) for n in range(len(parts))]
        return " › ".join(filter(None, names))

    def _name(self, path: str, last: str) -> str:
        if path in self.fields:
            label: Both | scoring.Label = self.fields[path].label
        elif path in self.rows:
            label = self.rows[path].heading
            plain = path.count("/") > 1 and last.isdigit()
            return f"{pick(label.zh, label.en)} {last}" if plain else pick(label.zh, label.en)
        elif path in self.groups and path.count("/") > 1:
            label = self.groups[path].label
        else:
            return ""
        return pick(label.zh, label.en)
