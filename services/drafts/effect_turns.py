"""One effect at a time for each person, and the latest question wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock


class Superseded(Exception):
    """A newer question of the same person has come; this answer is not wanted any more."""


class Turn:
    """One question; it asks now and then whether it is still the latest."""

    def __init__(self, turns: Turns, person: str, number: int) -> None:
        self._turns, self._person, self._number = turns, person, number

    def go_on(self) -> None:
        """Raises ``Superseded`` if it is not."""
        if self._turns.latest[self._person] != self._number:
            raise Superseded


class Turns:
    """The questions of everybody in this process, in the order in which they came."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._guard = Lock()
        self._busy: defaultdict[str, Lock] = defaultdict(Lock)
        self.latest: dict[str, int] = {}

    @contextmanager
    def take(self, person: str) -> Iterator[Turn]:
        """Wait until this person's earlier question is done or has noticed that it is not wanted."""
        with self._guard:
            number = next(self._numbers)
            self.latest[person] = number
            busy = self._busy[person]
        with busy:
            turn = Turn(self, person, number)
            turn.go_on()
            yield turn


TURNS = Turns()
"""Those of this process."""
