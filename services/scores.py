"""Scores: asked of the engine for any day and knowledge, and stored until their next change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Event, EventConfirmation, Proposal, Score
from services.facts import facts
from services.rulebook import rule_book, schemes


def explain(session: Session, subject_id: str, scheme: str, view: scoring.View) -> scoring.Score:
    """The score of one subject with its reasons."""
    book = rule_book(session, scheme, view.known)
    return scoring.explain(book, facts(session, scheme, [subject_id]), subject_id, view)


def renew(session: Session, subject_id: str, scheme: str, on: date) -> None:
    """Recompute and store what one subject's score is on a day, as known now."""
    renew_all(session, [subject_id], scheme, on)


def renew_all(session: Session, subject_ids: Iterable[str], scheme: str, on: date) -> None:
    """Recompute and store the scores of several subjects, their facts read and walked at once.

    Before the scheme's first version acts there is no score to store.
    """
    wanted = sorted(set(subject_ids))
    book = rule_book(session, scheme)
    if not wanted or on < book.first_day:
        return
    known, view = facts(session, scheme, wanted), scoring.View(on, None)
    scores = scoring.score_all(book, known, view)
    kept, size = _kept(session, wanted, scheme), ledger.size(session)
    untils = scores.until.tolist()
    for place, subject_id in enumerate(scores.subjects):
        stored = kept.get(subject_id) or Score(subject_id=subject_id, scheme=scheme)
        session.add(stored)
        grade = int(scores.grade[place])
        stored.points = int(scores.points[place])
        stored.grade = None if grade < 0 else scores.grades[grade]
        stored.unrated = scoring.UNRATED_CODES[int(scores.unrated[place])]
        stored.settled_on, stored.until_on = on, untils[place]
        stored.book_sha256, stored.ledger_size = book.hash, size
    proposed = [s for place, s in enumerate(scores.subjects) if (scores.lists[place] == 1).any()]
    session.execute(
        delete(Proposal).where(Proposal.subject_id.in_(wanted), Proposal.scheme == scheme)
    )
    session.add_all(
        proposal
        for subject_id in proposed
        for proposal in _proposals(scoring.explain(book, known, subject_id, view), scheme)
    )
    session.flush()


def _kept(session: Session, subject_ids: list[str], scheme: str) -> dict[str, Score]:
    query = select(Score).where(Score.subject_id.in_(subject_ids), Score.scheme == scheme)
    return {score.subject_id: score for score in session.scalars(query)}


def _proposals(score: scoring.Score, scheme: str) -> list[Proposal]:
    return [
        Proposal(
            subject_id=score.subject_id,
            scheme=scheme,
            list_code=listing.list,
            from_on=listing.start,
        )
        for listing in score.lists
        if listing.state == "proposed"
    ]


def due(session: Session, scheme: str, on: date) -> list[str]:
    """Subjects whose stored score has passed its day, was made by other rules, or is not there yet."""
    book = rule_book(session, scheme).hash
    scored = select(Event.subject_id).join(EventConfirmation).where(Event.scheme == scheme)
    stale = or_(
        Score.subject_id.is_(None),
        Score.until_on <= on,
        Score.settled_on > on,
        Score.book_sha256 != book,
    )
    query = (
        select(Event.subject_id)
        .distinct()
        .outerjoin(Score, (Score.subject_id == Event.subject_id) & (Score.scheme == scheme))
        .where(Event.scheme == scheme, Event.subject_id.in_(scored), stale)
    )
    return list(session.scalars(query))


def renew_due(session: Session, on: date) -> int:
    """What the nightly command does: every stored score whose next change has come. Returns how many."""
    count = 0
    for scheme in schemes(session):
        subjects = due(session, scheme, on)
        renew_all(session, subjects, scheme, on)
        count += len(subjects)
    return count
