"""The commands of the Makefile explain themselves and say what to do when something is missing."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.files import ROOT

HIDDEN = {"environment", "tools", "peers", "programs"}


def _run(
    *command: str, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the two commands on a machine that has a shell and nothing else."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    for lock in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / lock, tmp_path)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "dirname", "cmp", "grep", "id"):
        (programs / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def test_make_help_lists_every_command_with_what_it_does():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    help_text = _run("make", "help", folder=ROOT, environment=os.environ).stdout
    shown = re.findall(r"^  make (\S+) +\S", help_text, re.MULTILINE)
    assert set(shown) == targets - HIDDEN


def test_without_python_the_command_says_which_one_and_how_to_get_it(elsewhere: Path):
    done = _run(
        "sh",
        "tools/environment.sh",
        "requirements.txt",
        folder=elsewhere,
        environment={"PATH": str(elsewhere / "programs")},
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "apt-get install python3" in done.stderr
    assert not (elsewhere / ".venv").exists()


def test_an_environment_that_holds_the_lock_is_left_alone(elsewhere: Path):
    programs = elsewhere / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text("#!/bin/sh\nexit 0\n")
    (programs / "python").chmod(0o755)
    shutil.copy(elsewhere / "requirements.txt", elsewhere / ".venv")
    done = _run(
        "sh",
        "tools/environment.sh",
        "requirements.txt",
        folder=elsewhere,
        environment={"PATH": str(elsewhere / "programs")},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_a_browser_the_command_says_how_to_get_one(elsewhere: Path):
    done = _run(
        "sh",
        "tools/test_programs.sh",
        folder=elsewhere,
        environment={"PATH": str(elsewhere / "programs")},
    )
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stderr
    assert "CHROMIUM=" in done.stderr
