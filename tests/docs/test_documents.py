"""The documents are whole: their links lead somewhere, and both languages say the same."""

import re
from pathlib import Path

import pytest

from tests.docs.reading import READMES, documents, help_files, local_links, prose
from tests.support.files import ROOT, name_of

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\s?\(|[！]")
CHINESE = [ROOT / "README.zh-CN.md", *help_files("zh")]
MOST_BYTES = 300_000

every_document = pytest.mark.parametrize("path", documents(), ids=name_of)

# The words are put together here, so that this file itself does not hold them.
UNFINISHED = re.compile(rf"\b({'TO'}DO|{'FIX'}ME|TBD|lorem)\b|待补充|待完善")


@every_document
def test_every_link_into_the_project_leads_somewhere(path: Path):
    if path.parent.parent.name == "help":
        return
    missing = [link for link in local_links(path) if not (path.parent / link).exists()]
    assert missing == []


def test_both_readmes_lead_to_the_same_places():
    def places(path: Path) -> list[str]:
        here = [link for link in local_links(path) if not link.startswith("README")]
        return [re.sub(r"help/(zh|en)", "help", link) for link in here]

    english, chinese = READMES
    assert places(chinese) == places(english)


def test_both_readmes_have_the_same_sections():
    english, chinese = (
        len(re.findall(r"^## ", path.read_text("utf-8"), re.MULTILINE)) for path in READMES
    )
    assert english == chinese


@every_document
def test_nothing_is_left_for_later_in_a_document(path: Path):
    assert not UNFINISHED.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", CHINESE, ids=name_of)
def test_chinese_is_written_with_its_own_punctuation(path: Path):
    assert HALF_WIDTH.findall(prose(path)) == []


def test_the_screenshot_is_small_enough_to_load_at_once():
    assert (ROOT / "docs" / "screenshot.png").stat().st_size < MOST_BYTES
