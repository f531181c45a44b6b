"""Facts, rulesets and two dates in; scores with reasons out. No database, no clock, no files."""

from scoring.book import RuleBook, rule_book
from scoring.days import WorkingDays
from scoring.explain import (
    UNRATED_CODES,
    Everyone,
    HistoryStep,
    NoScore,
    explain,
    history,
    score_all,
)
from scoring.facts import Decision, Fact, Facts, Subject, facts_of
from scoring.numbers import points_text
from scoring.parse import parse
from scoring.problems import Problem, RulesetError
from scoring.ruleset import (
    Band,
    Behaviour,
    Condition,
    Dimension,
    Duration,
    Edge,
    Grade,
    Indicator,
    Label,
    ListRule,
    Origin,
    Override,
    Ruleset,
    Scale,
)
from scoring.score import (
    Block,
    Change,
    Line,
    ListLine,
    Note,
    Score,
    Silent,
    Statement,
    View,
)

__all__ = [
    "UNRATED_CODES",
    "Band",
    "Behaviour",
    "Block",
    "Change",
    "Condition",
    "Decision",
    "Dimension",
    "Duration",
    "Edge",
    "Everyone",
    "Fact",
    "Facts",
    "Grade",
    "HistoryStep",
    "Indicator",
    "Label",
    "Line",
    "ListLine",
    "ListRule",
    "NoScore",
    "Note",
    "Origin",
    "Override",
    "Problem",
    "RuleBook",
    "Ruleset",
    "RulesetError",
    "Scale",
    "Score",
    "Silent",
    "Statement",
    "Subject",
    "View",
    "WorkingDays",
    "explain",
    "facts_of",
    "history",
    "parse",
    "points_text",
    "rule_book",
    "score_all",
]
