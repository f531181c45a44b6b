"""A round from its opening to its publication in a real browser, one request answered, from both sides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rounds.rounds import Rounds, today_after
from tests.support.server import served
from tests.support.visitors import PATIENCE, Visitors
from tests.support.world import Clock, World

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)

OWN = "甲岭检测技术有限公司"


@pytest.fixture
def visitors(app, rounds: Rounds, browser: Browser) -> Iterator[Visitors]:
    with served(app) as address:
        found = Visitors(app, address, browser)
        yield found
        found.leave()
        assert found.complaints() == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def shows(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.locator("main")).to_contain_text(text)


def test_a_round_with_one_request_answered(
    rounds: Rounds, world: World, visitors: Visitors, clock: Clock
) -> None:
    wrong = rounds.record("late")
    page = open_and_feed_back(visitors)
    address = page.url

    party = visitors.open("contractor_manager", "en-GB")
    party.goto("/rounds/")
    follow(party, "2026年第二批评价")
    shows(party, "88.00", "Blue", "begin when the feedback has been served")
    party.get_by_label("Point 1", exact=False).first.fill("登记对象有误，请更正。")
    press(party, "Hand in the request")
    shows(party, "to be answered by 2026-12-11")

    rounds.undo(wrong, day=0)
    reviewer = visitors.open("second_reviewer", "en-GB")
    reviewer.goto(address)
    shows(reviewer, "Requests for review to answer")
    follow(reviewer, OWN)
    follow(reviewer, "Answer the request")
    reviewer.get_by_role("radio", name="taken up", exact=True).check()
    reviewer.get_by_label("Answer to point 1").fill("经核查属实，已更正信用记录。")
    reviewer.get_by_label("Change the result: 88.00 Blue becomes 100.00 Green").check()
    press(reviewer, "Answer the request")
    shows(reviewer, "result changed", "88.00 Blue", "100.00 Green")
    party.reload()
    shows(party, "经核查属实，已更正信用记录。", "88.00 Blue", "100.00 Green")

    for one in (world.own, world.other):
        rounds.serve(rounds.row_of(rounds.only_round(), one).id, 0)
    rounds.session.rollback()
    display_adopt_publish(visitors, clock, address)
    party = visitors.open("contractor_manager", "en-GB")
    party.goto("/rounds/")
    follow(party, "2026年第二批评价")
    shows(party, "Published result", "100.00", "示环评〔2026〕9号")
    follow(party, "Print the query slip")
    shows(party, "100.00", "Green", "示环评〔2026〕9号")
    code = party.locator(".paper__verify .code__text").inner_text().replace(" ", "")
    anybody = visitors.open(None, "en-GB")
    anybody.goto("/results/verify")
    anybody.get_by_label("Code").fill(code)
    press(anybody, "Check")
    shows(anybody, "This code is genuine", OWN, "100.00", "No later round has been published.")
    party.goto("/")
    shows(party, "Published grade", "Live reference score")


def open_and_feed_back(visitors: Visitors) -> Page:
    page = visitors.open("provincial_clerk", "en-GB")
    page.goto("/rounds/")
    follow(page, "Open a round")
    page.get_by_label("Scheme").select_option("small")
    page.get_by_label("Title of the round").fill("2026年第二批评价")
    press(page, "Open the round")
    shows(page, "First results", "Everybody to whom the scheme applies")
    follow(page, "Give the feedback")
    press(page, "Give the feedback")
    shows(page, "Fed back, time to ask runs")
    return page


def display_adopt_publish(visitors: Visitors, clock: Clock, address: str) -> None:
    clock.advance(days=20)
    clerk = visitors.open("provincial_clerk", "en-GB")
    clerk.goto(address)
    follow(clerk, "Display the results")
    for label, text in (
        ("Text of the display", "现将结果予以公示。"),
        ("Telephone for objections", "028-0000 0000"),
        ("Address for objections", "某街1号"),
    ):
        clerk.get_by_label(label).fill(text)
    press(clerk, "Display the results")
    shows(clerk, "Displayed")
    anybody = visitors.open(None, "en-GB")
    anybody.goto("/results/")
    follow(anybody, "2026年第二批评价")
    shows(anybody, OWN, "100.00", "028-0000 0000", "某街1号", "Unrated")
    clock.advance(days=16)
    decider = visitors.open("provincial_decider", "en-GB")
    decider.goto(address)
    follow(decider, "Adopt the results")
    decider.get_by_label("What the display brought, and the decision").fill("无异议，同意。")
    press(decider, "Adopt the results")
    shows(decider, "Adopted, to be published")
    clerk = visitors.open("provincial_clerk", "en-GB")
    clerk.goto(address)
    follow(clerk, "Publish the results")
    clerk.get_by_label("Document number").fill("示环评〔2026〕9号")
    press(clerk, "Publish the results")
    shows(clerk, "Results published", today_after(36).isoformat())
