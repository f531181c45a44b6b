"""From the text of a file to a ruleset, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from scoring.basis import citations, unfounded
from scoring.checks import check
from scoring.draft import Draft, integer_parts, weigh_dimensions
from scoring.problems import Problem, RulesetError
from scoring.reading import Reader, Table
from scoring.ruleset import Ruleset
from scoring.toml import read_toml


def parse(text: str, name: str) -> Ruleset:
    """The ruleset that `text` holds; `name` is the file as the author knows it.

    Raises RulesetError with every problem that was found, up to those that can be told at once.
    """
    raw = read_toml(text, name)
    reader = Reader(name, _places(raw))
    head = reader.table(raw, "ruleset", "")
    draft = Draft(head, reader)
    check(draft)
    if reader.problems:
        raise RulesetError(_told(reader))
    return _ruleset(head, draft, text, name)


def _told(reader: Reader) -> list[Problem]:
    """Each problem once, by its path, and at the end how many more there are."""
    told = sorted(dict.fromkeys(map(_frozen, reader.problems)), key=lambda p: p.path)
    if reader.untold:
        told.append(Problem(reader.file, "", "untold", {"found": f"{reader.untold:,}"}))
    return told


def _frozen(problem: Problem) -> Problem:
    return replace(problem, params=_Params(problem.params))


class _Params(dict[str, str]):
    """Parameters that can stand in a set, so that one problem is told once."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def _places(raw: Mapping[str, object]) -> int:
    """Decimals of the scheme, read before everything else because numbers depend on it."""
    scale = raw.get("scale")
    places = scale.get("places") if isinstance(scale, Mapping) else None
    return places if isinstance(places, int) and 0 <= places <= 2 else 2


def _ruleset(head: Table, draft: Draft, text: str, name: str) -> Ruleset:
    parts, whole = integer_parts(draft.shares, (head["scale"] or {}).get("whole"))
    if draft.scale is None or draft.period is None:
        raise AssertionError("a draft without problems has a scale and a period")
    return Ruleset(
        scheme=head["scheme"],
        version=head["version"],
        effective_from=head["effective_from"],
        title=head["title"],
        basis=tuple(draft.basis.values()),
        subject_kind=head["applies_to"]["subject"],
        contractor_kinds=head["applies_to"]["kinds"],
        change=head["change"],
        no_double_count=head["no_double_count"] == "incident",
        category=draft.category,
        scale=replace(draft.scale, whole=whole if draft.weighted else 1),
        period=draft.period,
        behaviours={b.code: b for b in draft.behaviours.values()},
        dimensions=weigh_dimensions(draft, parts),
        indicators=tuple(draft.indicators.values()),
        grades=tuple(draft.grades.values()),
        overrides=tuple(draft.overrides.values()),
        lists=tuple(draft.lists.values()),
        weighted=draft.weighted,
        sources=draft.reader.sources,
        unsourced=tuple(draft.reader.unsourced),
        citations=citations(draft),
        unfounded=unfounded(draft),
        name=name,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
