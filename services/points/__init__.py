"""Points to look at (疑点): one module for each kind; importing one registers it. They are leads, not findings."""

from services.points import (
    deadline,
    deputies,
    exports,
    late,
    lifted,
    night,
    offices,
    pairs,
    previews,
    proposals,
)
from services.points.registry import KINDS, Kind, Peer, Point, Ref, Span

ORDER = (
    *("lifted", "refused", "unanswered", "preview", "late", "deadline", "night"),
    *("pair", "deputy", "office", "export", "download"),
)
"""The kinds as a page lists them."""

__all__ = [
    "KINDS",
    "ORDER",
    "Kind",
    "Peer",
    "Point",
    "Ref",
    "Span",
    "deadline",
    "deputies",
    "exports",
    "late",
    "lifted",
    "night",
    "offices",
    "pairs",
    "previews",
    "proposals",
]
