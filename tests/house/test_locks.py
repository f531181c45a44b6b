"""What gets installed is exactly what was locked: every package by version and hash, from no named host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.files import ROOT

LOCKS = {
    "requirements.txt": "requirements.in",
    "requirements-dev.txt": "requirements-dev.in",
    "requirements-bench.txt": "requirements-bench.in",
}
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[\w,-]+\])?==(?P<version>\S+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def _entries(lock: str) -> list[str]:
    """One text for every locked package: its pin and its hashes, without remarks."""
    lines = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def _pins(lock: str) -> set[tuple[str, str]]:
    found = (PIN.match(entry) for entry in _entries(lock))
    return {(pin["name"], pin["version"]) for pin in found if pin}


def _asked_for(path: Path) -> set[str]:
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return {canonicalize_name(Requirement(line).name) for line in lines if line and line[0] != "-"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock: str):
    for entry in _entries(lock):
        assert PIN.match(entry), entry
        assert HASH.search(entry), entry


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_command_of_one_machine(lock: str):
    text = (ROOT / lock).read_text()
    for word in ("://", "--index-url", "--extra-index-url", "--find-links", "uv pip compile"):
        assert word not in text


@pytest.mark.parametrize(("lock", "asked"), LOCKS.items())
def test_a_lock_holds_what_is_asked_for(lock: str, asked: str):
    assert _asked_for(ROOT / asked) <= {name for name, _ in _pins(lock)}


def test_what_is_tested_is_what_is_run():
    assert _pins("requirements.txt") <= _pins("requirements-dev.txt")


def test_what_is_measured_is_what_is_run():
    ours = {"duckdb", "llvmlite", "numba", "numpy", "pandas"}
    measured = {pin for pin in _pins("requirements-bench.txt") if pin[0] in ours}
    assert len(measured) == len(ours)
    assert measured <= _pins("requirements-dev.txt")


def test_the_oldest_python_is_named_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
