"""Begin a draft, change it, and put it away: what stands in it is nobody's rule until it is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

import ledger
import scoring
from models import Holder, RulesetCover, RulesetDraft, RulesetDraftText, RulesetVersion, new_id
from scoring.toml import LARGEST
from services.actor import Actor
from services.clock import day_of
from services.drafts.draft_cover import DAYS, OPINIONS, TEXTS, written_cover, written_opinions
from services.drafts.draft_difference import LineOfDifference, difference
from services.drafts.draft_document import change
from services.drafts.draft_head import head_of, skeleton
from services.drafts.draft_parts import Change
from services.files.new_file import NewFile
from services.messages import Conflict, Invalid, Message, NotFound, say
from services.rules.show_rules import show_version
from services.writing import unrecorded

MOST_KEPT = 100
"""Revisions of a draft whose text is kept: whoever saved nothing for so long begins from what stands."""


class Overtaken(Conflict):
    """Somebody else changed the draft meanwhile; nothing was written and nothing is lost.

    ``text`` and ``revision`` are what stands now, ``yours`` the text as this change would have made it of what
    its author saw, ``by`` who was first, ``difference`` theirs against yours. To go on, send the changes again
    with the new revision, or ``replace_source`` with a text of one's own.
    """

    def __init__(self, draft: RulesetDraft, by: str, yours: str) -> None:
        super().__init__(
            say(
                "%(by)s changed this draft meanwhile. Nothing of yours is lost: compare the two and save again.",
                by=by,
            )
        )
        self.text, self.revision, self.yours, self.by = draft.text, draft.revision, yours, by
        self.difference: tuple[LineOfDifference, ...] = difference(draft.text, yours)


@dataclass(frozen=True)
class Saved:
    """A draft after a change: its new revision and text."""

    draft_id: str
    revision: int
    text: str


def begin_draft(
    session: Session, actor: Actor, now: datetime, base_id: str = "", text: str = ""
) -> str:
    """A draft from a version (``base_id``), from a text of one's own, or an empty one; returns its id.

    An empty one has a skeleton: head, scale, period, one dimension, two grades. Requires ``rules.propose``.
    """
    actor.require("rules.propose")
    if base_id:
        text = show_version(session, actor, base_id, day_of(now)).ruleset.text
    text = text or skeleton(day_of(now))
    _refuse_size(text)
    with unrecorded(session):
        draft = RulesetDraft(
            id=new_id(),
            scheme=head_of(text).scheme,
            base_id=base_id or None,
            text=text,
            cases=_cases_of(session, base_id),
            cover="{}",
            opinions="{}",
            revision=0,
            begun_by=actor.holder_id,
            begun_size=ledger.size(session),
            changed_by=actor.holder_id,
            changed_at=now,
        )
        session.add(draft)
        session.flush()
        _keep(session, draft, actor, now)
        return draft.id


def _cases_of(session: Session, base_id: str) -> str:
    """The worked cases that were handed in with a version go on with what is begun from it."""
    query = select(RulesetCover.cases).where(RulesetCover.ruleset_id == base_id)
    return session.scalar(query) or ""


def change_draft(
    session: Session,
    actor: Actor,
    draft_id: str,
    revision: int,
    changes: Iterable[Change],
    now: datetime,
    seen: str = "",
) -> Saved:
    """Make changes to revision ``revision``; raises ``Overtaken`` if the draft has moved on.

    ``seen``: the text its author looked at, if the page has it (else it is taken from the kept revision).
    """
    wanted = list(changes)
    with _changing(session, actor, draft_id) as draft:
        if draft.revision != revision:
            seen = seen or text_at(session, draft, revision)
            raise overtaken(session, draft, _changed(seen, wanted))
        text = _changed(draft.text, wanted)
        _refuse_size(text)
        if text != draft.text:
            draft.text = text
            _keep(session, draft, actor, now)
        return _saved(draft)


def _changed(text: str, wanted: Iterable[Change]) -> str:
    try:
        return change(text, wanted)
    except scoring.RulesetError as error:
        (fault,) = error.problems
        raise Invalid(
            {
                "text": say(
                    "The source file must be mended first: %(fault)s",
                    fault=scoring.Label(fault.zh, fault.en),
                )
            }
        ) from None


def replace_source(
    session: Session, actor: Actor, draft_id: str, revision: int, text: str, now: datetime
) -> Saved:
    """Write the whole source file anew; it may be anything up to a megabyte. Raises ``Overtaken``."""
    _refuse_size(text)
    with _changing(session, actor, draft_id) as draft:
        if draft.revision != revision:
            raise overtaken(session, draft, text)
        if text != draft.text:
            draft.text = text
            _keep(session, draft, actor, now)
        return _saved(draft)


def keep_cases(
    session: Session, actor: Actor, draft_id: str, revision: int, text: str, now: datetime
) -> Saved:
    """Write the scenario cases that are kept with the draft (TOML, ``[[scenarios]]``). Raises ``Overtaken``."""
    _refuse_size(text)
    with _changing(session, actor, draft_id) as draft:
        if draft.revision != revision:
            raise overtaken(session, draft, draft.text)
        if text != draft.cases:
            draft.cases = text
            _keep(session, draft, actor, now)
        return _saved(draft)


def keep_cover(
    session: Session,
    actor: Actor,
    draft_id: str,
    revision: int,
    values: Mapping[str, str | date | None],
    now: datetime,
    opinions: Mapping[str, NewFile | None] | None = None,
) -> Saved:
    """Write the cover sheet: texts and days of ``draft_cover`` by name, files by OPINIONS (None takes one away).

    Whatever is not named stays. Raises ``Overtaken``, and ``Invalid`` by field for days out of order.
    """
    named = {name: values[name] for name in (*TEXTS, *DAYS) if name in values}
    files = {name: file for name, file in (opinions or {}).items() if name in OPINIONS}
    with _changing(session, actor, draft_id) as draft:
        if draft.revision != revision:
            raise overtaken(session, draft, draft.text)
        cover, wrong = written_cover(draft.cover, named)
        if wrong:
            raise Invalid(wrong)
        draft.cover = cover
        draft.opinions = written_opinions(draft.opinions, files)
        _keep(session, draft, actor, now)
        return _saved(draft)


def discard_draft(session: Session, actor: Actor, draft_id: str, revision: int) -> None:
    """Put a draft away for good. Raises ``Overtaken``."""
    actor.require("rules.propose")
    with unrecorded(session):
        draft = open_draft(session, draft_id)
        if draft.revision != revision:
            raise overtaken(session, draft, draft.text)
        session.execute(delete(RulesetDraftText).where(RulesetDraftText.draft_id == draft_id))
        session.delete(draft)


def open_draft(session: Session, draft_id: str) -> RulesetDraft:
    """A draft that can still be changed, locked; a version that waits or is in force is not edited."""
    draft = session.get(RulesetDraft, draft_id, with_for_update=True)
    if draft is None:
        raise NotFound(say("There is no such draft."))
    version = session.get(RulesetVersion, draft.ruleset_id) if draft.ruleset_id else None
    if version is not None and version.state != "withdrawn":
        raise Conflict(say("This draft was handed in. Withdraw the version to go on changing it."))
    return draft


def text_at(session: Session, draft: RulesetDraft, revision: int) -> str:
    """The text of a revision; what stands now if that one is no longer kept."""
    kept = session.get(RulesetDraftText, (draft.id, revision))
    return kept.text if kept else draft.text


@contextmanager
def _changing(session: Session, actor: Actor, draft_id: str) -> Iterator[RulesetDraft]:
    actor.require("rules.propose")
    with unrecorded(session):
        yield open_draft(session, draft_id)


def overtaken(session: Session, draft: RulesetDraft, yours: str) -> Overtaken:
    """What a change that came second is refused with."""
    first = session.get(Holder, draft.changed_by)
    return Overtaken(draft, (first.name or "") if first else "", yours)


def _keep(session: Session, draft: RulesetDraft, actor: Actor, now: datetime) -> None:
    """One more revision, by this person; the oldest texts go."""
    draft.revision += 1
    draft.scheme = head_of(draft.text).scheme
    draft.changed_by, draft.changed_at = actor.holder_id, now
    session.add(
        RulesetDraftText(
            draft_id=draft.id,
            revision=draft.revision,
            text=draft.text,
            changed_by=actor.holder_id,
            changed_at=now,
        )
    )
    session.execute(
        delete(RulesetDraftText).where(
            RulesetDraftText.draft_id == draft.id,
            RulesetDraftText.revision <= draft.revision - MOST_KEPT,
        )
    )


def _saved(draft: RulesetDraft) -> Saved:
    return Saved(draft.id, draft.revision, draft.text)


def _refuse_size(text: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise Invalid({"text": _too_large(size)})


def _too_large(size: int) -> Message:
    return say(
        "The file has %(size)s bytes, at most %(most)s are accepted.",
        size=f"{size:,}",
        most=f"{LARGEST:,}",
    )
