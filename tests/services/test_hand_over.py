"""Work that is open goes to another person; who entered it stays on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from evidence.store import Store
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.files.new_file import NewFile
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.office_work import office_work
from services.people.hand_over import (
    HandoverDraft,
    hand_over,
    open_counts,
    open_work,
    show_handover,
)
from services.record.verify_record import verify_record
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
