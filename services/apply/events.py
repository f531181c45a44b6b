"""Events: recorded, confirmed, withdrawn, noticed, corrected."""

from sqlalchemy.orm import Session

from models import Correction, Event, EventConfirmation, EventStep, EventWithdrawal
from services.apply.files import add_evidence
from services.apply.papers import take_over
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("event.record")
def record(session: Session, body: Body, private: Private) -> None:
    add_row(session, Event, body, body["data"]["event"], private)
    session.flush()
    add_evidence(session, body, private)
    if confirmation := body["data"].get("confirmation"):
        add_row(session, EventConfirmation, body, confirmation, private)


@applies("event.confirm")
def confirm(session: Session, body: Body, private: Private) -> None:
    """``official``: the paper of the decision that came back before it was recorded."""
    data = body["data"]
    add_row(session, EventConfirmation, body, data["confirmation"], private)
    if "official" in data:
        event_id = data["confirmation"]["event_id"]
        take_over(session, data["official"], "event_confirmation", event_id)


@applies("event.withdraw")
def withdraw(session: Session, body: Body, private: Private) -> None:
    add_row(session, EventWithdrawal, body, body["data"]["withdrawal"], private)


@applies("event.step")
def step(session: Session, body: Body, private: Private) -> None:
    """``official``: the paper that came back before it was recorded."""
    data = body["data"]
    row = add_row(session, EventStep, body, data["step"], private)
    add_evidence(session, body, private)
    if "official" in data:
        take_over(session, data["official"], "event_step", row.id)


@applies("event.correct")
def correct(session: Session, body: Body, private: Private) -> None:
    add_row(session, Correction, body, body["data"]["correction"], private)


@applies("event.correct.confirm")
def confirm_correction(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(
        session,
        Correction,
        data["correction"],
        {"confirmed_by": data["confirmed_by"], "confirmed_entry_id": body["id"]},
        private,
    )


@applies("event.correct.refuse")
def refuse_correction(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, Correction, data["correction"], {"refused_by": data["refused_by"]}, private)


@applies("evidence.download")
def download(session: Session, body: Body, private: Private) -> None:
    """A download changes nothing; its entry is the trace."""
