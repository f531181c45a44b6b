"""Work that is open goes to another person; who entered it stays on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from evidence.store import Store
from models import RoundSubject, Service
from models.acting import OPEN_KINDS
from models.official_paper import BUSINESSES
from models.service import DOCUMENTS
from services.calendar.ask_extension import ExtensionDraft, ask_extension
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.files.new_file import NewFile
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.office_work import office_work
from services.paper_values import PERMISSION
from services.papers.draft_paper import Wanted, draft_paper, suggested
from services.people.hand_over import (
    HandoverDraft,
    givers,
    hand_over,
    show_handover,
    show_handovers,
)
from services.people.open_kinds import KINDS, SERVES
from services.people.open_work import open_counts, open_work
from services.record.verify_record import verify_record
from services.rounds.ask_review import RequestDraft, ask_review
from services.rounds.give_feedback import give_feedback
from services.rounds.open_round import RoundDraft, open_round
from services.serving.correct_service import ask_to_take_back
from tests.lists.cases import Cases
from tests.objections.objections import Objections
from tests.statements.story import Story
from tests.support.world import NOW, TODAY, World

pytestmark = [pytest.mark.db, pytest.mark.usefixtures("scheme")]


@pytest.fixture
def waiting(session: Session, world: World, photograph: NewFile) -> str:
    """A record of the clerk that waits for its confirmation."""
    fault = EventDraft(
        subject_id=world.own,
        scheme="land-survey",
        behaviour="S02",
        occurred_on=TODAY - timedelta(days=3),
        region="510100",
        narrative="11月18日书面询问，至今未回复。",
        files=(photograph,),
    )
    return record_event(session, world["provincial_clerk"], fault, NOW)


@pytest.fixture
def draft(world: World) -> HandoverDraft:
    clerk, second = world["provincial_clerk"], world["second_clerk"]
    return HandoverDraft(clerk.holder_id, second.holder_id, "调任其他岗位。")


def mine(session: Session, world: World, name: str) -> int:
    return sum(t.count for t in office_work(session, world[name], TODAY) if t.kind == "mine")


def test_what_was_open_is_on_the_desk_of_the_other(
    session: Session, world: World, waiting: str, draft: HandoverDraft, store: Store
) -> None:
    assert (mine(session, world, "provincial_clerk"), mine(session, world, "second_clerk")) == (
        1,
        0,
    )
    handover_id = hand_over(session, world["provincial_clerk"], draft, NOW)
    assert (mine(session, world, "provincial_clerk"), mine(session, world, "second_clerk")) == (
        0,
        1,
    )
    assert open_counts(session) == {draft.to_id: 1}
    sheet = show_handover(session, world["second_clerk"], handover_id)
    assert [item.id for item in sheet.items] == [waiting]
    assert verify_record(session, store).findings == ()


def test_it_can_come_back_on_the_same_day(
    session: Session, world: World, waiting: str, draft: HandoverDraft
) -> None:
    hand_over(session, world["provincial_clerk"], draft, NOW)
    back = replace(draft, from_id=draft.to_id, to_id=draft.from_id)
    hand_over(session, world["second_clerk"], back, NOW)
    assert [item.id for item in open_work(session, draft.from_id)] == [waiting]
    assert open_work(session, draft.to_id) == ()


def test_nothing_open_is_said_so(session: Session, world: World, draft: HandoverDraft) -> None:
    with pytest.raises(Conflict):
        hand_over(session, world["provincial_clerk"], draft, NOW)


@pytest.mark.parametrize("name", ["provincial_decider", "mianyang_clerk", "provincial_clerk"])
def test_it_goes_to_a_colleague_who_may_do_it(
    session: Session, world: World, waiting: str, draft: HandoverDraft, name: str
) -> None:
    to = replace(draft, to_id=world[name].holder_id)
    with pytest.raises(Invalid) as refused:
        hand_over(session, world["provincial_clerk"], to, NOW)
    assert list(refused.value.fields) == ["to_id"]


def test_work_of_another_is_handed_over_by_who_assigns_work(
    session: Session, world: World, waiting: str, draft: HandoverDraft
) -> None:
    with pytest.raises(Forbidden):
        hand_over(session, world["second_clerk"], draft, NOW)
    with pytest.raises(NotFound):
        hand_over(session, world["prefecture_reviewer"], draft, NOW)
    handover_id = hand_over(session, world["provincial_reviewer"], draft, NOW)
    with pytest.raises(NotFound):
        show_handover(session, world["mianyang_clerk"], handover_id)


def test_all_that_is_open_goes_over_together(
    session: Session,
    world: World,
    waiting: str,
    draft: HandoverDraft,
    photograph: NewFile,
) -> None:
    """Also what was taken up from others, what a party said, requests and papers in the making."""
    clerk, cases, objections = (
        world["provincial_clerk"],
        Cases(session, world),
        Objections(session, world),
    )
    counted = Story(session, world, clerk, world["provincial_reviewer"]).confirmed(
        world.own, "S02", TODAY - timedelta(days=10)
    )
    case_id = cases.notice(cases.open())
    cases.reply(case_id, "并非本单位所为。")
    longer = ExtensionDraft("case", case_id, "case_length", 30, "案情复杂。")
    ask_extension(session, clerk, longer, NOW)
    notice = Wanted("case", case_id, "prior_notice", cases.paper(case_id, "notice").id)
    filled = replace(suggested(session, clerk, notice, TODAY)[2], body="拟将你单位列入名单。")
    draft_paper(session, clerk, notice, filled, NOW)
    taken_up = objections.step(objections.file(counted), "accept", "provincial_clerk")
    round_id = open_round(session, clerk, RoundDraft("land-survey", "第二批", TODAY), NOW)
    give_feedback(session, clerk, round_id, 15, NOW)
    row = session.scalars(select(RoundSubject).where(RoundSubject.subject_id == world.own)).one()
    ask_review(session, clerk, row.id, RequestDraft(("依据有误。",), TODAY, (photograph,)), NOW)
    another = cases.notice(cases.open(world.other))
    served = select(Service).where(Service.document_id == cases.paper(another, "notice").id)
    mistyped = session.scalars(served).one().id
    session.rollback()
    ask_to_take_back(session, clerk, mistyped, "误登记。", NOW)
    handover_id = hand_over(session, clerk, draft, NOW)
    sheet = show_handover(session, world["auditor"], handover_id)
    went = {item.kind: item.id for item in sheet.items if item.id != another}
    assert set(went) == {
        *("event", "case", "case_reply", "extension", "paper"),
        *("objection", "round", "review", "service"),
    }
    assert another in {item.id for item in sheet.items}
    assert (went["case"], went["objection"], went["round"]) == (case_id, taken_up, round_id)
    assert open_work(session, clerk.holder_id) == ()
    assert {item.kind for item in open_work(session, draft.to_id)} == {*went}
    assert verify_record(session, None).findings == ()


def test_every_kind_of_open_work_can_stand_on_a_sheet() -> None:
    assert tuple(KINDS) == OPEN_KINDS
    assert set(PERMISSION) == set(BUSINESSES)
    assert set(SERVES) == set(DOCUMENTS)


def test_the_auditor_reads_every_sheet_and_hands_nothing_over(
    session: Session,
    world: World,
    waiting: str,
    draft: HandoverDraft,
    client_as: Callable[..., Any],
) -> None:
    handover_id = hand_over(session, world["provincial_clerk"], draft, NOW)
    auditor = client_as("auditor")
    page = auditor.get("/handovers/").text
    assert f"/handovers/{handover_id}" in page
    assert "<form method" not in page.split("<main")[1]
    assert auditor.get(f"/handovers/{handover_id}").status_code == 200
    assert auditor.post("/handovers/").status_code == 403


def test_a_sheet_of_another_office_is_not_read(
    session: Session, world: World, waiting: str, draft: HandoverDraft
) -> None:
    """What stands on it is the business of that office."""
    handover_id = hand_over(session, world["provincial_clerk"], draft, NOW)
    with pytest.raises(NotFound):
        show_handover(session, world["prefecture_reviewer"], handover_id)
    assert show_handovers(session, world["prefecture_reviewer"]) == []
    assert givers(session, world["prefecture_reviewer"]) == ()
    assert [one.id for one in givers(session, world["auditor"])] == [draft.to_id]
