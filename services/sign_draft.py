"""Propose a draft with its cover sheet, and sign it as the second person: each with the effect that was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.actor import Actor
from services.live_effect import LiveEffect
from services.messages import Conflict, Message
from services.writing import Once


class EffectMoved(Conflict):
    """The effect is no longer what was seen: ``effect`` is what it is now, to be shown before signing again."""

    def __init__(self, message: Message, effect: LiveEffect) -> None:
        super().__init__(message)
        self.effect = effect


class MustAcknowledge(Conflict):
    """The draft would list half of everybody; the signature needs ``acknowledged=True``."""

    def __init__(self, message: Message, effect: LiveEffect) -> None:
        super().__init__(message)
        self.effect = effect


@dataclass(frozen=True)
class SealedEffect:
    """What a signature sealed: day, counts by grade, who moves, who is newly listed, and the hash of it all."""

    on: str
    sha256: str
    subjects: int
    moved: int
    listed: int
    before: dict[str, int]
    after: dict[str, int]


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

    Raises ``Overtaken``, ``EffectMoved``, ``MustAcknowledge``, ``Invalid`` with what the cover sheet lacks.
    """
    raise NotImplementedError


def sign_version(
    session: Session,
    actor: Actor,
    ruleset_id: str,
    seen: str,
    now: datetime,
    once: Once | None = None,
    acknowledged: bool = False,
) -> str:
    """The second signature on a proposed version, with the effect that this person saw; returns its id."""
    raise NotImplementedError


def effect_of_version(session: Session, actor: Actor, ruleset_id: str, now: datetime) -> LiveEffect:
    """What a proposed version would do to everybody, as the second person sees it before signing."""
    raise NotImplementedError
