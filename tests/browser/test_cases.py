"""Cases walked in a real browser from both sides: a listing to its effect, its stay, its annulment."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from models import Case, CaseStep, ListDecision, SubjectName
from services.clock import day_of
from tests.browser.test_journeys import Hands
from tests.support.visitors import PATIENCE, Visitors
from tests.support.world import Clock

expect.set_options(timeout=PATIENCE)

RIPE = "昆明黛澄环境科技有限公司"
TOLD = "四川绿沅环境科技有限公司"
LISTED = "成都砚澜地质勘察有限公司"


@pytest.fixture
def case_of(province_app: Flask):
    """The address of the case of a contractor, and the ids of its papers and decisions by kind."""

    def find(name: str) -> tuple[str, dict[str, str]]:
        with province_app.extensions["xinheng.sessions"]() as session:
            query = select(SubjectName.subject_id).where(SubjectName.name == name)
            subject_id = session.scalars(query).one()
            case_id = session.scalars(select(Case.id).where(Case.subject_id == subject_id)).one()
            steps = session.scalars(select(CaseStep).where(CaseStep.case_id == case_id))
            made = session.scalars(select(ListDecision).where(ListDecision.case_id == case_id))
            papers = {step.kind: f"/service/case_step/{step.id}" for step in steps}
            decisions = {d.action: f"/service/list_decision/{d.id}" for d in made}
            return f"/lists/cases/{case_id}", papers | decisions

    return find


def at(visitors: Visitors, username: str, address: str) -> Hands:
    page = visitors.open(username)
    page.goto(address)
    return Hands(page)


def serve(visitors: Visitors, document: str, day: date) -> None:
    """Hand a document over in person, with the signed proof."""
    clerk = at(visitors, "clerk2", f"{document}?way=direct")
    filled = {"received_on": day.isoformat(), "recipient": "收件人", "place": "科园路2号"}
    for name, value in (filled | {"server_1": "麦青禾", "server_2": "荀子期"}).items():
        clerk.page.locator(f"#f-{name}").fill(value)
    clerk.photograph()
    clerk.page.locator("#doing form button.button--main").click()
    clerk.sees(clerk.say("The service is recorded."))


def test_a_statement_in_points_is_answered_one_by_one_and_leads_to_a_listing(
    visitors: Visitors, case_of, clock: Clock
):
    case, _papers = case_of(TOLD)
    party = at(visitors, "lvyuan", f"{case}?do=reply")
    expect(party.page.locator(".clock")).to_have_count(2)
    party.page.locator("textarea[name=points]").nth(0).fill("补测已达到布点方案要求。")
    party.page.locator("textarea[name=points]").nth(1).fill("请求从轻处理。")
    party.press("Hand in")
    party.sees("补测已达到布点方案要求。")
    clerk = at(visitors, "clerk2", f"{case}?do=answer")
    for place, (choice, reasons) in enumerate((("no", "补测仍未达到。"), ("yes", "予以考虑。"))):
        clerk.page.locator("select[name=taken_up]").nth(place).select_option(choice)
        clerk.page.locator("textarea[name=answers]").nth(place).fill(reasons)
    clerk.press("Record it")
    clerk.sees("补测仍未达到。")
    clock.advance(days=14)
    reviewer = at(visitors, "reviewer2", f"{case}?do=review")
    reviewer.pick("passed")
    reviewer.write("Opinion of the legal review", "程序合法。")
    reviewer.press("Record it")
    clerk = at(visitors, "clerk2", f"{case}?do=discussion")
    clerk.write("Who took part", "四人")
    clerk.write("Each opinion, and what was concluded", "一致同意。")
    clerk.photograph()
    clerk.press("Record it")
    decider = at(visitors, "decider", f"{case}?do=enter")
    decider.write("Reasons", "事实清楚，列入名单。")
    decider.press("Decide now")
    expect(decider.page.locator(".proc__step--missing").first).to_be_visible()
    clerk = at(visitors, "clerk2", f"{case}?do=repair_notice")
    clerk.press("Record it")
    _case, papers = case_of(TOLD)
    serve(visitors, papers["enter"], day_of(clock()))
    own = at(visitors, "lvyuan", case)
    own.sees("补测仍未达到。")
    own.sees("事实清楚，列入名单。")
    expect(own.page.locator("body")).not_to_contain_text("一致同意。")
    board = at(visitors, "clerk2", "/lists/")
    expect(board.page.locator("#stays")).to_contain_text(TOLD)


def test_a_stay_and_an_annulment_are_seen_on_both_sides_with_every_figure(
    visitors: Visitors, case_of, clock: Clock
):
    case, _papers = case_of(LISTED)
    today = day_of(clock())

    def figures() -> tuple[str, str]:
        """The state on the case for staff, and for the party."""
        said = [
            at(visitors, who, case).page.locator(".head .status").inner_text()
            for who in ("auditor", "yanlan")
        ]
        return said[0], said[1]

    def confirm() -> None:
        second = at(visitors, "reviewer2", case)
        second.press("Confirm the decision")
        second.page.wait_for_load_state()

    staff = at(visitors, "auditor", case)
    say = staff.say
    assert figures() == (say("On the list"), say("On the list"))
    listed_until = staff.page.locator(".stand__next").inner_text()
    assert re.search(r"\d{4}年\d+月\d+日", listed_until)
    decider = at(visitors, "decider", f"{case}?do=stay")
    decider.choose("Who ordered it", "court")
    decider.write("Number of the order", "〔2026〕示行初1号")
    decider.write("Reasons", "人民法院裁定停止执行。")
    decider.press("Hand over to the second person")
    assert figures() == (say("On the list"), say("On the list"))
    confirm()
    assert figures() == (say("Execution stayed"), say("Execution stayed"))
    decider = at(visitors, "decider", f"{case}?do=annul")
    decider.write("Reasons", "列入依据被人民法院撤销。")
    decider.press("Hand over to the second person")
    confirm()
    assert figures() == (say("Annulled"), say("Annulled"))
    at(visitors, "yanlan", case).sees("列入依据被人民法院撤销。")
    board = at(visitors, "clerk2", "/lists/")
    expect(board.page.locator("#stays")).not_to_contain_text(LISTED)
    board.page.locator("#ended summary").click()
    expect(board.page.locator("#past")).to_contain_text(LISTED)
    clock.advance(days=1)
    assert today + timedelta(days=1) == day_of(clock())
    assert figures() == (say("Annulled"), say("Annulled"))
