"""Every declared key, missing or wrong in every way, is answered with its place and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from scoring import Problem, parse
from scoring.keys import NUMERIC, Key
from scoring.kinds import TABLES, VARIANTS
from tests.scoring.samples import (
    FILES,
    Place,
    Twice,
    given,
    places,
    trees,
    with_table,
    written,
)
from tests.scoring.support import problems

PLACES = places()
KEYS = [(table, key) for table, keys in TABLES.items() for key in keys]
NAMES = [f"{table}.{key.name}" for table, key in KEYS]
NUMBERS = [(table, key) for table, key in KEYS if key.type in NUMERIC]
OF_NUMBERS = [f"{table}.{key.name}" for table, key in NUMBERS]
WRONG = {"flag": "yes", "choice": 7, "code": 7, "text": 7, "date": "2026-01-01"}
"""A value of another type than the key's; for all others text is one."""
DECIDES = {name: by for by, names in VARIANTS.values() for name in names.values()}
"""The key that says which keys a table has."""
LISTS = ("codes", "texts", "choices", "tables")


def answers(place: Place, key: Key, value: Any) -> list[Problem]:
    """What is said when the key has that value."""
    table = {**given(place), key.name: value}
    return problems(written(with_table(place, table)))


def within(found: list[Problem], path: str) -> list[Problem]:
    return [problem for problem in found if problem.path.startswith(path)]


def table_path(place: Place, key: Key) -> str:
    """Where a table stands; without a code it is named by its number."""
    if key.name != "code":
        return place.path
    return f"{place.path[: place.path.rindex('[')]}[{int(place.steps[-1]) + 1}]"


def path_of(place: Place, key: Key) -> str:
    return f"{table_path(place, key)}.{key.name}" if place.path else key.name


def assert_plain(found: list[Problem]) -> None:
    """Every problem is a sentence in both languages with nothing left to fill in."""
    for problem in found:
        assert problem.zh.endswith("。"), problem
        assert problem.en.endswith("."), problem
        assert "{" not in problem.code


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_samples_are_accepted_as_they_stand(file: Any) -> None:
    assert parse(file.read_text("utf-8"), file.name).unsourced == ()


@pytest.mark.parametrize("tree", trees(), ids=lambda tree: tree["period"]["kind"])
def test_a_sample_written_again_is_still_accepted(tree: Any) -> None:
    assert problems(written(tree)) == []


def test_the_samples_have_every_declared_table() -> None:
    assert set(PLACES) == set(TABLES)


@pytest.mark.parametrize(("table", "key"), KEYS, ids=NAMES)
def test_a_needed_key_that_is_missing_is_asked_for(table: str, key: Key) -> None:
    place = PLACES[table]
    left = {name: value for name, value in given(place).items() if name != key.name}
    found = problems(written(with_table(place, left)))
    assert_plain(found)
    if key.needed:
        assert (path_of(place, key), "missing") in [(p.path, p.code) for p in found]


@pytest.mark.parametrize(("table", "key"), KEYS, ids=NAMES)
def test_a_value_of_another_type_is_refused_where_it_stands(table: str, key: Key) -> None:
    place = PLACES[table]
    found = answers(place, key, WRONG.get(key.type, "words"))
    told = within(found, path_of(place, key))
    assert [p.code for p in told if p.code in ("wrong_type", "bad_choice")], found
    assert_plain(found)


@pytest.mark.parametrize(("table", "key"), NUMBERS, ids=OF_NUMBERS)
def test_a_negative_number_is_accepted_or_refused_with_its_bounds(table: str, key: Key) -> None:
    place = PLACES[table]
    found = answers(place, key, -1)
    assert_plain(found)
    signed = (key.type == "number" and not key.positive) or (key.least or 0) < 0
    if not signed:
        assert "out_of_range" in [p.code for p in within(found, path_of(place, key))], found


@pytest.mark.parametrize(("table", "key"), NUMBERS, ids=OF_NUMBERS)
@pytest.mark.parametrize("huge", [10**15, -(10**15)])
def test_a_huge_number_is_refused_with_its_bounds(table: str, key: Key, huge: int) -> None:
    place = PLACES[table]
    found = answers(place, key, huge)
    assert "out_of_range" in [p.code for p in within(found, path_of(place, key))], found
    assert_plain(found)


def _huge(key: Key) -> Iterator[Any]:
    if key.type in ("code", "codes"):
        yield "x" * 65 if key.type == "code" else ["x" * 65]
    if key.type in ("duration", "length", "validity"):
        yield {"months": 10**9}
        yield {"months": -1}
        yield {"months": 0}
        yield {"month": 1}
        yield {"months": 1, "days": 1}
    if key.type in LISTS and key.least:
        yield []
    if key.type == "label":
        yield {"zh": "名称"}
        yield {"zh": "名称", "en": " "}


SIZED = [(table, key, value) for table, key in KEYS for value in _huge(key)]


@pytest.mark.parametrize(
    ("table", "key", "value"), SIZED, ids=[f"{t}.{k.name}-{n}" for n, (t, k, _) in enumerate(SIZED)]
)
def test_a_code_time_name_or_list_out_of_bounds_is_refused(
    table: str, key: Key, value: Any
) -> None:
    place = PLACES[table]
    found = answers(place, key, value)
    assert within(found, path_of(place, key)), found
    assert_plain(found)


@pytest.mark.parametrize(("table", "key"), KEYS, ids=NAMES)
def test_a_key_that_stands_twice_is_told_by_its_line(table: str, key: Key) -> None:
    place = PLACES[table]
    if key.name not in given(place):
        place = place._replace(tree=with_table(place, {**given(place), key.name: "x"}))
    found = answers(place, key, Twice(given(place)[key.name]))
    assert [p.code for p in found] == ["toml_twice"]
    assert_plain(found)


@pytest.mark.parametrize(("table", "key"), KEYS, ids=NAMES)
def test_a_misspelt_key_is_told_with_the_word_that_was_meant(table: str, key: Key) -> None:
    place = PLACES[table]
    table_of_key = given(place)
    value = table_of_key.pop(key.name, "x")
    misspelt = f"{key.name}s" if len(key.name) > 2 else f"{key.name}{key.name[-1]}"
    if misspelt in (other.name for other in TABLES[table]):
        misspelt = f"{key.name}_"
    found = problems(written(with_table(place, {**table_of_key, misspelt: value})))
    if DECIDES.get(table) == key.name:
        assert [(p.path, p.code) for p in found] == [(path_of(place, key), "missing")]
        return
    told = [p for p in found if p.code == "unknown_key"]
    assert [p.params["key"] for p in told] == [misspelt]
    assert told[0].path == (table_path(place, key) or misspelt)
    assert f"“{key.name}”" in told[0].zh
    assert "did you mean" in told[0].en
    assert_plain(found)
