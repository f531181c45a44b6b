"""What the documents tell a reader to type is there, and what is there is told."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from flask import Flask

import commands
from config import Config
from tests.docs.reading import READMES, code, documents
from tests.support.files import ROOT, name_of

every_document = pytest.mark.parametrize("path", documents(), ids=name_of)

HIDDEN_TARGETS = {"environment", "tools", "peers", "programs"}
CONFIG = (ROOT / "config.py").read_text("utf-8")
SETTINGS = {f"XINHENG_{name}" for name in re.findall(r'(?:text|flag)\("([A-Z_]+)"', CONFIG)}
FOR_TESTS = {"XINHENG_TEST_CLUSTER"}


@pytest.fixture(scope="module")
def shell() -> click.Group:
    """The product's own commands."""
    app = Flask("app")
    commands.install(app)
    return app.cli


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z-]+)(?: [a-z-]+)*:", makefile, re.MULTILINE))


def _typed(path: Path, program: str) -> list[list[str]]:
    """The words after each call of a program."""
    pattern = re.compile(rf"(?:^|[\s/]){program}((?: [^|&;]+)?)")
    calls = (call for line in code(path) for call in pattern.findall(line))
    return [call.replace("--app app", "").split() for call in calls]


@every_document
def test_every_make_target_that_is_named_exists(path: Path):
    named = {words[0] for words in _typed(path, "make") if words and words[0].isascii()}
    assert {name for name in named if re.fullmatch(r"[a-z-]+", name)} <= _targets()


@every_document
def test_every_flask_command_that_is_named_exists_with_its_options(path: Path, shell: click.Group):
    for words in _typed(path, "flask"):
        found: click.Command = shell
        while isinstance(found, click.Group) and words and not words[0].startswith("-"):
            name = words.pop(0)
            assert name in found.commands, f"flask … {name}"
            found = found.commands[name]
        options = {option for param in found.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= options


@every_document
def test_every_setting_that_is_named_exists(path: Path):
    named = set(re.findall(r"XINHENG_[A-Z_]*[A-Z]", path.read_text("utf-8")))
    assert named <= SETTINGS | FOR_TESTS


def test_every_make_target_is_told():
    told = {words[0] for path in documents() for words in _typed(path, "make") if words}
    assert _targets() - HIDDEN_TARGETS <= told


def test_every_command_is_told(shell: click.Group):
    told = {words[0] for path in documents() for words in _typed(path, "flask") if words}
    assert set(shell.commands) <= told


def test_every_setting_is_told_with_its_default():
    told = (ROOT / "docs" / "operation.md").read_text("utf-8")
    defaults = {field.name.upper(): field.default for field in fields(Config)}
    for setting in SETTINGS:
        row = next(line for line in told.splitlines() if line.startswith(f"| `{setting}` |"))
        default = defaults[setting.removeprefix("XINHENG_")]
        if isinstance(default, (str, int)) and default != "":
            assert f"| `{str(default).lower()}` |" in row.lower(), setting


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_the_number_that_a_reader_is_told_to_change_stands_in_the_shipped_rules(path: Path):
    rules = (ROOT / "rulesets" / "land-survey" / "2026.toml").read_text("utf-8")
    assert "−3" in path.read_text("utf-8")
    indicator = rules.partition('code = "complaint"')[2].partition("[[")[0]
    assert "\npoints = -3\n" in indicator
