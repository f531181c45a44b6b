"""Every page that a person can reach: fit for everybody, for each screen, and in one language at a time."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy import select

from app import create_app
from models import Account, Event, RulesetVersion
from services.drafts.edit_draft import begin_draft
from services.people.sign_in import actor_of
from tests.support.demo import copy_of
from tests.support.server import served
from tests.support.visitors import Visitors, sideways
from tests.support.world import NOW, Clock
from web.drafts.chapters import CHAPTERS

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
FILES = {
    *("static", "statements.numbers", "home.numbers", "rules.source", "drafts.file"),
    *("evidence.show", "receipts.file", "receipts.paper", "receipts.checker_file"),
    *("receipts.consistency", "rounds.numbers", "register.feed", "service.receipt_file"),
}
"""Endpoints that links lead to and that answer with a file."""

# Each kind of reader, who meets pages that no other meets; None is a visitor without an account.
PEOPLE = (
    *("clerk", "decider", "neijiang2", "expert", "admin"),
    *("system", "security", "auditor", "lvyuan", None),
)
SAMPLE = ("clerk", "admin", "lvyuan", None)

OURS = """
button, .button, .tabs a, .menu a, thead th, caption, legend, .fold__title, .field__label,
.field__hint:not([data-behaviour-note]),
.section__head h2, .rail__title, .notice__kind, .notice__title, .facts dt, .paper__facts dt, .status,
.empty, .figure__title, .filters label, .pager
"""
"""Where the words are the product's, not anybody's data."""

READ = """(ours) => {
  const own = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("a, [lang], code, .code, .lighter, .count").forEach((part) => {
      if (part !== copy) part.remove();
    });
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  const named = ["aria-label", "placeholder", "alt"];
  const labels = [...document.querySelectorAll("[aria-label], [placeholder], [alt]")]
    .flatMap((element) => named.map((name) => element.getAttribute(name)));
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const inside = walk.currentNode.parentElement;
    if (!inside.closest("script, code, .code, [lang]:not(html), pre, textarea")) {
      texts.push(walk.currentNode.textContent.trim());
    }
  }
  return {
    lang: document.documentElement.lang,
    ours: [...document.querySelectorAll(ours)].map(own).concat(labels).filter(Boolean),
    texts: texts.filter(Boolean),
    links: [...document.querySelectorAll("a[href]")]
      .map((link) => new URL(link.getAttribute("href"), location.href))
      .filter((link) => link.origin === location.origin && !link.searchParams.has("lang"))
      .map((link) => link.pathname + link.search),
    shapes: [...new Set([...document.querySelectorAll("body *")].map((element) =>
      [element.tagName, ...["class", "role", "type"].map((n) => element.getAttribute(n))].join()))],
  };
}"""

CHINESE = re.compile("[\u3400-\u9fff]")
ENGLISH_WORD = re.compile(r"\b(?!Excel|Word|Xinheng)[A-Z]?[a-z]{2,}")
ENGLISH_PHRASE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


Kind = tuple[str, ...]


@dataclass
class Walk:
    """What one person finds on every page that links lead to, one of each kind."""

    page: Page
    app: Flask
    faults: list[str] = field(default_factory=list)

    def pages(self, first: list[str]) -> Iterator[tuple[Kind, dict[str, Any]]]:
        """What was read from each page; the browser stands on it meanwhile.

        Of the pages to begin with this person may be refused some; a link leads to a page.
        """
        waiting, seen = deque((address, "") for address in first), set[str | Kind]()
        while waiting:
            address, named_on = waiting.popleft()
            kind = self._kind(address)
            known = address if address in first else kind
            if not kind or known in seen:
                continue
            seen.update((kind, address))
            answer = self.page.goto(address)
            assert answer
            if answer.status == 200:
                found = self.page.evaluate(READ, OURS)
                yield kind, found
                waiting.extend((link, address) for link in found["links"])
            elif address not in first:
                self.fault(f"the link on {named_on} leads to {answer.status}")

    def _kind(self, address: str) -> Kind:
        """Pages of one kind differ only in whose they are; empty for what is no page."""
        parts = urlsplit(address)
        endpoint, values = self.app.url_map.bind("localhost").match(parts.path)
        if endpoint in FILES:
            return ()
        asked = parse_qs(parts.query)
        return (endpoint, values.get("name", ""), *asked.get("part", []), *asked.get("do", []))

    def fault(self, *said: str) -> None:
        self.faults.extend(f"{self.page.url}: {words}" for words in said)


class Checker:
    """Axe, on each kind of page again only when it holds an element of a shape not met there yet."""

    def __init__(self) -> None:
        self._axe = Axe()
        self._met: dict[Kind, set[str]] = {}

    def faults(self, kind: Kind, page: Page, shapes: list[str]) -> list[str]:
        """Serious and critical violations, each with its first element."""
        met = self._met.setdefault(kind, set())
        if met.issuperset(shapes):
            return []
        met.update(shapes)
        found = self._axe.run(page).response["violations"]
        return [
            f"{one['id']} {one['nodes'][0]['html'][:200]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]


@pytest.fixture(scope="module")
def app(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The product on one copy of the province for all who only read."""
    app = create_app(copy_of(loaded, tmp_path_factory.mktemp("reading") / "province"), Clock())
    yield app
    app.extensions["xinheng.engine"].dispose()


