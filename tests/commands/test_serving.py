"""The product as it is served: what it learns of its callers, and how much it takes from them."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import request

from app import create_app
from commands.setup import server_of
from config import Config
from tests.support.world import Clock


@pytest.mark.parametrize(("proxies", "address"), [(1, "203.0.113.7"), (0, "127.0.0.1")])
def test_only_a_trusted_proxy_says_who_called(
    world_settings: Config, clock: Clock, proxies: int, address: str
) -> None:
    """Else everybody behind the proxy shares one address, and one guesser locks all of them out."""
    settings = replace(world_settings, trusted_proxies=proxies)
    app = create_app(settings, clock)
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))
    server = server_of(app, settings, "127.0.0.1", 0)
    said = {"X-Forwarded-For": "203.0.113.7"}
    asked = urllib.request.Request(f"http://127.0.0.1:{server.effective_port}/help/", headers=said)
    with running(server), urllib.request.urlopen(asked, timeout=60) as answer:
        assert answer.status == 200
    app.extensions["xinheng.engine"].dispose()
    assert seen == [address]
    assert server.adj.max_request_body_size == app.config["MAX_CONTENT_LENGTH"]


@contextmanager
def running(server: Any) -> Iterator[None]:
    """Until the block ends. Its workers end first, and its own thread closes it.

    A worker that is done wakes that thread by a byte into a pipe: closed under its feet, the pipe's number
    may by then be a database's.
    """
    loop = threading.Thread(target=server.run)
    loop.start()
    try:
        yield
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(server.close)
        loop.join()
