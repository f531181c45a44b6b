"""Service of documents, and the parties' signed confirmations of address."""

from sqlalchemy.orm import Session

from models import AddressConfirmation, Service
from services.apply.cases import take_effect
from services.apply.files import add_evidence
from services.apply.repairs import take_back
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("service.record")
def record(session: Session, body: Body, private: Private) -> None:
    """``effect`` is what the service of an entry on a list, or of the revocation of a repair, sets in force."""
    data = body["data"]
    add_row(session, Service, body, data["service"], private)
    add_evidence(session, body, private)
    effect = data.get("effect")
    if effect and "repair_decision" in effect:
        take_back(session, effect, body)
    elif effect:
        take_effect(session, effect, body)


@applies("address.confirm")
def confirm(session: Session, body: Body, private: Private) -> None:
    """A new confirmation ends the one that stood: ``replaces`` names it."""
    data = body["data"]
    for replaced in data["replaces"]:
        change_row(
            session,
            AddressConfirmation,
            replaced,
            {"revoked_on": data["confirmation"]["signed_on"]},
            private,
        )
    add_row(session, AddressConfirmation, body, data["confirmation"], private)
    add_evidence(session, body, private)


@applies("address.revoke")
def revoke(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(
        session,
        AddressConfirmation,
        data["confirmation"],
        {"revoked_on": data["revoked_on"]},
        private,
    )
