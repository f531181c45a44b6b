"""Evidence rows: the files that came with an entry."""

from sqlalchemy.orm import Session

from models import Evidence
from services.apply.rows import Body, Private, add_row


def add_evidence(session: Session, body: Body, private: Private) -> None:
    for file in body["data"].get("evidence", []):
        row = add_row(session, Evidence, body, file, private)
        row.sealed_key = private.keys.get(row.id)
