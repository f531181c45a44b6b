"""Help stands in both languages, names what stands on the pages, and is shown by the product."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from tests.docs.reading import LANGUAGES, help_files, local_links, prose, topic_of
from tests.support.files import ROOT, name_of
from tests.support.fixtures import ClientAs

TOPICS = [topic_of(path) for path in help_files("en")]
EVERY_PAGE = [path for language in LANGUAGES for path in help_files(language)]
LANGUAGE_CODES = {"zh": "zh_Hans_CN", "en": "en"}
# Bold at the head of a list item tells what the item is about; anywhere else it is a word of the product.
QUOTED = re.compile(r"(?<!^- )\*\*(.+?)\*\*", re.MULTILINE)
FEWEST_CHARACTERS = 400

every_page = pytest.mark.parametrize("path", EVERY_PAGE, ids=name_of)


@pytest.fixture(scope="module")
def words() -> dict[str, set[str]]:
    """Every text of the product, by language."""
    found: dict[str, set[str]] = {"zh": set(), "en": set()}
    with (ROOT / "translations/zh_Hans_CN/LC_MESSAGES/messages.po").open("rb") as file:
        for message in read_po(file):
            found["en"] |= _texts(message.id)
            found["zh"] |= _texts(message.string)
    return found


def _texts(value: str | tuple[str, ...] | list[str] | None) -> set[str]:
    return {value} if isinstance(value, str) else set(value or ())


def test_every_page_stands_in_both_languages():
    assert [topic_of(path) for path in help_files("zh")] == TOPICS


@every_page
def test_a_page_begins_with_its_title_and_has_something_to_say(path: Path):
    text = path.read_text("utf-8")
    assert re.match(r"# \S.*\n\n\S", text)
    assert len(text) > FEWEST_CHARACTERS


@every_page
def test_a_word_in_bold_stands_on_a_page_of_the_product(path: Path, words: dict[str, set[str]]):
    unknown = set(QUOTED.findall(prose(path))) - words[path.parent.name]
    assert unknown == set()


@every_page
def test_a_link_leads_to_another_help_page(path: Path):
    assert set(local_links(path)) <= set(TOPICS)


@every_page
def test_a_table_has_as_many_cells_in_every_row(path: Path):
    rows = [line for line in path.read_text("utf-8").splitlines() if line.startswith("|")]
    for first, second in pairwise(rows):
        if "|---" in second:
            assert first.count("|") == second.count("|")


@pytest.fixture
def anybody(client_as: ClientAs) -> FlaskClient:
    """A browser of somebody who is not signed in."""
    return client_as(None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_may_read_every_page(anybody: FlaskClient, language: str):
    for path in help_files(language):
        page = anybody.get(f"/help/{topic_of(path)}?lang={LANGUAGE_CODES[language]}")
        assert page.status_code == 200
        title = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
        assert f"<h1>{title.replace(chr(39), '&#39;')}</h1>" in page.text
        assert "**" not in page.text


def test_help_begins_with_the_first_page(anybody: FlaskClient):
    assert (
        help_files("en")[0].read_text("utf-8").splitlines()[0][2:]
        in anybody.get("/help/?lang=en").text
    )
