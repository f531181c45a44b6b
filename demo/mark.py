"""How a demo record is told from a real one: by its own ledger, which nobody can change unnoticed.

The first entry of a loaded province registers the holder ``demo``, who writes the first offices and
accounts; the last registers the product itself. A record that begins with the one and lacks the other
was interrupted while it was loaded.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

import ledger
from models import Holder
from services.actor import SYSTEM, Actor
from services.apply import Private
from services.calendar.load_calendar import load_shipped
from services.messages import Conflict, say
from services.people.first_account import register_system
from services.writing import Writer

DEMO = Actor("demo", "demo", "演示数据", frozenset())


def is_demo(session: Session) -> bool:
    return session.get(Holder, DEMO.holder_id) is not None


def is_complete(session: Session) -> bool:
    """Whether a demo record was loaded to its end."""
    return session.get(Holder, SYSTEM.holder_id) is not None


def is_empty(session: Session) -> bool:
    return ledger.size(session) == 0


def begin(writer: Writer) -> None:
    """The first entry of a demo record."""
    private = Private()
    private.keep("holder", DEMO.holder_id, name=DEMO.name)
    holder = {"id": DEMO.holder_id, "office_id": None, "subject_id": None}
    writer.add("holder.register", {"holder": holder}, private=private)


def finish(writer: Writer) -> None:
    """The holidays that come with the product, and the last entry of a demo record."""
    load_shipped(writer)
    register_system(writer)


def check_instance(session: Session, demo: bool) -> None:
    """Raise ``Conflict`` where the setting and the record contradict each other."""
    if is_demo(session) and not demo:
        raise Conflict(
            say(
                "This database holds the demo province, so it is not served as a real one. Give"
                " production a database of its own (DATABASE_URL), or set XINHENG_DEMO=1."
            )
        )
    if demo and not is_demo(session) and not is_empty(session):
        raise Conflict(
            say(
                "This database holds a real record, and XINHENG_DEMO=1 would stamp it as invented."
                " Unset XINHENG_DEMO, or name another database (DATABASE_URL)."
            )
        )
