"""A contractor takes its receipt home and checks it there, in a real browser and with plain Python."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_journeys import PHONE
from tests.support.visitors import PATIENCE, Visitors, sideways

expect.set_options(timeout=PATIENCE)

SCREENS = pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
COLOURS = pytest.mark.parametrize("colours", ["light", "dark"])


def is_fit(page: Page) -> None:
    """Nothing sticks out sideways, and everybody can use it."""
    assert sideways(page) <= 0
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def taken(page: Page, label: str, folder: Path, name: str) -> Path:
    """A file that the page hands out."""
    with page.expect_download() as download:
        page.get_by_role("link", name=label, exact=True).click()
    file = folder / name
    download.value.save_as(file)
    return file


@SCREENS
@COLOURS
def test_the_pages_of_receipts_are_fit_for_everybody(
    visitors: Visitors, screen: dict[str, Any], colours: str
):
    page = visitors.open("yanlan", language="en-GB", color_scheme=colours, **screen)
    page.goto("/")
    page.get_by_role("link", name="Score receipt").click()
    expect(page.get_by_role("heading", name="The lines")).to_be_visible()
    page.get_by_text("For the one who checks").click()
    is_fit(page)
    page.get_by_role("link", name="More about checking").click()
    expect(page.get_by_role("heading", name="The key that signs here")).to_be_visible()
    is_fit(page)


def test_what_was_taken_home_is_proved_there(visitors: Visitors, tmp_path: Path):
    page = visitors.open("yanlan", language="en-GB")
    page.goto("/")
    page.get_by_role("link", name="Score receipt").click()
    taken(page, "Download the receipt", tmp_path, "receipt.json")
    with zipfile.ZipFile(taken(page, "Download the checker", tmp_path, "verify.zip")) as pack:
        pack.extractall(tmp_path)
    told = page.locator("#check code").inner_text().split()
    assert told[:2] == ["python", "verify/check.py"]
    command = [sys.executable, "-I", "-S", *told[1:]]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
