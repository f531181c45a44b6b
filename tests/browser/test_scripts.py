"""The small scripts in a real browser: what was typed is never lost, and a form is sent once."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.looks.parts import served_parts
from tests.support.server import served


@pytest.fixture
def parts() -> Flask:
    return served_parts()


@pytest.fixture
def address(parts: Flask) -> Iterator[str]:
    with served(parts) as address:
        yield address


def test_a_contractor_is_found_by_typing_and_sent_by_its_id(page: Page, address: str, parts: Flask):
    page.goto(f"{address}/form")
    page.locator("#f-contractor").press_sequentially("lj'jc")
    option = page.get_by_role("option")
    expect(option).to_contain_text("澜江检测")
    expect(option).to_contain_text("ljjc")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Record").click()
    page.wait_for_selector("#table")
    assert parts.extensions["sent"][0]["contractor"] == ["澜江检测"]
    assert parts.extensions["sent"][0]["contractor_id"] == ["c1"]


def test_typing_on_forgets_the_chosen_contractor(page: Page, address: str):
    page.goto(f"{address}/form")
    page.locator("#f-contractor").press_sequentially("lj")
    page.get_by_role("option").click()
    page.locator("#f-contractor").press_sequentially("2")
    expect(page.locator("input[name=contractor_id]")).to_have_value("")


def test_what_was_typed_survives_leaving_the_page(page: Page, address: str):
    page.goto(f"{address}/form")
    page.fill("#f-facts", "原始记录缺失")
    page.goto(f"{address}/table")
    page.goto(f"{address}/form")
    expect(page.locator("#f-facts")).to_have_value("原始记录缺失")
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("#f-facts")).to_have_value("")


def test_a_refused_form_keeps_its_draft_and_a_recorded_one_ends_it(page: Page, address: str):
    page.goto(f"{address}/form")
    page.fill("#f-facts", "wrong")
    page.get_by_role("button", name="Record").click()
    expect(page.locator(".field__error")).to_have_text("Say what happened.")
    expect(page.locator("#f-facts")).to_be_focused()
    page.goto(f"{address}/form")
    expect(page.locator("#f-facts")).to_have_value("wrong")
    page.fill("#f-facts", "原始记录缺失")
    page.get_by_role("button", name="Record").click()
    page.wait_for_selector("#table")
    page.wait_for_load_state()
    page.goto(f"{address}/form")
    expect(page.locator("#f-facts")).to_have_value("")


def test_the_same_form_again_without_a_word_of_success_keeps_what_was_typed(
    page: Page, address: str
):
    page.goto(f"{address}/form")
    page.fill("#f-facts", "原始记录缺失")
    page.evaluate("sessionStorage.setItem('draft-sent', Object.keys(localStorage)[0])")
    page.reload()
    expect(page.locator("#f-facts")).to_have_value("原始记录缺失")


def test_an_answer_that_lost_its_field_is_shown_with_its_label(page: Page, address: str):
    page.goto(f"{address}/form")
    page.fill("#f-facts", "原始记录缺失")
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((k) => k.startsWith("draft:"));
          localStorage.setItem(key, localStorage.getItem(key).replaceAll('"facts"', '"older"'));
        }"""
    )
    page.reload()
    expect(page.locator(".kept dt")).to_have_text("Facts")
    expect(page.locator(".kept dd")).to_have_text("原始记录缺失")


def test_files_are_listed_and_each_says_who_may_see_it(
    page: Page, address: str, parts: Flask, tmp_path: Path
):
    for name in ("照片.jpg", "报告.pdf", "多余.txt"):
        (tmp_path / name).write_bytes(b"x" * 2048)
    page.goto(f"{address}/form")
    page.set_input_files("#f-evidence", [tmp_path / "照片.jpg", tmp_path / "报告.pdf"])
    page.set_input_files("#f-evidence", [tmp_path / "多余.txt"])
    expect(page.locator(".drop__name")).to_have_text(["照片.jpg", "报告.pdf", "多余.txt"])
    page.get_by_role("button", name="Remove").last.click()
    page.locator("select[name=evidence_party]").last.select_option("no")
    page.locator("input[name=evidence_reason]").last.fill("涉及第三人")
    page.get_by_role("button", name="Record").click()
    page.wait_for_selector("#table")
    sent = parts.extensions["sent"][0]
    assert sent["evidence_party"] == ["yes", "no"]
    assert sent["evidence_reason"] == ["", "涉及第三人"]


def test_pasted_rows_are_checked_one_by_one_and_sent_as_text(
    page: Page, address: str, parts: Flask
):
    page.goto(f"{address}/form")
    page.fill("#f-rows", 'A1\t0\r\n"A\t2"\t3\r\n\r\n')
    said = page.locator(".grid__said")
    expect(said).to_have_text(["In order", "Too many."])
    page.get_by_label("Failed").last.fill("0")
    expect(said).to_have_text(["In order", "In order"])
    page.get_by_role("button", name="Record").click()
    page.wait_for_selector("#table")
    rows = parts.extensions["sent"][0]["rows"][0].replace("\r\n", "\n")
    assert rows == 'A1\t0\n"A\t2"\t0'


def test_a_second_press_sends_nothing(page: Page, address: str, parts: Flask):
    page.goto(f"{address}/form")
    page.evaluate(
        """() => {
          const button = document.querySelector(".submit button");
          button.click();
          button.click();
        }"""
    )
    page.wait_for_selector("#table")
    assert len(parts.extensions["sent"]) == 1


def test_filtering_hides_rows_and_stands_in_the_address(page: Page, address: str):
    page.goto(f"{address}/table")
    page.fill("#table-q", "青 禾")
    expect(page.locator("#table tbody tr:visible")).to_have_count(1)
    assert page.url.endswith(f"q={quote('青')}+{quote('禾')}")
    page.reload()
    expect(page.locator("#table tbody tr:visible")).to_have_count(1)


def test_a_code_is_selected_and_copied_without_its_gaps(page: Page, address: str):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/table")
    page.locator(".code__text").click()
    assert page.evaluate("getSelection().toString()") == "91350211M000100Y43"
    page.get_by_role("button", name="Copy").click()
    expect(page.locator(".code__copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "91350211M000100Y43"


def test_the_chosen_theme_holds_from_the_first_paint_of_the_next_page(page: Page, address: str):
    page.goto(f"{address}/table")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    page.goto(f"{address}/form")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
