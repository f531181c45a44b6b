"""Arrangements of holidays: handed in, loaded, refused."""

from sqlalchemy.orm import Session

from models import CalendarYear
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("calendar.propose")
def propose(session: Session, body: Body, private: Private) -> None:
    add_row(session, CalendarYear, body, body["data"]["calendar"], private)


@applies("calendar.load")
def load(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {
        "state": "loaded",
        "decided_by": data["decided_by"],
        "decided_on": data["decided_on"],
        "loaded_entry_id": body["id"],
    }
    change_row(session, CalendarYear, data["calendar"], changes, private)


@applies("calendar.refuse")
def refuse(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {
        "state": "refused",
        "decided_by": data["decided_by"],
        "decided_on": data["decided_on"],
    }
    change_row(session, CalendarYear, data["calendar"], changes, private)
