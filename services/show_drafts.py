"""Drafts as they stand: for those who write rules, and for those who sign them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.messages import Message


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list. ``title`` may be empty while nobody has written one."""

    id: str
    scheme: str
    version: str
    title_zh: str
    title_en: str
    revision: int
    begun_by: str
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class Opinion:
    """A file on the cover sheet."""

    filename: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Cover:
    """The cover sheet. ``missing`` says what it still lacks; empty: the draft can be proposed."""

    title: str
    document_no: str
    office: str
    days: dict[str, date | None]
    opinions: dict[str, Opinion | None]
    missing: tuple[Message, ...]


@dataclass(frozen=True)
class ShownDraft:
    """One draft with everything kept with it.

    ``base_id``: the version it was begun from. ``base_moved``: a version of this scheme has been published
    since the draft was begun (its name); the draft is kept as it is, ``compare_rulesets`` shows what came.
    """

    line: DraftLine
    text: str
    cases: str
    cover: Cover
    base_id: str
    base_version: str
    base_moved: str
    may_change: bool


def show_drafts(session: Session, actor: Actor) -> list[DraftLine]:
    """Newest change first. Requires ``rules.propose`` or ``rules.publish``."""
    raise NotImplementedError


def show_draft(session: Session, actor: Actor, draft_id: str) -> ShownDraft:
    """One draft; 404 to anybody who neither writes nor signs rules."""
    raise NotImplementedError
