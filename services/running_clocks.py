"""Every deadline that runs, for whoever must act, for the chief when it is late, and for the party itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.actor import Actor
from services.clocks import SOURCES, Clock
from services.labels import subject_names

ESCALATES_TO = ("list.decide", "access.read")
"""After its day a deadline of the department stands on the decider's page and on the auditor's."""


@dataclass(frozen=True)
class Running:
    """A clock with the name of the party in whose business it runs; ``mine``: this person may act."""

    clock: Clock
    name: str
    mine: bool


def running_clocks(session: Session, actor: Actor, today: date) -> tuple[Running, ...]:
    """All that this person may see, the first to end first."""
    found = [one for source in SOURCES for one in source(session, actor, today)]
    names = subject_names(session, {one.subject_id for one in found})
    shown = [Running(one, names.get(one.subject_id, ""), _acts(actor, one)) for one in found]
    return tuple(sorted(shown, key=lambda one: (one.clock.on, one.name, one.clock.code)))


def escalated(actor: Actor, clocks: tuple[Running, ...]) -> tuple[Running, ...]:
    """What the department is late with, beyond what this person has to do: for the chief and the auditor."""
    if not any(actor.may(permission) for permission in ESCALATES_TO):
        return ()
    return tuple(one for one in clocks if one.clock.late and one.clock.permission and not one.mine)


def _acts(actor: Actor, one: Clock) -> bool:
    if actor.subject_id is not None:
        return one.permission is None
    return one.permission is not None and actor.may(one.permission)
