"""What was noted on points to look at, and the thresholds that find them."""

from sqlalchemy.orm import Session

from models import PointNote, PointSetting
from services.apply.rows import Body, Private, add_row, applies


@applies("point.note")
def note(session: Session, body: Body, private: Private) -> None:
    add_row(session, PointNote, body, body["data"]["note"], private)


@applies("point.set")
def set_threshold(session: Session, body: Body, private: Private) -> None:
    for row in body["data"]["settings"]:
        add_row(session, PointSetting, body, row, private)
