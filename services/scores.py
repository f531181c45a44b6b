"""Scores: asked of the engine for any day and knowledge, and stored until their next change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def renew(session: Session, subject_id: str, scheme: str, on: date) -> scoring.Score:
    """Recompute and store what one subject's score is on a day, as known now."""
    return renew_all(session, [subject_id], scheme, on)[subject_id]


def renew_all(
    session: Session, subject_ids: Iterable[str], scheme: str, on: date
) -> dict[str, scoring.Score]:
    """Recompute and store the scores of several subjects, their facts read at once."""
    wanted = sorted(set(subject_ids))
    book, known = rule_book(session, scheme), facts(session, scheme, wanted)
    view = scoring.View(on, None)
    scores = {subject: scoring.explain(book, known, subject, view) for subject in wanted}
    kept = _kept(session, wanted, scheme)
    size = ledger.size(session)
    for subject_id, score in scores.items():
        stored = kept.get(subject_id) or Score(subject_id=subject_id, scheme=scheme)
        session.add(stored)
        stored.points, stored.grade, stored.unrated = score.points, score.grade, score.unrated
        stored.settled_on, stored.until_on = on, score.until
        stored.book_sha256, stored.ledger_size = book.hash, size
    _keep_proposals(session, scheme, scores)
    session.flush()
    return scores


def _kept(session: Session, subject_ids: list[str], scheme: str) -> dict[str, Score]:
    query = select(Score).where(Score.subject_id.in_(subject_ids), Score.scheme == scheme)
    return {score.subject_id: score for score in session.scalars(query)}


def _keep_proposals(session: Session, scheme: str, scores: Mapping[str, scoring.Score]) -> None:
    session.execute(
        delete(Proposal).where(Proposal.subject_id.in_(scores), Proposal.scheme == scheme)
    )
    for subject_id, score in scores.items():
        for listing in score.lists:
            if listing.state == "proposed":
                session.add(
                    Proposal(
                        subject_id=subject_id,
                        scheme=scheme,
                        list_code=listing.list,
                        from_on=listing.start,
                    )
                )


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
