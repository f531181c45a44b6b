"""Ask for more time before a deadline of the department ends, and grant it as another person: once, and capped.

What protects the party is never lengthened this way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Extension, new_id
from services.actor import Actor
from services.apply import Private
from services.calendar.deadlines import deadline
from services.calendar.extensions import ASKS, GRANTS
from services.clock import day_of
from services.clocks import Clock
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people.two_persons import took_part
from services.running_clocks import running_clocks
from services.writing import Once, writing


@dataclass(frozen=True)
class ExtensionDraft:
    """Which deadline (its code) in which business (kind and id), by how many of its units, and why."""

    business: str
    business_id: str
    code: str
    n: int
    reason: str


def ask_extension(
    session: Session, actor: Actor, draft: ExtensionDraft, now: datetime, once: Once | None = None
) -> str:
    """Returns the id of the request. Raises ``Conflict`` once the time is over or was lengthened before."""
    actor.require(ASKS.get(draft.code, "none"))
    with writing(session, actor, now, once) as writer:
        clock = extendable(session, actor, draft.business, draft.business_id, draft.code, now)
        most = deadline(draft.code).extension
        if not 1 <= draft.n <= most:
            raise Invalid({"n": say("At most %(most)s more are possible.", most=most)})
        private, row_id = Private(), new_id()
        private.keep("extension", row_id, reason=draft.reason)
        row = {
            "id": row_id,
            "code": draft.code,
            "business": draft.business,
            "business_id": draft.business_id,
            "subject_id": clock.subject_id,
            "due_on": clock.on.isoformat(),
            "n": draft.n,
            "state": "asked",
            "asked_by": actor.holder_id,
            "asked_on": day_of(now).isoformat(),
        }
        writer.add("extension.ask", {"extension": row}, clock.subject_id, private)
        writer.result = row_id
    return writer.result


def extendable(
    session: Session, actor: Actor, business: str, business_id: str, code: str, now: datetime
) -> Clock:
    """The running deadline for which more time may still be asked, or the reason why not."""
    wanted = (business, business_id), code
    found = running_clocks(session, actor, day_of(now))
    clock = next((o.clock for o in found if (o.clock.about, o.clock.code) == wanted), None)
    if clock is None or code not in ASKS:
        raise NotFound(say("There is no such deadline, or it does not run."))
    if clock.on < day_of(now):
        raise Conflict(say("The time is over: more is asked for before its last day ends."))
    if any(_of(session, code, business_id)):
        raise Conflict(say("More time was asked for already, and it is granted only once."))
    return clock


def decide_extension(
    session: Session,
    actor: Actor,
    extension_id: str,
    grant: bool,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Grant or refuse as another person; what was asked in time may be granted after the old last day."""
    with writing(session, actor, now, once) as writer:
        row = session.get(Extension, extension_id, with_for_update=True)
        if row is None or not actor.may(GRANTS[row.code]):
            raise NotFound(say("There is no such request."))
        if row.state != "asked":
            raise Conflict(say("This was already decided by somebody else."))
        if took_part(session, actor, row.asked_by, row.entry_id):
            raise Forbidden(say("You asked for it, so another person must decide."))
        data = {
            "extension": row.id,
            "state": "granted" if grant else "refused",
            "decided_by": actor.holder_id,
            "decided_on": day_of(now).isoformat(),
        }
        writer.add("extension.decide", data, row.subject_id)
        writer.result = row.id
    return writer.result


@dataclass(frozen=True)
class AskedTime:
    """A request that waits for a decision; ``own`` of whoever looks."""

    row: Extension
    own: bool


def waiting_extensions(session: Session, actor: Actor) -> tuple[AskedTime, ...]:
    """Those that this person may decide or has asked for, the first to end first."""
    codes = [code for code in GRANTS if actor.may(GRANTS[code]) or actor.may(ASKS[code])]
    query = select(Extension).where(Extension.state == "asked", Extension.code.in_(codes))
    rows = session.scalars(query.order_by(Extension.due_on, Extension.id))
    return tuple(
        AskedTime(row, took_part(session, actor, row.asked_by, row.entry_id)) for row in rows
    )


def may_be_longer(
    session: Session, actor: Actor, clocks: Iterable[Clock], today: date
) -> frozenset[tuple[str, str]]:
    """Code and business of those for which a page offers to ask; the service looks again."""
    query = select(Extension.code, Extension.business_id).where(Extension.state != "refused")
    asked = {(code, business_id) for code, business_id in session.execute(query)}
    open_ones = (one for one in clocks if one.code in ASKS and today <= one.on)
    mine = {(one.code, one.about[1]) for one in open_ones if actor.may(ASKS[one.code])}
    return frozenset(mine - asked)


def _of(session: Session, code: str, business_id: str) -> list[Extension]:
    query = select(Extension).where(
        Extension.code == code, Extension.business_id == business_id, Extension.state != "refused"
    )
    return list(session.scalars(query))
