"""Why a subject would stand elsewhere under a draft: the lines that differ, largest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import scoring
from services.drafts.held_facts import Held
from services.drafts.line_pairs import LinePair, line_pairs
from services.messages import Message, say
from services.statements.weight_words import change

MOST = 3
"""Reasons told of one subject; all of them are found by trying the draft on it."""


class Reasons:
    """Both accounts of single subjects on one day, from facts that are held."""

    def __init__(
        self, held: Held, before: scoring.RuleBook, after: scoring.RuleBook, on: date
    ) -> None:
        self._held, self._before, self._after = held, before, after
        self._view = scoring.View(on)
        versions = (*before.versions, *after.versions)
        self._versions = {version.version: version for version in versions}

    def of(self, subject_id: str) -> tuple[Message, ...]:
        """Records of one kind are told together."""
        facts, on = self._held.of(subject_id), self._view.on
        after = scoring.explain(self._after, facts, subject_id, self._view)
        before = self._held.account(self._before, subject_id, on)
        alike: defaultdict[str, list[LinePair]] = defaultdict(list)
        for pair in line_pairs(before, after, self._versions):
            if pair.changed and not pair.beneath:
                alike[repr(pair.what)].append(pair)
        order = sorted(alike.values(), key=lambda found: -abs(sum(p.difference for p in found)))
        return tuple(_told(found, after.places) for found in order[:MOST])


def _told(alike: Sequence[LinePair], places: int) -> Message:
    return say(
        "%(what)s: %(before)s → %(after)s",
        what=alike[0].what,
        before=change(sum(pair.before or 0 for pair in alike), places),
        after=change(sum(pair.after or 0 for pair in alike), places),
    )
