"""What is done about people can be proved, and what is done past the product is found."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from models import Account, Holder, RoleGrant, new_id
from services.database import connect, sessions
from services.files.new_file import NewFile
from services.messages import Invalid
from services.people import keep_offices
from services.people.activate_account import activate
from services.people.add_colleague import add_colleague
from services.people.change_roles import (
    grant_role,
    propose_revocation,
    propose_role,
    refuse_role,
    revoke_role,
)
from services.people.first_account import open_first_account
from services.people.invite_contractor import Invitation, invite_contractor
from services.people.issue_letter import issue_letter
from services.people.open_account import StaffAccount, open_account
from services.people.switch_account import close_account, reopen_account
from services.record.verify_record import verify_record
from tests.support.world import NOW

SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "授权委托书.pdf")


def everything_about_people(session, world) -> str:
    """Each thing that can be done, once; returns a role still held."""
    system, clerk = world["system_administrator"], world["provincial_clerk"]
    one, another = world["security_administrator"], world["second_security_administrator"]
    open_first_account(session, "gu.mou", "顾某", "security_administrator", NOW)
    office = keep_offices.OfficeDraft("自贡市生态环境局", "Zigong", "0813-000 0000", "某路2号")
    office_id = keep_offices.open_office(session, system, "510300", office, NOW)
    moved = keep_offices.OfficeDraft("自贡市生态环境局", "Zigong", "0813-111 1111", "某路3号")
    keep_offices.amend_office(session, system, office_id, moved, NOW)
    account = open_account(session, system, StaffAccount("林某", office_id, "lin.mou"), NOW)
    issue_letter(session, system, account, NOW)
    held = propose_role(session, one, account, "prefecture_clerk", NOW)
    grant_role(session, another, held, NOW)
    refuse_role(session, another, propose_role(session, one, account, "qc_expert", NOW), NOW)
    ended = propose_role(session, one, account, "prefecture_reviewer", NOW)
    grant_role(session, another, ended, NOW)
    propose_revocation(session, one, ended, NOW)
    revoke_role(session, another, ended, NOW)
    close_account(session, system, world["nobody"].account_id, NOW)
    reopen_account(session, system, world["nobody"].account_id, NOW)
    draft = Invitation("周某", "zhou.mou", "2026-11", date(2026, 11, 20), (SCAN,))
    invite_contractor(session, clerk, world.own, draft, NOW)
    colleague = add_colleague(session, world["contractor_manager"], "郑某", "zheng.mou", False, NOW)
    close_account(session, world["contractor_manager"], colleague, NOW)
    reopen_account(session, world["contractor_manager"], colleague, NOW)
    return held


@pytest.mark.db
def test_the_ledger_alone_rebuilds_every_row_about_people(session, world):
    everything_about_people(session, world)
    assert verify_record(session, None).findings == ()


@pytest.mark.db
@pytest.mark.parametrize(
    ("table", "change"),
    [
        (RoleGrant, {"role": "provincial_decider"}),
        (RoleGrant, {"revoked_by": None, "revoked_on": None}),
        (Account, {"active": True}),
        (Account, {"username": "somebody.else"}),
        (Holder, {"name": "另一人"}),
    ],
)
def test_a_row_about_a_person_changed_by_hand_is_found(session, world, table, change):
    everything_about_people(session, world)
    close_account(
        session,
        world["system_administrator"],
        session.scalar(select(Account.id).where(Account.username == "lin.mou")),
        NOW,
    )
    session.rollback()
    chosen = {
        RoleGrant: select(RoleGrant.id).where(RoleGrant.revoked_by.is_not(None)),
        Account: select(Account.id).where(Account.username == "lin.mou"),
        Holder: select(Holder.id).where(Holder.name == "林某"),
    }[table]
    row = session.scalars(chosen).first()
    session.execute(update(table).where(table.id == row).values(**change))
    session.commit()
    assert verify_record(session, None).findings


@pytest.mark.db
def test_a_role_written_past_the_product_is_found(session, world):
    nobody, one = world["nobody"], world["security_administrator"]
    session.execute(
        insert(RoleGrant).values(
            id=new_id(),
            entry_id=new_id(),
            account_id=nobody.account_id,
            holder_id=nobody.holder_id,
            role="provincial_decider",
            proposed_on=date(2026, 11, 21),
            granted_by=one.holder_id,
            decided_on=date(2026, 11, 21),
        )
    )
    session.commit()
    assert [f.code for f in verify_record(session, None).findings] == ["row_inserted"]


@pytest.mark.db
def test_of_four_who_use_one_code_at_once_one_succeeds(session, world, world_url):
    nobody = world["nobody"].account_id
    letter = issue_letter(session, world["system_administrator"], nobody, NOW)
    session.rollback()
    engine, start = connect(world_url), threading.Barrier(4)
    done: list[str] = []

    def use(number: int) -> None:
        with sessions(engine)() as own:
            start.wait()
            password = f"heron number {number} over the river"
            try:
                activate(own, "nobody", letter.code, password, f"10.0.0.{number}", 15, NOW)
            except Invalid:
                done.append("refused")
            else:
                done.append("set")

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert sorted(done) == ["refused"] * 3 + ["set"]
