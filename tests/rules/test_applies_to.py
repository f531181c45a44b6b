"""A scheme weighs those for whom it is made: units or persons, and contractors of its kinds of work."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

import scoring
from models import Event, Subject, new_id
from services.cases.open_case import CaseDraft, open_case
from services.exports.read_export import ExportFilter, read_scores
from services.messages import Invalid
from services.rules.propose_ruleset import read_draft
from services.standing.scores import explain
from services.statements.show_statement import Account, Axes, show_statement
from services.subjects.amend_subject import Amendment, amend_subject
from services.subjects.register_subject import Registration, register_subject
from tests.rules.rulesets import ANALYSTS, OPERATORS
from tests.statements.story import Story
from tests.support.world import NOW, TODAY, credit_code

EIA = OPERATORS.replace(
    'kinds = ["operator", "laboratory"]', 'kinds = ["eia", "operator"]'
).replace('scheme = "operators"', 'scheme = "eia"')
"""Made for others than the laboratories of the world."""
WHY = "This scheme weighs contractors for: Environmental impact assessment, Facility operation."


@pytest.fixture
def eia(session, world, story: Story) -> Story:
    story.publish(EIA, TODAY)
    session.rollback()
    return Story(session, world, story.clerk, story.reviewer, scheme="eia")


def registered(session, world, name: str, kinds: tuple[str, ...], organisation: str) -> str:
    typed = Registration(
        "contractor", name, "company", code=credit_code(organisation), business=kinds
    )
    subject = register_subject(session, world["provincial_clerk"], typed, b"s" * 32, NOW)
    session.rollback()
    return subject


@pytest.mark.db
def test_a_record_under_a_scheme_for_other_work_is_refused_and_the_reason_said(
    eia: Story, session, world
):
    with pytest.raises(Invalid) as refused:
        eia.record(world.own, "late", TODAY)
    assert str(refused.value.fields["contractor"]).startswith(WHY)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Event)) == 0


def test_a_contractor_of_one_of_its_kinds_is_weighed(eia: Story, session, world):
    office = registered(session, world, "丙川环评事务所", ("quality", "eia"), "MA6D0004")
    eia.record(office, "forged", TODAY)
    session.rollback()
    assert explain(session, office, "eia", scoring.View(TODAY)).grade == "bad"


def test_whose_kinds_of_work_are_not_on_file_may_be_weighed_by_any(eia: Story, session, world):
    office = registered(session, world, "丁原技术有限公司", (), "MA6D0005")
    eia.record(office, "late", TODAY)
    session.rollback()
    assert explain(session, office, "eia", scoring.View(TODAY)).points == 200


def test_the_entry_offers_the_behaviours_of_fitting_schemes_only(eia: Story, client_as, world):
    client = client_as("provincial_clerk")
    found = client.get(f"/events/behaviours.json?q=forged&contractor_id={world.own}").json["items"]
    assert {item["id"] for item in found} == {"operators/forged"}
    every = client.get("/events/behaviours.json?q=forged").json["items"]
    assert {item["id"] for item in every} == {"operators/forged", "eia/forged"}
    page = client.get(f"/events/new?contractor={world.own}&lang=en").text
    assert "Scheme for operators" in page


def test_a_code_that_two_schemes_know_means_the_one_that_weighs_the_contractor(
    eia: Story, client_as, session, world
):
    sent = {
        "form_key": new_id(),
        "contractor": "甲岭检测技术有限公司",
        "behaviour": "late",
        "occurred_on": TODAY.isoformat(),
        "region": "510100",
        "narrative": "逾期两日。",
    }
    assert client_as("provincial_clerk").post("/events/new", data=sent).status_code == 303
    assert session.scalars(select(Event.scheme)).one() == "operators"


def test_the_form_says_why_and_keeps_what_was_typed(eia: Story, client_as, session, world):
    sent = {
        "form_key": new_id(),
        "contractor": "甲岭检测技术有限公司",
        "behaviour": "late Data sent late",
        "behaviour_id": "eia/late",
        "occurred_on": TODAY.isoformat(),
        "region": "510100",
        "narrative": "逾期两日。",
    }
    client = client_as("provincial_clerk")
    answer = client.post("/events/new?lang=en", data=sent)
    assert answer.status_code == 422
    assert WHY in answer.text
    assert "逾期两日。" in answer.text
    assert session.scalar(select(func.count()).select_from(Event)) == 0


def test_the_grid_says_it_at_the_row_while_it_is_filled(eia: Story, client_as):
    answer = client_as("provincial_clerk").post(
        "/events/grid/check?behaviour=eia/late&lang=en",
        json={"rows": [["甲岭检测技术有限公司"], ["乙河环境咨询有限公司"]]},
    )
    for row in answer.json["rows"]:
        assert row["errors"]["0"].startswith(WHY)


def test_no_case_is_opened_for_a_list_that_is_not_for_the_contractor(eia: Story, session, world):
    draft = CaseDraft(world.own, "eia", "watched", "person", "抽查发现弄虚作假。")
    with pytest.raises(Invalid) as refused:
        open_case(session, world["provincial_clerk"], draft, NOW)
    assert "contractor" in refused.value.fields


def test_pages_show_the_schemes_that_apply_and_whatever_was_recorded(eia: Story, session, world):
    def schemes() -> list[str]:
        shown = show_statement(session, world["auditor"], world.own, Axes(TODAY), TODAY)
        session.rollback()
        return [account.scheme for account in shown.accounts]

    assert schemes() == ["land-survey", "operators"]
    Story(session, world, eia.clerk, eia.reviewer, "operators").record(world.own, "late", TODAY)
    session.rollback()
    assert schemes() == ["operators"]


def test_what_was_recorded_stays_when_the_kinds_of_work_change(eia: Story, session, world):
    office = registered(session, world, "丙川环评事务所", ("eia",), "MA6D0004")
    eia.record(office, "late", TODAY)
    session.rollback()
    subject = session.get_one(Subject, office)
    version, code = subject.version, subject.code
    session.rollback()
    typed = Amendment(version, "company", code, home_region="510100", business=("survey",))
    amend_subject(session, world["provincial_clerk"], office, typed, NOW)
    with pytest.raises(Invalid):
        eia.record(office, "late", TODAY)
    session.rollback()
    shown = show_statement(session, world["auditor"], office, Axes(TODAY), TODAY)
    assert [a.scheme for a in shown.accounts] == ["eia"]


@pytest.mark.db
def test_a_person_is_recorded_scored_shown_and_exported(story: Story, client_as, session, world):
    story.publish(ANALYSTS, TODAY)
    typed = Registration(
        "person", "阿依·木呷", practice_no="2018035510352013510101000123", home_region="513400"
    )
    person = register_subject(session, world["provincial_clerk"], typed, b"s" * 32, NOW)
    session.rollback()
    analysts = Story(session, world, story.clerk, story.reviewer, scheme="analysts")
    analysts.record(person, "forged", date(2026, 11, 4))
    with pytest.raises(Invalid):
        analysts.record(world.own, "forged", date(2026, 11, 4))
    session.rollback()
    shown = show_statement(session, world["auditor"], person, Axes(TODAY), TODAY)
    (account,) = shown.accounts
    assert isinstance(account, Account)
    assert (account.scheme, account.score.points, account.score.grade) == ("analysts", 1200, "bad")
    assert [(one.state, one.name.en) for one in account.lists] == [("proposed", "Watched")]
    session.rollback()
    admin = world["business_administrator"]
    rows = read_scores(session, admin, ExportFilter("analysts"), Axes(TODAY), TODAY).rows
    assert [row.name for row in rows] == ["阿依·木呷"]
    session.rollback()
    client = client_as("provincial_clerk")
    page = client.get(f"/contractors/{person}?lang=en")
    assert page.status_code == 200
    assert "Data forged" in page.text
    found = client.get(f"/events/behaviours.json?q=&contractor_id={person}").json["items"]
    assert {item["id"].partition("/")[0] for item in found} == {"analysts"}


def test_a_scheme_for_a_kind_of_work_that_there_is_not_is_refused(session):
    with pytest.raises(scoring.RulesetError) as refused:
        read_draft(session, OPERATORS.replace('"laboratory"]', '"labratory"]'))
    (problem,) = refused.value.problems
    assert problem.path == "applies_to.kinds[2]"
    assert "“labratory”" in problem.en
    assert "laboratory" in problem.params["allowed"]
