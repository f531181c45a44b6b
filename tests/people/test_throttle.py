"""Guessing is slow, and nobody can lock another person out."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models import AccessLog, LoginAttempt
from services.database import connect, sessions
from services.messages import Invalid
from services.people import throttle
from services.people.sign_in import sign_in
from services.people.throttle import TooMany
from tests.support.world import NOW, PASSWORD

HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"


def guess(session, username: str = "auditor", address: str = HERE, now=NOW) -> str:
    try:
        sign_in(session, username, "a wrong guess", address, now)
    except Invalid:
        return "wrong"
    except TooMany:
        return "too many"
    raise AssertionError("a wrong password signed in")


@pytest.mark.db
def test_the_sixth_wrong_password_in_a_minute_is_not_even_looked_at(session, world):
    assert [guess(session) for _ in range(7)] == ["wrong"] * 5 + ["too many"] * 2


def test_then_the_right_password_has_to_wait_as_well(session, world):
    for _ in range(5):
        guess(session)
    with pytest.raises(TooMany) as refusal:
        sign_in(session, "auditor", PASSWORD, HERE, NOW + timedelta(seconds=20))
    assert 40 <= refusal.value.seconds <= 41
    assert sign_in(session, "auditor", PASSWORD, HERE, NOW + timedelta(seconds=60))


@pytest.mark.db
def test_the_owner_signs_in_from_another_address_at_once(session, world):
    for _ in range(10):
        guess(session)
    assert sign_in(session, "auditor", PASSWORD, ELSEWHERE, NOW)


def test_other_accounts_of_the_same_address_are_not_locked(session, world):
    for _ in range(10):
        guess(session)
    assert sign_in(session, "provincial_clerk", PASSWORD, HERE, NOW)


def test_in_any_minute_however_it_is_cut_five_tries_are_admitted(session, world):
    times = [NOW + timedelta(seconds=s) for s in range(0, 300, 3)]
    admitted = [t for t in times if guess(session, now=t) == "wrong"]
    for t in admitted:
        assert sum(t <= other < t + timedelta(minutes=1) for other in admitted) <= 5
    assert len(admitted) == 25


def test_one_address_may_be_wrong_thirty_times_a_minute_over_all_usernames(session, world):
    answers = [guess(session, f"user{n}") for n in range(40)]
    assert answers == ["wrong"] * 30 + ["too many"] * 10


def test_an_ipv6_subscriber_is_one_address_however_many_it_has(session, world):
    answers = [guess(session, address=f"2001:db8::{n:x}") for n in range(8)]
    assert answers == ["wrong"] * 5 + ["too many"] * 3


def test_signing_in_forgives_the_slips_before_it(session, world):
    for _ in range(4):
        guess(session)
    sign_in(session, "auditor", PASSWORD, HERE, NOW)
    assert session.scalar(select(func.count(LoginAttempt.id))) == 4  # the address's own
    assert [guess(session) for _ in range(6)] == ["wrong"] * 5 + ["too many"]


@pytest.mark.db
def test_eight_workers_at_once_get_five_tries_together(world_url, world):
    engine = connect(world_url)
    start, admitted = threading.Barrier(8), []

    def worker() -> None:
        with sessions(engine)() as session:
            start.wait()
            for _ in range(3):
                with suppress(TooMany):
                    admitted.append(throttle.admit(session, "auditor", HERE, NOW))

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert len(admitted) == 5


def test_every_try_leaves_a_trace_for_the_auditor(session, world):
    guess(session)
    guess(session, "somebody")
    sign_in(session, "auditor", PASSWORD, HERE, NOW)
    rows = session.execute(
        select(AccessLog.what, AccessLog.account_id, AccessLog.target_id).order_by(AccessLog.id)
    )
    known = world["auditor"].account_id
    assert [tuple(row) for row in rows] == [
        ("sign_in.refused", known, HERE),
        ("sign_in.refused", None, HERE),
        ("sign_in", known, HERE),
    ]


def test_neither_usernames_nor_mistyped_passwords_are_kept(session, world):
    guess(session, "my secret password typed here")
    keys = session.scalars(select(LoginAttempt.key)).all()
    assert all(len(key) == 64 and "secret" not in key for key in keys)


def test_the_page_says_how_long_to_wait(app, world, monkeypatch):
    client = app.test_client()
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    wrong = {"username": "auditor", "password": "a wrong guess"}
    answers = [client.post("/login", data=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "61"
