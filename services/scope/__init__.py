"""Who sees which records: the one place where scope is applied.

A contractor's user sees its own subject, what counts and what was notified to it. A prefecture or county
office sees in full what was done in its region (place of work, not of registration); of the rest the
published grade, the score and the heading of each line. A record that waits is seen by the office that made
it, and by those above, where it is confirmed.
"""

from services.scope.cases import case_or_404, listing_or_404
from services.scope.events import (
    event_or_404,
    events_or_404,
    full_events,
    inside,
    may_enter,
    region_prefix,
    sees_in_full,
)
from services.scope.files import evidence_or_404, party_may_see
from services.scope.objections import objection_or_404, seen_objections
from services.scope.repairs import repair_or_404, repairs_seen
from services.scope.rounds import round_or_404, round_row_or_404, sees_round_row
from services.scope.subjects import subject_or_404, subjects_or_404

__all__ = [
    "case_or_404",
    "event_or_404",
    "events_or_404",
    "evidence_or_404",
    "full_events",
    "inside",
    "listing_or_404",
    "may_enter",
    "objection_or_404",
    "party_may_see",
    "region_prefix",
    "repair_or_404",
    "repairs_seen",
    "round_or_404",
    "round_row_or_404",
    "seen_objections",
    "sees_in_full",
    "sees_round_row",
    "subject_or_404",
    "subjects_or_404",
]
