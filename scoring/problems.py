"""What can be wrong with a ruleset, in words for the lawyer who wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scoring.wording_of_rules import OF_RULES
from scoring.wording_of_values import OF_VALUES

WORDING: Mapping[str, tuple[str, str]] = {**OF_VALUES, **OF_RULES}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where, as a code with parameters, and in two languages."""

    file: str
    path: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def zh(self) -> str:
        return WORDING[self.code][0].format(**self.params)

    @property
    def en(self) -> str:
        return WORDING[self.code][1].format(**self.params)


class RulesetError(ValueError):
    """A ruleset is refused; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{p.file}: {p.path}: {p.en}" for p in self.problems))
