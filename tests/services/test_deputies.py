"""A deputy acts for another with one role, on his days, and is never the second person beside him."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from evidence.store import Store
from models import Event, RoleGrant
from services.actor import Actor
from services.events.confirm_event import confirm_events
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.files.new_file import NewFile
from services.messages import Conflict, Forbidden, Invalid
from services.people.change_roles import grant_role, propose_revocation, propose_role, revoke_role
from services.people.deputies import (
    DeputyDraft,
    answer_naming,
    as_deputy,
    end_naming,
    name_deputy,
    show_deputies,
)
from services.record.verify_record import verify_record
from tests.support.world import NOW, TODAY, World

pytestmark = pytest.mark.usefixtures("scheme")


@pytest.fixture
def draft(world: World) -> DeputyDraft:
    """The reviewer stands in for the clerk, today and for nine days more."""
    return DeputyDraft(
        world["provincial_clerk"].holder_id,
        world["provincial_reviewer"].holder_id,
        "provincial_clerk",
        TODAY,
        TODAY + timedelta(days=9),
    )


def agreed(session: Session, world: World, draft: DeputyDraft) -> str:
    naming = name_deputy(session, world["provincial_clerk"], draft, NOW)
    return answer_naming(session, world["security_administrator"], naming, True, NOW)


def acting(session: Session, world: World, draft: DeputyDraft) -> Actor:
    found = as_deputy(session, world["provincial_reviewer"], agreed(session, world, draft), TODAY)
    assert found is not None
    return found


def a_fault(world: World, photograph: NewFile) -> EventDraft:
    return EventDraft(
        subject_id=world.own,
        scheme="land-survey",
        behaviour="S02",
        occurred_on=TODAY - timedelta(days=3),
        region="510100",
        narrative="11月18日书面询问，至今未回复。",
        files=(photograph,),
    )


def test_a_deputy_has_that_one_role_and_only_on_his_days(
    session: Session, world: World, draft: DeputyDraft
) -> None:
    naming, reviewer = agreed(session, world, draft), world["provincial_reviewer"]
    deputy = as_deputy(session, reviewer, naming, TODAY + timedelta(days=9))
    assert deputy is not None
    assert deputy.roles == {"provincial_clerk"}
    assert deputy.persons == {reviewer.holder_id, world["provincial_clerk"].holder_id}
    assert as_deputy(session, reviewer, naming, TODAY + timedelta(days=10)) is None
    assert as_deputy(session, world["second_reviewer"], naming, TODAY) is None


@pytest.mark.db
def test_neither_the_deputy_nor_the_other_confirms_what_the_deputy_entered(
    session: Session, world: World, draft: DeputyDraft, photograph: NewFile, store: Store
) -> None:
    deputy = acting(session, world, draft)
    event_id = record_event(session, deputy, a_fault(world, photograph), NOW)
    principal_as_reviewer = replace(
        world["provincial_clerk"], roles=frozenset({"provincial_reviewer"})
    )
    for party in (world["provincial_reviewer"], principal_as_reviewer):
        with pytest.raises(Forbidden):
            confirm_events(session, party, [event_id], NOW)
    confirm_events(session, world["second_reviewer"], [event_id], NOW)
    assert session.get_one(Event, event_id).state == "counted"
    bodies = [body for _seq, body in ledger.bodies(session) if body["kind"] == "event.record"]
    assert bodies[-1]["actor"] == deputy.holder_id
    assert bodies[-1]["for"] == world["provincial_clerk"].holder_id
    assert verify_record(session, store).findings == ()


def test_a_deputy_who_became_an_auditor_does_no_more_business(
    session: Session, world: World, draft: DeputyDraft
) -> None:
    naming, reviewer = agreed(session, world, draft), world["provincial_reviewer"]
    one, other = world["security_administrator"], world["second_security_administrator"]
    query = select(RoleGrant.id).where(RoleGrant.holder_id == reviewer.holder_id)
    (grant,) = session.scalars(query).all()
    session.rollback()
    propose_revocation(session, one, grant, NOW)
    revoke_role(session, other, grant, NOW)
    audits = propose_role(session, one, reviewer.account_id, "auditor", NOW)
    grant_role(session, other, audits, NOW)
    assert as_deputy(session, reviewer, naming, TODAY) is None


def test_who_named_and_who_acts_do_not_agree_to_it(
    session: Session, world: World, draft: DeputyDraft
) -> None:
    administrator = world["security_administrator"]
    naming = name_deputy(session, administrator, draft, NOW)
    with pytest.raises(Forbidden):
        answer_naming(session, administrator, naming, True, NOW)
    assert as_deputy(session, world["provincial_reviewer"], naming, TODAY) is None
    answer_naming(session, world["second_security_administrator"], naming, True, NOW)
    with pytest.raises(Conflict):
        answer_naming(session, world["second_security_administrator"], naming, True, NOW)
    assert as_deputy(session, world["provincial_reviewer"], naming, TODAY) is not None


def test_nobody_names_a_deputy_for_another_without_the_power_to(
    session: Session, world: World, draft: DeputyDraft
) -> None:
    with pytest.raises(Forbidden):
        name_deputy(session, world["second_clerk"], draft, NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "provincial_decider"}, "role"),
        ({"from_on": TODAY - timedelta(days=1)}, "from_on"),
        ({"last_day": TODAY - timedelta(days=1)}, "last_day"),
        ({"last_day": TODAY + timedelta(days=366)}, "last_day"),
    ],
)
def test_what_is_wrong_with_a_naming_is_said_at_its_field(
    session: Session, world: World, draft: DeputyDraft, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        name_deputy(session, world["provincial_clerk"], replace(draft, **changes), NOW)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize("name", ["auditor", "prefecture_clerk", "contractor_manager"])
def test_an_auditor_another_level_or_a_contractor_is_no_deputy(
    session: Session, world: World, draft: DeputyDraft, name: str
) -> None:
    with pytest.raises(Invalid) as refused:
        name_deputy(
            session,
            world["provincial_clerk"],
            replace(draft, deputy_id=world[name].holder_id),
            NOW,
        )
    assert list(refused.value.fields) == ["deputy_id"]


def test_back_from_leave_the_deputy_acts_no_more(
    session: Session, world: World, draft: DeputyDraft
) -> None:
    naming = agreed(session, world, draft)
    end_naming(session, world["provincial_clerk"], naming, NOW + timedelta(days=2))
    day = TODAY + timedelta(days=2)
    assert as_deputy(session, world["provincial_reviewer"], naming, day) is None
    (row,) = show_deputies(session, world["provincial_clerk"], day)
    assert row.state == "over"
    assert show_deputies(session, world["second_clerk"], day) == ()


def test_pages_of_a_deputy_say_for_whom_he_acts(
    session: Session, world: World, draft: DeputyDraft, client_as
) -> None:
    naming = agreed(session, world, draft)
    client = client_as("provincial_reviewer")
    assert client.post(f"/deputies/{naming}/act", follow_redirects=True).status_code == 200
    name = world["provincial_clerk"].name
    assert f"You act for {name}" in client.get("/contractors/?lang=en").text
    client.post("/deputies/back")
    assert "You act for" not in client.get("/contractors/?lang=en").text
