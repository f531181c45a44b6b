"""A repair walked from both sides in the browser: every figure before and after it, and the public register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy.orm import Session

from scoring import View
from services.lists.publish_listing import answer_publication
from services.rules.rulebook import published
from services.standing.scores import explain
from tests.evidence.made_files import picture
from tests.lists.cases import Cases
from tests.statements.story import a_year, at
from tests.support.server import served
from tests.support.visitors import PATIENCE, Visitors
from tests.support.world import TODAY, Clock, World

expect.set_options(timeout=PATIENCE)

NAME = "甲岭检测技术有限公司"
SCAN: FilePayload = {"name": "证明.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}
A_YEAR_LATER = datetime(2027, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def town(
    app: Flask, clock: Clock, session: Session, world: World, browser: Browser
) -> Iterator[Visitors]:
    """A contractor with a year of records, a complaint among them, and on a public list for a year since."""
    a_year(session, world)
    cases = Cases(session, world)
    listing = cases.listing(cases.ask(cases.listed(), last_day=date(2028, 6, 30)))
    publication = listing.publications[0].id
    answer_publication(
        session, world["provincial_decider"], listing.id, publication, True, at(TODAY)
    )
    session.rollback()
    clock.now = A_YEAR_LATER
    with served(app) as address:
        visitors = Visitors(app, address, browser)
        yield visitors
        visitors.leave()
        assert visitors.complaints() == []


def at_page(town: Visitors, username: str | None, address: str) -> Page:
    page = town.open(username, "en-GB")
    page.goto(address)
    return page


def main_of(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


@dataclass(frozen=True)
class Figures:
    """Of the contractor's account and the public register."""

    points: str
    grade: str
    listed: bool
    public: bool


def figures(town: Visitors, session: Session, world: World) -> Figures:
    """What the engine says now, once every page has been seen to say the same."""
    score = explain(session, world.own, "land-survey", View(A_YEAR_LATER.date()))
    ruleset = published(session, "land-survey")[-1]
    session.rollback()
    assert score.grade is not None
    grade = ruleset.grade(score.grade).name.en
    account = main_of(at_page(town, "contractor_user", "/"))
    assert score.points_text in account
    assert grade in account
    return Figures(
        points=score.points_text,
        grade=grade,
        listed="Public until" in account or "public until" in account,
        public=NAME in main_of(at_page(town, None, "/register/")),
    )


def test_a_repair_is_asked_for_checked_and_granted_and_every_figure_follows(
    town: Visitors, session: Session, world: World
):
    before = figures(town, session, world)
    assert before == Figures("85.2", "Good", listed=True, public=True)
    party = at_page(town, "contractor_user", "/repairs/new")
    asked = main_of(party)
    assert "possible since 2027-11-21" in asked
    assert "publicity stops by itself after 2029-11-20" in asked
    party.get_by_role("checkbox", name="Listing:").first.check()
    party.get_by_role("checkbox", name="Record: Complaint").check()
    press(party, "Hand in the application")
    expect(party.get_by_role("main")).to_contain_text("The signed public pledge is missing.")
    party.get_by_label("How the duties were done").fill("已整改并缴清违约金。")
    party.locator("input[type=file][name=proof]").set_input_files([SCAN])
    party.locator("input[type=file][name=pledge]").set_input_files([SCAN])
    press(party, "Hand in the application")
    party.wait_for_url("**/repairs/*")
    expect(party.get_by_role("main")).to_contain_text("To be checked")
    assert figures(town, session, world) == before

    clerk = at_page(town, "provincial_clerk", "/repairs/")
    follow(clerk, NAME)
    follow(clerk, "Record the check")
    clerk.get_by_label("What was found").fill("期限、义务和承诺均符合。")
    press(clerk, "Record the check")
    expect(clerk.get_by_role("main")).to_contain_text("To be decided")

    decider = at_page(town, "provincial_decider", "/repairs/")
    follow(decider, NAME)
    follow(decider, "Decide")
    decider.get_by_role("radio", name="Repair granted").check()
    decider.get_by_label("Reasons").fill("符合信用修复条件。")
    press(decider, "Decide")
    expect(decider.get_by_role("main")).to_contain_text("not served yet")
    after = figures(town, session, world)
    assert after == Figures("88.2", "Good", listed=False, public=False)
    party.goto("/requests/")
    expect(party.get_by_role("main")).to_contain_text("Repaired")
    nobody = at_page(town, None, f"/register/?q={NAME}")
    expect(nobody.get_by_role("main")).to_contain_text("no listing made public by law was found")
