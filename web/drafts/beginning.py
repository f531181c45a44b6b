"""A draft begun from a version gets a name and a first day of its own, so that its effect shows at once."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

import scoring
from services.drafts.draft_parts import Change, Put
from services.rules.rulebook import published


def renewed(session: Session, base: scoring.Ruleset, today: date) -> list[Change]:
    """The next free version and the first of a month that is to come, after every published version."""
    versions = published(session, base.scheme)
    last = max([today, *(version.effective_from for version in versions)])
    first = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
    taken = {version.version for version in versions}
    names = [str(first.year), *(f"{first.year}-{n}" for n in range(2, len(taken) + 3))]
    free = next(name for name in names if name not in taken)
    return [Put("version", free), Put("effective_from", first.isoformat())]
