"""Every module is one that a newcomer can read: it says what it is for, is short, and hides nothing."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.files import ROOT, name_of, project_files, python_files

LONGEST = 400
ONE_FILE = {"verify/score.py"}  # handed to whoever wants to check a score, so it is a single file
AS_GENERATED = "migrations/versions/"  # a migration is as long as its tables
CODE = {".py", ".html", ".css", ".js", ".sh", ".sql", ".toml"}
LEFT_FOR_LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _says_what_it_is_for(path: Path) -> bool:
    first = (ast.get_docstring(_tree(path)) or "").partition("\n")[0]
    return first.endswith((".", "?"))


def _imports_inside(path: Path) -> bool:
    return any(
        list(_imported(node))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_every_module_opens_with_one_sentence():
    assert [name_of(path) for path in python_files() if not _says_what_it_is_for(path)] == []


def test_every_module_is_short():
    lengths = {name_of(path): path.read_text("utf-8").count("\n") for path in python_files()}
    long = {name: lines for name, lines in lengths.items() if lines >= LONGEST}
    allowed = {name for name in long if name in ONE_FILE or name.startswith(AS_GENERATED)}
    assert {name: lines for name, lines in long.items() if name not in allowed} == {}


def test_nothing_is_left_for_later():
    code = (path for path in project_files() if path.suffix in CODE)
    assert [name_of(p) for p in code if LEFT_FOR_LATER.search(p.read_text("utf-8"))] == []


def test_no_function_imports_anything_inside():
    assert [name_of(path) for path in python_files() if _imports_inside(path)] == []


def test_verify_needs_plain_python_only():
    modules = [path for path in python_files() if path.is_relative_to(ROOT / "verify")]
    ours = {path.stem for path in modules} | {"verify"}
    for path in modules:
        assert set(_imported(_tree(path))) <= sys.stdlib_module_names | ours, name_of(path)


def test_settings_come_from_plain_python_only():
    assert set(_imported(_tree(ROOT / "config.py"))) <= sys.stdlib_module_names
