"""A database that somebody else keeps busy: told in words, and nobody is logged out by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from flask import Flask
from sqlalchemy import event


@contextmanager
def held(app: Flask, url: str, how: str) -> Iterator[None]:
    """Another process holds the file's lock; ours waits for it only a moment."""
    engine = app.extensions["xinheng.engine"]
    event.listen(engine, "checkout", lambda dbapi, *_: dbapi.execute("pragma busy_timeout=20"))
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_session_that_cannot_be_kept_is_told_in_words(app, world_url, how):
    with held(app, world_url, how):
        answer = app.test_client().get("/login")
    assert answer.status_code == 503
    assert "数据库繁忙" in answer.text


def test_a_session_that_was_only_seen_again_waits_for_the_next_page(
    app, client_as, clock, world_url
):
    client = client_as("provincial_clerk")
    assert client.get("/password").status_code == 200
    clock.advance(minutes=5)
    with held(app, world_url, "IMMEDIATE"):
        assert client.get("/password").status_code == 200
    assert client.get("/password").status_code == 200


def test_a_session_that_cannot_be_read_is_told_in_words(app, client_as, world_url):
    client = client_as("provincial_clerk")
    with held(app, world_url, "EXCLUSIVE"):
        answer = client.get("/password")
    assert answer.status_code == 503
    assert "数据库繁忙" in answer.text
