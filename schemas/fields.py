"""The fields of every form and API body: one reading of text, days, numbers and codes, one voice of refusal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields

from identity import regions
from identity.problems import Problem
from identity.text import BadText, clean_text
from services.messages import Message, say

NEEDED = say("Please fill this in.")
_WHOLE = say("A whole number is expected, such as 12.")
_MISSING: dict[str, Any] = {"required": NEEDED, "null": NEEDED}
FIRST_YEAR, LAST_YEAR = 1900, 2200
_ID = re.compile("[0-9a-f]{32}")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBER = re.compile(r"([-+]?)(\d{1,18})(?:\.(\d+))?", re.ASCII)


class TypedSchema(Schema):
    """Refuses what it does not know, so that a misspelt field is never passed over in silence."""

    class Meta:
        unknown = RAISE

    error_messages: dict[str, Any] = {  # noqa: RUF012 - marshmallow reads it from the class
        "unknown": say("This form has no such field."),
        "type": say("This should be a set of named values."),
    }


def wrong(message: Message) -> ValidationError:
    """A field's refusal; a list, for marshmallow joins lists."""
    return ValidationError([message])


def text_problem(problem: Problem) -> Message:
    """What is wrong with a text, as a sentence."""
    params = dict(problem.params)
    if problem.code in ("bidirectional", "hidden"):
        return say(
            "An invisible character stands at place %(place)s (%(character)s). Delete it and type on.",
            **params,
        )
    if problem.code == "line_break":
        return say("This must stand on one line.")
    if problem.code == "too_long":
        return say("This is %(length)s characters long; at most %(max)s are possible.", **params)
    return say(
        "The character at place %(place)s (%(character)s) cannot be kept. Delete it and type it again.",
        **params,
    )


class Typed(fields.Field[Any]):
    """Something typed by a person: blank is missing, and every refusal is a sentence."""

    default_error_messages = _MISSING
    lines = False
    numbers = False

    def __init__(self, *, required: bool = False, most: int = 200, default: Any = None) -> None:
        """`most` counts characters; `default` is what a blank optional field means."""
        self.most = most
        self.blank = default
        if required:
            super().__init__(required=True)
        else:
            super().__init__(load_default=default, allow_none=True)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        text = self._clean(value)
        if text:
            return self.read(text)
        if self.required:
            raise wrong(NEEDED)
        return self.blank

    def _clean(self, value: Any) -> str:
        if self.numbers and isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            raise wrong(say("Text is expected here."))
        try:
            return clean_text(value, self.most, lines=self.lines)
        except BadText as bad:
            raise ValidationError([text_problem(p) for p in bad.problems]) from None

    def read(self, text: str) -> Any:
        """The value of a text that is not blank."""
        return text


class Line(Typed):
    """One line of text."""


class Paragraph(Typed):
    """Text of several lines."""

    lines = True

    def __init__(self, *, required: bool = False, most: int = 4000) -> None:
        super().__init__(required=required, most=most)


class Secret(fields.Field[str]):
    """A password: taken as it is, never trimmed or folded."""

    default_error_messages = _MISSING

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> str:
        if not isinstance(value, str) or not value:
            raise wrong(NEEDED)
        if len(value) > 1000 or "\x00" in value:
            raise wrong(
                say("This cannot be a password: too long, or with a character that is none.")
            )
        return value


class Day(Typed):
    """A calendar day, as 2026-11-21; 2026/11/21, 2026.11.21 and 2026年11月21日 are understood, too."""

    def read(self, text: str) -> date:
        plain = unicodedata.normalize("NFKC", text)
        plain = re.sub("[年月/.]", "-", plain).rstrip("日").replace(" ", "")
        found = _DAY.fullmatch(plain)
        if not found:
            raise wrong(say("A day is written like 2026-11-21."))
        year, month, day = map(int, found.groups())
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise wrong(say("The year %(year)s cannot be meant here.", year=year))
        try:
            return date(year, month, day)
        except ValueError:
            raise wrong(say("There is no such day in the calendar.")) from None


class Whole(Typed):
    """A whole number between two bounds, both included."""

    numbers = True

    def __init__(self, *, required: bool = False, least: int = 0, greatest: int = 10**12) -> None:
        super().__init__(required=required, most=40)
        self.least, self.greatest = least, greatest

    def read(self, text: str) -> int:
        scaled = _scaled(text, places=0)
        _within(scaled, self.least, self.greatest, 0)
        return scaled


