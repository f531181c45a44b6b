"""Why something may not be done with an objection now, in sentences."""

from __future__ import annotations

from services.messages import Message, say

REFUSED: dict[str, Message] = {
    "ended": say("This objection was already decided or withdrawn."),
    "typed": say("A decision on it waits for its second clerk."),
    "nothing_typed": say("No decision waits for a second clerk."),
    "taken_up": say("This objection was already taken up."),
    "forwarded": say("Another unit was already asked to check."),
    "nobody_checks": say("No other unit was asked to check, or it has answered."),
    "extended": say("The time was already extended once."),
    "paused": say("A test or an appraisal is running: enter its end first."),
    "not_paused": say("No test or appraisal is running."),
}
