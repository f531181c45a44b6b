"""How often strangers behind one address may look into the open register: counted in memory, by each process.

What a search finds stands on the register's pages as well, so the limit guards the machine and no secret: a look
must not cost a write, as the questions for a numbered slip do. An office of two hundred people behind one address
looks three times a minute each.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from flask import current_app

from services.people.throttle import WINDOW, TooManyQuestions, network_of
from web.access import current_actor
from web.context import now
from web.errors import page
from web.language import tell
from web.sign_in import caller

MOST = 600
"""Looks a minute from one address; whoever is signed in is not counted."""


class Looks:
    """So many a minute by the clock; with the minute everything is forgotten, so memory stays small."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0.0
        self._seen: Counter[str] = Counter()

    def admit(self, address: str, at: datetime) -> None:
        """Raises ``TooManyQuestions`` until the minute is over."""
        minute, seconds = divmod(at.timestamp(), WINDOW.total_seconds())
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._seen.clear()
            key = network_of(address)
            if self._seen[key] >= MOST:
                raise TooManyQuestions(WINDOW - timedelta(seconds=seconds))
            self._seen[key] += 1


def slow_down() -> Any:
    """Before a look: nothing, or the page that says when the next one is answered."""
    if current_actor() is not None:
        return None
    try:
        current_app.extensions["xinheng.looks"].admit(caller(), now())
    except TooManyQuestions as refusal:
        return *page(refusal.status, tell(refusal.message)), {"Retry-After": str(refusal.seconds)}
    return None
