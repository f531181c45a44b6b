"""How long records weigh, what restarts and suspends a period, and what a new version does, in words."""

from __future__ import annotations

from collections.abc import Iterator

import scoring
from services.messages import Message, say
from web.language import _, tell
from web.rule_words import change, list_names

UNITS: dict[str, Message] = {
    "year": say("calendar year"),
    "half": say("calendar half-year"),
    "quarter": say("calendar quarter"),
}
CHANGES: dict[str, Message] = {
    "carry": say("they go on with the points they have"),
    "fresh": say("they no longer weigh"),
    "recast": say("they are weighed anew by this version"),
}
"""What becomes of older records when the version takes effect."""
WITHOUT_POINTS: dict[str, Message] = {
    "fresh": say("they no longer count"),
    "recast": say("they are read anew by this version"),
}
"""The same where the version knows no points."""


def period(ruleset: scoring.Ruleset) -> list[str]:
    """How long a record weighs at most, and everything that moves its end."""
    own = ruleset.category and ruleset.period.kind == "validity"
    length = _("each record counts for its own time") if own else _length(ruleset.period)
    return [length, *_more(ruleset)]


def _length(period: scoring.Period) -> str:
    if period.kind == "rolling":
        return _("each record weighs for %(n)s months", n=period.months)
    if period.kind == "validity":
        return _("each record weighs for its own time")
    if period.kind == "anniversary":
        return _("periods of %(n)s months from the day the file was opened", n=period.months)
    return tell(UNITS[period.unit or "year"])


def _more(ruleset: scoring.Ruleset) -> Iterator[str]:
    rule = ruleset.period
    if rule.unit is not None and rule.kind != "calendar":
        unit = tell(UNITS[rule.unit])
        yield _("periods in a row are counted by the %(unit)s", unit=unit)
    if rule.carry_over:
        yield _(
            "a fault that is not rectified when a period ends weighs on until the next one ends"
        )
    if rule.restart_on:
        lists = list_names(ruleset, rule.restart_on)
        yield _("the day after entry on %(lists)s a new period begins", lists=lists)
    if rule.suspend_during:
        lists = list_names(ruleset, rule.suspend_during)
        yield _("on %(lists)s no period runs and nothing new weighs", lists=lists)
    if rule.restart_after:
        lists = list_names(ruleset, rule.restart_after)
        yield _("on leaving %(lists)s a new period begins", lists=lists)


def older(ruleset: scoring.Ruleset) -> str:
    """What becomes of older records on the version's first day."""
    words = CHANGES | WITHOUT_POINTS if ruleset.category else CHANGES
    return tell(words[ruleset.change])


def dimension(ruleset: scoring.Ruleset, found: scoring.Dimension) -> list[str]:
    """Weight, start and bounds of a dimension."""
    parts = []
    if ruleset.weighted:
        parts.append(_("weight %(part)s of %(whole)s", part=found.part, whole=ruleset.scale.whole))
    if found.start:
        parts.append(_("begins at %(points)s", points=change(found.start).lstrip("+")))
    if found.floor is not None:
        parts.append(_("not below %(points)s", points=change(found.floor).lstrip("+")))
    if found.ceiling is not None:
        parts.append(_("not above %(points)s", points=change(found.ceiling).lstrip("+")))
    return parts
