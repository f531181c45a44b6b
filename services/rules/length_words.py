"""Lengths of time in words."""

from __future__ import annotations

import scoring
from services.messages import Message, say

ONE_PERIOD = scoring.Duration("periods", 1)


def length_words(length: scoring.Duration) -> Message:
    """A length as rules write it: 24 months, 5 working days, for life."""
    if length == ONE_PERIOD:
        return say("the rest of the period and a whole one")
    return {
        "months": say("%(n)s months", n=length.n),
        "days": say("%(n)s days", n=length.n),
        "working_days": say("%(n)s working days", n=length.n),
        "periods": say("the rest of the period and %(n)s whole ones", n=length.n),
        "until_on": say("until its own last day"),
        "decision": say("as the decision says"),
        "life": say("for life"),
    }[length.unit]
