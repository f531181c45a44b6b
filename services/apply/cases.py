"""Cases, list decisions, listings and their publication."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Case, CaseStep, ListDecision, Listing, Publication
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("case.open")
def open_case(session: Session, body: Body, private: Private) -> None:
    add_row(session, Case, body, body["data"]["case"], private)


@applies("case.step")
def step(session: Session, body: Body, private: Private) -> None:
    add_row(session, CaseStep, body, body["data"]["step"], private)
    add_evidence(session, body, private)


@applies("decision.make")
def decide(session: Session, body: Body, private: Private) -> None:
    """A first decision taken here acts at once; others wait for the second person."""
    decision = add_row(session, ListDecision, body, body["data"]["decision"], private)
    session.flush()
    add_evidence(session, body, private)
    if decision.acts_at_once:
        _take_effect(session, decision, body)


@applies("decision.confirm")
def confirm(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    decision = change_row(
        session, ListDecision, data["decision"], {"confirmed_by": data["confirmed_by"]}, private
    )
    _take_effect(session, decision, body)


@applies("decision.withdraw")
def withdraw(session: Session, body: Body, private: Private) -> None:
    """A decision typed from paper is taken back before it acts."""
    data = body["data"]
    change_row(
        session, ListDecision, data["decision"], {"withdrawn_by": data["withdrawn_by"]}, private
    )


def _take_effect(session: Session, decision: ListDecision, body: Body) -> None:
    decision.effective_entry_id = body["id"]
    if decision.action == "enter" and decision.from_on is not None:
        _replace(session, decision, decision.from_on)
        session.add(
            Listing(
                id=body["data"]["listing"],
                entry_id=body["id"],
                case_id=decision.case_id,
                decision_id=decision.id,
                subject_id=decision.subject_id,
                scheme=decision.scheme,
                list_code=decision.list_code,
                from_on=decision.from_on,
                until_on=decision.until_on,
                for_life=decision.for_life,
            )
        )
    elif decision.action in ("leave", "annul", "extend"):
        _change(session, decision)


def _replace(session: Session, decision: ListDecision, day: date) -> None:
    """A new entry on the same list ends the one that stands (docs/ruleset.md 10.8)."""
    standing = select(Listing).where(
        Listing.subject_id == decision.subject_id,
        Listing.scheme == decision.scheme,
        Listing.list_code == decision.list_code,
        Listing.from_on <= day,
        or_(Listing.until_on.is_(None), Listing.until_on > day),
    )
    for listing in session.scalars(standing):
        listing.until_on, listing.end, listing.for_life = day, "replaced", False
    session.flush()


def _change(session: Session, decision: ListDecision) -> None:
    listing = session.scalars(select(Listing).where(Listing.case_id == decision.case_id)).one()
    if decision.action == "extend":
        listing.until_on = decision.until_on
        return
    listing.end, listing.for_life = decision.action, False
    listing.until_on = decision.from_on


@applies("publication.ask")
def ask(session: Session, body: Body, private: Private) -> None:
    add_row(session, Publication, body, body["data"]["publication"], private)


@applies("publication.decide")
def agree(session: Session, body: Body, private: Private) -> None:
    """``changes`` is one of agreed_by, refused_by, ended_on."""
    data = body["data"]
    change_row(session, Publication, data["publication"], data["changes"], private)
