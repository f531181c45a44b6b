"""Objections: filed by the party or from its paper, taken through their steps, decided, put right."""

from web.objections import deciding, desk, filing, one, steps
from web.objections.blueprint import bp

__all__ = ["bp", "deciding", "desk", "filing", "one", "steps"]