@pytest.fixture(scope="module")
def readers(app: Flask, browser: Browser) -> Iterator[Visitors]:
    with served(app) as address:
        readers = Visitors(app, address, browser)
        yield readers
        readers.leave()


@pytest.fixture(scope="module")
def beginnings(app: Flask) -> list[str]:
    """The first page, each chapter of a draft, and a record in each state in which records are."""
    with app.extensions["xinheng.sessions"]() as session:
        admin = select(Account.id).where(Account.username == "admin")
        writer = actor_of(session, session.scalars(admin).one())
        version = session.scalars(select(RulesetVersion.id)).first()
        assert writer
        assert version
        draft = begin_draft(session, writer, NOW, version)
        records = {e.state: e.id for e in session.scalars(select(Event))}
    chapters = (f"/rules/drafts/{draft}/chapters/{one.code}" for one in CHAPTERS)
    return ["/", *chapters, *(f"/events/{one}" for one in records.values())]


@pytest.fixture(scope="module")
def in_light() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def in_the_dark() -> Checker:
    return Checker()


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_fit_for_everybody_and_all_chinese(
    who: str | None, app: Flask, readers: Visitors, beginnings: list[str], in_light: Checker
):
    walk = Walk(readers.open(who, viewport=DESK), app)
    for kind, found in walk.pages(beginnings):
        assert found["lang"] == "zh-Hans-CN"
        walk.fault(*in_light.faults(kind, walk.page, found["shapes"]))
        walk.fault(*(f"in English: {words}" for words in found["ours"] if is_english(words)))
        walk.fault(*(f"in English: {t}" for t in found["texts"] if ENGLISH_PHRASE.search(t)))
        fit_for_screens(walk, PHONE, DESK)
    assert walk.faults == []
    assert readers.complaints() == []


@pytest.mark.parametrize("who", SAMPLE)
def test_every_page_is_fit_for_everybody_and_all_english_in_the_dark(
    who: str | None, app: Flask, readers: Visitors, beginnings: list[str], in_the_dark: Checker
):
    page = readers.open(who, "en-GB", viewport=PHONE, color_scheme="dark")
    walk = Walk(page, app)
    for kind, found in walk.pages(beginnings):
        assert found["lang"] == "en"
        walk.fault(*in_the_dark.faults(kind, page, found["shapes"]))
        walk.fault(*(f"in Chinese: {words}" for words in found["ours"] if CHINESE.search(words)))
        fit_for_screens(walk, DESK, PHONE)
    assert walk.faults == []
    assert readers.complaints() == []


def is_english(words: str) -> bool:
    return ENGLISH_WORD.search(words) is not None


def fit_for_screens(walk: Walk, *screens: ViewportSize) -> None:
    """Nothing is cut off or scrolls sideways, at a desk or on a telephone."""
    for screen in screens:
        walk.page.set_viewport_size(screen)
        if (wider := sideways(walk.page)) > 0:
            walk.fault(f"{wider} pixels too wide for {screen['width']}")


def test_what_the_walk_looks_for_is_found(page: Page):
    page.set_viewport_size(PHONE)
    page.set_content(
        """<title>x</title><button class="button">Record it</button><h3>录入</h3>
        <div style="width: 500px">Two words left over</div><input><p lang="en">Left alone</p>"""
    )
    found = page.evaluate(READ, OURS)
    assert [words for words in found["ours"] if is_english(words)] == ["Record it"]
    assert [t for t in found["texts"] if ENGLISH_PHRASE.search(t)] == [
        "Record it",
        "Two words left over",
    ]
    assert any("label" in fault for fault in Checker().faults((), page, found["shapes"]))
    assert sideways(page) > 0
