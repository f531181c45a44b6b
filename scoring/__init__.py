"""Facts, rulesets and two dates in; scores with reasons out. No database, no clock, no files."""

from scoring.parse import parse
from scoring.problems import Problem, RulesetError
from scoring.ruleset import (
    Behaviour,
    Condition,
    Dimension,
    Grade,
    Indicator,
    Label,
    ListRule,
    Override,
    Ruleset,
)

__all__ = [
    "Behaviour",
    "Condition",
    "Dimension",
    "Grade",
    "Indicator",
    "Label",
    "ListRule",
    "Override",
    "Problem",
    "Ruleset",
    "RulesetError",
    "parse",
]
