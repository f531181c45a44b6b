"""Drafts as they stand: for those who write rules, and for those who sign them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Holder, RulesetDraft, RulesetVersion
from services.actor import Actor
from services.drafts.draft_cover import Cover, Opinion, read_cover
from services.drafts.draft_head import head_of
from services.drafts.edit_draft import text_at
from services.messages import Forbidden, NotFound, say

__all__ = ["Cover", "DraftLine", "Opinion", "ShownDraft", "seen_text", "show_draft", "show_drafts"]


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list. ``title`` may be empty while nobody has written one.

    ``state``: ``open`` (it can be changed), ``proposed`` (it waits for the second signature).
    """

    id: str
    scheme: str
    version: str
    title_zh: str
    title_en: str
    revision: int
    begun_by: str
    changed_by: str
    changed_at: datetime
    state: str


@dataclass(frozen=True)
class ShownDraft:
    """One draft with everything kept with it.

    ``base_id``: the version it was begun from. ``base_moved``: a version of this scheme has been published
    since the draft was begun (its name); the draft is kept as it is, ``compare_rulesets`` shows what came.
    ``ruleset_id``: the version it was handed in as, if it waits or was published.
    """

    line: DraftLine
    text: str
    cases: str
    cover: Cover
    base_id: str
    base_version: str
    base_moved: str
    base_moved_id: str
    may_change: bool
    ruleset_id: str


def show_drafts(session: Session, actor: Actor) -> list[DraftLine]:
    """Newest change first; without those that were published. Requires ``rules.propose`` or ``rules.publish``."""
    _require(actor)
    found = session.scalars(select(RulesetDraft).order_by(RulesetDraft.changed_at.desc()))
    lines = [_line(session, draft) for draft in found]
    return [line for line in lines if line.state != "published"]


def show_draft(session: Session, actor: Actor, draft_id: str) -> ShownDraft:
    """One draft; 404 to anybody who neither writes nor signs rules."""
    draft = _draft_or_404(session, actor, draft_id)
    line = _line(session, draft)
    base = session.get(RulesetVersion, draft.base_id) if draft.base_id else None
    newer = _published_since(session, draft)
    head = head_of(draft.text)
    return ShownDraft(
        line=line,
        text=draft.text,
        cases=draft.cases,
        cover=read_cover(draft.cover, draft.opinions, head.effective_from),
        base_id=draft.base_id or "",
        base_version=base.version if base else "",
        base_moved=newer.version if newer else "",
        base_moved_id=newer.id if newer else "",
        may_change=line.state == "open" and actor.may("rules.propose"),
        ruleset_id=(draft.ruleset_id or "") if line.state != "open" else "",
    )


def seen_text(session: Session, actor: Actor, draft_id: str, revision: int) -> str:
    """The text of a revision as its reader saw it; what stands now if that one is no longer kept."""
    return text_at(session, _draft_or_404(session, actor, draft_id), revision)


def _require(actor: Actor) -> None:
    if not (actor.may("rules.propose") or actor.may("rules.publish")):
        raise Forbidden(say("Your roles do not allow this."))


def _draft_or_404(session: Session, actor: Actor, draft_id: str) -> RulesetDraft:
    draft = session.get(RulesetDraft, draft_id)
    if draft is None or not (actor.may("rules.propose") or actor.may("rules.publish")):
        raise NotFound(say("There is no such draft."))
    return draft


def _published_since(session: Session, draft: RulesetDraft) -> RulesetVersion | None:
    """The newest version of the draft's scheme that came after it was begun, other than itself."""
    newest = session.scalars(
        select(RulesetVersion)
        .where(RulesetVersion.scheme == draft.scheme, RulesetVersion.state == "published")
        .order_by(RulesetVersion.effective_from.desc())
    ).first()
    if newest is None or newest.id in (draft.base_id, draft.ruleset_id):
        return None
    written = select(ledger.Entry.seq).where(ledger.Entry.entry_id == newest.published_entry_id)
    seq = session.scalar(written)
    return newest if seq is not None and seq > draft.begun_size else None


def _line(session: Session, draft: RulesetDraft) -> DraftLine:
    head = head_of(draft.text)
    version = session.get(RulesetVersion, draft.ruleset_id) if draft.ruleset_id else None
    return DraftLine(
        id=draft.id,
        scheme=head.scheme,
        version=head.version,
        title_zh=head.title_zh,
        title_en=head.title_en,
        revision=draft.revision,
        begun_by=_name(session, draft.begun_by),
        changed_by=_name(session, draft.changed_by),
        changed_at=draft.changed_at,
        state="open" if version is None or version.state == "withdrawn" else version.state,
    )


def _name(session: Session, holder_id: str) -> str:
    holder = session.get(Holder, holder_id)
    return (holder.name or "") if holder else ""
