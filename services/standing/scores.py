"""Scores: asked of the engine for any day and knowledge, and stored until their next change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Event, EventConfirmation, Proposal, RuleStay, Score
from services.rules.rulebook import rule_book, schemes
from services.standing.facts import facts

# In `Everyone.lists`: neither proposed nor in force.
NOT_LISTED = 0

# Up to so many subjects, reading each one's facts is cheaper than reading everybody's.
FEW = 50

# Databases take so many values in one statement, and PostgreSQL not more than 65,535.
BATCH = 10_000


def explain(session: Session, subject_id: str, scheme: str, view: scoring.View) -> scoring.Score:
    """The score of one subject with its reasons."""
    book = rule_book(session, scheme, view.known)
    return scoring.explain(book, facts(session, scheme, [subject_id], view.known), subject_id, view)


def renew(session: Session, subject_id: str, scheme: str, on: date) -> scoring.Score | None:
    """Recompute and store what one subject's score is on a day, as known now.

    None where the scheme was not in force yet: there is no score then.
    """
    book = rule_book(session, scheme)
    if on < book.first_day:
        return None
    known = facts(session, scheme, [subject_id])
    score = scoring.explain(book, known, subject_id, scoring.View(on))
    size, stored = ledger.size(session), session.get(Score, (subject_id, scheme))
    if stored is None:
        stored = Score(subject_id=subject_id, scheme=scheme)
    stored.points, stored.grade, stored.unrated = score.points, score.grade, score.unrated
    stored.settled_on, stored.until_on = on, score.until
    stored.book_sha256, stored.ledger_size = book.hash, size
    session.add(stored)
    _keep_lists(session, score, scheme)
    session.flush()
    return score


def _keep_lists(session: Session, score: scoring.Score, scheme: str) -> None:
    """What the rules propose, and the stays that they make by themselves."""
    for table in (Proposal, RuleStay):
        session.execute(
            delete(table).where(table.subject_id == score.subject_id, table.scheme == scheme)
        )
    for line in score.lists:
        key = {"subject_id": score.subject_id, "scheme": scheme, "list_code": line.list}
        if line.state == "proposed":
            session.add(Proposal(**key, from_on=line.start))
        elif line.state == "in_force" and line.by == "rule":
            ends = line.until if isinstance(line.until, date) else None
            stay = RuleStay(**key, from_on=line.start, until_on=ends, for_life=line.until == "life")
            session.add(stay)


def renew_all(session: Session, subject_ids: Collection[str], scheme: str, on: date) -> None:
    """The same for several: one by one while they are few, from one walk over everybody when many."""
    if len(subject_ids) <= FEW:
        for subject_id in sorted(subject_ids):
            renew(session, subject_id, scheme, on)
    else:
        _renew_many(session, sorted(subject_ids), scheme, on)


def _renew_many(session: Session, subject_ids: list[str], scheme: str, on: date) -> None:
    """A reason is asked for only where a list is proposed or in force, or was."""
    book = rule_book(session, scheme)
    if on < book.first_day:
        return
    known = facts(session, scheme)
    everyone = scoring.score_all(book, known, scoring.View(on))
    size, places = ledger.size(session), {s: n for n, s in enumerate(everyone.subjects)}
    for n in range(0, len(subject_ids), BATCH):
        batch = subject_ids[n : n + BATCH]
        session.execute(delete(Score).where(Score.scheme == scheme, Score.subject_id.in_(batch)))
    rows = [_row(everyone, places[s], scheme, on, size) for s in subject_ids]
    session.execute(insert(Score), rows)
    session.expire_all()
    near = {s for s in subject_ids if (everyone.lists[places[s]] != NOT_LISTED).any()}
    for table in (Proposal, RuleStay):
        near |= set(session.scalars(select(table.subject_id).where(table.scheme == scheme)))
    for subject_id in sorted(near.intersection(subject_ids)):
        score = scoring.explain(book, known, subject_id, scoring.View(on))
        _keep_lists(session, score, scheme)
    session.flush()


def _row(everyone: scoring.Everyone, n: int, scheme: str, on: date, size: int) -> dict[str, object]:
    grade, until = int(everyone.grade[n]), everyone.until[n].item()
    return {
        "subject_id": everyone.subjects[n],
        "scheme": scheme,
        "points": int(everyone.points[n]),
        "grade": everyone.grades[grade] if grade >= 0 else None,
        "unrated": scoring.UNRATED_CODES[int(everyone.unrated[n])],
        "settled_on": on,
        "until_on": until,
        "book_sha256": everyone.book_hash,
        "ledger_size": size,
    }


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
