"""Chance that follows from a seed, and which words of the format a seed is about."""

from __future__ import annotations

from random import Random

FEATURES = [
    "anniversary",
    "validity",
    "carry_over",
    "unit",
    "count",
    "achieved",
    "clean",
    "escalate",
    "until_on",
    "grade_step",
    "redistribute",
    "category",
    "shift",
    "ceiling",
    "lock",
    "within",
    "conditions",
    "leave",
    "periods_length",
]


class Draw(Random):
    """Random, with the features that are on: none for some seeds, a few for most, all for some."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        few = self.choice((0, 1, 1, 2, 3, 5, len(FEATURES)))
        self.features = frozenset(self.sample(FEATURES, few))
        self.category = False
        self.windows_needed = False

    def on(self, feature: str, chance: float) -> bool:
        """Whether a feature shows up this time, if the seed is about it at all."""
        return feature in self.features and self.random() < chance
