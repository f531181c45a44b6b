"""What a ruleset rests on: who cites which document, effects without ground, and what no rule may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.draft import Draft
from scoring.keys import LISTED_GROUNDS
from scoring.reading import Table
from scoring.references import check_known

UNFAIR_WORDS = (
    "注册地",
    "本地企业",
    "外地企业",
    "省外企业",
    "本省企业",
    "所有制",
    "国有企业",
    "民营企业",
    "外资企业",
    "本地业绩",
    "本省业绩",
)
"""Words of labels by which a rule would look at them: 发改办财金〔2023〕860号."""

NO_DOCUMENT = "default"
"""The source of a number that no document gives."""


def check_basis(draft: Draft) -> None:
    """The documents and those that lists name."""
    for path, basis in draft.basis.items():
        if basis.code == NO_DOCUMENT:
            draft.reader.wrong(f"{path}.code", "default_basis")
        begins, ends = basis.in_force_from, basis.until
        if begins is not None and ends is not None and begins >= ends:
            draft.reader.wrong(path, "dates", earlier="in_force_from", later="until")
    for path, rule in _rows(draft, "lists"):
        for code in rule["basis"] or ():
            check_known(draft, "basis", code, f"{path}.basis")


def check_effects(draft: Draft) -> None:
    """Effects that rest on a list of sanctions name its item."""
    for path, effect in _effects(draft):
        if effect["ground"] in LISTED_GROUNDS and effect["item"] is None:
            draft.reader.wrong(f"{path}.item", "item_needed")


def check_fair(draft: Draft) -> None:
    """No label says that a rule looks at what no rule may look at."""
    for name in ("behaviours", "indicators", "overrides", "lists"):
        for path, row in _rows(draft, name):
            label = row["label"]
            for word in UNFAIR_WORDS if label else ():
                if word in label.zh:
                    draft.reader.wrong(f"{path}.label", "unfair_label", found=word)


def citations(draft: Draft) -> Mapping[str, tuple[str, ...]]:
    """For each document, in file order, the paths that cite it.

    They are the tables that name it as their source, the numbers whose source it is, written with
    them or around them, and the lists that rest on it.
    """
    cited: dict[str, list[str]] = {code: [] for code in draft.codes["basis"]}
    for path, code in _cited(draft):
        if code in cited:
            cited[code].append(path)
    return {code: tuple(dict.fromkeys(paths)) for code, paths in cited.items()}


def _cited(draft: Draft) -> Iterator[tuple[str, str]]:
    yield from draft.reader.told.items()
    for path, origin in draft.reader.sources.items():
        if origin.source is not None:
            yield path, origin.source
    for path, rule in draft.lists.items():
        for code in rule.basis:
            yield f"{path}.basis", code


def unfounded(draft: Draft) -> tuple[str, ...]:
    """The paths of effects that say no ground, in file order."""
    return tuple(path for path, effect in _effects(draft) if effect["ground"] is None)


def _effects(draft: Draft) -> Iterator[tuple[str, Table]]:
    for name in ("grades", "lists"):
        for path, row in _rows(draft, name):
            for n, effect in enumerate(row["effects"] or (), 1):
                if effect is not None:
                    yield f"{path}.effects[{n}]", effect


def _rows(draft: Draft, name: str) -> Iterator[tuple[str, Table]]:
    for n, row in enumerate(draft.head[name] or (), 1):
        if row is not None:
            yield f"{name}[{row['code'] or n}]", row
