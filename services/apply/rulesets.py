"""Ruleset versions: proposed, published, withdrawn; their cover sheets and the effects that were seen."""

from sqlalchemy.orm import Session

from models import RulesetCover, RulesetEffect, RulesetVersion
from services.apply.files import add_evidence
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


@applies("ruleset.cover")
def cover(session: Session, body: Body, private: Private) -> None:
    add_row(session, RulesetCover, body, body["data"]["cover"], private)
    add_evidence(session, body, private)


@applies("ruleset.effect")
def effect(session: Session, body: Body, private: Private) -> None:
    add_row(session, RulesetEffect, body, body["data"]["effect"], private)
