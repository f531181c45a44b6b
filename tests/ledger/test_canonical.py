"""The bytes of a body have one reading, or they are refused."""

import json
import unicodedata
from enum import IntEnum
from types import MappingProxyType

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ledger.canonical import MAX_DEPTH, MAX_INTEGER, encode, loads
from ledger.errors import BodyRefused


class Colour(IntEnum):
    RED = 1


def nested(depth: int) -> object:
    value: object = "bottom"
    for _ in range(depth):
        value = [value]
    return value


texts = (
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: "\x00" not in text)
)
scalars = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=12
)


@given(st.dictionaries(texts, values))
def test_what_is_written_is_what_is_read(body):
    assert loads(encode(body)) == body
    assert encode(body) == rfc8785.dumps(body)


def test_keys_stand_in_the_order_of_utf_16_units_as_rfc_8785_asks():
    keys = ["\u20ac", "\r", "\U0001f600", "1", "\u0080", "\u00f6", "\ue000"]
    written = json.loads(encode(dict.fromkeys(keys, 1)), object_pairs_hook=list)
    assert [key for key, _ in written] == [
        "\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ue000",
    ]  # fmt: skip


def test_chinese_stays_readable_and_nothing_is_spaced():
    assert (
        encode({"b": True, "a": ["信用", None, -5]}) == '{"a":["信用",null,-5],"b":true}'.encode()
    )


def test_a_read_only_mapping_and_a_tuple_are_an_object_and_a_list():
    assert encode(MappingProxyType({"a": (1, 2)})) == b'{"a":[1,2]}'


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "type_not_allowed"),
        (float("nan"), "type_not_allowed"),
        (b"bytes", "type_not_allowed"),
        ({1, 2}, "type_not_allowed"),
        (Colour.RED, "type_not_allowed"),
        (MAX_INTEGER + 1, "integer_too_large"),
        (-MAX_INTEGER - 1, "integer_too_large"),
        ("a\x00b", "text_has_nul"),
        ("\ud800", "text_has_lone_surrogate"),
        ("e\u0301", "text_not_nfc"),
        ({1: "a"}, "key_not_text"),
        ({"a\x00": 1}, "text_has_nul"),
        ({"e\u0301": 1}, "text_not_nfc"),
        (nested(MAX_DEPTH + 1), "value_too_deep"),
    ],
)
def test_a_value_with_two_readings_is_refused_and_its_place_named(value, code):
    with pytest.raises(BodyRefused) as refused:
        encode({"list": ["fine", {"x": value}]})
    assert refused.value.code == code
    assert str(refused.value.params["path"]).startswith("body.list[1].x")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1,"a":2}', "key_twice"),
        (b'{"a":{"b":1,"b":1}}', "key_twice"),
        (b'{"a":1.0}', "type_not_allowed"),
        (b'{"a":1e2}', "type_not_allowed"),
        (b'{"a":NaN}', "type_not_allowed"),
        (b'{"a":-Infinity}', "type_not_allowed"),
        (b'{"a":9007199254740992}', "integer_too_large"),
        (b'{"a":' + b"9" * 5000 + b"}", "integer_too_large"),
        (b'{"a":"\\u0000"}', "text_has_nul"),
        (b'{"a":"\\ud800"}', "text_has_lone_surrogate"),
        (b'{"a":"\xff"}', "body_not_json"),
        (b'\xef\xbb\xbf{"a":1}', "body_not_json"),
        (b'{"a":1} x', "body_not_json"),
        (b"", "body_not_json"),
        (b"[1]", "body_not_object"),
        (b"[" * 100_000, "body_not_json"),
    ],
)
def test_bytes_with_two_readings_are_refused(data, code):
    with pytest.raises(BodyRefused) as refused:
        loads(data)
    assert refused.value.code == code
