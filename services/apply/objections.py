"""Objections: filed, taken through their steps, decided, withdrawn."""

from sqlalchemy.orm import Session

from models import (
    Objection,
    ObjectionAnswer,
    ObjectionDecision,
    ObjectionPoint,
    ObjectionStep,
)
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("objection.file")
def file(session: Session, body: Body, private: Private) -> None:
    """From here on the dispute mark stands."""
    add_row(session, Objection, body, body["data"]["objection"], private)
    session.flush()
    for point in body["data"]["points"]:
        add_row(session, ObjectionPoint, body, point, private)
    add_evidence(session, body, private)


@applies("objection.forward")
def forward(session: Session, body: Body, private: Private) -> None:
    step(session, body, private)


@applies("objection.step")
def step(session: Session, body: Body, private: Private) -> None:
    add_row(session, ObjectionStep, body, body["data"]["step"], private)
    add_evidence(session, body, private)


@applies("objection.decide")
def decide(session: Session, body: Body, private: Private) -> None:
    """What a decider enters here acts at once; what is typed from paper waits for its second clerk."""
    decision = add_row(session, ObjectionDecision, body, body["data"]["decision"], private)
    session.flush()
    for answer in body["data"]["answers"]:
        add_row(session, ObjectionAnswer, body, answer, private)
    add_evidence(session, body, private)
    if decision.way == "system":
        _end(session, body, decision)


@applies("objection.decide.confirm")
def confirm(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    decision = change_row(
        session,
        ObjectionDecision,
        data["decision"],
        {"confirmed_by": data["confirmed_by"]},
        private,
    )
    _end(session, body, decision)


@applies("objection.decide.withdraw")
def take_back(session: Session, body: Body, private: Private) -> None:
    """A decision that was typed wrongly from paper, before it acts."""
    data = body["data"]
    change_row(
        session,
        ObjectionDecision,
        data["decision"],
        {"withdrawn_by": data["withdrawn_by"]},
        private,
    )


def _end(session: Session, body: Body, decision: ObjectionDecision) -> None:
    decision.effective_entry_id = body["id"]
    objection = session.get_one(Objection, decision.objection_id)
    objection.end = decision.outcome
    objection.ended_on = decision.decided_on
    objection.ended_entry_id = body["id"]


@applies("objection.withdraw")
def withdraw(session: Session, body: Body, private: Private) -> None:
    """The party takes it back; its mark ends."""
    data = body["data"]
    ended = {"end": "withdrawn", "ended_on": data["on"], "ended_entry_id": body["id"]}
    change_row(session, Objection, data["objection"], ended, private)
