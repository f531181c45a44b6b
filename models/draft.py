"""Drafts of rulesets: nobody's rule and nobody's record until they are proposed, so nothing here is protected."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped

from models.base import ID_LENGTH, Base, UtcDateTime, column, reference


class RulesetDraft(Base):
    """``revision`` rises with every change; ``cover`` and ``opinions`` are JSON, days as ISO text.

    ``begun_size``: how many entries the ledger had when it was begun. ``ruleset_id``: the version it was last
    proposed as.
    """

    __tablename__ = "ruleset_draft"

    id: Mapped[str] = column("free", String(ID_LENGTH), primary_key=True)
    scheme: Mapped[str] = column("free", String(64))
    base_id: Mapped[str | None] = reference("ruleset_version.id", "free")
    ruleset_id: Mapped[str | None] = reference("ruleset_version.id", "free")
    text: Mapped[str] = column("free")
    cases: Mapped[str] = column("free")
    cover: Mapped[str] = column("free")
    opinions: Mapped[str] = column("free")
    revision: Mapped[int] = column("free")
    begun_by: Mapped[str] = reference("holder.id", "free")
    begun_size: Mapped[int] = column("free", BigInteger)
    changed_by: Mapped[str] = reference("holder.id", "free")
    changed_at: Mapped[datetime] = column("free", UtcDateTime)


class RulesetDraftText(Base):
    """What the text of a draft was at a revision: what somebody who comes second has seen."""

    __tablename__ = "ruleset_draft_text"

    draft_id: Mapped[str] = reference("ruleset_draft.id", "free", primary_key=True)
    revision: Mapped[int] = column("free", primary_key=True)
    text: Mapped[str] = column("free")
    changed_by: Mapped[str] = reference("holder.id", "free")
    changed_at: Mapped[datetime] = column("free", UtcDateTime)
