"""The published grade: what buyers, effects and certificates use until the next round is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import Round, RoundSubject


@dataclass(frozen=True, slots=True)
class PublishedGrade:
    """A subject's result in the round published last; points in hundredths.

    Without a ``grade`` it is unrated for the reason ``unrated``, or out of the round's scope for ``out``.
    """

    row_id: str
    round_id: str
    scheme: str
    title: str
    on: date
    document_no: str
    published_on: date
    points: int | None
    grade: str | None
    unrated: str | None
    out: str | None


def published_grade(
    session: Session, subject_id: str, scheme: str, today: date
) -> PublishedGrade | None:
    """None where no round of the scheme was published by then, or none that knew the subject."""
    found = published_grades(session, [subject_id], today).get(subject_id, ())
    return next((grade for grade in found if grade.scheme == scheme), None)


def published_grades(
    session: Session, subject_ids: Collection[str], today: date
) -> Mapping[str, tuple[PublishedGrade, ...]]:
    """By subject its published grades, one a scheme, by scheme."""
    found: dict[str, list[PublishedGrade]] = defaultdict(list)
    query = _rows(today).where(RoundSubject.subject_id.in_(list(subject_ids)))
    for subject_id, *row in session.execute(query):
        found[subject_id].append(PublishedGrade(*row))
    return {subject_id: tuple(grades) for subject_id, grades in found.items()}


def published_in(session: Session, scheme: str, today: date) -> Mapping[str, PublishedGrade]:
    """By subject, everybody's published grade under one scheme."""
    found = session.execute(_rows(today).where(Round.scheme == scheme))
    return {subject_id: PublishedGrade(*row) for subject_id, *row in found}


def round_in_force(session: Session, scheme: str, today: date) -> Round | None:
    """The round of a scheme that was published last."""
    query = select(Round).where(Round.id.in_(_newest(today)), Round.scheme == scheme)
    return session.scalars(query).first()


def _newest(today: date) -> Select[str]:
    """The ids of the rounds whose results hold: of each scheme that of the latest day."""
    latest = (
        select(Round.scheme, func.max(Round.on).label("on"))
        .where(Round.state == "published", Round.published_on <= today)
        .group_by(Round.scheme)
        .subquery()
    )
    return select(Round.id).join(
        latest,
        (latest.c.scheme == Round.scheme)
        & (latest.c.on == Round.on)
        & (Round.state == "published"),
    )


def _rows(today: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            RoundSubject.subject_id,
            RoundSubject.id,
            Round.id,
            Round.scheme,
            Round.title,
            Round.on,
            func.coalesce(Round.document_no, ""),
            Round.published_on,
            RoundSubject.points,
            RoundSubject.grade,
            RoundSubject.unrated,
            RoundSubject.out,
        )
        .join(Round, Round.id == RoundSubject.round_id)
        .where(Round.id.in_(_newest(today)))
        .order_by(Round.scheme)
    )
