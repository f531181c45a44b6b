"""What may be typed into a form: read as meant, or refused in a sentence."""

from datetime import date

import pytest
from marshmallow import ValidationError

from schemas.fields import (
    Choice,
    Choices,
    Day,
    Flag,
    Hundredths,
    Id,
    Line,
    Paragraph,
    RegionCode,
    TypedSchema,
    Whole,
)


class Form(TypedSchema):
    line = Line(most=20)
    lines = Paragraph(most=50)
    day = Day()
    points = Hundredths(least=-10000, greatest=10000)
    number = Whole(greatest=1000)
    choice = Choice(("a", "b"))
    choices = Choices(("a", "b", "c"))
    flag = Flag()
    region = RegionCode()
    chosen = Id()


class Needed(TypedSchema):
    line = Line(required=True)


REFUSED: dict[str, tuple[object, ...]] = {
    "line": ("a\x00b", "\ud800", "a\u202eb", "甲\n乙", "x" * 21, 7, b"x"),
    "lines": ("x" * 10_000, "a\u2066b", "a\x07b", "\ufffd"),
    "day": ("soon", "2026-02-30", "0001-01-01", "9999-12-31", "20260301"),
    "points": ("1.234", "1e3", "NaN", "inf", "--1", "100.01", "٣", True),
    "number": ("-1", "1.5", "1001", "9" * 30, "0x10"),
    "choice": ("c", "A", ["a"]),
    "choices": ("z", ["a", "z"], {"a": 1}, [["a"]]),
    "flag": ("maybe", [], 3.5),
    "region": ("999999", "成都", "５１", "510200"),
    "chosen": ("1", "g" * 32, "' or 1=1"),
    "strange": ("x",),
}


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("line", "  甲　乙  ", "甲 乙"),
        ("line", "", None),
        ("line", " \u200b ", None),
        ("lines", "甲\r\n乙", "甲\n乙"),
        ("day", "2026-03-01", date(2026, 3, 1)),
        ("day", "2026/3/1", date(2026, 3, 1)),
        ("day", "2026年3月1日", date(2026, 3, 1)),
        ("day", "２０２６－０３－０１", date(2026, 3, 1)),
        ("points", "−3.5", -350),
        ("points", "12", 1200),
        ("points", "3.50", 350),
        ("points", 3, 300),
        ("number", "1,000", 1000),
        ("number", "１２", 12),
        ("number", "12.0", 12),
        ("choices", ["c", "a", "c"], ["a", "c"]),
        ("choices", "b", ["b"]),
        ("choices", [""], []),
        ("flag", "yes", True),
        ("flag", True, True),
        ("flag", "", False),
        ("region", "510100", "510100"),
    ],
)
def test_what_is_meant_is_read(field: str, typed: object, read: object):
    assert Form().load({field: typed})[field] == read


@pytest.mark.parametrize(
    ("field", "typed"), [(field, typed) for field, bad in REFUSED.items() for typed in bad]
)
def test_what_cannot_be_is_refused_with_a_sentence(field: str, typed: object):
    with pytest.raises(ValidationError) as refused:
        Form().load({field: typed})
    ((name, said),) = refused.value.messages_dict.items()
    sentence = str(said[0] if isinstance(said, list) else said)
    assert name == field
    assert sentence[0].isupper()
    assert sentence.endswith((".", "?"))


@pytest.mark.parametrize("sent", [{}, {"line": ""}, {"line": "  "}, {"line": None}])
def test_what_is_needed_is_asked_for(sent: dict[str, object]):
    with pytest.raises(ValidationError, match="Please fill this in"):
        Needed().load(sent)
