"""The project can be carried anywhere: no file knows the machine it was written on."""

import re
from pathlib import Path

import pytest

from tests.support.files import ROOT, name_of, project_files

FOLDERS = ("root", "work", "home", "Users", "tmp")
OF_A_MACHINE = re.compile(rf"(?<![\w.*<{{}}/-])/(?:{'|'.join(FOLDERS)})/[\w.]")
INSTALLERS = ("Makefile", "pyproject.toml", ".ci/run")


def _text(path: Path) -> str:
    """The file's text; nothing where it is not text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_folder_of_one_machine():
    naming = [name_of(path) for path in project_files() if OF_A_MACHINE.search(_text(path))]
    assert naming == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in project_files()
        if name_of(path) in INSTALLERS
        or path.parent == ROOT / "tools"
        or path.name.startswith("requirements")
    ],
    ids=name_of,
)
def test_what_installs_names_no_host(path: Path):
    assert "http://" not in _text(path)
    assert "https://" not in _text(path)
