"""Open a case: a proposal of the rules taken up, or a person's own with grounds; decided by another later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import KnownProposal, Listing, Proposal, Score, Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.lists.known_proposals import open_proposals
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, say
from services.rules.applies_to import scheme_weighs
from services.rules.list_rules import last_day, list_rule, not_over, open_cases
from services.rules.rulebook import acting_ruleset, schemes
from services.scope import subject_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class CaseDraft:
    """``origin``: ``rule`` answers a proposal of the rules, ``affiliate`` one from another's listing."""

    subject_id: str
    scheme: str
    list_code: str
    origin: Literal["rule", "person", "affiliate"]
    grounds: str


def open_case(
    session: Session, actor: Actor, draft: CaseDraft, now: datetime, once: Once | None = None
) -> str:
    """Returns the case's id; one open case a subject and list at a time."""
    actor.require("list.propose")
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, draft.subject_id)
        lock_subjects(session, [subject.id])
        _check(session, subject, draft, day_of(now))
        case_id, private = new_id(), Private()
        private.keep("list_case", case_id, grounds=draft.grounds)
        data = {
            "id": case_id,
            "subject_id": subject.id,
            "scheme": draft.scheme,
            "list_code": draft.list_code,
            "origin": draft.origin,
            "opened_on": day_of(now).isoformat(),
            "opened_by": actor.holder_id,
            "office_id": actor.office_id,
        }
        writer.add("case.open", {"case": data}, subject.id, private)
        writer.result = case_id
    return writer.result


def _check(session: Session, subject: Subject, draft: CaseDraft, today: date) -> None:
    if draft.scheme not in schemes(session):
        raise Invalid({"list": say("There is no such list.")})
    ruleset = acting_ruleset(session, draft.scheme, today)
    if draft.list_code not in {rule.code for rule in ruleset.lists}:
        raise Invalid({"list": say("There is no such list.")})
    if draft.origin != "rule" and not scheme_weighs(ruleset, subject):
        raise Invalid({"contractor": say("The scheme of this list does not score such a subject.")})
    if subject.head_id:
        raise Invalid({"contractor": say("A branch answers through its head: choose the head.")})
    if not draft.grounds.strip():
        raise Invalid({"grounds": say("Please give the facts and the grounds.")})
    _check_standing(session, subject, draft, today)


def _check_standing(session: Session, subject: Subject, draft: CaseDraft, today: date) -> None:
    key = (subject.id, draft.scheme, draft.list_code)
    if draft.origin == "rule" and session.get(Proposal, key) is None:
        raise Conflict(say("The rules no longer propose this. Open the case on your own grounds."))
    if draft.origin == "affiliate" and not _bears(session, *key):
        raise Conflict(
            say("No listing bears on this contractor. Open the case on your own grounds.")
        )
    if open_cases(session, *key):
        raise Conflict(say("A case on this contractor and list is already open."))
    rule = list_rule(session, draft.scheme, draft.list_code)
    standing = listing_of(session, subject.id, draft.scheme, draft.list_code, today)
    if standing is None or (rule is not None and rule.again != "nothing"):
        return
    if standing.until_on is None:
        raise Conflict(say("This contractor is already on this list, without an end."))
    raise Conflict(
        say(
            "This contractor is already on this list until %(day)s; a new case can follow then.",
            day=str(last_day(standing.until_on)),
        )
    )


def _bears(session: Session, subject_id: str, scheme: str, list_code: str) -> bool:
    """Whether it is proposed, since the listing of another bears on it."""
    query = open_proposals("affiliate").where(
        KnownProposal.subject_id == subject_id,
        KnownProposal.scheme == scheme,
        KnownProposal.list_code == list_code,
    )
    return session.scalars(query).first() is not None


def listing_of(
    session: Session, subject_id: str, scheme: str, list_code: str, today: date
) -> Listing | None:
    """The listing of a subject on a list that stands today or begins later."""
    query = select(Listing).where(
        Listing.subject_id == subject_id,
        Listing.scheme == scheme,
        Listing.list_code == list_code,
        not_over(today),
    )
    return session.scalars(query.order_by(Listing.from_on.desc())).first()


@dataclass(frozen=True)
class Proposed:
    """What the rules propose: since when, and the stored score (hundredths) and grade of today."""

    name: str
    from_on: date
    points: int | None
    grade: str | None


def find_proposal(
    session: Session, actor: Actor, subject_id: str, scheme: str, list_code: str
) -> Proposed | None:
    """The proposal that still stands, for the form that takes it up."""
    actor.require("list.propose")
    proposal = session.get(Proposal, (subject_id, scheme, list_code))
    if proposal is None:
        return None
    score = session.get(Score, (subject_id, scheme))
    return Proposed(
        name=session.get_one(Subject, subject_id).name,
        from_on=proposal.from_on,
        points=score.points if score else None,
        grade=score.grade if score else None,
    )
