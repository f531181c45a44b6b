"""Rounds: opened with their subjects, fed back, reviewed, displayed, adopted, published; rows reopened."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from models import ReviewPoint, ReviewRequest, Round, RoundAdoption, RoundChange, RoundSubject
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("round.open")
def open_round(session: Session, body: Body, private: Private) -> None:
    add_row(session, Round, body, body["data"]["round"], private)


@applies("round.scope")
def scope(session: Session, body: Body, private: Private) -> None:
    """Rows of the table, many at once; or the change of one of them."""
    data = body["data"]
    if "row" in data:
        change_row(session, RoundSubject, data["row"], data["changes"], private)
        return
    shared = {"entry_id": body["id"], "round_id": data["round"], "known": data["known"]}
    rows = [row | shared for row in data["rows"]]
    session.flush()
    session.execute(insert(RoundSubject), rows)


@applies("round.feedback")
@applies("round.display")
@applies("round.adopt")
@applies("round.publish")
@applies("round.cancel")
def move_on(session: Session, body: Body, private: Private) -> None:
    """A step of the round: what it changes stands in the body by column.

    ``left_out``: the rows whom the feedback had not reached, out of scope from here on.
    """
    data = body["data"]
    for row_id in data.get("left_out", ()):
        nothing = {"out": "unserved", "points": None, "grade": None, "unrated": None}
        change_row(session, RoundSubject, row_id, nothing, private)
    change_row(session, Round, data["round"], data["changes"], private)
    add_evidence(session, body, private)


@applies("round.adopt.type")
def type_adoption(session: Session, body: Body, private: Private) -> None:
    add_row(session, RoundAdoption, body, body["data"]["adoption"], private)
    add_evidence(session, body, private)


@applies("round.adopt.confirm")
def confirm_adoption(session: Session, body: Body, private: Private) -> None:
    """The second clerk has held it against the scan: from here on it adopts the round."""
    data = body["data"]
    changes = {"confirmed_by": data["confirmed_by"]}
    change_row(session, RoundAdoption, data["adoption"], changes, private)
    change_row(session, Round, data["round"], data["changes"], private)


@applies("round.adopt.withdraw")
def withdraw_adoption(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {"withdrawn_by": data["withdrawn_by"]}
    change_row(session, RoundAdoption, data["adoption"], changes, private)


@applies("round.review_request")
def request(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    add_row(session, ReviewRequest, body, data["request"], private)
    session.flush()
    for point in data["points"]:
        add_row(session, ReviewPoint, body, point, private)
    add_evidence(session, body, private)


@applies("round.review_answer")
def answer(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, ReviewRequest, data["request"], data["changes"], private)
    for point in data["points"]:
        change_row(session, ReviewPoint, point["id"], {"taken_up": point["taken_up"]}, private)
    if "change" in data:
        _change(session, body, private)
    add_evidence(session, body, private)


@applies("round.reopen_row")
def reopen(session: Session, body: Body, private: Private) -> None:
    _change(session, body, private)
    add_evidence(session, body, private)


def _change(session: Session, body: Body, private: Private) -> None:
    """Both figures are kept; the row goes on with the new one unless the old one stands."""
    change = add_row(session, RoundChange, body, body["data"]["change"], private)
    if not change.stands:
        row = session.get_one(RoundSubject, change.row_id)
        row.points, row.grade, row.unrated = change.points, change.grade, change.unrated
        row.known = change.known
