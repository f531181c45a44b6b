"""People of the demo province at their browsers, watched for what a page must never do."""

from __future__ import annotations

from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select

from models import Account
from tests.support.browser import Witness
from tests.support.world import client_of

PATIENCE = 60_000
"""Milliseconds: how long a busy machine may take, not how fast a page should be."""


class Visitors:
    """Opens pages at `address`, where `app` is served."""

    def __init__(self, app: Flask, address: str, browser: Browser) -> None:
        self.app, self.address, self._browser = app, address, browser
        self._opened: list[tuple[BrowserContext, Witness]] = []

    def open(self, username: str | None, language: str = "zh-CN", **wishes: Any) -> Page:
        """A clean browser, signed in as this person (None: nobody), at no page yet."""
        screen = {"viewport": {"width": 1280, "height": 900}}
        context = self._browser.new_context(
            base_url=self.address,
            locale=language,
            timezone_id="Asia/Shanghai",
            **screen | wishes,
        )
        context.set_default_timeout(PATIENCE)
        if username:
            self._sign_in(context, username)
        page = context.new_page()
        self._opened.append((context, Witness(page)))
        return page

    def _sign_in(self, context: BrowserContext, username: str) -> None:
        with self.app.extensions["xinheng.sessions"]() as session:
            account = select(Account.id).where(Account.username == username)
            account_id = session.scalars(account).one()
        cookie = client_of(self.app, account_id).get_cookie("session")
        assert cookie
        context.add_cookies([{"name": "session", "value": cookie.value, "url": self.address}])

    def complaints(self) -> list[str]:
        """What any page opened so far did that no page may do."""
        return [complaint for _, witness in self._opened for complaint in witness.complaints]

    def leave(self) -> None:
        """Close every browser window."""
        for context, _ in self._opened:
            context.close()


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wider
