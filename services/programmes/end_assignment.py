"""End an assignment: the work is done, both sides agreed, or the qualification was lost by a case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, or_, select
from sqlalchemy.orm import Session

from models import Assignment, Case, KnownProposal, Listing, Programme
from services.actor import Actor
from services.clock import day_of
from services.labels import list_label
from services.locking import lock_subjects
from services.messages import Invalid, Message, NotFound, say
from services.rules.list_rules import (
    list_rule,
    not_over,
    standing_on,
    stayed_on,
    takes_qualification,
    under_way,
)
from services.subjects.subject_checks import past_day
from services.writing import Once, writing

END_GROUNDS = ("finished", "agreed", "disqualified")
"""Why work ends: it is done, both sides agreed, or the qualification was lost (取消承担任务资格)."""


def end_assignment(
    session: Session,
    actor: Actor,
    assignment_id: str,
    until_on: date,
    ground: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """End an assignment from a day on; returns the programme's id. Raises ``Invalid`` by field.

    The qualification is lost by a case alone, and while there is one the work ends on no other ground.
    """
    actor.require("programme.manage")
    with writing(session, actor, now, once) as writer:
        assignment = _locked(session, assignment_id)
        if until_on < assignment.from_on:
            day = assignment.from_on.isoformat()
            raise Invalid({"until_on": say("It cannot end before it began (%(day)s).", day=day)})
        if fault := past_day(until_on, day_of(now)):
            raise Invalid({"until_on": fault})
        if fault := _ground_fault(session, assignment, ground, until_on, day_of(now)):
            raise Invalid({"ground": fault})
        changes = {"until_on": until_on.isoformat(), "end_ground": ground}
        data = {"assignment": assignment_id, "changes": changes}
        writer.add("assignment.end", data, subject=assignment.subject_id)
        writer.result = assignment.programme_id
    return writer.result


def _locked(session: Session, assignment_id: str) -> Assignment:
    """The assignment, read again once its contractor is locked: of two who end it the second one sees it ended."""
    assignment = session.get(Assignment, assignment_id)
    if assignment is not None:
        lock_subjects(session, [assignment.subject_id])
        session.refresh(assignment)
    if assignment is None or assignment.until_on is not None:
        raise NotFound(say("There is no such assignment, or it has ended."))
    return assignment


def _ground_fault(
    session: Session, assignment: Assignment, ground: str, until_on: date, today: date
) -> Message | None:
    if ground not in END_GROUNDS:
        return say("Say why it ends.")
    if ground != "disqualified":
        return _hidden_loss(session, assignment, until_on, today)
    if not _entries(session, assignment, standing_on(until_on), ~stayed_on(until_on)):
        return say(
            "The qualification is lost by a case: after notice, statement and decision the"
            " contractor stands on a list of this scheme. It does not on that day."
        )
    return None


def _hidden_loss(
    session: Session, assignment: Assignment, until_on: date, today: date
) -> Message | None:
    """Why the work is neither done nor ended by agreement: the qualification is at stake, or lost."""
    for case in _open_cases(session, assignment):
        return say(
            "A case on “%(list)s” has been open since %(day)s: it decides whether the qualification is"
            " lost, and nothing is anticipated here. Enter the end after its decision.",
            list=list_label(session, case.scheme, case.list_code),
            day=case.opened_on.isoformat(),
        )
    for proposal in _proposals(session, assignment):
        return say(
            "By the rules the contractor is proposed for “%(list)s” since %(day)s. Answer the proposal"
            " first: open a case, or sign that none is opened.",
            list=list_label(session, proposal.scheme, proposal.list_code),
            day=proposal.known_on.isoformat(),
        )
    lost = or_(standing_on(until_on), not_over(today))
    for listing in _entries(session, assignment, lost, ~stayed_on(today)):
        return say(
            "By the decision of a case this contractor is on “%(list)s” from %(day)s on: the"
            " qualification is lost. Choose that the qualification was lost by a case, with a day from then on.",
            list=list_label(session, listing.scheme, listing.list_code),
            day=listing.from_on.isoformat(),
        )
    return None


def _open_cases(session: Session, assignment: Assignment) -> list[Case]:
    query = select(Case).where(
        Case.subject_id == assignment.subject_id, Case.scheme == _scheme(assignment), under_way()
    )
    found = session.scalars(query.order_by(Case.opened_on, Case.id)).unique()
    return [case for case in found if _at_stake(session, case)]


def _proposals(session: Session, assignment: Assignment) -> list[KnownProposal]:
    """Those that stand and that nobody has answered."""
    query = select(KnownProposal).where(
        KnownProposal.subject_id == assignment.subject_id,
        KnownProposal.scheme == _scheme(assignment),
        KnownProposal.gone_on.is_(None),
    )
    found = session.scalars(query.order_by(KnownProposal.known_on, KnownProposal.id)).unique()
    return [one for one in found if not one.answered and _at_stake(session, one)]


def _entries(session: Session, assignment: Assignment, *when: ColumnElement[bool]) -> list[Listing]:
    """Listings that a case made."""
    query = select(Listing).where(
        Listing.subject_id == assignment.subject_id,
        Listing.scheme == _scheme(assignment),
        Listing.case_id.is_not(None),
        *when,
    )
    found = session.scalars(query.order_by(Listing.from_on, Listing.id))
    return [listing for listing in found if _at_stake(session, listing)]


def _scheme(assignment: Assignment) -> ScalarSelect[str]:
    return select(Programme.scheme).where(Programme.id == assignment.programme_id).scalar_subquery()


def _at_stake(session: Session, thing: Case | KnownProposal | Listing) -> bool:
    """Whether its list takes away the qualification."""
    return takes_qualification(list_rule(session, thing.scheme, thing.list_code))
