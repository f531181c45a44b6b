"""Signing in and out, as a browser does it."""

from __future__ import annotations

import re

import pytest
from flask import Flask, request_started

from tests.support.world import PASSWORD
from web.context import db


def token_on(page) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found
    return found[1]


def log_in(client, username: str = "auditor", password: str = PASSWORD, **fields: str):
    token = token_on(client.get("/login"))
    content = {"username": username, "password": password, "csrf_token": token}
    return client.post("/login", data=content | fields)


def is_signed_in(client) -> bool:
    return bool(client.get("/password").status_code == 200)


def cookie(client):
    return client.get_cookie("session").value


@pytest.fixture
def client(app: Flask, world):
    return app.test_client()


@pytest.mark.db
def test_name_and_password_sign_in(client):
    answer = log_in(client)
    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(client)


def test_capitals_of_the_username_do_not_matter(client):
    log_in(client, " Auditor")
    assert is_signed_in(client)


def test_a_wrong_password_an_unknown_name_and_a_name_without_password_get_the_same_answer(client):
    pages = [log_in(client, name, "wrong") for name in ("auditor", "somebody")]
    assert [page.status_code for page in pages] == [422, 422]
    texts = [re.sub(r'value="[^"]*"', "", page.text) for page in pages]
    assert texts[0] == texts[1]


def test_the_username_typed_stays_on_the_page_and_the_password_does_not(client):
    page = log_in(client, "auditor", "wrong password typed").text
    assert 'value="auditor"' in page
    assert "wrong password typed" not in page


def test_the_token_before_signing_in_is_worth_nothing_afterwards(app, client):
    client.get("/login")
    planted = cookie(client)
    log_in(client)
    assert cookie(client) != planted
    attacker = app.test_client()
    attacker.set_cookie("session", planted)
    assert not is_signed_in(attacker)


def test_a_token_chosen_by_somebody_else_is_not_taken_over(client):
    client.set_cookie("session", "chosen-by-somebody-else")
    log_in(client)
    assert cookie(client) != "chosen-by-somebody-else"


@pytest.mark.db
def test_logging_out_kills_a_copied_cookie(app, client):
    log_in(client)
    thief = app.test_client()
    thief.set_cookie("session", cookie(client))
    assert is_signed_in(thief)
    token = token_on(client.get("/password"))
    assert client.post("/logout", data={"csrf_token": token}).location == "/login"
    assert not is_signed_in(thief)
    assert not is_signed_in(client)


def test_a_page_asked_for_before_signing_in_comes_after_it(client):
    asked = client.get("/password?x=1")
    assert asked.status_code == 303
    assert asked.location == "/login?next=/password?x%3D1"
    page = client.get(asked.location)
    assert 'name="next" value="/password?x=1"' in page.text
    assert log_in(client, next="/password?x=1").location == "/password?x=1"


@pytest.mark.parametrize(
    "foreign",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "/\t/elsewhere.example/",
        "javascript:alert(1)",
        "elsewhere",
        "/x\r\nSet-Cookie: a=b",
    ],
)
def test_signing_in_never_leads_to_another_server(client, foreign):
    assert log_in(client, next=foreign).location in (None, "/")
    assert "elsewhere" not in client.get("/login", query_string={"next": foreign}).text


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client):
    page = "http://localhost/password"
    answer = client.post("/password", data={"current": "x"}, headers={"Referer": page})
    assert answer.status_code == 303
    assert answer.location == "/login?next=/password"


def test_a_form_without_its_token_is_refused(client):
    log_in(client)
    assert client.post("/logout").status_code == 400
    assert is_signed_in(client)


def test_a_form_with_the_token_of_another_session_is_refused(app, client):
    log_in(client)
    stranger = app.test_client()
    token = token_on(stranger.get("/login"))
    assert client.post("/logout", data={"csrf_token": token}).status_code == 400
    assert is_signed_in(client)


def test_half_an_hour_without_a_request_ends_a_session(client, clock):
    log_in(client)
    clock.advance(minutes=29)
    assert is_signed_in(client)
    clock.advance(minutes=30)
    assert is_signed_in(client)
    clock.advance(minutes=31)
    assert not is_signed_in(client)


def test_eight_hours_end_a_session_however_busy_it_was(client, clock):
    log_in(client)
    for _ in range(23):
        clock.advance(minutes=20)
        assert is_signed_in(client)
    clock.advance(minutes=21)
    assert not is_signed_in(client)


def test_two_browsers_of_one_person_are_two_sessions(app, client):
    other = app.test_client()
    log_in(client)
    log_in(other)
    client.post("/logout", data={"csrf_token": token_on(client.get("/password"))})
    assert is_signed_in(other)


@pytest.mark.db
def test_a_request_that_was_under_way_does_not_bring_an_ended_session_back(app, client, clock):
    log_in(client)
    clock.advance(minutes=5)  # the next request renews the row

    def end_it_elsewhere(_app: Flask) -> None:
        db().rollback()
        with app.extensions["xinheng.engine"].begin() as connection:
            connection.exec_driver_sql("DELETE FROM session")

    with request_started.connected_to(end_it_elsewhere, app):
        client.get("/password")
    assert not is_signed_in(client)


def test_over_https_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(https_client):
    answer = https_client.get("/login")
    attributes = answer.headers["Set-Cookie"]
    assert attributes.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert part in attributes
    assert "Domain" not in attributes
