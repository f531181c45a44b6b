"""Accounts: opened, activated by letter, closed; the first ones from the shell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

import ledger
from models import Account, Evidence, Holder, OneTimeCode, RoleGrant, SessionRecord
from services.actor import Actor
from services.files.new_file import NewFile
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.people import passwords
from services.people.activate_account import activate
from services.people.add_colleague import add_colleague
from services.people.change_password import change_password
from services.people.first_account import open_first_account
from services.people.invite_contractor import Invitation, invite_contractor
from services.people.issue_letter import issue_letter
from services.people.list_accounts import accounts_of_contractor, list_accounts, show_account
from services.people.open_account import StaffAccount, open_account
from services.people.sign_in import actor_of, sign_in
from services.people.switch_account import close_account, reopen_account
from tests.support.world import NOW, PASSWORD, client_of

HERE = "10.0.0.1"
NEW = "a heron lands on the weir"


def set_by_letter(session, username, code, password=NEW, now=NOW):
    return activate(session, username, code, password, HERE, 15, now)


def person(session, account_id) -> Actor:
    """Who stands behind an account that is in use."""
    found = actor_of(session, account_id)
    assert found is not None
    return found


def opened(session, world, name="林某", username="lin.mou", same_person=None) -> str:
    draft = StaffAccount(name, world.offices["chengdu"], username, same_person)
    return open_account(session, world["system_administrator"], draft, NOW)


def kinds(session) -> list[str]:
    return [body["kind"] for _, body in ledger.bodies(session)]


@pytest.mark.db
def test_a_new_account_signs_in_once_its_letter_set_the_password(session, world):
    account_id = opened(session, world)
    letter = issue_letter(session, world["system_administrator"], account_id, NOW)
    assert (letter.name, letter.place, letter.username) == ("林某", "成都市生态环境局", "lin.mou")
    assert letter.last_day == date(2026, 11, 28)
    assert set_by_letter(session, "lin.mou", letter.code) == account_id
    assert sign_in(session, "lin.mou", NEW, HERE, NOW) == account_id
    assert kinds(session)[-3:] == ["holder.register", "account.open", "account.code"]


def test_it_can_do_nothing_until_a_role_is_granted(session, world):
    assert person(session, opened(session, world)).permissions == frozenset()


def test_capitals_blanks_and_hyphens_of_a_code_do_not_matter(session, world):
    letter = issue_letter(session, world["system_administrator"], opened(session, world), NOW)
    assert set_by_letter(session, "LIN.MOU", letter.code.lower().replace("-", " "))


@pytest.mark.db
def test_a_code_works_once(session, world):
    letter = issue_letter(session, world["system_administrator"], opened(session, world), NOW)
    set_by_letter(session, "lin.mou", letter.code)
    with pytest.raises(Invalid):
        set_by_letter(session, "lin.mou", letter.code, "another long password")
    assert sign_in(session, "lin.mou", NEW, HERE, NOW)


def test_a_code_ends_after_seven_days(session, world):
    letter = issue_letter(session, world["system_administrator"], opened(session, world), NOW)
    with pytest.raises(Invalid):
        set_by_letter(session, "lin.mou", letter.code, now=NOW + timedelta(days=7))
    assert set_by_letter(session, "lin.mou", letter.code, now=NOW + timedelta(days=6, hours=23))


def test_a_second_letter_voids_the_first(session, world):
    account_id, admin = opened(session, world), world["system_administrator"]
    first, second = (issue_letter(session, admin, account_id, NOW) for _ in range(2))
    with pytest.raises(Invalid):
        set_by_letter(session, "lin.mou", first.code)
    assert set_by_letter(session, "lin.mou", second.code)


def test_a_code_opens_no_other_account(session, world):
    letter = issue_letter(session, world["system_administrator"], opened(session, world), NOW)
    with pytest.raises(Invalid):
        set_by_letter(session, "auditor", letter.code)


def test_a_password_that_may_not_be_leaves_the_code_unused(session, world):
    letter = issue_letter(session, world["system_administrator"], opened(session, world), NOW)
    with pytest.raises(Invalid) as problem:
        set_by_letter(session, "lin.mou", letter.code, "short")
    assert list(problem.value.fields) == ["password"]
    assert set_by_letter(session, "lin.mou", letter.code)


def test_the_code_is_kept_only_as_a_hash(session, world):
    letter = issue_letter(session, world["system_administrator"], opened(session, world), NOW)
    assert letter.code not in session.scalars(select(OneTimeCode.code_hash)).all()
    bodies = str([body for _, body in ledger.bodies(session)])
    assert letter.code not in bodies
    assert letter.code.replace("-", "") not in bodies


def test_the_old_password_works_until_the_letter_is_used_and_then_ends_every_session(
    app, session, world
):
    clerk = world["provincial_clerk"]
    client = client_of(app, clerk.account_id)
    letter = issue_letter(session, world["system_administrator"], clerk.account_id, NOW)
    assert sign_in(session, "provincial_clerk", PASSWORD, HERE, NOW)
    assert client.get("/password").status_code == 200
    set_by_letter(session, "provincial_clerk", letter.code)
    assert client.get("/password").status_code == 303
    with pytest.raises(Invalid):
        sign_in(session, "provincial_clerk", PASSWORD, HERE, NOW)


def test_nobody_writes_a_letter_to_himself(session, world):
    admin = world["system_administrator"]
    with pytest.raises(Forbidden):
        issue_letter(session, admin, admin.account_id, NOW)


@pytest.mark.parametrize("who", ["auditor", "security_administrator", "provincial_decider"])
def test_only_the_system_administrator_opens_accounts_of_staff(session, world, who):
    draft = StaffAccount("林某", world.offices["chengdu"], "lin.mou")
    with pytest.raises(Forbidden):
        open_account(session, world[who], draft, NOW)


def test_a_username_is_given_once(session, world):
    opened(session, world)
    with pytest.raises(Invalid) as problem:
        opened(session, world, name="王某")
    assert list(problem.value.fields) == ["username"]


@pytest.mark.db
def test_a_second_account_of_one_person_is_asked_about(session, world):
    first = opened(session, world)
    with pytest.raises(Invalid) as problem:
        opened(session, world, username="lin.2")
    assert list(problem.value.fields) == ["same_person"]
    same = opened(session, world, username="lin.2", same_person="yes")
    other = opened(session, world, username="lin.3", same_person="no")
    holders = {a.id: a.holder_id for a in session.scalars(select(Account))}
    assert holders[first] == holders[same] != holders[other]


@pytest.mark.db
def test_closing_an_account_signs_it_out_everywhere_and_ends_its_roles(app, session, world):
    clerk, admin = world["provincial_clerk"], world["system_administrator"]
    client = client_of(app, clerk.account_id)
    close_account(session, admin, clerk.account_id, NOW)
    assert client.get("/password").status_code == 303
    assert actor_of(session, clerk.account_id) is None
    with pytest.raises(Invalid):
        sign_in(session, "provincial_clerk", PASSWORD, HERE, NOW)
    reopen_account(session, admin, clerk.account_id, NOW)
    assert person(session, clerk.account_id).roles == frozenset()
    with pytest.raises(Invalid):
        sign_in(session, "provincial_clerk", PASSWORD, HERE, NOW)


def test_a_letter_for_a_closed_account_is_refused_and_an_old_one_is_void(session, world):
    account_id, admin = opened(session, world), world["system_administrator"]
    letter = issue_letter(session, admin, account_id, NOW)
    close_account(session, admin, account_id, NOW)
    with pytest.raises(Conflict):
        issue_letter(session, admin, account_id, NOW)
    reopen_account(session, admin, account_id, NOW)
    with pytest.raises(Invalid):
        set_by_letter(session, "lin.mou", letter.code)


def test_nobody_closes_their_own_account(session, world):
    admin = world["system_administrator"]
    with pytest.raises(Forbidden):
        close_account(session, admin, admin.account_id, NOW)


@pytest.mark.db
def test_changing_the_password_ends_all_other_sessions(session, world):
    auditor = world["auditor"]
    change_password(session, auditor, PASSWORD, NEW, HERE, 15, NOW)
    left = session.scalars(
        select(SessionRecord).where(SessionRecord.account_id == auditor.account_id)
    )
    assert not left.all()
    assert sign_in(session, "auditor", NEW, HERE, NOW)


def test_changing_it_asks_for_the_present_one(session, world):
    with pytest.raises(Invalid) as problem:
        change_password(session, world["auditor"], "not this", NEW, HERE, 15, NOW)
    assert list(problem.value.fields) == ["current"]


def test_the_browser_that_changed_it_stays_signed_in_and_the_other_does_not(app, world):
    mine, other = (client_of(app, world["auditor"].account_id) for _ in range(2))
    content = {"current": PASSWORD, "password": NEW, "again": NEW}
    assert mine.post("/password", data=content).status_code == 303
    assert mine.get("/password").status_code == 200
    assert other.get("/password").status_code == 303


def test_two_spellings_of_the_new_password_are_refused(app, world):
    client = client_of(app, world["auditor"].account_id)
    content = {"current": PASSWORD, "password": NEW, "again": NEW + "s"}
    assert client.post("/password", data=content).status_code == 422


@pytest.mark.db
def test_the_first_administrator_is_opened_from_the_shell_with_a_one_time_code(app, world, session):
    run = app.test_cli_runner().invoke(
        args=["account", "open", "Gu.Mou", "--name", "顾某", "--role", "security_administrator"]
    )
    assert run.exit_code == 0, run.output
    code = run.output.split("one-time code ")[1].split()[0]
    account_id = set_by_letter(session, "gu.mou", code)
    assert person(session, account_id).roles == {"security_administrator"}


def test_the_shell_gives_no_other_role(session, world):
    with pytest.raises(Invalid):
        open_first_account(session, "gu.mou", "顾某", "provincial_decider", NOW)


def test_the_shell_says_what_is_wrong_with_a_username(app, world):
    for name in ("auditor", "1", "a b"):
        run = app.test_cli_runner().invoke(
            args=["account", "open", name, "--name", "顾某", "--role", "system_administrator"]
        )
        assert run.exit_code == 1
        assert "username" in run.output


SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "授权委托书.pdf")


MANDATE = Invitation("周某", "zhou.mou", "2026-11", date(2026, 11, 20), (SCAN,))


def invited(session, world, who="provincial_clerk", draft=MANDATE) -> str:
    return invite_contractor(session, world[who], world.own, draft, NOW)


@pytest.mark.db
def test_a_contractors_first_account_rests_on_its_signed_authorisation(session, world):
    account_id = invited(session, world)
    who = person(session, account_id)
    assert (who.subject_id, who.roles) == (world.own, frozenset({"contractor_manager"}))
    account = session.get_one(Account, account_id)
    assert (account.mandate_no, account.mandate_on) == ("2026-11", date(2026, 11, 20))
    file = session.scalar(select(Evidence).where(Evidence.owner_id == account_id))
    assert (file.owner_kind, file.filename) == ("account", "授权委托书.pdf")
    letter = issue_letter(session, world["provincial_clerk"], account_id, NOW)
    assert set_by_letter(session, "zhou.mou", letter.code) == account_id


def test_without_the_scan_or_with_a_day_to_come_nothing_is_opened(session, world):
    draft = replace(MANDATE, files=(), mandate_on=date(2026, 11, 22))
    with pytest.raises(Invalid) as problem:
        invited(session, world, draft=draft)
    assert set(problem.value.fields) == {"mandate", "mandate_on"}
    assert not session.scalar(select(Account).where(Account.username == "zhou.mou"))


@pytest.mark.parametrize("who", ["auditor", "system_administrator", "contractor_manager"])
def test_only_who_invites_contractors_opens_their_first_account(session, world, who):
    with pytest.raises(Forbidden):
        invited(session, world, who)


def test_who_invites_contractors_has_no_hand_in_the_accounts_of_staff(session, world):
    with pytest.raises(NotFound):
        issue_letter(session, world["provincial_clerk"], world["auditor"].account_id, NOW)


@pytest.mark.db
def test_a_manager_adds_and_closes_colleagues(session, world):
    manager = world["contractor_manager"]
    account_id = add_colleague(session, manager, "郑某", "zheng.mou", False, NOW)
    who = person(session, account_id)
    assert (who.subject_id, who.roles) == (world.own, frozenset({"contractor_user"}))
    names = [row.username for row in accounts_of_contractor(session, manager, world.own)]
    assert set(names) == {"contractor_manager", "contractor_user", "zheng.mou"}
    close_account(session, manager, account_id, NOW)
    assert actor_of(session, account_id) is None


@pytest.mark.parametrize("foreign", ["other_user", "other_manager", "auditor"])
@pytest.mark.parametrize("act", [close_account, reopen_account, issue_letter, show_account])
def test_for_a_manager_there_are_no_accounts_outside_the_contractor(session, world, foreign, act):
    now = () if act is show_account else (NOW,)
    with pytest.raises(NotFound):
        act(session, world["contractor_manager"], world[foreign].account_id, *now)
    assert not accounts_of_contractor(session, world["contractor_manager"], world.other)


def test_a_plain_user_of_a_contractor_manages_nobody(session, world):
    with pytest.raises(Forbidden):
        add_colleague(session, world["contractor_user"], "郑某", "zheng.mou", False, NOW)
    with pytest.raises(NotFound):
        issue_letter(session, world["contractor_user"], world["contractor_manager"].account_id, NOW)


def test_the_list_finds_accounts_by_part_of_a_name(session, world):
    opened(session, world)
    admin = world["system_administrator"]
    assert [row.username for row in list_accounts(session, admin, "staff", "林").rows] == [
        "lin.mou"
    ]
    assert [row.username for row in list_accounts(session, admin, "staff", "LIN.M").rows] == [
        "lin.mou"
    ]
    assert not list_accounts(session, admin, "staff", "%").rows
    assert {row.username for row in list_accounts(session, admin, "contractor").rows} == {
        "contractor_manager",
        "contractor_user",
        "other_manager",
        "other_user",
    }


def test_the_auditor_reads_accounts_and_changes_none(session, world):
    assert show_account(session, world["auditor"], world["nobody"].account_id).roles == ()
    with pytest.raises(NotFound):
        close_account(session, world["auditor"], world["nobody"].account_id, NOW)


def test_a_persons_name_is_in_no_body_of_the_ledger(session, world):
    opened(session, world)
    assert "林某" not in str([body for _, body in ledger.bodies(session)])
    assert session.scalar(select(Holder).where(Holder.name == "林某")).salt


def test_a_role_that_came_with_an_account_names_who_gave_it(session, world):
    account_id = invited(session, world)
    grant = session.scalar(select(RoleGrant).where(RoleGrant.account_id == account_id))
    assert (grant.proposed_by, grant.granted_by) == (None, world["provincial_clerk"].holder_id)


def test_a_closed_account_keeps_no_password(session, world):
    close_account(session, world["system_administrator"], world["nobody"].account_id, NOW)
    account = session.get_one(Account, world["nobody"].account_id)
    assert not passwords.verify(account.password_hash, PASSWORD)
