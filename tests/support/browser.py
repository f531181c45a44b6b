"""Debian's Chromium, driven by Playwright, with the fonts that Chinese pages need."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pylopdf_fonts_zh_cn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

# Without these it looks for addresses of its makers at every start.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A headless Chromium; `folder` takes its font settings and their cache."""
    settings = folder / "fonts.conf"
    fonts = Path(pylopdf_fonts_zh_cn.__file__).parent
    settings.write_text(FONTS.format(fonts=fonts, cache=folder / "fonts"))
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_program(),
            args=[*FLAGS, *sandbox],
            env={**os.environ, "FONTCONFIG_FILE": str(settings)},
        )
        yield browser
        browser.close()


def _program() -> str:
    for name in (os.environ.get("CHROMIUM"), *PROGRAMS):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise RuntimeError("No Chromium is installed: `make test` installs it, or set CHROMIUM.")


class Witness:
    """What a page must never do while it is used: fail, complain, or ask another host."""

    def __init__(self, page: Page) -> None:
        """Watch `page` from its first request on."""
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(f"script failed: {error}"))
        page.on("console", self._hear)
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
            self.complaints.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        here = ("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:")
        if not request.url.startswith(here):
            self.complaints.append(f"outside request: {request.url}")
