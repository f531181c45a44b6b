"""Service of documents, and the parties' signed confirmations of address."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import AddressConfirmation, Service, ServiceCorrection, StandingService
from services.apply.cases import not_served, take_effect
from services.apply.files import add_evidence
from services.apply.repairs import not_revoked, take_back
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("service.record")
def record(session: Session, body: Body, private: Private) -> None:
    """``counts``: by it the document counts as served. ``effect`` is what the service of an entry on a list, or
    of the revocation of a repair, sets in force.
    """
    data = body["data"]
    service = {name: value for name, value in data["service"].items() if name != "counts"}
    row = add_row(session, Service, body, service, private)
    if data["service"]["counts"]:
        session.flush()
        session.add(StandingService(document_id=row.document_id, service_id=row.id))
    add_evidence(session, body, private)
    effect = data.get("effect")
    if effect and "repair_decision" in effect:
        take_back(session, effect, body)
    elif effect:
        take_effect(session, effect, body)


@applies("service.correct")
def correct(session: Session, body: Body, private: Private) -> None:
    add_row(session, ServiceCorrection, body, body["data"]["correction"], private)


@applies("service.correct.confirm")
def confirm_correction(session: Session, body: Body, private: Private) -> None:
    """The service counts no more. ``undone``: what it had set in force, as it was before."""
    data = body["data"]
    changes = {"confirmed_by": data["confirmed_by"], "confirmed_entry_id": body["id"]}
    session.execute(delete(StandingService).where(StandingService.service_id == data["service_id"]))
    undone = data.get("undone")
    if undone:
        changes |= {name: undone[name] for name in ("listing_id", "until_on", "for_life")}
        (not_revoked if "repair_decision" in undone else not_served)(session, undone)
    change_row(session, ServiceCorrection, data["correction"], changes, private)


@applies("service.correct.refuse")
def refuse_correction(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    changes = {"refused_by": data["refused_by"]}
    change_row(session, ServiceCorrection, data["correction"], changes, private)


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
