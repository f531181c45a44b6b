"""Everything that is wrong with a draft, in plain words, each beside the field it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from services.draft_parts import Both


@dataclass(frozen=True, slots=True)
class Finding:
    """``path``: the address of the field, row or group (``""``: the whole text).

    ``told``: the parser's own path. ``weight``: ``wrong`` (it cannot be read), ``unpublishable`` (an effect
    without ground) or ``flagged`` (a number without clause and source, a document that has ended).
    """

    path: str
    told: str
    weight: str
    words: Both


@dataclass(frozen=True, slots=True)
class Check:
    """``ruleset`` is there when nothing is wrong."""

    findings: tuple[Finding, ...]
    ruleset: scoring.Ruleset | None

    def at(self, path: str) -> tuple[Finding, ...]:
        """What is said of exactly this address."""
        return tuple(found for found in self.findings if found.path == path)

    def within(self, path: str) -> tuple[Finding, ...]:
        """What is said of this address and all beneath it."""
        return tuple(f for f in self.findings if f.path == path or f.path.startswith(f"{path}/"))


def check_draft(session: Session, text: str, today: date) -> Check:
    """Parse the text and hold it against the published versions; never raises for what was typed."""
    raise NotImplementedError
