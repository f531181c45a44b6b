"""Query slips."""

from sqlalchemy.orm import Session

from models import QuerySlip, SlipFirm, SlipLine
from services.apply.rows import Body, Private, add_row, applies


@applies("slip.make")
def make(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    add_row(session, QuerySlip, body, data["slip"], private)
    session.flush()
    for line in data["lines"]:
        add_row(session, SlipLine, body, line, private)
    session.flush()
    for firm in data["firms"]:
        add_row(session, SlipFirm, body, firm, private)
