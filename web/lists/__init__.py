"""Lists: who stands on them, and the cases that lead onto them and off again."""

from web.lists import board, case, decisions, opening, papers, publicity
from web.lists.blueprint import bp

__all__ = ["board", "bp", "case", "decisions", "opening", "papers", "publicity"]
