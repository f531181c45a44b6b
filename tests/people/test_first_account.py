"""An installation begins with nobody: the first administrators come from the shell, all others from them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

import ledger
from models import Account, Holder
from services import installation
from services.database import connect, sessions
from services.people.change_roles import grant_role, propose_role
from services.people.first_account import open_first_account
from services.people.keep_offices import OfficeDraft, open_office
from services.people.open_account import StaffAccount, open_account
from services.people.sign_in import actor_of
from services.record.verify_record import verify_record
from tests.support.world import NOW


@pytest.fixture
def empty(database_url: str):
    """A session on a database that holds tables and nothing else."""
    engine = connect(database_url)
    installation.create(engine)
    ledger.Base.metadata.create_all(engine)
    with sessions(engine)() as session:
        yield session
    engine.dispose()


def first(session, username, role):
    open_first_account(session, username, f"{username} 某", role, NOW)
    account_id = session.scalar(select(Account.id).where(Account.username == username))
    return actor_of(session, account_id)


@pytest.mark.db
def test_nobody_can_sign_in_to_a_new_installation(empty):
    assert empty.scalar(select(func.count(Account.id))) == 0


@pytest.mark.db
def test_three_accounts_from_the_shell_are_enough_to_begin(empty):
    system = first(empty, "sys", "system_administrator")
    one = first(empty, "one", "security_administrator")
    another = first(empty, "another", "security_administrator")
    office = OfficeDraft("省生态环境厅", "Provincial department", "028-0000 0000", "某街1号")
    office_id = open_office(empty, system, "510000", office, NOW)
    clerk = open_account(empty, system, StaffAccount("林某", office_id, "lin.mou"), NOW)
    grant_role(empty, another, propose_role(empty, one, clerk, "provincial_clerk", NOW), NOW)
    found = actor_of(empty, clerk)
    assert found is not None
    assert found.roles == {"provincial_clerk"}
    assert verify_record(empty, None).findings == ()


def test_the_product_itself_is_registered_once(empty):
    first(empty, "one", "security_administrator")
    first(empty, "another", "security_administrator")
    assert empty.scalar(select(func.count(Holder.id)).where(Holder.id == "system")) == 1
