"""Programmes and assignments."""

from sqlalchemy.orm import Session

from models import Assignment, Programme, Stage
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("programme.open")
def open_programme(session: Session, body: Body, private: Private) -> None:
    add_row(session, Programme, body, body["data"]["programme"], private)
    session.flush()
    for stage in body["data"]["stages"]:
        add_row(session, Stage, body, stage, private)


@applies("assignment.make")
def assign(session: Session, body: Body, private: Private) -> None:
    for assignment in body["data"]["assignments"]:
        add_row(session, Assignment, body, assignment, private)


@applies("assignment.end")
def end_assignment(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, Assignment, data["assignment"], data["changes"], private)
