"""Lines that are no record, in words: caps, clamps and rounding."""

from __future__ import annotations

import scoring
from services.labels import Both
from services.messages import Message, say
from services.statements.weight_words import change, points

Words = Both | Message | str


def limit_words(ruleset: scoring.Ruleset, line: scoring.Line) -> tuple[Words, tuple[Message, ...]]:
    """What a line that is no record is called, and what holds there."""
    places, scale = ruleset.scale.places, ruleset.scale
    if line.kind == "cap":
        indicator = ruleset.indicator(line.indicator or "")
        cap = points(indicator.cap or 0, places)
        return (
            say("Limit of: %(what)s", what=indicator.label),
            (say("All its records together move at most %(cap)s.", cap=cap),),
        )
    if line.kind == "dimension_cap":
        dimension = ruleset.dimension(line.dimension or "")
        ends = [end for end in (dimension.floor, dimension.ceiling) if end is not None]
        held = " / ".join(change(end, places) for end in ends)
        return (
            say("Limit of: %(what)s", what=dimension.label),
            (say("The dimension moves the score by at most %(ends)s.", ends=held),),
        )
    if line.kind == "clamp":
        ends_of = say(
            "The scale runs from %(floor)s to %(ceiling)s.",
            floor=points(scale.floor, places),
            ceiling=points(scale.ceiling, places),
        )
        return say("Limit of the scale"), (ends_of,)
    if line.kind == "rounding":
        return say("Rounding"), ()
    if line.kind in ("dimension", "dimension_start"):
        return ruleset.dimension(line.dimension or "").label, ()
    return say("Starting points of version %(version)s", version=ruleset.version), ()
