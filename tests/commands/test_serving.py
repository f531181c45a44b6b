"""The product as it is served: what it learns of its callers, and how much it takes from them."""

from __future__ import annotations

import threading
import urllib.request
from contextlib import suppress
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
    threading.Thread(target=run_until_closed, args=(server,), daemon=True).start()
    said = {"X-Forwarded-For": "203.0.113.7"}
    asked = urllib.request.Request(f"http://127.0.0.1:{server.effective_port}/help/", headers=said)
    with urllib.request.urlopen(asked, timeout=60) as answer:
        assert answer.status == 200
    server.close()
    app.extensions["xinheng.engine"].dispose()
    assert seen == [address]
    assert server.adj.max_request_body_size == app.config["MAX_CONTENT_LENGTH"]


def run_until_closed(server: Any) -> None:
    """Its loop may wake to find that its socket is gone."""
    with suppress(OSError):
        server.run()
