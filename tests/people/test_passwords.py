"""What may be a password, and how it is kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from models import Account
from services.people import passwords
from services.people.sign_in import sign_in
from tests.support.world import NOW, PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "four herons over the river",
        "河边四只白鹭飞过青草地又飞回来了",
        "x7#Lq9!vT2mZp4&",
        "correct horse battery staple",
    ],
)
def test_a_long_password_is_accepted_whatever_it_is_made_of(password):
    assert passwords.problem(password, "li.wei", 15) is None


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "14 characters!",
        "password1234567",
        "PASSWORD1234567!",
        "ｐａｓｓｗｏｒｄ1234567",
        "123456789012345",
        "543210987654321",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabcab",
        "passwordpassword",
        "qwertyuiopqwertyuiop",
        "abcdefghijklmnop",
        "woaini1314woaini1314",
        "1qaz2wsx3edc4rfv",
        "li.wei and the sea",
        "LI.WEI2026-2026-2026",
        "x" * 201,
    ],
)
def test_a_short_common_or_guessable_password_is_refused(password):
    assert passwords.problem(password, "li.wei", 15) is not None


def test_three_thousand_of_the_commonest_are_refused_where_eight_characters_are_enough():
    common = sorted(p for p in passwords._common() if len(p) >= 8)
    assert len(common) > 3000
    assert all(passwords.problem(p, "li.wei", 8) for p in common)


def test_the_smallest_length_is_a_setting():
    assert passwords.problem("heron&river", "li.wei", 8) is None
    assert passwords.problem("heron&river", "li.wei", 12) is not None


def test_one_password_has_one_spelling_however_the_keyboard_composes_it():
    assert passwords.verify(passwords.hashed("caf\u00e9 by the river"), "cafe\u0301 by the river")


def test_it_is_kept_as_argon2id_with_nineteen_megabytes():
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_no_password_matches_where_none_is_set():
    assert not passwords.verify(None, "nobody's")
    assert not passwords.verify("not a hash", "x")


@pytest.mark.db
def test_a_hash_of_other_costs_is_renewed_when_its_owner_signs_in(session, world):
    account = session.get_one(Account, world["auditor"].account_id)
    account.password_hash = PasswordHasher(1, 8192, 1).hash(PASSWORD)
    session.commit()
    sign_in(session, "auditor", PASSWORD, "10.0.0.1", NOW)
    stored = session.scalar(select(Account.password_hash).where(Account.username == "auditor"))
    assert "m=19456,t=2,p=1" in stored
    assert sign_in(session, "auditor", PASSWORD, "10.0.0.1", NOW) == account.id
