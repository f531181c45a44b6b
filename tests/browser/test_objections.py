"""From a line of the statement to an objection sent with a file, and how the office answers it, in a browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.test_journeys import Hands, at_home
from tests.support.visitors import Visitors

POINT = "问题数量与现场检查记录不一致。"
ANSWER = "经核对检查记录，数量确有误。"


def test_a_line_of_the_statement_becomes_an_objection_with_a_file_in_four_inputs(
    visitors: Visitors,
):
    contractor = at_home(visitors, "lvyuan")
    contractor.follow("Object")
    contractor.write("The points", POINT)
    contractor.photograph()
    contractor.press("File the objection")
    contractor.page.wait_for_url("**/objections/*")
    assert contractor.count <= 4
    here = contractor.page.url
    expect(contractor.page.locator(".rail__clock")).to_be_visible()
    contractor.page.goto("/")
    marks = contractor.page.locator("tr.st__row .status--wait")
    expect(marks.first).to_be_visible()
    decider = Hands(visitors.open("decider"))
    decider.page.goto(here)
    decider.follow("Decide")
    decider.page.get_by_role("radio", name=decider.say("Taken up"), exact=True).check()
    decider.write("Answer, with reasons", ANSWER)
    decider.page.get_by_role("group", name=decider.say("Decision")).get_by_role(
        "radio"
    ).first.check()
    decider.write("Reasons", ANSWER)
    decider.press("Decide now")
    clerk = Hands(visitors.open("clerk"))
    clerk.page.goto(here)
    clerk.follow("Correct the record")
    clerk.press("Ask for the correction")
    clerk.page.wait_for_url("**/events/*")
    reviewer = Hands(visitors.open("reviewer"))
    reviewer.page.goto(clerk.page.url)
    reviewer.press("Agree to the correction")
    contractor.page.goto(here)
    contractor.sees(contractor.say("Put right"))
    contractor.page.get_by_role("main").locator("a[href*='two-figures']").click()
    expect(contractor.page.locator("#two-figures")).to_be_visible()
