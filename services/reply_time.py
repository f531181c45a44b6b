"""How long a party has to reply to a notice, of a record or of a listing."""

from __future__ import annotations

from datetime import date, timedelta

from services.list_rules import LAST_DAY
from services.messages import Message, say

LEAST_DAYS_TO_REPLY = 5
"""From the notice; the Law on Administrative Penalties, article 64, gives as many to ask for a hearing."""


def reply_time_problem(on: date, due_on: date | None) -> Message | None:
    """Why ``due_on`` may not be the last day to reply to a notice that was given on ``on``, or None."""
    least = on + timedelta(days=LEAST_DAYS_TO_REPLY)
    if due_on is None or due_on < least:
        return say("The contractor has until %(day)s at least to reply.", day=str(least))
    if due_on > LAST_DAY:
        return say("This day lies too far ahead.")
    return None
