"""A score is asked why, what if, and what lies between two days: in a real browser, on a desk and on a phone."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models import Account, Subject
from services.people.invite_contractor import Invitation, invite_contractor
from services.people.sign_in import actor_of
from services.statements.show_statement import Account as StatementAccount
from services.statements.show_statement import Axes, show_statement
from services.statements.shown_path import shown_path
from tests.browser.test_journeys import PHONE, Hands
from tests.lists.cases import SCAN
from tests.support.visitors import PATIENCE, Visitors, sideways
from tests.support.world import NOW, TODAY

expect.set_options(timeout=PATIENCE)

SCREENS = pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
COLOURS = pytest.mark.parametrize("colours", ["light", "dark"])


def is_fit(page: Page) -> None:
    """Nothing sticks out sideways, and everybody can use it."""
    assert sideways(page) <= 0
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def number(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.\u2212]", "", text).replace("\u2212", "-"))


@SCREENS
@COLOURS
def test_a_contractor_asks_why_and_then_what_if(
    visitors: Visitors, screen: dict[str, Any], colours: str
):
    page = visitors.open("yanlan", color_scheme=colours, **screen)
    page.goto("/")
    contractor = Hands(page)
    line = page.locator("tr.st__row--event", has=page.locator(".st__what a[href*='of=record']"))
    line.last.get_by_text(contractor.say("Why"), exact=True).click()
    line.last.get_by_role("link", name=contractor.say("Why not more, and what if")).click()
    expect(page.get_by_role("heading", name=contractor.say("Why this line"))).to_be_visible()
    is_fit(page)
    contractor.follow("if this record were not there")
    expect(page.get_by_text(contractor.say("A hypothesis"), exact=True)).to_be_visible()
    is_fit(page)
    sums = page.locator("#between tfoot td.num").all_inner_texts()
    before, after, moved = (number(text.splitlines()[-1]) for text in sums)
    assert before + moved == after


@SCREENS
def test_two_days_are_held_side_by_side(visitors: Visitors, screen: dict[str, Any]):
    page = visitors.open("clerk", language="en-GB", **screen)
    page.goto("/contractors/")
    page.get_by_role("link", name="成都砚澜地质勘察有限公司").first.click()
    page.get_by_text("Another day", exact=True).click()
    page.get_by_role("link", name="Two days side by side").click()
    page.get_by_label("For which day", exact=False).first.fill("2026-04-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Line by line")).to_be_visible()
    is_fit(page)
    expect(page.locator("#between")).to_contain_text("Lines that are the same")


def who_has_steps_to_take(visitors: Visitors) -> str:
    """The log-in of a contractor, newly invited, whom the rules permit a step to a better grade today."""
    with visitors.app.extensions["xinheng.sessions"]() as session:
        logins = dict(session.execute(select(Account.username, Account.id)).all())
        clerk = actor_of(session, logins["clerk"])
        assert clerk
        subject_id = next(
            subject_id
            for subject_id in session.scalars(select(Subject.id).order_by(Subject.id))
            for account in show_statement(session, clerk, subject_id, Axes(TODAY), TODAY).accounts
            if isinstance(account, StatementAccount)
            if any(way.steps for way in shown_path(session, account, TODAY).ways)
        )
        mandate = Invitation("郗望舒", "has.a.way.back", "授权〔2026〕1号", TODAY, (SCAN,))
        invite_contractor(session, clerk, subject_id, mandate, NOW)
    return mandate.username


def test_the_way_back_says_what_may_be_asked_for_and_whom(visitors: Visitors):
    page = visitors.open(who_has_steps_to_take(visitors))
    page.goto("/")
    steps = page.locator("#way-back .ways__steps ol li")
    expect(steps.first).to_contain_text(re.compile(r"\d{3,4}-\d{4} \d{4}"))
    is_fit(page)
