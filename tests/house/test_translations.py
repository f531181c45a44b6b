"""Both languages are complete: what a person reads in one can be read in the other."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.support.files import ROOT, name_of

CATALOGUES = sorted(ROOT.glob("translations/*/LC_MESSAGES/messages.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)\w|%%")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[!！]")

every_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=name_of)


@cache
def _catalogue(path: Path) -> Catalog:
    locale = path.parts[-3] if path.suffix == ".po" else None
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def _messages(path: Path) -> list[Message]:
    return [message for message in _catalogue(path) if message.id]


def _texts(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every text that code and templates mark for translation."""
    path = tmp_path_factory.mktemp("texts") / "messages.pot"
    subprocess.run(["sh", ROOT / "tools" / "translations.sh", "extract", path], check=True)
    return {_texts(message.id)[0] for message in _messages(path)}


def test_chinese_is_one_of_the_languages():
    assert "zh_Hans_CN" in {path.parts[-3] for path in CATALOGUES}


@every_catalogue
def test_every_text_of_the_product_is_in_the_catalogue(path: Path, found: set[str]):
    known = {_texts(message.id)[0] for message in _messages(path)}
    assert found - known == set()


@every_catalogue
def test_every_message_is_translated_and_none_is_a_guess(path: Path):
    messages = _messages(path)
    assert [m.id for m in messages if m.fuzzy] == []
    assert [m.id for m in messages if not all(_texts(m.string or ""))] == []


@every_catalogue
def test_a_translation_keeps_the_placeholders(path: Path):
    def names(text: str) -> set[str]:
        return {match[1] for match in PLACEHOLDER.finditer(text)}

    for message in _messages(path):
        wanted = set().union(*map(names, _texts(message.id)))
        for text in _texts(message.string or ""):
            assert names(text) <= wanted, message.id
            assert wanted - names(text) <= {"num"}, message.id


def test_chinese_is_punctuated_as_chinese_and_never_shouts():
    for path in CATALOGUES:
        if path.parts[-3].startswith("zh"):
            shown = [text for m in _messages(path) for text in _texts(m.string or "")]
            assert [text for text in shown if HALF_WIDTH.search(text)] == []
