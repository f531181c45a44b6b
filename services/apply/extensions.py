"""Extensions of deadlines: asked for, granted or refused."""

from sqlalchemy.orm import Session

from models import Extension
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("extension.ask")
def ask(session: Session, body: Body, private: Private) -> None:
    add_row(session, Extension, body, body["data"]["extension"], private)


@applies("extension.decide")
def decide(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {name: data[name] for name in ("state", "decided_by", "decided_on")}
    change_row(session, Extension, data["extension"], changes, private)
