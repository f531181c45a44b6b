"""Ruleset versions: proposed, published, withdrawn."""

from sqlalchemy.orm import Session

from models import RulesetVersion
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("ruleset.propose")
def propose(session: Session, body: Body, private: Private) -> None:
    add_row(session, RulesetVersion, body, body["data"]["ruleset"], private)


@applies("ruleset.publish")
def publish(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {
        "state": "published",
        "published_by": data["published_by"],
        "published_entry_id": body["id"],
    }
    change_row(session, RulesetVersion, data["ruleset"], changes, private)


@applies("ruleset.withdraw")
def withdraw(session: Session, body: Body, private: Private) -> None:
    change_row(session, RulesetVersion, body["data"]["ruleset"], {"state": "withdrawn"}, private)
