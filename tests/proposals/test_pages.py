"""The pages of lists by rule: a proposal answered, a batch confirmed, a warning seen and dismissed."""

from __future__ import annotations

from services.subject_contact import keep_contact
from services.writing import writing
from tests.proposals.acts import Acts, at
from tests.support.world import TODAY


def keep(acts: Acts, subject: str, address: str) -> None:
    with writing(acts.session, acts.world["provincial_clerk"], at(TODAY)) as writer:
        keep_contact(writer, subject, address, None)
