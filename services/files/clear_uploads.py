"""Clear what uploads left behind: files that no record names, once no open form can name them any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from evidence.store import Store
from models import Evidence, RulesetDraft
from services.drafts.draft_cover import opinion_files

FORM_IS_OPEN = timedelta(hours=24)
"""So long a form may keep a file that it has sent but not recorded."""


def clear_uploads(session: Session, store: Store, now: datetime) -> int:
    """Remove stored files without a record and the rests of broken uploads; returns how many.

    A form that is sent in its last moment still finds its file: another hour passes before it goes.
    """
    before = now - FORM_IS_OPEN - timedelta(hours=1)
    known = {*session.scalars(select(Evidence.stored_sha256)), *_of_drafts(session)}
    forgotten = list(store.orphans(known, before))
    for sha256 in forgotten:
        store.discard(sha256)
    return len(forgotten) + store.clear_incoming(before)


def _of_drafts(session: Session) -> Iterator[str]:
    """Opinions on drafts of rules, which are no record until the draft is proposed."""
    for opinions in session.scalars(select(RulesetDraft.opinions)):
        for file in opinion_files(opinions):
            yield file.stored_sha256
