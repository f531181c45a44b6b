"""Every scheme that ships is whole: its versions are read, sourced, founded and worked through by cases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import scoring
from demo import province
from demo.programme import ruleset_text
from tests.scenarios.cases import RULESETS, cases_in, files

LEAST_CASES = 10
SCHEMES = sorted(path for path in RULESETS.iterdir() if path.is_dir())

every_scheme = pytest.mark.parametrize("scheme", SCHEMES, ids=lambda path: path.name)


def versions(scheme: Path) -> list[scoring.Ruleset]:
    texts = sorted(path for path in scheme.glob("*.toml") if path.name != "scenarios.toml")
    return [scoring.parse(path.read_text("utf-8"), path.name) for path in texts]


def test_nothing_but_schemes_lies_in_the_folder_of_rulesets():
    assert [path for path in RULESETS.iterdir() if not path.is_dir()] == []


@every_scheme
def test_a_scheme_holds_its_versions_its_cases_and_nothing_else(scheme: Path):
    names = {path.name for path in scheme.iterdir()}
    assert names == {"scenarios.toml"} | {f"{one.version}.toml" for one in versions(scheme)}


@every_scheme
def test_the_versions_of_a_scheme_bear_its_name_and_make_one_book(scheme: Path):
    found = versions(scheme)
    assert {one.scheme for one in found} == {scheme.name}
    assert len(scoring.rule_book(found).versions) == len(found)


@every_scheme
def test_every_number_says_where_it_comes_from_and_every_effect_its_ground(scheme: Path):
    for one in versions(scheme):
        assert one.unsourced == ()
        assert one.unfounded == ()


@every_scheme
def test_every_source_that_is_a_code_is_a_document_of_the_basis_or_the_departments_own(
    scheme: Path,
):
    for one in versions(scheme):
        known = {document.code for document in one.basis} | {"default"}
        sources = {origin.source for origin in one.sources.values() if origin.source}
        assert {source for source in sources if source.isascii()} <= known


@every_scheme
def test_the_cases_of_a_scheme_use_all_its_versions_and_are_many(scheme: Path):
    path = scheme / "scenarios.toml"
    assert path in files()
    table = tomllib.loads(path.read_text("utf-8"))
    assert set(table["rulesets"]) == {f"{one.version}.toml" for one in versions(scheme)}
    names = [case.name for case in cases_in(path)]
    assert len(names) >= LEAST_CASES
    assert len(set(names)) == len(names)


def test_the_demo_province_publishes_the_one_scheme_that_it_names():
    shipped = versions(RULESETS / province.SCHEME)
    published = scoring.parse(ruleset_text(shipped[0].effective_from), "demo.toml")
    assert published.scheme == province.SCHEME == "land-survey"


@pytest.mark.parametrize(
    ("scheme", "indicators"),
    [
        ("shaanxi-monitoring", {"ordered", "warning", "fine", "crime"}),
        ("jiangsu", {"warned", "pledge", "commended"}),
        ("ningxia", {"light", "penalty"}),
    ],
)
def test_a_validity_that_no_text_gives_is_marked_as_the_departments_own(
    scheme: str, indicators: set[str]
):
    ruleset = versions(RULESETS / scheme)[-1]
    marked = {f"indicators[{code}].valid_for" for code in indicators}
    assert {ruleset.sources[path].source for path in marked} == {"default"}


def test_building_in_a_protected_area_vetoes_only_by_violence_or_threat():
    (ruleset,) = versions(RULESETS / "sichuan-enterprises")
    label = ruleset.behaviours["protected-area"].label
    assert label.zh.startswith("以暴力、威胁等方式")
    assert "by violence or threat" in label.en
