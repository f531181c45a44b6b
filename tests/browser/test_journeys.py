"""What people come for, walked in a real browser on the demo province, and each thing they must do counted."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect
from python_calamine import CalamineWorkbook

from tests.evidence.made_files import picture
from tests.support.demo import PASSWORD
from tests.support.files import ROOT
from tests.support.visitors import PATIENCE, Visitors, sideways

expect.set_options(timeout=PATIENCE)

PHOTOGRAPH: FilePayload = {
    "name": "现场照片.jpg",
    "mimeType": "image/jpeg",
    "buffer": picture("JPEG"),
}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
EXAMINED = "四川省岷麓生态环境调查中心"
FALLEN = "四川绿沅环境科技有限公司"
BECOMES = re.compile(r"\d+\.\d.*→.*\d+\.\d", re.DOTALL)
ACCOUNT = "两次书面询问逾期未复。"
LISTED = ("成都砚澜地质勘察有限公司", "四川岫禾检测技术有限公司")

Say = Callable[[str], str]


def words(language: str) -> Say:
    """The English of the code in this language, as the product says it."""
    if language.startswith("en"):
        return str
    with (ROOT / "translations/zh_Hans_CN/LC_MESSAGES/messages.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext


class Hands:
    """Does with a page what a person does, and counts: each field, choice, file and click is one."""

    def __init__(self, page: Page, language: str = "zh-CN") -> None:
        self.page, self.say, self.count = page, words(language), 0

    def follow(self, name: str) -> None:
        self._click(self.page.get_by_role("link", name=self.say(name), exact=True).first)

    def open(self, data: str) -> None:
        """Follow the first link that bears this name of something, whatever the language."""
        self._click(self.page.get_by_role("main").get_by_role("link", name=data).first)

    def press(self, name: str) -> None:
        self._click(self.page.get_by_role("button", name=self.say(name), exact=True).first)

    def check(self, data: str) -> None:
        self._click(self.page.get_by_role("checkbox", name=data))

    def pick(self, name: str) -> None:
        self._click(self.page.get_by_role("radio", name=self.say(name)))

    def _click(self, target: Locator) -> None:
        target.click()
        self.count += 1

    def write(self, label: str, text: str) -> None:
        self.field(label).fill(text)
        self.count += 1

    def choose(self, label: str, value: str) -> None:
        self.field(label).select_option(value)
        self.count += 1

    def search(self, label: str, typed: str, wanted: str) -> None:
        """Type, see the wanted one first among the suggestions, and take it with the Enter key."""
        field = self.page.get_by_role("combobox", name=self.say(label), exact=True)
        field.press_sequentially(typed)
        expect(self.page.locator(".combo__list:visible li").first).to_contain_text(wanted)
        field.press("Enter")
        self.count += 1

    def photograph(self) -> None:
        self.page.locator("input[type=file]").first.set_input_files([PHOTOGRAPH])
        self.count += 1

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(self.say(label)).first

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)


def at_home(visitors: Visitors, username: str, language: str = "zh-CN") -> Hands:
    page = visitors.open(username, language)
    page.goto("/")
    return Hands(page, language)


def enter_unanswered_question(hands: Hands) -> None:
    """A record with a photograph, by the form that the officer has opened."""
    hands.search("Contractor", "mlst", EXAMINED)
    hands.search("Behaviour", "S02", "S02")
    hands.write("Account of what happened", ACCOUNT)
    hands.photograph()
    hands.press("Record it")
    hands.page.wait_for_url("**/contractors/*")


def test_an_officer_records_an_event_with_a_photograph_in_seven_inputs(visitors: Visitors):
    officer = at_home(visitors, "chengdu")
    officer.follow("Record an event")
    enter_unanswered_question(officer)
    assert officer.count <= 7
    officer.sees(f"已为{EXAMINED}录入，经另一人审核后计分。")


def test_an_officer_in_the_field_records_with_one_thumb(visitors: Visitors):
    page = visitors.open("chengdu", **PHONE)
    page.goto("/")
    officer = Hands(page)
    officer.follow("Record an event")
    assert sideways(page) <= 0
    enter_unanswered_question(officer)
    assert officer.count <= 7
    assert sideways(page) <= 0
    officer.sees(f"已为{EXAMINED}录入")


def test_why_a_contractor_fell_is_one_click_from_the_list(visitors: Visitors):
    page = visitors.open("chengdu")
    page.goto("/contractors/")
    officer = Hands(page)
    officer.open(FALLEN)
    assert officer.count == 1
    minus = page.locator(".st__points", has_text="−")
    fall = page.locator("tr.st__row--event", has=minus).last
    expect(fall).to_be_visible()
    expect(fall.locator(".st__what")).to_have_text(re.compile("[一-鿿]{4}"))
    expect(fall.locator(".st__balance")).to_have_text(re.compile(r"^\d+\.\d$"))


def test_a_contractor_sees_score_reasons_next_change_and_way_back_without_a_click(
    visitors: Visitors,
):
    page = visitors.open(None)
    page.goto("/login")
    contractor = Hands(page)
    contractor.write("Username", "lvyuan")
    contractor.write("Password", PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("heading", name=FALLEN, level=1)).to_be_visible()
    expect(page.locator(".score__points")).to_have_text(re.compile(r"\d+\.\d"))
    expect(page.locator(".score__next").first).to_have_text(re.compile(r"\d{4}年\d+月\d+日"))
    expect(page.get_by_role("heading", name=contractor.say("The way back"))).to_be_visible()
    expect(page.locator("table.st tbody tr").first).to_be_visible()


def test_the_report_of_the_lists_of_half_a_year_is_a_workbook_in_two_clicks(
    visitors: Visitors, tmp_path: Path
):
    administrator = at_home(visitors, "admin")
    page = administrator.page
    page.get_by_role("navigation").get_by_role("link", name="导出").click()
    with page.expect_download() as download:
        administrator.press("Last six months, workbook")
    report = tmp_path / download.value.suggested_filename
    download.value.save_as(report)
    assert report.suffix == ".xlsx"
    sheets = CalamineWorkbook.from_path(report)
    cells = str([sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names])
    assert all(name in cells for name in LISTED)


def test_an_auditor_learns_with_one_click_whether_the_record_is_whole(visitors: Visitors):
    auditor = at_home(visitors, "auditor")
    auditor.follow("Is the record whole?")
    assert auditor.count == 1
    auditor.sees(auditor.say("The record is whole: it was compared with an outside checkpoint."))


def test_a_reviewer_sees_what_each_record_would_do_and_confirms_those_checked(visitors: Visitors):
    reviewer = at_home(visitors, "reviewer")
    page = reviewer.page
    reviewer.follow("Records to confirm")
    for name in (FALLEN, "昆明黛澄环境科技有限公司"):
        row = page.locator("#pending tbody tr", has_text=name)
        expect(row).to_contain_text(BECOMES)
        reviewer.check(name)
    reviewer.press("Confirm those checked")
    assert reviewer.count == 4
    reviewer.sees("2条记录已审核通过。")
    expect(page.locator("#pending tbody tr", has_text=FALLEN)).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_from_the_officers_entry_to_the_contractors_own_page(visitors: Visitors, language: str):
    officer = at_home(visitors, "neijiang", language)
    officer.follow("Record an event")
    officer.search("Contractor", "绿沅", FALLEN)
    officer.search("Behaviour", "S02", "S02")
    officer.write("Account of what happened", ACCOUNT)
    officer.photograph()
    officer.press("Record it")
    officer.page.wait_for_url("**/contractors/*")

    contractor = at_home(visitors, "lvyuan", language)
    before = contractor.page.locator(".score__points").inner_text()
    contractor.sees(contractor.say("Live reference score"))
    expect(contractor.page.get_by_role("main")).not_to_contain_text(ACCOUNT)

    reviewer = at_home(visitors, "neijiang2", language)
    reviewer.follow("Records to confirm")
    row = reviewer.page.locator("#pending tbody tr", has_text=ACCOUNT)
    expect(row).to_contain_text(BECOMES)
    row.get_by_role("checkbox").check()
    reviewer.press("Confirm those checked")
    expect(reviewer.page.get_by_text(ACCOUNT)).to_have_count(0)

    contractor.page.goto("/")
    score = contractor.page.locator(".score__points")
    assert Decimal(score.inner_text()) == Decimal(before) - 1
    minus = contractor.page.locator(".st__points", has_text="−1.0")
    line = contractor.page.locator("table.st tbody tr", has_text="2026-11-21").filter(has=minus)
    line.get_by_role("link").first.click()
    contractor.sees(ACCOUNT)
    contractor.sees("现场照片.jpg")
