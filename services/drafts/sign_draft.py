"""Propose a draft with its cover sheet, and sign it as the second person: each with the effect that was seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import RulesetDraft, RulesetEffect, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.drafts.draft_cover import cover_row, opinion_files, read_cover
from services.drafts.edit_draft import open_draft, overtaken
from services.drafts.live_effect import LiveEffect, live_effect
from services.files.new_file import evidence_rows
from services.messages import Conflict, Invalid, Message, say
from services.rules.propose_ruleset import (
    add_proposal,
    add_publication,
    check_proposal,
    check_publication,
    proposed_or_404,
    read_draft,
)
from services.rules.show_rules import show_version
from services.writing import Once, Writer, writing


class EffectMoved(Conflict):
    """The effect is no longer what was seen: ``effect`` is what it is now, to be shown before signing again."""

    def __init__(self, effect: LiveEffect) -> None:
        super().__init__(
            say("The effect is no longer what you saw. Look at it again, then sign."),
        )
        self.effect = effect


class MustAcknowledge(Conflict):
    """The draft would list half of everybody; the signature needs ``acknowledged=True``."""

    def __init__(self, effect: LiveEffect) -> None:
        most = max(effect.half.values())
        super().__init__(
            say(
                "This would newly list %(percent)s percent of all. Confirm that you have seen it.",
                percent=most,
            )
        )
        self.effect = effect


@dataclass(frozen=True)
class SealedEffect:
    """What a signature sealed: who saw it, on which day it was reckoned, counts by grade, and the hash of it all.

    ``moment`` is ``propose`` or ``publish``; the code of nobody's grade is the empty text.
    """

    moment: str
    seen_by: str
    on: date
    sha256: str
    subjects: int
    moved: int
    listed: int
    acknowledged: bool
    before: Mapping[str, int]
    after: Mapping[str, int]
    lists: Mapping[str, tuple[int, int]]


def propose_draft(
    session: Session,
    actor: Actor,
    draft_id: str,
    revision: int,
    seen: str,
    now: datetime,
    once: Once | None = None,
    acknowledged: bool = False,
) -> str:
    """Hand a draft in; returns the id of the proposed version. ``seen`` is the sha256 of the effect on the page.

    Raises ``Overtaken``, ``EffectMoved``, ``MustAcknowledge``, and ``Invalid`` with what the cover sheet lacks
    (by ``cover``) or what is to be mended in the draft (by ``text``).
    """
    actor.require("rules.propose")
    with writing(session, actor, now, once) as writer:
        draft = open_draft(session, draft_id)
        if draft.revision != revision:
            raise overtaken(session, draft, draft.text)
        ruleset = _readable(session, draft.text)
        _refuse_incomplete(draft, ruleset)
        check_proposal(session, ruleset, day_of(now))
        effect = _seen(session, actor, ruleset, seen, now, acknowledged)
        ruleset_id = add_proposal(writer, ruleset, effect.sha256)
        _add_cover(writer, draft, ruleset_id)
        _add_effect(writer, ruleset_id, "propose", effect, acknowledged)
        draft.ruleset_id = ruleset_id
        writer.result = ruleset_id
    return writer.result


def _readable(session: Session, text: str) -> scoring.Ruleset:
    try:
        return read_draft(session, text)
    except scoring.RulesetError:
        raise Invalid(
            {"text": say("Something in the draft is still to be mended. The check says what.")}
        ) from None


def _refuse_incomplete(draft: RulesetDraft, ruleset: scoring.Ruleset) -> None:
    missing = read_cover(draft.cover, draft.opinions, ruleset.effective_from).missing
    if missing:
        raise Invalid({"cover": missing[0]})
    if ruleset.unfounded:
        raise Invalid({"text": _unfounded(ruleset)})


def _unfounded(ruleset: scoring.Ruleset) -> Message:
    return say("These effects name no ground: %(paths)s.", paths=", ".join(ruleset.unfounded))


def sign_version(
    session: Session,
    actor: Actor,
    ruleset_id: str,
    seen: str,
    now: datetime,
    once: Once | None = None,
    acknowledged: bool = False,
) -> str:
    """The second signature on a proposed version, with the effect that this person saw; returns its id.

    Raises ``EffectMoved``, ``MustAcknowledge``, and what ``publish_ruleset`` raises.
    """
    actor.require("rules.publish")
    with writing(session, actor, now, once) as writer:
        version = proposed_or_404(session, ruleset_id)
        ruleset = check_publication(session, actor, version, day_of(now))
        effect = _seen(session, actor, ruleset, seen, now, acknowledged)
        _add_effect(writer, ruleset_id, "publish", effect, acknowledged)
        add_publication(writer, version, day_of(now), effect.sha256)
        writer.result = ruleset_id
    return writer.result


def effect_of_version(session: Session, actor: Actor, ruleset_id: str, now: datetime) -> LiveEffect:
    """What a proposed version would do to everybody, as the second person sees it before signing."""
    shown = show_version(session, actor, ruleset_id, day_of(now))
    return live_effect(session, actor, shown.ruleset, day_of(now))


def sealed_effects(session: Session, actor: Actor, ruleset_id: str) -> tuple[SealedEffect, ...]:
    """What those who proposed and published a version saw, in that order; none of one without a draft.

    It is for those who write, sign or audit rules; to others there is nothing.
    """
    if not any(actor.may(one) for one in ("rules.propose", "rules.publish", "record.read")):
        return ()
    query = select(RulesetEffect).where(RulesetEffect.ruleset_id == ruleset_id)
    found = sorted(session.scalars(query), key=lambda row: row.moment == "publish")
    return tuple(_sealed(row) for row in found)


def _sealed(row: RulesetEffect) -> SealedEffect:
    counts = json.loads(row.counts)
    return SealedEffect(
        moment=row.moment,
        seen_by=row.seen_by,
        on=row.on,
        sha256=row.sha256,
        subjects=row.subjects,
        moved=row.moved,
        listed=row.listed,
        acknowledged=row.acknowledged,
        before=dict(counts["before"]),
        after=dict(counts["after"]),
        lists={code: (newly, gone) for code, newly, gone in counts["lists"]},
    )


def _seen(
    session: Session,
    actor: Actor,
    ruleset: scoring.Ruleset,
    seen: str,
    now: datetime,
    acknowledged: bool,
) -> LiveEffect:
    """The effect as it is now, if it is what was seen and what must be said of it was said."""
    effect = live_effect(session, actor, ruleset, day_of(now))
    if effect.sha256 != seen:
        raise EffectMoved(effect)
    if effect.half and not acknowledged:
        raise MustAcknowledge(effect)
    return effect


def _add_cover(writer: Writer, draft: RulesetDraft, ruleset_id: str) -> None:
    private = Private()
    files = opinion_files(draft.opinions)
    cover = {
        "id": new_id(),
        "ruleset_id": ruleset_id,
        "cases": draft.cases,
        **cover_row(draft.cover),
    }
    data: dict[str, Any] = {
        "ruleset": ruleset_id,
        "cover": cover,
        "evidence": evidence_rows("ruleset", ruleset_id, files, private),
    }
    writer.add("ruleset.cover", data, private=private)


def _add_effect(
    writer: Writer, ruleset_id: str, moment: str, effect: LiveEffect, acknowledged: bool
) -> None:
    counts = {
        "before": [[code or "", n] for code, n in effect.before.items()],
        "after": [[code or "", n] for code, n in effect.after.items()],
        "lists": [[one.code, one.newly, one.no_longer] for one in effect.lists],
    }
    row = {
        "id": new_id(),
        "ruleset_id": ruleset_id,
        "moment": moment,
        "seen_by": writer.actor.holder_id,
        "on": effect.on.isoformat(),
        "sha256": effect.sha256,
        "subjects": effect.subjects,
        "moved": effect.moved,
        "listed": effect.listed,
        "acknowledged": bool(effect.half) and acknowledged,
        "counts": json.dumps(counts),
    }
    writer.add("ruleset.effect", {"ruleset": ruleset_id, "effect": row})
