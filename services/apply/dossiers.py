"""Dossiers: bound, opened to a reader outside, read, revoked."""

from sqlalchemy.orm import Session

from models import Disclosure, Dossier, DossierGrant, DossierOpening
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("dossier.make")
def make(session: Session, body: Body, private: Private) -> None:
    add_row(session, Dossier, body, body["data"]["dossier"], private)


@applies("dossier.grant")
def grant(session: Session, body: Body, private: Private) -> None:
    """The file, to whom and on what basis, and the grant itself."""
    add_row(session, Dossier, body, body["data"]["dossier"], private)
    add_row(session, Disclosure, body, body["data"]["disclosure"], private)
    session.flush()
    add_row(session, DossierGrant, body, body["data"]["grant"], private)
    add_evidence(session, body, private)


@applies("dossier.revoke")
def revoke(session: Session, body: Body, private: Private) -> None:
    grant = body["data"]["grant"]
    changes = {name: grant[name] for name in ("revoked_by", "revoked_on")}
    change_row(session, DossierGrant, grant["id"], changes, private)


@applies("dossier.code")
def code(session: Session, body: Body, private: Private) -> None:
    """A new code leaves no row: what it opens is nobody's evidence, that it was issued is."""


@applies("dossier.open")
def opened(session: Session, body: Body, private: Private) -> None:
    add_row(session, DossierOpening, body, body["data"]["opening"], private)
