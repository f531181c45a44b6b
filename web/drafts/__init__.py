"""The rule workshop: drafts read as regulations, edited in forms, with their checks and their effect."""

from web.drafts import cases, chapter, compare, cover, index, source, trial
from web.drafts.blueprint import bp

__all__ = ["bp", "cases", "chapter", "compare", "cover", "index", "source", "trial"]