class Hundredths(Typed):
    """A number of at most two decimals, kept as a whole number of hundredths: points, ratings, yuan."""

    numbers = True

    def __init__(self, *, required: bool = False, least: int = 0, greatest: int = 10**15) -> None:
        """`least` and `greatest` are hundredths, both included."""
        super().__init__(required=required, most=40)
        self.least, self.greatest = least, greatest

    def read(self, text: str) -> int:
        scaled = _scaled(text, places=2)
        _within(scaled, self.least, self.greatest, 2)
        return scaled


def _scaled(text: str, places: int) -> int:
    """Digits as an integer of `places` decimals; width, thousands separators and a true minus are read."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace(",", "").replace(" ", "")
    found = _NUMBER.fullmatch(plain)
    if not found:
        raise wrong(say("A number is expected, such as 12 or 12.50.") if places else _WHOLE)
    sign, whole, decimals = found.groups()
    decimals = (decimals or "").rstrip("0")
    if len(decimals) > places:
        raise wrong(say("At most two decimals are possible.") if places else _WHOLE)
    return int(f"{sign}{whole}{decimals.ljust(places, '0')}")


def _within(value: int, least: int, greatest: int, places: int) -> None:
    if value < least:
        raise wrong(say("This must be at least %(least)s.", least=_plain(least, places)))
    if value > greatest:
        raise wrong(say("This must be at most %(greatest)s.", greatest=_plain(greatest, places)))


def _plain(value: int, places: int) -> str:
    if not places:
        return str(value)
    return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"


class Choice(Typed):
    """One of a set of codes."""

    def __init__(
        self, codes: Collection[str], *, required: bool = False, default: str | None = None
    ) -> None:
        super().__init__(required=required, default=default)
        self.codes = codes

    def read(self, text: str) -> str:
        if text not in self.codes:
            raise wrong(say("Please choose one of those offered."))
        return text


class Choices(fields.Field[list[str]]):
    """Several of a set of codes, each once, in the set's own order. A form sends the name several times."""

    default_error_messages = _MISSING

    def __init__(self, codes: Iterable[str], *, required: bool = False) -> None:
        self.codes = tuple(codes)
        if required:
            super().__init__(required=True)
        else:
            super().__init__(load_default=list)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[str]:
        chosen = [value] if isinstance(value, str) else value
        if not isinstance(chosen, list) or any(c not in self.codes for c in chosen if c != ""):
            raise wrong(say("Please choose among those offered."))
        if self.required and not any(chosen):
            raise wrong(say("Please choose at least one."))
        return [code for code in self.codes if code in chosen]


class Several(fields.Field[list[Any]]):
    """A field that a form repeats, in the order of the page: each is read alone, a blank one is its blank."""

    default_error_messages = _MISSING

    def __init__(self, one: Typed, *, most: int = 60) -> None:
        super().__init__(load_default=list)
        self.one, self.most = one, most

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[Any]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list):
            raise wrong(say("Text is expected here."))
        if len(given) > self.most:
            raise wrong(say("At most %(most)s are possible here.", most=self.most))
        return [self.one.deserialize(part) for part in given]


class Flag(Typed):
    """A box that is ticked or not."""

    numbers = True

    def __init__(self) -> None:
        super().__init__(default=False)

    def _clean(self, value: Any) -> str:
        return ("yes" if value else "") if isinstance(value, bool) else super()._clean(value)

    def read(self, text: str) -> bool:
        if text.lower() not in ("yes", "no", "on", "true", "false", "1", "0"):
            raise wrong(say("Please choose one of those offered."))
        return text.lower() in ("yes", "on", "true", "1")


class Id(Typed):
    """The random id of something chosen on the page."""

    def read(self, text: str) -> str:
        if not _ID.fullmatch(text):
            raise wrong(say("Please choose from the list that opens while you type."))
        return text


class RegionCode(Typed):
    """A division by its GB/T 2260 code, as it is today."""

    numbers = True

    def read(self, text: str) -> str:
        region = regions.lookup(text)
        if region is None:
            raise wrong(say("There is no division with the code %(code)s.", code=text))
        if region.succeeded_by:
            raise wrong(
                say(
                    "The division %(code)s was abolished; its code is now %(now)s.",
                    code=text,
                    now=region.succeeded_by,
                )
            )
        return text
