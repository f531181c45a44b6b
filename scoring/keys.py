"""What a key of a ruleset can be: its type, its bounds, the words it chooses from, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Text = tuple[str, str]
"""Chinese and English."""

TYPES: Mapping[str, Text] = {
    "code": ("代码", "a code"),
    "text": ("文字", "text in quotes"),
    "label": ('中英文名称 { zh = "…", en = "…" }', 'a name { zh = "…", en = "…" }'),
    "date": ("日期（如 2026-01-01）", "a date such as 2026-01-01"),
    "whole": ("整数", "a whole number"),
    "number": ("分值", "a number of points"),
    "rate": ("0 至 1 的比率", "a rate from 0 to 1"),
    "rating": ("评分", "a rating"),
    "yuan": ("金额（元）", "an amount in yuan"),
    "share": ("权重", "a weight"),
    "flag": ("true 或 false", "true or false"),
    "choice": ("规定的选项之一", "one of the given words"),
    "duration": ("时长（如 { months = 6 }）", "a duration such as { months = 6 }"),
    "validity": (
        '有效期（如 { months = 12 } 或 { until = "until_on" }）',
        'a validity such as { months = 12 } or { until = "until_on" }',
    ),
    "length": (
        '期限（如 { months = 24 } 或 { until = "life" }）',
        'a length such as { months = 24 } or { until = "life" }',
    ),
    "times": ("倍数", "a factor"),
    "severities": ("“情节代码 = 分值”的表", "a table of severity = points"),
    "table": ("表", "a table"),
    "tables": ("若干个表", "a list of tables"),
    "codes": ("代码列表", "a list of codes"),
    "texts": ("文字列表", "a list of texts"),
    "labels": ("中英文名称列表", "a list of names"),
    "choices": ("选项列表", "a list of the given words"),
}

NUMERIC = frozenset({"number", "rate", "rating", "yuan", "share", "times", "whole"})
"""Types whose values may say where they come from: { value = …, clause = …, source = … }."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. `least` and `most` bound a value (in its written unit) or a count.

    `of`: the codes are those of this part of the file (`contractors`: of the kinds of contractors).
    """

    name: str
    type: str
    zh: str
    en: str
    needed: bool = False
    default: object = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    table: str = ""
    sourced: bool = True
    positive: bool = False
    of: str = ""


def source_keys() -> tuple[Key, ...]:
    return (
        Key("clause", "text", "条款", "clause"),
        Key("source", "text", "出处", "source"),
    )


def named(code_zh: str = "代码") -> tuple[Key, ...]:
    return (
        Key("code", "code", code_zh, "code", needed=True),
        Key("label", "label", "名称", "name", needed=True),
    )


def edges(kind: str) -> tuple[Key, ...]:
    return (
        Key("from", kind, "不低于", "at or above"),
        Key("above", kind, "超过", "above"),
        Key("up_to", kind, "不高于", "at or below"),
        Key("below", kind, "不满", "below"),
    )


def band(kind: str) -> tuple[Key, ...]:
    return (
        *edges(kind),
        Key("points", "number", "分值", "points", needed=True),
        *source_keys(),
    )


RULE_FIELDS = (
    "severity",
    "quantity",
    "amount_fen",
    "numerator",
    "denominator",
    "rating",
    "incident_id",
    "until_on",
)
"""Fields of an entry that rules read."""

PAPER_FIELDS = ("narrative", "evidence", "document_no", "assignment", "stage")
"""Fields of an entry that rules do not read."""

CLASSES = ("minor", "general", "serious")
COLOURS = ("green", "blue", "yellow", "red", "black", "grey")
UNASSESSED = ("zero", "full", "unrated", "redistribute")
MOST_PERIODS = 20
"""Of consecutive periods, more than any regulation asks for."""
GROUNDS = ("national", "provincial", "internal", "contract")
"""What lets an effect happen; the first two are lists of sanctions, whose item must be named."""
LISTED_GROUNDS = GROUNDS[:2]
UNFAIR_KEYS = ("region", "registered_in", "ownership", "local_performance")
"""Keys of what no rule may look at: 发改办财金〔2023〕860号."""
CHANGES = ("carry", "fresh", "recast")
CALENDAR_MONTHS: Mapping[str, int] = {"year": 12, "half": 6, "quarter": 3}
