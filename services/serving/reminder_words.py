"""What a reminder says: a heading and a text, which are translated where they are read."""

from __future__ import annotations

from dataclasses import dataclass

from services.messages import Message, say


@dataclass(frozen=True)
class Words:
    heading: Message
    text: Message


REMINDERS: dict[str, Words] = {
    "notice": Words(
        say("A prior notice was drawn up"),
        say(
            "Prior notice %(number)s concerns you; you can read it in your account. This reminder is not"
            " its service: your time to reply begins when the notice itself has reached you."
        ),
    ),
    "decision": Words(
        say("A decision was made"),
        say(
            "Decision %(number)s concerns you; you can read it in your account. This reminder is not its"
            " service: what the law counts from the decision begins when it has reached you."
        ),
    ),
    "document": Words(
        say("A document was drawn up for you"),
        say(
            "Document %(number)s concerns you; you can read it in your account. This reminder is not its"
            " service: no time runs before the document itself has reached you."
        ),
    ),
    "result": Words(
        say("Your evaluation result was fed back"),
        say(
            "Your result in “%(number)s” can be read in your account, with its statement. This reminder is"
            " not its service: your time to ask for a review begins when the result has reached you."
        ),
    ),
    "deadline": Words(
        say("Your time to reply is running out"),
        say("You may reply to notice %(number)s until %(day)s, 24:00."),
    ),
    "served": Words(
        say("A document counts as served"),
        say("Document %(number)s counts as served on you on %(day)s."),
    ),
    "unserved": Words(
        say("A record of service was taken back"),
        say(
            "That document %(number)s was served on you on %(day)s was recorded wrongly and is taken back."
            " It counts as not served: no time of it runs until it has reached you."
        ),
    ),
}
"""By template; a text names its document's number (a result the title of its round) and, where it has one, a day, and
nothing private."""
