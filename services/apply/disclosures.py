"""What was given to offices outside."""

from sqlalchemy.orm import Session

from models import Disclosure
from services.apply.rows import Body, Private, add_row, applies


@applies("disclosure.record")
def disclose(session: Session, body: Body, private: Private) -> None:
    add_row(session, Disclosure, body, body["data"]["disclosure"], private)
