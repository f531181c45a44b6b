"""The append-only log: what was done, by whom and when, so that nobody can quietly change it."""

from ledger.log import (
    append,
    bodies,
    consistency,
    entry,
    inclusion,
    instant,
    root,
    size,
    size_at,
    take_turn,
)
from ledger.tables import Base, Entry, Head
from ledger.triggers import protect, unprotected

__all__ = [
    "Base",
    "Entry",
    "Head",
    "append",
    "bodies",
    "consistency",
    "entry",
    "inclusion",
    "instant",
    "protect",
    "root",
    "size",
    "size_at",
    "take_turn",
    "unprotected",
]
