"""Try a draft on one contractor: its lines under what is published and under the draft, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.actor import Actor
from services.drafts.draft_parts import Both
from services.drafts.line_pairs import LinePair, line_pairs
from services.labels import list_named, subject_names
from services.messages import Forbidden, say
from services.objections.dispute_marks import marks_of_events
from services.rules.rulebook import book_of, drafted_book, published
from services.scope import subject_or_404
from services.standing.facts import facts

STANDS = ("proposed", "in_force")


@dataclass(frozen=True, slots=True)
class Tried:
    """``before`` is None where no version is in force on ``on``; ``disputed``: since when, by record."""

    subject_id: str
    name: str
    on: date
    before: scoring.Score | None
    after: scoring.Score
    grade_before: Both | None
    grade_after: Both | None
    lists_before: tuple[Both, ...]
    lists_after: tuple[Both, ...]
    lines: tuple[LinePair, ...]
    disputed: Mapping[str, date]


def try_draft(
    session: Session, actor: Actor, draft: scoring.Ruleset, subject_id: str, on: date
) -> Tried:
    """One subject under published and draft on ``on``, or on the draft's first day if that is later."""
    if not (actor.may("rules.propose") or actor.may("rules.publish")):
        raise Forbidden(say("Your roles do not allow this."))
    subject = subject_or_404(session, actor, subject_id)
    versions, known = published(session, draft.scheme), facts(session, draft.scheme, [subject_id])
    view = scoring.View(max(on, draft.effective_from))
    after = scoring.explain(drafted_book(session, versions, draft), known, subject_id, view)
    before = None
    if versions and versions[0].effective_from <= view.on:
        before = scoring.explain(book_of(session, draft.scheme, versions), known, subject_id, view)
    every = [*versions, draft]
    return Tried(
        subject_id=subject_id,
        name=subject_names(session, [subject.id]).get(subject.id, ""),
        on=view.on,
        before=before,
        after=after,
        grade_before=_grade(before, every),
        grade_after=_grade(after, every),
        lists_before=_lists(before, every),
        lists_after=_lists(after, every),
        lines=line_pairs(before, after, {version.version: version for version in every}),
        disputed=marks_of_events(session, [row.event_id for row in known.rows]),
    )


def _grade(score: scoring.Score | None, versions: Sequence[scoring.Ruleset]) -> Both | None:
    if score is None or score.grade is None:
        return None
    acting = next(version for version in versions if version.version == score.version)
    return next(grade.name for grade in acting.grades if grade.code == score.grade)


def _lists(score: scoring.Score | None, versions: Sequence[scoring.Ruleset]) -> tuple[Both, ...]:
    codes = [one.list for one in score.lists if one.state in STANDS] if score else []
    return tuple(list_named(versions, code) for code in dict.fromkeys(codes))
