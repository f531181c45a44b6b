"""Forms: one-time keys, what was typed, and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError

from models import new_id
from schemas.fields import Choices, Several
from services.messages import AlreadyDone, Invalid, Message
from services.writing import Once
from web.language import tell

KEY = "form_key"
_KEY = re.compile("[0-9a-f]{32}")
_NOT_CONTENT = {KEY, "csrf_token"}


@dataclass
class Form:
    """A form on a page: what was typed (as text, by field) and what was wrong (by field, translated).

    ``values`` of a form that was sent also has ``getlist``, for fields that may come several times.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    key: str = field(default_factory=new_id)

    def value(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def refuse(self, problem: Invalid) -> None:
        """Take over a service's messages."""
        self.errors.update({name: tell(message) for name, message in problem.fields.items()})


def typed() -> Form:
    """The form as it was sent, to be shown again with every word that was typed."""
    return Form(request.form, key=_sent_key())


def _sent_key() -> str:
    """The form's one-time key; one that we never gave is none."""
    key = request.form.get(KEY, "")
    return key if _KEY.fullmatch(key) else new_id()


def load(schema: Schema) -> Any:
    """The sent form as its schema's value; raises ``Invalid`` with a message per field."""
    content = {
        name: request.form.getlist(name)
        if isinstance(schema.fields.get(name), (Choices, Several))
        else request.form[name]
        for name in request.form
        if name not in _NOT_CONTENT
    }
    try:
        return schema.load(content)
    except ValidationError as error:
        raise Invalid(_messages(error.messages_dict)) from None


def _messages(found: Mapping[str, Any]) -> dict[str, Message]:
    return {name: first_message(problem) for name, problem in found.items()}


def first_message(problem: Any) -> Message:
    """The first of a field's messages, as marshmallow nests them."""
    while isinstance(problem, (list, dict)):
        problem = next(iter(problem.values() if isinstance(problem, dict) else problem))
    return problem if isinstance(problem, Message) else Message(str(problem))


def once(write: Callable[[Once], str]) -> str:
    """Do a form's write under its one-time key; the same form again gives the first one's result."""
    try:
        return write(Once(_sent_key(), _content()))
    except AlreadyDone as done:
        return done.result


def _content() -> bytes:
    parts = [(k, v) for k, v in request.form.items(multi=True) if k not in _NOT_CONTENT]
    parts += [(k, file.filename or "") for k, file in request.files.items(multi=True)]
    return repr((request.path, sorted(parts))).encode()


def asked(schema: Schema) -> tuple[Any, Form]:
    """What the address asks for, and the form that shows it; a wrong filter is told and left out."""
    content = {name: request.args[name] for name in schema.fields if name in request.args}
    form = Form(request.args)
    try:
        return schema.load(content), form
    except ValidationError as error:
        form.refuse(Invalid(_messages(error.messages_dict)))
        good = {k: v for k, v in content.items() if k not in error.messages_dict}
        return schema.load(good), form
