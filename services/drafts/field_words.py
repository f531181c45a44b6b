"""What a field of a draft holds, as it is read in either language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from scoring.keys import NUMERIC
from scoring.wording_of_choices import TIMES
from services.drafts.draft_parts import Both, Field
from services.drafts.draft_values import LASTING

NOTHING = Both("", "")
FLAGS = {"true": Both("是", "yes"), "false": Both("否", "no")}


def field_words(one: Field) -> Both:
    """Empty where nothing is written."""
    if one.items:
        named = {choice.code: choice.name for choice in one.choices}
        names = [named.get(code, Both(code, code)) for code in one.items]
        return Both("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    if one.parts:
        return _parts(one)
    if one.type in NUMERIC:
        text = one.value.replace("-", "−")
        return Both(text, text)
    if one.type == "flag":
        return FLAGS.get(one.value, Both(one.value, one.value))
    named = {choice.code: choice.name for choice in one.choices}
    return named.get(one.value, Both(one.value, one.value))


def _parts(one: Field) -> Both:
    if one.type == "label":
        return Both(one.parts.get("zh", ""), one.parts.get("en", ""))
    if one.type in LASTING:
        n, unit = one.parts.get("n", ""), one.parts.get("unit", "")
        zh, en = TIMES.get(unit, (unit, unit))
        return Both(f"{n} {zh}".strip(), f"{n} {en}".strip())
    told = [f"{code} {points}".replace("-", "−") for code, points in one.parts.items()]
    return Both("；".join(told), "; ".join(told))


def same_value(one: Field, other: Field) -> bool:
    """Whether two fields say the same; numbers whatever their decimals."""
    if one.type in NUMERIC and other.type in NUMERIC:
        return _number(one.value) == _number(other.value)
    return (one.value, dict(one.parts), one.items) == (other.value, dict(other.parts), other.items)


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
