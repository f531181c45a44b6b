"""What the documents of the project say: their commands, settings, links and quoted words."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.files import ROOT, project_files

LANGUAGES = ("zh", "en")
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    """Every document that a reader is given."""
    return [path for path in project_files() if path.suffix == ".md"]


def help_files(language: str) -> list[Path]:
    return sorted((ROOT / "docs" / "help" / language).glob("*.md"))


def topic_of(path: Path) -> str:
    """The name under which the product shows a help page."""
    return path.stem.partition("-")[2]


def prose(path: Path) -> str:
    """The text without what is quoted as code."""
    return CODE.sub("", FENCE.sub("", path.read_text("utf-8")))


def code(path: Path) -> Iterator[str]:
    """Every line of code that the text quotes, comments left out."""
    text = path.read_text("utf-8")
    blocks = FENCE.findall(text)
    yield from CODE.findall(FENCE.sub("", text))
    for block in blocks:
        for line in block.splitlines()[1:-1]:
            yield re.sub(r"(^|\s)#.*$", "", line)


def local_links(path: Path) -> list[str]:
    """Where the links of a document lead inside the project, anchors left out."""
    targets = [
        target.partition("#")[0] for target in LINK.findall(FENCE.sub("", path.read_text("utf-8")))
    ]
    return [target for target in targets if target and not target.startswith("http")]
