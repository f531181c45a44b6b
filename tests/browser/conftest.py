"""Journeys in a real browser: a clean page for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from app import create_app
from tests.support.browser import Witness
from tests.support.demo import copy_of, loaded  # noqa: F401 - the fixture
from tests.support.server import served
from tests.support.visitors import Visitors
from tests.support.world import Clock

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor with no past: Chinese, in Shanghai's time, at a common office screen."""
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test if a script fails, the console complains or another host is asked."""
    page = context.new_page()
    witness = Witness(page)
    yield page
    assert not witness.complaints


@pytest.fixture
def province_app(loaded: Path, tmp_path: Path, clock: Clock) -> Iterator[Flask]:  # noqa: F811
    """The product on a copy of the demo province of this test's own."""
    app = create_app(copy_of(loaded, tmp_path / "province"), clock)
    yield app
    app.extensions["xinheng.engine"].dispose()


@pytest.fixture
def visitors(province_app: Flask, browser: Browser) -> Iterator[Visitors]:
    """People of the province; the test fails if a page of theirs does what no page may do."""
    with served(province_app) as address:
        visitors = Visitors(province_app, address, browser)
        yield visitors
        visitors.leave()
        assert visitors.complaints() == []
