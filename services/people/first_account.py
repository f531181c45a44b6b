"""Open the first administrators' accounts from the shell of the server: there is no default account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Holder, Office
from services.actor import SYSTEM
from services.apply import Private
from services.calendar.load_calendar import load_shipped
from services.messages import Invalid, say
from services.people.one_time_code import new_code
from services.people.open_account import add_account, add_holder
from services.writing import Writer, writing

# The roles from which all others follow; two security administrators can grant the rest.
FIRST_ROLES = ("system_administrator", "security_administrator")


def open_first_account(session: Session, username: str, name: str, role: str, now: datetime) -> str:
    """The one-time code with which the person sets the password. Raises ``Invalid``."""
    if role not in FIRST_ROLES:
        raise Invalid({"role": say("Other roles are granted in the product, by two persons.")})
    with writing(session, SYSTEM, now) as writer:
        register_system(writer)
        load_shipped(writer)
        province = select(Office.id).where(Office.level == "province")
        holder_id = add_holder(writer, name, office_id=session.scalar(province))
        account_id = add_account(writer, holder_id, username, [role])
        code = new_code(session, account_id, now)
        writer.add("account.code", {"account": account_id})
    return code


def register_system(writer: Writer) -> None:
    """The product itself as the one who acts where a command does, once an installation."""
    if writer.session.get(Holder, SYSTEM.holder_id) is None:
        private = Private()
        private.keep("holder", SYSTEM.holder_id, name="信衡")
        holder = {"id": SYSTEM.holder_id, "office_id": None, "subject_id": None}
        writer.add("holder.register", {"holder": holder}, private=private)
