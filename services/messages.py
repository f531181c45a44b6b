"""What a service says to a person: a translatable sentence with its parameters, and the ways to refuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence to be translated where it is shown, with its parameters."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


def say(text: str, /, **params: object) -> Message:
    """Mark a sentence for translation (the extractor looks for calls of this name)."""
    return Message(text, params)


class Refusal(Exception):
    """A request that cannot be done; nothing was changed."""

    status = 400

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class NotFound(Refusal):
    """There is no such thing, or not for this person: the two look alike on purpose."""

    status = 404


class Forbidden(Refusal):
    """The person may know of the thing but may not do this."""

    status = 403


class Conflict(Refusal):
    """Somebody else was first, or the state has moved on."""

    status = 409


class Invalid(Refusal):
    """What was typed does not hold: messages by field name (``""`` for the whole form)."""

    status = 422

    def __init__(self, fields: Mapping[str, Message]) -> None:
        self.fields = dict(fields)
        super().__init__(next(iter(self.fields.values())))


class AlreadyDone(Exception):
    """The same form or API write came twice; ``result`` is what the first one made."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result
