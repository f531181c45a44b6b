"""Exports."""

from sqlalchemy.orm import Session

from models import Export
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies


@applies("export.make")
def make(session: Session, body: Body, private: Private) -> None:
    add_row(session, Export, body, body["data"]["export"], private)
    add_evidence(session, body, private)


@applies("export.bundle")
def bundle(session: Session, body: Body, private: Private) -> None:
    """A bundle that is taken changes nothing; its entry is the trace."""
