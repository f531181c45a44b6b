"""Style sheets, scripts and templates keep to what an official desk allows: Chromium 90, a closed network."""

import re
from itertools import product
from pathlib import Path

import pytest

from reports.palette import CUSTOM_PROPERTIES
from tests.support.files import ROOT, name_of

SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)

TOO_NEW_FOR_STYLE = re.compile(
    r":has\(|@container|@layer|@scope|@starting-style|color-mix|oklch|oklab|\blch\(|\blab\(|light-dark\("
    r"|subgrid|:user-(?:in)?valid|text-wrap\s*:|\d(?:dvh|svh|lvh|cqw|cqi)\b|@import"
)
TOO_NEW_FOR_SCRIPT = re.compile(
    r"\.at\(|structuredClone|Object\.hasOwn|\.findLast|\.toSorted|\.toReversed|\.toSpliced|Object\.groupBy"
    r"|\bstatic\s*\{|\.replaceAll\(.*\bv\b\)|Array\.fromAsync|\beval\(|new Function|innerHTML|outerHTML"
    r"|insertAdjacentHTML|document\.write"
)
OUTSIDE = re.compile(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", re.IGNORECASE)
NAMESPACE = "http://www.w3.org/2000/svg"
INLINE = re.compile(
    r"\sstyle\s*=|<style\b|<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def sheet(name: str) -> str:
    return COMMENT.sub("", (ROOT / "static" / "css" / name).read_text("utf-8"))


def nested_rules(css: str) -> list[str]:
    """Selectors of rules that stand inside another rule (an at-rule may hold rules)."""
    found: list[str] = []
    open_blocks: list[str] = []
    for selector, brace in re.findall(r"([^{};]*)([{};])", COMMENT.sub("", css)):
        if brace == "{":
            own = selector.strip()
            if open_blocks and not open_blocks[-1].startswith("@"):
                found.append(own)
            open_blocks.append(own)
        elif brace == "}":
            open_blocks.pop()
    return found


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_style_sheet_asks_nothing_that_chromium_90_does_not_know(path: Path):
    css = COMMENT.sub("", path.read_text("utf-8"))
    assert TOO_NEW_FOR_STYLE.findall(css) == []
    assert nested_rules(css) == []


def test_a_nested_rule_would_be_found():
    assert nested_rules("a { color: red; &:hover { color: blue; } }") == ["&:hover"]
    assert (
        nested_rules("@media print { a { color: red; } } @page { @top-left { content: none; } }")
        == []
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_a_script_is_plain_es2020_and_writes_no_markup(path: Path):
    assert TOO_NEW_FOR_SCRIPT.findall(COMMENT.sub("", path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "path", [*SHEETS, *SCRIPTS, *TEMPLATES, *(ROOT / "static/img").glob("*.svg")], ids=name_of
)
def test_nothing_is_asked_from_outside(path: Path):
    text = JINJA_COMMENT.sub("", COMMENT.sub("", path.read_text("utf-8"))).replace(NAMESPACE, "")
    assert OUTSIDE.findall(text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_holds_no_inline_style_and_no_inline_script(path: Path):
    assert INLINE.findall(JINJA_COMMENT.sub("", path.read_text("utf-8"))) == []


def tokens(name: str) -> dict[str, tuple[float, ...]]:
    """The colours of a theme as red, green, blue in 0..1."""
    pairs = re.findall(r"--([\w-]+):\s*#([0-9a-f]{6});", sheet(name))
    return {n: tuple(int(v[i : i + 2], 16) / 255 for i in (0, 2, 4)) for n, v in pairs}


def luminance(colour: tuple[float, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


THEMES = ("tokens.css", "dark.css")
GRADES = ("green", "blue", "yellow", "red", "black")
TEXT_ON = [
    *product(("ink", "ink-2", "ink-soft", "accent", "mend"), ("ground", "paper", "paper-2")),
    *product(("ink", "ink-soft", "accent"), ("accent-wash",)),
    ("mend", "mend-wash"),
    ("ink", "mend-wash"),
    ("accent-ink", "accent"),
    *((f"grade-{g}-text", f"grade-{g}-wash") for g in GRADES),
    *product((f"grade-{g}-text" for g in GRADES if g != "black"), ("paper",)),
]
MARK_ON = [("field", "paper"), ("field", "ground"), ("accent", "paper")]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("word", "behind"), TEXT_ON, ids=lambda v: v)
def test_words_are_readable_in_both_themes(theme: str, word: str, behind: str):
    colours = tokens(theme)
    assert contrast(colours[word], colours[behind]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "behind"), MARK_ON, ids=lambda v: v)
def test_the_edges_of_fields_can_be_seen_in_both_themes(theme: str, mark: str, behind: str):
    colours = tokens(theme)
    assert contrast(colours[mark], colours[behind]) >= 3


def test_the_dark_theme_names_every_colour_of_the_light_one():
    assert tokens("dark.css").keys() == tokens("tokens.css").keys()


def test_every_colour_is_a_token():
    hard = {p.name: re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet(p.name)) for p in SHEETS}
    assert {name for name, colours in hard.items() if colours} == {
        "tokens.css",
        "dark.css",
        "print.css",
    }


def test_every_token_that_is_used_exists():
    given = set(re.findall(r"(--[\w-]+):", sheet("tokens.css")))
    used = {name for p in SHEETS for name in re.findall(r"var\((--[\w-]+)", sheet(p.name))}
    assert used <= given


def test_grade_colours_serve_grades_only():
    css = sheet("components.css") + sheet("base.css")
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    wrong = [
        s.strip()
        for s, body in rules
        if "--grade-" in body and not s.strip().startswith(".grade--")
    ]
    assert wrong == []


def test_paper_is_black_and_white():
    for colour in re.findall(r"#([0-9a-f]{6})", sheet("print.css")):
        assert colour[0:2] == colour[2:4] == colour[4:6]


def test_pictures_are_drawn_in_the_colours_of_the_page():
    light = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6});", sheet("tokens.css")))
    assert {name: light[name] for name in CUSTOM_PROPERTIES.values()} == {
        name: colour for colour, name in CUSTOM_PROPERTIES.items()
    }
