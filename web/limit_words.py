"""What an indicator reads, when it counts as assessed, and what bounds or raises its points, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import scoring
from services.messages import Message, say
from web.language import _, is_chinese, tell
from web.rule_words import both, change, duration
from web.show import points

REPAIRS: dict[str, Message] = {
    "stops": say("a repair ends it"),
    "halves": say("a repair halves it"),
    "grade_step": say("a repair makes the grade one step better"),
}
"""What a repair does to the records of an indicator."""

UNASSESSED: dict[str, Message] = {
    "zero": say("not assessed: 0 points"),
    "full": say("not assessed: full points"),
    "unrated": say("not assessed: no grade"),
    "redistribute": say("not assessed: its weight goes to the other dimensions"),
}
"""What becomes of an indicator that nothing has been measured for."""


def limits(ruleset: scoring.Ruleset, indicator: scoring.Indicator) -> list[str]:
    """Everything that a rule says of an indicator besides its points."""
    return [
        *_reads(ruleset, indicator),
        *_assessed(indicator),
        *_caps(indicator),
        *_escalates(ruleset, indicator),
        *_lasts(ruleset, indicator),
    ]


def _reads(ruleset: scoring.Ruleset, indicator: scoring.Indicator) -> Iterator[str]:
    named = _behaviours(ruleset, indicator.behaviours)
    if indicator.kind == "achieved":
        yield _("shown by: %(behaviours)s", behaviours=named)
        if indicator.refuted_by:
            named = _behaviours(ruleset, indicator.refuted_by)
            yield _("disproved by: %(behaviours)s", behaviours=named)
    elif indicator.kind == "clean":
        yield _("clean is a whole period without: %(behaviours)s", behaviours=named)
        if indicator.work:
            work = _behaviours(ruleset, indicator.work)
            yield _("and with at least %(n)s of: %(work)s", n=indicator.at_least, work=work)
    elif [both(indicator.label)] != [
        both(ruleset.behaviours[b].label) for b in indicator.behaviours
    ]:
        yield _("reads: %(behaviours)s", behaviours=named)


def _behaviours(ruleset: scoring.Ruleset, codes: Iterable[str]) -> str:
    names = (both(ruleset.behaviours[code].label) for code in codes)
    return ("、" if is_chinese() else ", ").join(names)


def _assessed(indicator: scoring.Indicator) -> Iterator[str]:
    if indicator.kind == "rate":
        yield _("assessed from %(n)s inspected on", n=indicator.min_sample)
    if indicator.kind == "mean":
        yield _("assessed from %(n)s ratings on", n=indicator.min_sample)
    if indicator.when_unassessed is not None:
        yield tell(UNASSESSED[indicator.when_unassessed])


def _caps(indicator: scoring.Indicator) -> Iterator[str]:
    if indicator.cap_per_event is not None:
        most = change(indicator.cap_per_event).lstrip("+")
        yield _("at most %(points)s a record", points=most)
    if indicator.cap is not None:
        yield _("at most %(points)s in all", points=change(indicator.cap).lstrip("+"))


def _escalates(ruleset: scoring.Ruleset, indicator: scoring.Indicator) -> Iterator[str]:
    rule = indicator.escalate
    if rule is None:
        return
    within = duration(rule.within)
    if rule.like == "behaviour":
        yield _("repeated within %(time)s, the same behaviour:", time=within)
    else:
        yield _("repeated within %(time)s, any behaviour of this indicator:", time=within)
    for step in rule.steps:
        yield _step(ruleset, step)


def _step(ruleset: scoring.Ruleset, step: scoring.EscalationStep) -> str:
    """What a repetition weighs."""
    if step.times is not None:
        times = points(step.times).rstrip("0").rstrip(".")
        return _("from number %(nth)s on %(times)s times", nth=step.nth, times=times)
    if step.add is not None:
        return _("from number %(nth)s on %(points)s more", nth=step.nth, points=change(step.add))
    name = both(ruleset.behaviours[step.behaviour or ""].label)
    return _("from number %(nth)s on as %(behaviour)s", nth=step.nth, behaviour=name)


def _lasts(ruleset: scoring.Ruleset, indicator: scoring.Indicator) -> Iterator[str]:
    if ruleset.category:
        yield from _counts(indicator)
        return
    if indicator.delay is not None:
        yield _("weighs %(time)s after it came to count", time=duration(indicator.delay))
    if indicator.valid_for is not None and indicator.valid_for.unit == "until_on":
        yield _("weighs until the last day that the record names")
    elif indicator.valid_for is not None:
        yield _("weighs for %(time)s", time=duration(indicator.valid_for))
    if indicator.repair is not None:
        yield tell(REPAIRS[indicator.repair])


def _counts(indicator: scoring.Indicator) -> Iterator[str]:
    """How long a record counts where it has no weight."""
    if indicator.delay is not None:
        yield _("counts %(time)s after it was confirmed", time=duration(indicator.delay))
    if indicator.valid_for is not None and indicator.valid_for.unit == "until_on":
        yield _("counts until the last day that the record names")
    elif indicator.valid_for is not None:
        yield _("counts for %(time)s", time=duration(indicator.valid_for))
    if indicator.repair == "stops":
        yield _("after a repair it no longer counts")
    elif indicator.repair is not None:
        yield tell(REPAIRS[indicator.repair])
