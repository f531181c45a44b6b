"""From a line of the statement to an objection sent with a file, and from its decision to two figures, in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.test_journeys import Hands
from tests.support.server import served
from tests.support.visitors import Visitors

pytestmark = pytest.mark.browser

POINT = "所记日期有误。"
ANSWER = "经核对检查记录，日期确有误。"


@pytest.fixture
def visitors(app, record, browser) -> Iterator[Visitors]:
    """Persons of the world, one of whose records can be disputed."""
    with served(app) as address:
        visitors = Visitors(app, address, browser)
        yield visitors
        visitors.leave()
        assert visitors.complaints() == []


def hands(visitors: Visitors, username: str, address: str) -> Hands:
    page = visitors.open(username)
    page.goto(address)
    return Hands(page)


def test_a_line_becomes_an_objection_with_a_file_in_four_inputs_and_is_put_right(
    visitors: Visitors, record: str
):
    contractor = hands(visitors, "contractor_manager", "/")
    contractor.follow("Object")
    contractor.write("The points", POINT)
    contractor.photograph()
    contractor.press("File the objection")
    expect(contractor.page.locator(".rail__clock")).to_be_visible()
    assert contractor.count <= 4
    here = contractor.page.url
    contractor.page.goto("/")
    expect(contractor.page.locator("tr.st__row .status--wait").first).to_be_visible()
    decider = hands(visitors, "provincial_decider", here)
    decider.follow("Decide")
    decider.page.get_by_role("radio", name=decider.say("Taken up"), exact=True).check()
    decider.write("Answer, with reasons", ANSWER)
    decider.page.locator("input[name=outcome][value=upheld]").check()
    decider.page.locator("textarea[name=reason]").fill(ANSWER)
    decider.press("Decide now")
    expect(decider.page.locator("#decision")).to_be_visible()
    clerk = hands(visitors, "provincial_clerk", here)
    clerk.follow("Correct the record")
    clerk.press("Ask for the correction")
    expect(clerk.page.get_by_role("main")).to_contain_text(
        clerk.say("Asked for. It acts when another person agrees.")
    )
    reviewer = hands(visitors, "provincial_reviewer", f"/events/{record}")
    reviewer.press("Agree to the correction")
    expect(
        reviewer.page.locator("button", has_text=reviewer.say("Agree to the correction"))
    ).to_have_count(0)
    contractor.page.goto(here)
    contractor.sees(contractor.say("Put right"))
    contractor.page.get_by_role("main").locator("a[href*='two-figures']").click()
    contractor.page.wait_for_url("**two-figures**")
