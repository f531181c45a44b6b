"""What a write brings with it by the rules, in the same transaction: proposals made known, stays ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.apply.rows import Body
from services.clock import day_of
from services.lists.affiliates import tell_affiliates
from services.lists.known_proposals import take_up, tell_proposals, untold
from services.lists.rule_stays import departed, follow_stays
from services.locking import lock_subjects
from services.pen import Pen

MOVES = frozenset(
    {
        "case.open",
        "decision.make",
        "decision.confirm",
        "event.record",
        "event.confirm",
        "event.correct.confirm",
        "event.rectify_accept",
        "listing.change_by_rule",
        "repair.decide",
        "repair.confirm",
        "service.record",
        "service.correct.confirm",
    }
)
"""Kinds of entries after which the rules may say something else about their subject."""
BEARS = frozenset(
    {
        "decision.make",
        "decision.confirm",
        "listing.enter_by_rule",
        "listing.change_by_rule",
        "repair.decide",
        "repair.confirm",
        "service.record",
        "service.correct.confirm",
        "subject.relate",
        "subject.succeed",
        "subject.unrelate",
    }
)
"""Kinds after which a listing may bear on others, or no longer: a listing or a relation changed."""

FEW = 1_000
"""So many subjects are locked and looked at in one go."""


def follow_rules(pen: Pen) -> None:
    """Look at the subjects of what was written; at what listings bear on when one or a relation changed."""
    if any(body["kind"] == "ruleset.publish" for body in pen.bodies):
        follow_everywhere(pen)
        return
    told = [body for body in pen.bodies if not _only_informs(body)]
    moved = {body["subject"] for body in told if body.get("subject") and body["kind"] in MOVES}
    today = day_of(pen.now)
    if moved:
        tell_proposals(pen, moved, today)
        follow_stays(pen, moved, today)
        take_up(pen, moved)
    bearing = {body["subject"] for body in told if body.get("subject") and body["kind"] in BEARS}
    if bearing:
        tell_affiliates(pen, today, bearing)


def _only_informs(body: Body) -> bool:
    """Most services do; that of an entry, or of a repair's revocation, sets it in force, until taken back."""
    bears = {"service.record": "effect", "service.correct.confirm": "undone"}.get(body["kind"])
    return bears is not None and not body["data"].get(bears)


def follow_everywhere(pen: Pen) -> None:
    """The same about everybody of whom the stored scores, renewed before, say something else than the record.

    For a new day and new rules: what agrees is not read one by one.
    """
    today = day_of(pen.now)
    moved = {*pen.session.scalars(untold()), *pen.session.scalars(departed(today))}
    for subjects in batched(sorted(moved), FEW):
        lock_subjects(pen.session, subjects)
        tell_proposals(pen, subjects, today)
        follow_stays(pen, subjects, today)
        take_up(pen, subjects)
    tell_affiliates(pen, today)


def batched(found: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Parts of so many: a database takes so many values in one statement."""
    for first in range(0, len(found), size):
        yield found[first : first + size]
