"""What an article of a draft lays down, in a sentence, and its number as a regulation counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import scoring
from services.drafts.draft_parts import Row
from web import grade_words, limit_words, period_words
from web import rule_words as words
from web.language import _, is_chinese

_DIGITS = "零一二三四五六七八九"
_TENS = ("千", "百", "十", "")


def article_number(n: int) -> str:
    """第十二条, or Article 12."""
    return _("Article %(number)s", number=numeral(n) if is_chinese() else n)


def numeral(n: int) -> str:
    """A whole number from 1 to 9,999 in Chinese figures: 12 → 十二, 105 → 一百零五."""
    said, gap = "", False
    for digit, unit in zip(f"{n:04d}", _TENS, strict=True):
        if digit == "0":
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[int(digit)] + unit
        gap = False
    return said[1:] if said.startswith("一十") else said


def says(ruleset: scoring.Ruleset, row: Row) -> str:
    """The sentence of an article; empty for a part that speaks for itself."""
    section = row.path.partition("/")[0]
    say = _SAYS.get(section)
    return say(ruleset, row) if say else ""


def _indicator(ruleset: scoring.Ruleset, row: Row) -> str:
    found = next((i for i in ruleset.indicators if i.code == row.code), None)
    if found is None:
        return ""
    steps = [f"{when} {value}" for when, value in words.rows(found)]
    points = _joined(steps) if steps else words.values(found)
    shown = [words.kind(found), points if not ruleset.category else ""]
    return _sentence([*shown, *limit_words.limits(ruleset, found)])


def _grade(ruleset: scoring.Ruleset, row: Row) -> str:
    found = next((g for g in ruleset.grades if g.code == row.code), None)
    if found is None or ruleset.category:
        return ""
    return words.edges(found.lower, found.upper, words.places(ruleset))


def _override(ruleset: scoring.Ruleset, row: Row) -> str:
    found = next((o for o in ruleset.overrides if o.code == row.code), None)
    return grade_words.override(ruleset, found) if found else ""


def _behaviour(ruleset: scoring.Ruleset, row: Row) -> str:
    found = ruleset.behaviours.get(row.code)
    return words.confirmation(found.confirm) if found else ""


def _list(ruleset: scoring.Ruleset, row: Row) -> str:
    found = next((rule for rule in ruleset.lists if rule.code == row.code), None)
    if found is None:
        return ""
    enter = _joined([grade_words.condition(ruleset, condition) for condition in found.enter])
    return _sentence([_("when %(conditions)s", conditions=enter), words.duration(found.length)])


def _dimension(ruleset: scoring.Ruleset, row: Row) -> str:
    found = next((d for d in ruleset.dimensions if d.code == row.code), None)
    return _sentence(period_words.dimension(ruleset, found)) if found else ""


def _period(ruleset: scoring.Ruleset, row: Row) -> str:
    return _sentence(period_words.period(ruleset))


_SAYS: Mapping[str, Callable[[scoring.Ruleset, Row], str]] = {
    "indicators": _indicator,
    "grades": _grade,
    "overrides": _override,
    "behaviours": _behaviour,
    "lists": _list,
    "dimensions": _dimension,
    "period": _period,
}


def _joined(parts: list[str]) -> str:
    return ("、" if is_chinese() else ", ").join(filter(None, parts))


def _sentence(parts: list[str]) -> str:
    return ("；" if is_chinese() else "; ").join(filter(None, parts))
