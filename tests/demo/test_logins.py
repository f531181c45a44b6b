"""Every role of the demo province has a log-in that opens."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from demo.logins import logins, printed
from demo.offices import PASSWORD
from services.actor import roles
from services.people import passwords
from services.people.sign_in import actor_of, sign_in

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def test_every_role_has_a_log_in():
    assert {login.role for login in logins()} == set(roles())


def test_each_log_in_opens_with_the_printed_password(copied: Session):
    shown = {login.role: login for login in logins()}
    for login in shown.values():
        account_id = sign_in(copied, login.username, PASSWORD, "192.0.2.1", NOW)
        actor = actor_of(copied, account_id)
        assert actor is not None
        assert (actor.name, actor.roles, actor.office_name) == (
            login.name,
            frozenset({login.role}),
            login.place,
        )


def test_the_demo_password_is_one_that_the_product_accepts():
    refused = [
        login.username for login in logins() if passwords.problem(PASSWORD, login.username, 15)
    ]
    assert refused == []


def test_usernames_are_short_and_occur_once():
    names = [login.username for login in logins()]
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 12


def test_the_printed_table_names_the_password_and_both_languages():
    table = printed()
    assert PASSWORD in table
    assert "机构管理员 Contractor manager" in table
    assert "clerk2" in table
