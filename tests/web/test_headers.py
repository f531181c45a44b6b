"""The same protection on every answer: pages, files, redirections and errors."""

from __future__ import annotations

import pytest

EXACT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, noarchive",
}
HSTS = "max-age=31536000"

ANSWERS = {
    "/login": 200,
    "/password": 303,
    "/no/such/page": 404,
    "/logout": 405,
    "/static/css/base.css": 200,
    "/static/no-such-file": 404,
}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_has_exactly_these_headers(app, world, path, status):
    with app.test_client().get(path) as answer:
        assert answer.status_code == status
        assert {name: answer.headers.get(name) for name in EXACT} == EXACT


def test_an_error_of_our_own_has_them_too(app, world, monkeypatch):
    def broken() -> float:
        return 1 / 0

    monkeypatch.setattr(broken, "access", ("public",), raising=False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "sign_in.form", broken)
    answer = app.test_client().get("/login")
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in EXACT} == EXACT
    assert "ZeroDivisionError" not in answer.text


def test_a_refused_form_has_them_too(app, world):
    answer = app.test_client().post("/login", data={})
    assert answer.status_code == 400
    assert {name: answer.headers.get(name) for name in EXACT} == EXACT


def test_a_body_that_is_too_large_has_them_too(app, client_as):
    app.config["MAX_CONTENT_LENGTH"] = 50
    answer = client_as("auditor").post("/password", data={"current": "0" * 100})
    assert answer.status_code == 413
    assert {name: answer.headers.get(name) for name in EXACT} == EXACT


def test_over_https_the_browser_is_told_to_stay_there(https_client):
    assert https_client.get("/login").headers["Strict-Transport-Security"] == HSTS
    assert https_client.get("/no/such/page").headers["Strict-Transport-Security"] == HSTS


def test_over_plain_http_nobody_is_told_to_use_https(app, world):
    assert "Strict-Transport-Security" not in app.test_client().get("/login").headers


def test_pages_are_kept_by_no_cache(app, world):
    assert app.test_client().get("/login").headers["Cache-Control"] == "no-store"
    assert app.test_client().get("/no/such/page").headers["Cache-Control"] == "no-store"


def test_styles_and_scripts_are_kept_for_some_minutes(app, world):
    client = app.test_client()
    with client.get("/static/css/base.css") as kept:
        assert kept.headers["Cache-Control"] == "public, max-age=300"
    assert client.get("/static/css/none.css").headers["Cache-Control"] == "no-store"


def test_nothing_says_what_serves_it(app, world):
    headers = app.test_client().get("/login").headers
    assert not {"X-Powered-By", "Via"} & set(headers.keys())


def test_pages_hold_no_script_and_no_style_of_their_own(client_as):
    for username, path in ((None, "/login"), ("auditor", "/accounts/"), ("auditor", "/roles/")):
        page = client_as(username).get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick" not in page
