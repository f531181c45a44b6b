"""Requests that no page of ours sends: told what is wrong or passed over, and never a failure."""

from __future__ import annotations

import io

import pytest

BUILDERS_WORDS = ("endpoint", "_method", "_scheme", "_external", "_anchor", "values", "self")


@pytest.mark.parametrize("name", BUILDERS_WORDS)
def test_what_an_address_asks_for_says_nothing_to_the_builder_of_links(app, world, name):
    answer = app.test_client().get(f"/register/?{name}=javascript&q=a&q=b")
    assert answer.status_code == 200
    assert f'href="/register/?{name}=javascript&amp;q=a&amp;q=b&amp;lang=en"' in answer.text
    assert 'href="javascript:' not in answer.text


@pytest.mark.db
@pytest.mark.parametrize(
    "path",
    [
        "/events/new?contractor=%00",
        "/events/new?again=a%00b",
        "/contractors/?q=%00&grade=%00/%00&listed=%00/x",
        "/contractors/find.json?q=a%00b",
        "/lists/new?contractor=%00",
        "/lists/?q=%00&list=%00/x",
        "/review/?behaviour=%00/x",
    ],
)
def test_a_character_that_no_database_keeps_is_no_failure(client_as, path):
    assert client_as("provincial_reviewer").get(path).status_code < 500


@pytest.mark.db
def test_nor_is_it_in_the_ids_of_a_selection(client_as):
    sent = {"event": ["\0", "x" * 5000], "action": "confirm", "form_key": "1" * 32}
    answer = client_as("provincial_reviewer").post("/review/", data=sent)
    assert answer.status_code in (400, 404)


def test_a_stranger_cannot_make_the_product_read_much(app, world):
    sent = {"username": "a", "password": "b", "file": (io.BytesIO(b"x" * 100_000), "a.pdf")}
    assert app.test_client().post("/login", data=sent).status_code == 413


def test_json_nested_without_end_is_refused(client_as):
    answer = client_as("provincial_clerk").post(
        "/events/grid/check?behaviour=land-survey/S02",
        data="[" * 200_000,
        content_type="application/json",
    )
    assert answer.status_code == 422
