"""What differs between two versions, article by article, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from services.draft_parts import Both


@dataclass(frozen=True, slots=True)
class Changed:
    """One key. ``before`` and ``after`` as they are read (``−3.00``), empty where it did not stand."""

    label: Both
    before: Both
    after: Both


@dataclass(frozen=True, slots=True)
class RowDiff:
    """One row. ``sign``: ``added``, ``removed``, ``changed`` or ``moved``.

    ``path`` is its address in the text where it stands (the newer unless removed); ``trail`` the rows around
    it, outermost first (指标 逾期 › 分档 2).
    """

    sign: str
    path: str
    trail: tuple[Both, ...]
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class SectionDiff:
    code: str
    title: Both
    rows: tuple[RowDiff, ...]


def compare_rulesets(before: str, after: str) -> tuple[SectionDiff, ...]:
    """Sections with a difference, in file order; empty if the rules say the same (comments do not count).

    Raises ``scoring.RulesetError`` if either text is no TOML.
    """
    raise NotImplementedError
