"""Entering in a real browser: few inputs, only the fields that are needed, and the same without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.events.conftest import OTHER, OWN, SCHEME
from tests.evidence.made_files import picture
from tests.support.browser import Witness
from tests.support.server import served
from tests.support.world import client_of

pytestmark = pytest.mark.browser

PHOTOGRAPH: FilePayload = {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": picture("JPEG")}


@pytest.fixture
def address(app, scene) -> Iterator[str]:
    with served(app) as address:
        yield address


def visit(app, scene, browser: Browser, address: str, who: str, scripts: bool = True) -> Page:
    context = browser.new_context(java_script_enabled=scripts, locale="en-GB")
    context.set_default_timeout(60_000)
    cookie = client_of(app, scene.world[who].account_id).get_cookie("session")
    assert cookie
    context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    return context.new_page()


@pytest.fixture
def page(app, scene, browser: Browser, address: str) -> Iterator[Page]:
    """A prefecture clerk's browser that complains of failing scripts."""
    page = visit(app, scene, browser, address, "prefecture_clerk")
    witness = Witness(page)
    yield page
    assert not witness.complaints
    page.context.close()


class Hands:
    """Counts what an officer has to do."""

    def __init__(self, page: Page) -> None:
        self.page, self.inputs = page, 0

    def search(self, label: str, text: str) -> None:
        field = self.page.get_by_role("combobox", name=label, exact=True)
        field.press_sequentially(text)
        expect(field).to_have_attribute("aria-busy", "false")
        field.press("Enter")
        self.inputs += 1

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.inputs += 1

    def photograph(self) -> None:
        self.page.locator("input[type=file]").first.set_input_files([PHOTOGRAPH])
        self.inputs += 1

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).click()
        self.inputs += 1


def test_a_record_with_a_photograph_takes_at_most_seven_inputs(scene, page, address):
    page.goto(f"{address}/events/new")
    hands = Hands(page)
    hands.search("Contractor", "jljc")
    hands.search("Behaviour", "S02")
    hands.write("Account of what happened", "两次书面询问逾期未复。")
    hands.photograph()
    hands.press("Record it")
    page.wait_for_url(f"**/contractors/{scene.world.own}*")
    assert hands.inputs <= 7
    (event,) = scene.events()
    assert (event.subject_id, event.behaviour) == (scene.world.own, "S02")
    assert [file.filename for file in scene.files_of(event.id)] == ["照片.jpg"]


def test_only_the_fields_that_the_behaviour_needs_are_shown(page, address, scene):
    page.goto(f"{address}/events/new")
    quantity, rating = page.get_by_label("Number", exact=True), page.get_by_label("Rating")
    expect(quantity).to_be_hidden()
    hands = Hands(page)
    hands.search("Behaviour", "P02")
    expect(quantity).to_be_visible()
    expect(rating).to_be_hidden()
    expect(page.get_by_text("working days late")).to_be_visible()
    page.get_by_role("combobox", name="Behaviour", exact=True).fill("")
    hands.search("Behaviour", "M01")
    expect(quantity).to_be_hidden()
    offered = page.get_by_label("Severity").locator("option").all_inner_texts()
    assert offered[1:] == ["minor", "general", "serious"]


def test_the_whole_catalogue_opens_without_typing(page, address, scene):
    page.goto(f"{address}/events/new")
    page.get_by_role("combobox", name="Behaviour", exact=True).press("ArrowDown")
    expect(page.locator(".combo__list:visible li")).to_have_count(27)


def test_a_file_that_the_party_may_not_see_asks_for_the_reason(page, address, scene):
    page.goto(f"{address}/events/new")
    Hands(page).photograph()
    reason = page.get_by_label("Reason why the party may not see it")
    expect(reason).to_be_hidden()
    page.get_by_label("Who may see this file").select_option("no")
    expect(reason).to_be_visible()


def test_what_was_typed_outlives_a_lost_page(page, address, scene):
    page.goto(f"{address}/events/new")
    page.get_by_label("Account of what happened").fill("写了一半")
    page.goto(f"{address}/contractors/")
    page.goto(f"{address}/events/new")
    assert page.get_by_label("Account of what happened").input_value() == "写了一半"


def test_what_was_half_typed_is_not_put_before_another_contractor(page, address, scene):
    page.goto(f"{address}/events/new?contractor={scene.world.own}")
    page.get_by_label("Account of what happened").fill("写了一半")
    page.goto(f"{address}/events/new?contractor={scene.world.other}")
    assert page.locator("input[name=contractor]").input_value() == OTHER
    assert page.get_by_label("Account of what happened").input_value() == ""


def test_the_grid_says_at_each_row_what_is_wrong(page, address, scene):
    page.goto(f"{address}/events/grid?behaviour={SCHEME}/Q02")
    rows = f"{OWN}\t9\t10\n查无此机构\tx\t10"
    page.get_by_label("Rows", exact=True).first.fill(rows)
    expect(page.locator(".grid__table .is-wrong").first).to_be_visible()
    expect(page.locator(".grid__table tbody tr").first).to_contain_text(OWN)


def test_everything_works_without_scripts(app, scene, browser, address):
    page = visit(app, scene, browser, address, "prefecture_clerk", scripts=False)
    page.goto(f"{address}/events/new")
    page.locator("input[name=contractor]").fill(OTHER)
    page.locator("input[name=behaviour]").fill("P02")
    page.get_by_label("Number", exact=True).fill("3")
    page.get_by_label("Account of what happened").fill("迟报三个工作日。")
    page.locator("input[type=file]").first.set_input_files([PHOTOGRAPH])
    page.get_by_role("button", name="Record it", exact=True).click()
    page.get_by_label("What happens with").select_option("yes")
    page.get_by_role("button", name="Record it", exact=True).click()
    page.wait_for_url(f"**/contractors/{scene.world.other}*")
    (event,) = scene.events()
    assert (event.quantity, len(scene.files_of(event.id))) == (3, 1)
    page.context.close()


def test_a_reviewer_confirms_from_the_queue(app, scene, browser, address):
    event_id = scene.record(behaviour="S02")
    page = visit(app, scene, browser, address, "prefecture_reviewer")
    page.goto(f"{address}/review/")
    page.get_by_role("checkbox", name=OWN).check()
    page.get_by_role("button", name="Confirm those checked").click()
    expect(page.get_by_text("1 record is confirmed.")).to_be_visible()
    assert scene.event(event_id).state == "counted"
    page.context.close()
