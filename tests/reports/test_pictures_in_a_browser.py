"""In a real browser under the strictest policy, pictures draw, follow the theme and stay whole."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.reports.gallery import gallery
from tests.reports.wording import EN, ZH
from tests.support.browser import Witness

pytestmark = pytest.mark.browser

ADDRESS = "http://localhost:1/pictures"
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'"
OVERHANG = """() => [...document.querySelectorAll("svg text")].filter(text => {
    const box = text.getBoundingClientRect();
    const sheet = text.ownerSVGElement.getBoundingClientRect();
    return box.left < sheet.left - 2 || box.right > sheet.right + 2
        || box.top < sheet.top - 2 || box.bottom > sheet.bottom + 2;
}).map(text => text.ownerSVGElement.getAttribute("aria-labelledby") + ": " + text.textContent)"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test if the policy is broken or another host is asked."""
    page = browser.new_page(viewport={"width": 800, "height": 900})
    witness = Witness(page)
    yield page
    page.close()
    assert not witness.complaints


def show(page: Page, body: str) -> None:
    """Serve the pictures as one page, its policy with it and its theme in a style sheet."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("/theme.css"):
            route.fulfill(body=":root { --ink: #123456 }", content_type="text/css")
            return
        head = (
            '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="/theme.css">'
        )
        route.fulfill(
            body=head + body,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY + "; img-src data:"},
        )

    page.unroute_all()
    page.route("http://localhost:1/**", answer)
    page.goto(ADDRESS)


@pytest.mark.parametrize("width", [340, 720])
@pytest.mark.parametrize("words", [ZH, EN], ids=["zh", "en"])
def test_every_text_stays_on_its_sheet(page: Page, words: SimpleNamespace, width: int):
    show(page, "".join(picture.svg for picture in gallery(words, width).values()))
    assert page.locator("svg").count() == len(gallery(words))
    assert page.evaluate(OVERHANG) == []


def test_a_picture_takes_its_colours_from_the_page(page: Page):
    show(page, gallery(ZH)["beam"].svg)
    fill = "() => getComputedStyle(document.querySelector('svg text')).fill"
    assert page.evaluate(fill) == "rgb(18, 52, 86)"


def test_an_event_on_the_line_is_reached_by_keyboard(page: Page):
    show(page, gallery(ZH)["step_line"].svg)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "/events/1"
