"""Lists: who stands on them, and the cases that lead onto them and off again."""

from web.lists import (
    board,
    by_rule,
    case,
    decisions,
    opening,
    papers,
    proposals,
)
from web.lists.blueprint import bp

__all__ = [
    "board",
    "bp",
    "by_rule",
    "case",
    "decisions",
    "opening",
    "papers",
    "proposals",
]
