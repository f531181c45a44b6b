"""The cover sheet with which a version was handed in, as everybody who reads rules sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Evidence, RulesetCover
from services.actor import Actor
from services.drafts.draft_cover import DAYS, OPINIONS
from services.rules.show_rules import version_or_404


@dataclass(frozen=True)
class OpinionFile:
    """An opinion as evidence of the version; ``kind`` is of OPINIONS."""

    kind: str
    evidence_id: str
    filename: str
    size: int
    media_type: str


@dataclass(frozen=True)
class VersionCover:
    """Texts and days by the names of ``draft_cover``; ``cases`` are the worked cases handed in with it."""

    title: str
    document_no: str
    office: str
    days: dict[str, date | None]
    opinions: tuple[OpinionFile, ...]
    cases: str


def cover_of(session: Session, actor: Actor, ruleset_id: str) -> VersionCover | None:
    """None of a version that came without a draft; 404 for one that is not the reader's business."""
    version_or_404(session, actor, ruleset_id)
    row = session.scalars(
        select(RulesetCover).where(RulesetCover.ruleset_id == ruleset_id)
    ).one_or_none()
    if row is None:
        return None
    files = session.scalars(
        select(Evidence)
        .where(Evidence.owner_kind == "ruleset", Evidence.owner_id == ruleset_id)
        .order_by(Evidence.position)
    )
    return VersionCover(
        title=row.title,
        document_no=row.document_no,
        office=row.office,
        days={name: getattr(row, name) for name in DAYS},
        opinions=tuple(
            OpinionFile(kind, file.id, file.filename or "", file.size, file.media_type)
            for kind, file in zip(OPINIONS, files, strict=True)
        ),
        cases=row.cases,
    )
