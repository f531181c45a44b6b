"""Powers change by two persons, and by nobody for himself."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from models import Account, RoleGrant
from services.messages import Conflict, Forbidden, Invalid
from services.people.change_roles import (
    grant_role,
    keep_role,
    propose_revocation,
    propose_role,
    refuse_role,
    revoke_role,
)
from services.people.list_roles import grants_of, show_roles
from services.people.open_account import StaffAccount, open_account
from services.people.sign_in import actor_of
from services.people.switch_account import close_account
from tests.support.world import NOW


@pytest.fixture
def one(world):
    return world["security_administrator"]


@pytest.fixture
def another(world):
    return world["second_security_administrator"]


@pytest.fixture
def nobody(world):
    """An account of the province that has no role yet."""
    return world["nobody"].account_id


def roles_of(session, account_id):
    found = actor_of(session, account_id)
    assert found is not None
    return found.roles


@pytest.mark.db
def test_one_proposes_another_grants_and_only_then_it_acts(session, one, another, nobody):
    grant = propose_role(session, one, nobody, "provincial_clerk", NOW)
    assert roles_of(session, nobody) == frozenset()
    grant_role(session, another, grant, NOW)
    assert roles_of(session, nobody) == {"provincial_clerk"}


def test_the_proposer_does_not_grant(session, one, nobody):
    grant = propose_role(session, one, nobody, "provincial_clerk", NOW)
    with pytest.raises(Forbidden):
        grant_role(session, one, grant, NOW)
    assert roles_of(session, nobody) == frozenset()


@pytest.mark.db
def test_nor_with_a_second_account(session, world, one, nobody):
    """Two-person rules compare persons."""
    holder = session.get_one(Account, one.account_id).holder
    draft = StaffAccount(holder.name, holder.office_id, "second.account", "yes")
    second = open_account(session, world["system_administrator"], draft, NOW)
    grant = propose_role(
        session, world["second_security_administrator"], second, "security_administrator", NOW
    )
    with pytest.raises(Forbidden):
        grant_role(session, one, grant, NOW)


@pytest.mark.db
def test_the_database_refuses_it_as_well(session, one, nobody):
    grant = propose_role(session, one, nobody, "provincial_clerk", NOW)
    with pytest.raises(IntegrityError):
        session.execute(
            update(RoleGrant).where(RoleGrant.id == grant).values(granted_by=one.holder_id)
        )


@pytest.mark.db
def test_the_database_refuses_a_role_granted_by_its_own_holder(session, world, one):
    holder = world["nobody"].holder_id
    grant = propose_role(session, one, world["nobody"].account_id, "provincial_clerk", NOW)
    with pytest.raises(IntegrityError):
        session.execute(update(RoleGrant).where(RoleGrant.id == grant).values(granted_by=holder))


def test_nobody_proposes_a_role_for_himself(session, one):
    with pytest.raises(Forbidden):
        propose_role(session, one, one.account_id, "auditor", NOW)


@pytest.mark.parametrize("who", ["system_administrator", "auditor", "provincial_decider"])
def test_only_security_administrators_propose_and_decide(session, world, one, nobody, who):
    grant = propose_role(session, one, nobody, "provincial_clerk", NOW)
    for act in (grant_role, refuse_role):
        with pytest.raises(Forbidden):
            act(session, world[who], grant, NOW)
    with pytest.raises(Forbidden):
        propose_role(session, world[who], nobody, "provincial_reviewer", NOW)


def test_a_proposal_is_decided_once(session, one, another, nobody):
    grant = propose_role(session, one, nobody, "provincial_clerk", NOW)
    refuse_role(session, another, grant, NOW)
    for act in (grant_role, refuse_role):
        with pytest.raises(Conflict):
            act(session, another, grant, NOW)
    assert roles_of(session, nobody) == frozenset()


@pytest.mark.db
def test_ending_a_role_takes_two_persons_too(session, world, one, another):
    clerk = world["provincial_clerk"].account_id
    (row,) = grants_of(session, one, clerk)
    with pytest.raises(Conflict):
        revoke_role(session, another, row.id, NOW)
    propose_revocation(session, one, row.id, NOW)
    with pytest.raises(Forbidden):
        revoke_role(session, one, row.id, NOW)
    assert roles_of(session, clerk) == {"provincial_clerk"}
    revoke_role(session, another, row.id, NOW)
    assert roles_of(session, clerk) == frozenset()
    assert [r.state for r in grants_of(session, one, clerk)] == ["ended"]


def test_a_role_that_another_wants_to_keep_is_kept(session, world, one, another):
    clerk = world["provincial_clerk"].account_id
    (row,) = grants_of(session, one, clerk)
    propose_revocation(session, one, row.id, NOW)
    keep_role(session, another, row.id, NOW)
    with pytest.raises(Conflict):
        revoke_role(session, another, row.id, NOW)
    assert [r.state for r in grants_of(session, one, clerk)] == ["granted"]


def test_nobody_decides_about_the_end_of_his_own_role(session, world, one, another):
    (row,) = grants_of(session, one, another.account_id)
    propose_revocation(session, one, row.id, NOW)
    with pytest.raises(Forbidden):
        revoke_role(session, another, row.id, NOW)


@pytest.mark.parametrize(
    ("username", "role"),
    [
        ("provincial_clerk", "auditor"),
        ("auditor", "provincial_clerk"),
        ("system_administrator", "security_administrator"),
        ("security_administrator", "system_administrator"),
        ("system_administrator", "business_administrator"),
    ],
)
def test_who_runs_the_system_gives_powers_or_audits_does_nothing_else(
    session, world, another, username, role
):
    with pytest.raises(Invalid):
        propose_role(session, another, world[username].account_id, role, NOW)


@pytest.mark.parametrize(
    ("username", "role"),
    [
        ("prefecture_clerk", "provincial_clerk"),
        ("nobody", "prefecture_clerk"),
        ("prefecture_clerk", "county_clerk"),
        ("nobody", "contractor_manager"),
    ],
)
def test_a_role_has_to_fit_the_office(session, world, one, username, role):
    with pytest.raises(Invalid):
        propose_role(session, one, world[username].account_id, role, NOW)


def test_a_contractors_user_gets_no_role_of_staff(session, world, one):
    with pytest.raises(Invalid):
        propose_role(session, one, world["contractor_user"].account_id, "provincial_clerk", NOW)


def test_what_is_held_or_proposed_is_not_proposed_again(session, world, one, nobody):
    propose_role(session, one, nobody, "provincial_clerk", NOW)
    for account, role in [
        (nobody, "provincial_clerk"),
        (world["auditor"].account_id, "auditor"),
    ]:
        with pytest.raises(Invalid):
            propose_role(session, one, account, role, NOW)


def test_closing_an_account_refuses_what_was_proposed_for_it(session, world, one, another, nobody):
    grant = propose_role(session, one, nobody, "provincial_clerk", NOW)
    close_account(session, world["system_administrator"], nobody, NOW)
    with pytest.raises(Conflict):
        grant_role(session, another, grant, NOW)


@pytest.mark.db
def test_the_board_shows_what_waits_and_who_may_decide_it(session, one, another, nobody):
    propose_role(session, one, nobody, "provincial_clerk", NOW)
    (mine,) = show_roles(session, one).waiting
    (theirs,) = show_roles(session, another).waiting
    assert (mine.may_decide, theirs.may_decide) == (False, True)
    assert mine.proposed_by == "security_administrator 某"
    assert one.account_id not in [account for account, *_ in show_roles(session, one).accounts]


def test_nobody_keeps_a_role_of_their_own(session, world, one, another):
    (row,) = grants_of(session, one, another.account_id)
    propose_revocation(session, one, row.id, NOW)
    with pytest.raises(Forbidden):
        keep_role(session, another, row.id, NOW)
    assert [r.state for r in grants_of(session, one, another.account_id)] == ["ending"]
