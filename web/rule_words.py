"""How the parts of a ruleset are said on a page: edges, points, kinds, ways of confirming."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import scoring
from services.messages import say
from services.rules.length_words import length_words
from services.subjects.subject_words import KINDS
from web.event_words import severity
from web.language import _, is_chinese, pick, tell
from web.show import points, signed

UNRATED = say("Unrated")


def states() -> dict[str, str]:
    """What a version's state is called."""
    return {
        "proposed": _("waiting for the second signature"),
        "in_force": _("acting"),
        "coming": _("published, not yet in force"),
        "replaced": _("replaced"),
        "withdrawn": _("withdrawn"),
    }


def both(label: scoring.Label | None) -> str:
    return pick(label.zh, label.en) if label else ""


def joined(names: Iterable[scoring.Label]) -> str:
    return ("；" if is_chinese() else "; ").join(map(both, names))


def applies_to(ruleset: scoring.Ruleset) -> str:
    """Whom the scheme scores."""
    if ruleset.subject_kind == "person":
        return _("persons")
    kinds = [tell(KINDS[kind]) if kind in KINDS else kind for kind in ruleset.contractor_kinds]
    return ("、" if is_chinese() else ", ").join(kinds) or _("all contractors")


def by_code(found: Iterable[scoring.Dimension]) -> dict[str, scoring.Dimension]:
    return {dimension.code: dimension for dimension in found}


def list_names(ruleset: scoring.Ruleset, codes: Iterable[str]) -> str:
    names = {rule.code: both(rule.label) for rule in ruleset.lists}
    return ("、" if is_chinese() else ", ").join(names.get(code, code) for code in codes)


def edges(
    lower: scoring.Edge | None,
    upper: scoring.Edge | None,
    shown: Callable[[int], str] = points,
) -> str:
    """The span of a row in words; `shown` says how its numbers are written."""
    parts = []
    if lower is not None:
        at = shown(lower.at)
        parts.append(_("above %(at)s", at=at) if lower.strict else _("from %(at)s", at=at))
    if upper is not None:
        at = shown(upper.at)
        parts.append(_("below %(at)s", at=at) if upper.strict else _("up to %(at)s", at=at))
    return ("，" if is_chinese() else ", ").join(parts) or _("all values")


def places(ruleset: scoring.Ruleset) -> Callable[[int], str]:
    """How the scheme writes a total."""
    return partial(points, places=ruleset.scale.places)


def change(hundredths: int) -> str:
    """Points as a rule says them: signed, without decimals that say nothing; nothing is 0."""
    text = signed(hundredths).removesuffix("00").removesuffix(".") if hundredths else "0"
    return text.rstrip("0") if "." in text else text


def rows(indicator: scoring.Indicator) -> list[tuple[str, str]]:
    """The table of an indicator: when, and how many points; empty for a fixed number."""
    if indicator.by_severity:
        return [(severity(code), change(value)) for code, value in indicator.by_severity.items()]
    if indicator.line:
        line = indicator.line
        ends = ((line.rating0, line.points0), (line.rating1, line.points1))
        return [(_("rating %(at)s", at=points(at)), change(value)) for at, value in ends]
    shown = _shown(indicator)
    return [(edges(b.lower, b.upper, shown), change(b.points)) for b in indicator.bands]


def _shown(indicator: scoring.Indicator) -> Callable[[int], str]:
    if indicator.kind == "rate":
        return _percent
    if indicator.kind == "count" or indicator.ladder_of == "quantity":
        return str
    return _yuan if indicator.ladder_of == "amount" else points


def _percent(ten_thousandths: int) -> str:
    whole, rest = divmod(ten_thousandths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def _yuan(fen: int) -> str:
    return _("%(amount)s yuan", amount=points(fen))


def kind(indicator: scoring.Indicator) -> str:
    return {
        "points": _("points for each record"),
        "rate": _("rate by bands"),
        "mean": _("average rating"),
        "count": _("number of records by bands"),
        "achieved": _("points while it holds"),
        "clean": _("points for %(n)s clean periods in a row", n=indicator.periods),
    }[indicator.kind]


def values(indicator: scoring.Indicator) -> str:
    """The one number of an indicator that has no table."""
    each = change(indicator.points or 0)
    return _("%(points)s for each unit", points=each) if indicator.times_quantity else each


def duration(length: scoring.Duration | None) -> str:
    """A length of time in words."""
    return tell(length_words(length)) if length else ""


def confirmation(way: str) -> str:
    return {
        "none": _("counts at once"),
        "review": _("a second person confirms"),
        "notice": _("after notice and reply, by decision"),
    }[way]
