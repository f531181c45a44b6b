"""Offices, holders, accounts, roles and deputies."""

from sqlalchemy.orm import Session

from models import Account, Deputy, Handover, HandoverItem, Holder, Office, RoleGrant
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("office.open")
def open_office(session: Session, body: Body, private: Private) -> None:
    add_row(session, Office, body, body["data"]["office"], private)


@applies("office.amend")
def amend_office(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, Office, data["office"], data["changes"], private)


@applies("holder.register")
def register_holder(session: Session, body: Body, private: Private) -> None:
    add_row(session, Holder, body, body["data"]["holder"], private)


@applies("account.open")
def open_account(session: Session, body: Body, private: Private) -> None:
    """A new account; ``grants`` come with it (contractors' users, and the first administrators)."""
    add_row(session, Account, body, body["data"]["account"], private)
    session.flush()
    for grant in body["data"].get("grants", []):
        add_row(session, RoleGrant, body, grant, private)
    add_evidence(session, body, private)


@applies("account.switch")
def switch_account(session: Session, body: Body, private: Private) -> None:
    """Closed or opened again: ``revoked`` are the grants that end, ``grants`` those that begin."""
    data = body["data"]
    change_row(session, Account, data["account"], {"active": data["active"]}, private)
    for revoked in data.get("revoked", []):
        change_row(session, RoleGrant, revoked["grant"], revoked["changes"], private)
    for grant in data.get("grants", []):
        add_row(session, RoleGrant, body, grant, private)


@applies("account.code")
def issue_code(session: Session, body: Body, private: Private) -> None:
    """A one-time code was issued; the code itself is nobody's evidence."""


@applies("role.propose")
def propose_role(session: Session, body: Body, private: Private) -> None:
    add_row(session, RoleGrant, body, body["data"]["grant"], private)


@applies("role.decide")
def decide_role(session: Session, body: Body, private: Private) -> None:
    """``changes`` sets granted_by or refused_by, revocation_proposed_by or revoked_by, and their day."""
    data = body["data"]
    change_row(session, RoleGrant, data["grant"], data["changes"], private)


@applies("deputy.name")
def name_deputy(session: Session, body: Body, private: Private) -> None:
    add_row(session, Deputy, body, body["data"]["deputy"], private)


@applies("deputy.decide")
def decide_deputy(session: Session, body: Body, private: Private) -> None:
    """``changes`` is one of agreed_by, refused_by, or the day on which it ended and by whom."""
    data = body["data"]
    change_row(session, Deputy, data["deputy"], data["changes"], private)


@applies("handover.make")
def hand_over(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    add_row(session, Handover, body, data["handover"], private)
    session.flush()
    for item in data["items"]:
        add_row(session, HandoverItem, body, item, private)
