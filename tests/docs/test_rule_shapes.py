"""The table of shapes names all forty-eight, and only files, keys and words that exist."""

import re
from collections.abc import Iterator

import pytest

from scoring.kinds import TABLES
from tests.docs.reading import CODE
from tests.support.files import ROOT

TEXT = (ROOT / "docs" / "rule-shapes.md").read_text("utf-8")
SHAPES, ROOMS = TEXT.split("\n## ")
CASES = ROOT / "tests" / "scenarios"
RULESETS = ROOT / "rulesets"

KEYS = {key.name for table in TABLES.values() for key in table}
CHOICES = {
    name: {
        choice
        for table in TABLES.values()
        for key in table
        if key.name == name
        for choice in key.choices
    }
    for name in KEYS
}
WORDS = KEYS | {choice for found in CHOICES.values() for choice in found}
DURATIONS = {"days", "months", "working_days", "periods"}
DECISIONS = {"annul", "stay"}


def rows(part: str) -> dict[int, list[str]]:
    found = [line.strip("|").split("|") for line in part.splitlines() if re.match(r"\| \d", line)]
    return {int(row[0]): [cell.strip() for cell in row[1:]] for row in found}


def quoted(column: int) -> Iterator[tuple[int, str]]:
    """What the table of shapes quotes in one column, with the number of its row."""
    for number, row in rows(SHAPES).items():
        for code in CODE.findall(row[column]):
            yield number, code


def test_the_table_names_all_forty_eight_shapes_in_their_order():
    numbers = [int(n) for n in re.findall(r"^\| (\d+) \|", SHAPES, re.MULTILINE)]
    assert numbers == list(range(1, 49))


@pytest.mark.parametrize(("number", "code"), list(quoted(1)))
def test_every_key_and_word_of_a_shape_exists(number: int, code: str):
    if code in DECISIONS:
        return
    bare = code.removeprefix("[[").removesuffix("]]").removeprefix("[").removesuffix("]")
    names = re.findall(r"([a-z_]+) =", code) or [bare]
    assert set(names) <= WORDS | DURATIONS, f"shape {number}"
    for name, value in re.findall(r'([a-z_]+) = "([^"]+)"', code):
        allowed = CHOICES.get(name, set())
        assert not allowed or value in allowed, f"shape {number}: {name} = {value}"


@pytest.mark.parametrize(("number", "code"), list(quoted(2)))
def test_every_file_that_shows_a_shape_exists(number: int, code: str):
    path = CASES / code if code.endswith(".toml") else RULESETS / code / "scenarios.toml"
    assert path.is_file(), f"shape {number}"


def test_every_file_of_worked_cases_says_its_shapes_and_stands_in_the_table():
    for path in sorted(CASES.glob("*.toml")):
        first = path.read_text("utf-8").splitlines()[0]
        said = re.match(r"# Shapes? ([\d, and]+)[.:]", first)
        assert said, f"{path.name}: {first}"
        for number in map(int, re.findall(r"\d+", said[1])):
            assert f"`{path.name}`" in rows(SHAPES)[number][2], f"{path.name}: shape {number}"


def test_what_no_worked_case_shows_is_told_by_the_second_table():
    told = rows(ROOMS)
    for number, row in rows(SHAPES).items():
        assert ".toml" in row[2] or number in told
        assert ("below" in row[2]) == (number in told), f"shape {number}"


@pytest.mark.parametrize(
    "code", sorted({c for row in rows(ROOMS).values() for c in CODE.findall("|".join(row))})
)
def test_the_second_table_names_only_what_exists(code: str):
    if "/" in code:
        assert (ROOT / code).is_file()
    else:
        assert code in WORDS | {"flask evaluate"}
