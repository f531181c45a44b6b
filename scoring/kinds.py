"""Every table and key of a ruleset, declared once: type, bounds and what it is called.

The parser, its messages, the forms and the help page all read this declaration. docs/ruleset.md says
the same in prose.
"""

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
    "length": (
        '期限（如 { months = 24 } 或 { until = "life" }）',
        'a length such as { months = 24 } or { until = "life" }',
    ),
    "severities": ("“情节代码 = 分值”的表", "a table of severity = points"),
    "table": ("表", "a table"),
    "tables": ("若干个表", "a list of tables"),
    "codes": ("代码列表", "a list of codes"),
    "texts": ("文字列表", "a list of texts"),
    "labels": ("中英文名称列表", "a list of names"),
    "choices": ("选项列表", "a list of the given words"),
}

NUMERIC = frozenset({"number", "rate", "rating", "yuan", "share", "whole"})
"""Types whose values may say where they come from: { value = …, clause = …, source = … }."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table. `least` and `most` bound a value (in its written unit) or a count."""

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


def _source_keys() -> tuple[Key, ...]:
    return (
        Key("clause", "text", "条款", "clause"),
        Key("source", "text", "出处", "source"),
    )


def _named(code_zh: str = "代码") -> tuple[Key, ...]:
    return (
        Key("code", "code", code_zh, "code", needed=True),
        Key("label", "label", "名称", "name", needed=True),
    )


def _edges(kind: str) -> tuple[Key, ...]:
    return (
        Key("from", kind, "不低于", "at or above"),
        Key("above", kind, "超过", "above"),
        Key("up_to", kind, "不高于", "at or below"),
        Key("below", kind, "不满", "below"),
    )


def _band(kind: str) -> tuple[Key, ...]:
    return (
        *_edges(kind),
        Key("points", "number", "分值", "points", needed=True),
        *_source_keys(),
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
UNASSESSED = ("zero", "full", "unrated")
CHANGES = ("carry", "fresh", "recast")
CALENDAR_MONTHS: Mapping[str, int] = {"year": 12, "half": 6, "quarter": 3}

_INDICATOR = (
    *_named(),
    Key("dimension", "code", "维度", "dimension", needed=True),
    Key("kind", "choice", "计分方式", "kind", needed=True, choices=("points", "rate", "mean")),
    Key("behaviours", "codes", "信用行为", "behaviours", default=()),
    Key("retired", "flag", "已停用", "retired", default=False),
    Key("valid_for", "duration", "有效期", "validity"),
    Key("delay", "duration", "延后生效", "delay"),
    *_source_keys(),
)

_SAMPLE = (
    Key("min_sample", "whole", "最小样本量", "least sample", needed=True, least=1, most=10**9),
    Key(
        "when_unassessed",
        "choice",
        "样本不足时",
        "when not assessed",
        needed=True,
        choices=UNASSESSED,
    ),
)

_ON = Key(
    "on",
    "choice",
    "依据",
    "on",
    needed=True,
    choices=("total", "indicator", "dimension", "behaviour"),
)

_THRESHOLD = (
    Key("at_or_above", "number", "达到或高于", "at or above", least=-10_000, most=10_000),
    Key("at_or_below", "number", "达到或低于", "at or below", least=-10_000, most=10_000),
)

TABLES: Mapping[str, tuple[Key, ...]] = {
    "ruleset": (
        Key("scheme", "code", "评价办法代码", "scheme", needed=True),
        Key("version", "code", "版本", "version", needed=True),
        Key("effective_from", "date", "施行日期", "effective from", needed=True),
        Key("title", "label", "标题", "title", needed=True),
        Key("basis", "texts", "依据", "legal basis", needed=True, least=1),
        Key("applies_to", "table", "适用对象", "applies to", needed=True, table="applies_to"),
        Key("change", "choice", "旧记录处理", "older facts", default="carry", choices=CHANGES),
        Key(
            "no_double_count",
            "choice",
            "不重复计分",
            "no double counting",
            default="none",
            choices=("incident", "none"),
        ),
        Key("scale", "table", "计分标尺", "scale", needed=True, table="scale"),
        Key("period", "table", "计分周期", "period", needed=True, table="period"),
        Key("behaviours", "tables", "信用行为", "behaviours", needed=True, least=1,
            most=10_000, table="behaviour"),
        Key("dimensions", "tables", "维度", "dimensions", needed=True, least=1,
            most=100, table="dimension"),
        Key("indicators", "tables", "指标", "indicators", needed=True, least=1,
            most=1_000, table="indicator"),
        Key("grades", "tables", "信用等级", "grades", needed=True, least=2,
            most=20, table="grade"),
        Key("overrides", "tables", "等级调整", "overrides", default=(), table="override"),
        Key("lists", "tables", "名单", "lists", default=(), most=100, table="list"),
        *_source_keys(),
    ),
    "applies_to": (
        Key("subject", "choice", "信用主体", "subject", needed=True, choices=("unit", "person")),
        Key("kinds", "codes", "机构类别", "contractor kinds", default=()),
    ),
    "scale": (
        Key("start", "number", "起始分", "start", needed=True, least=-10_000, most=10_000),
        Key("direction", "choice", "计分方向", "direction", needed=True, choices=("down", "up")),
        Key("floor", "number", "最低分", "floor", needed=True, least=-10_000, most=10_000),
        Key("ceiling", "number", "最高分", "ceiling", needed=True, least=-10_000, most=10_000),
        Key("places", "whole", "小数位", "places", needed=True, least=0, most=2, sourced=False),
        Key(
            "rounding",
            "choice",
            "舍入规则",
            "rounding",
            default="half_up",
            choices=("half_up", "half_even", "down"),
        ),
        Key("whole", "whole", "权重总份数", "whole", least=1, most=10_000, sourced=False),
        *_source_keys(),
    ),
    "period.rolling": (
        Key("kind", "choice", "周期类型", "kind", needed=True, choices=("rolling", "calendar")),
        Key("months", "whole", "月数", "months", needed=True, least=1, most=600),
        *_source_keys(),
    ),
    "period.calendar": (
        Key("kind", "choice", "周期类型", "kind", needed=True, choices=("rolling", "calendar")),
        Key("unit", "choice", "周期", "unit", needed=True, choices=tuple(CALENDAR_MONTHS)),
        *_source_keys(),
    ),
    "behaviour": (
        *_named(),
        Key(
            "nature",
            "choice",
            "性质",
            "nature",
            default="adverse",
            choices=("adverse", "favourable", "measured"),
        ),
        Key("class", "choice", "失信程度", "class", choices=CLASSES),
        Key("confirm", "choice", "认定方式", "confirmation", needed=True,
            choices=("none", "review", "notice")),
        Key("fields", "choices", "必填要素", "fields", default=(),
            choices=(*RULE_FIELDS, *PAPER_FIELDS)),
        Key("unit", "label", "数量单位", "unit of quantity"),
        *_source_keys(),
    ),
    "dimension": (
        *_named(),
        Key("floor", "number", "维度下限", "floor", least=-10_000, most=10_000),
        Key("ceiling", "number", "维度上限", "ceiling", least=-10_000, most=10_000),
        Key("weight", "share", "权重", "weight"),
        Key("start", "number", "维度起始分", "start", least=-10_000, most=10_000),
        *_source_keys(),
    ),
    "indicator.points": (
        *_INDICATOR,
        Key("points", "number", "分值", "points", least=-10_000, most=10_000),
        Key("by_severity", "severities", "按情节计分", "points by severity"),
        Key("ladder", "table", "分档计分", "ladder", table="ladder"),
        Key("times", "choice", "乘以", "times", choices=("quantity",)),
        Key("cap_per_event", "number", "单次上限", "cap per event", positive=True, least=0, most=10_000),
        Key("cap", "number", "累计上限", "cap", positive=True, least=0, most=10_000),
        Key("repair", "choice", "信用修复", "repair", choices=("stops", "halves")),
    ),
    "indicator.rate": (
        *_INDICATOR,
        Key("bands", "tables", "分档", "bands", needed=True, least=1, table="band.rate"),
        *_SAMPLE,
    ),
    "indicator.mean": (
        *_INDICATOR,
        Key("lowest", "rating", "最低评分", "lowest rating", needed=True, least=0, most=1_000),
        Key("highest", "rating", "最高评分", "highest rating", needed=True, least=0, most=1_000),
        Key("bands", "tables", "分档", "bands", least=1, table="band.rating"),
        Key("line", "table", "直线换算", "straight line", table="line"),
        *_SAMPLE,
    ),
    "ladder.amount": (
        Key("of", "choice", "依据", "of", needed=True, choices=("amount", "quantity")),
        Key("steps", "tables", "各档", "steps", needed=True, least=1, table="band.yuan"),
        *_source_keys(),
    ),
    "ladder.quantity": (
        Key("of", "choice", "依据", "of", needed=True, choices=("amount", "quantity")),
        Key("steps", "tables", "各档", "steps", needed=True, least=1, table="band.whole"),
        *_source_keys(),
    ),
    "band.rate": _band("rate"),
    "band.rating": _band("rating"),
    "band.yuan": _band("yuan"),
    "band.whole": _band("whole"),
    "line": (
        Key("from", "table", "低端", "from", needed=True, table="anchor"),
        Key("to", "table", "高端", "to", needed=True, table="anchor"),
    ),
    "anchor": (
        Key("rating", "rating", "评分", "rating", needed=True, least=0, most=1_000),
        Key("points", "number", "分值", "points", needed=True, least=-10_000, most=10_000),
        *_source_keys(),
    ),
    "grade": (
        Key("code", "code", "代码", "code", needed=True),
        Key("name", "label", "名称", "name", needed=True),
        Key("colour", "choice", "颜色", "colour", needed=True, choices=COLOURS),
        *_edges("number"),
        Key("effects", "labels", "措施", "effects", default=()),
        *_source_keys(),
    ),
    "override.veto": (
        *_named(),
        Key("kind", "choice", "类型", "kind", needed=True, choices=("veto", "unrated")),
        Key("behaviours", "codes", "信用行为", "behaviours", needed=True, least=1),
        Key("grade", "code", "降至等级", "grade"),
        Key("for", "duration", "持续时间", "for"),
        *_source_keys(),
    ),
    "override.unrated": (
        *_named(),
        Key("kind", "choice", "类型", "kind", needed=True, choices=("veto", "unrated")),
        Key("behaviours", "codes", "信用行为", "behaviours", needed=True, least=1),
        Key("measure", "choice", "计量", "measure", default="facts",
            choices=("facts", "denominator")),
        Key("at_least", "whole", "最少工作量", "at least", needed=True, least=1, most=10**9),
        *_source_keys(),
    ),
    "list": (
        *_named(),
        Key("class", "choice", "失信程度", "class", needed=True, choices=CLASSES),
        Key("basis", "texts", "依据", "legal basis", needed=True, least=1),
        Key("scope", "choice", "公开范围", "scope", needed=True, choices=("internal", "public")),
        Key("mode", "choice", "列入方式", "mode", needed=True, choices=("automatic", "decided")),
        Key("length", "length", "期限", "length", needed=True),
        Key("again", "choice", "再次触发", "again", default="nothing",
            choices=("restart", "extend", "nothing")),
        Key("effects", "labels", "措施", "effects", default=()),
        Key("publicity", "table", "公示期限", "publicity", table="publicity"),
        Key("enter", "tables", "列入条件", "entry", needed=True, least=1, table="enter"),
        *_source_keys(),
    ),
    "publicity": (
        Key("min_months", "whole", "最短公示月数", "least months", needed=True, least=0, most=600),
        Key("max_months", "whole", "最长公示月数", "most months", needed=True, least=0, most=600),
        *_source_keys(),
    ),
    "enter.total": (_ON, *_THRESHOLD, *_source_keys()),
    "enter.indicator": (
        _ON,
        Key("indicator", "code", "指标", "indicator", needed=True),
        *_THRESHOLD,
        *_source_keys(),
    ),
    "enter.dimension": (
        _ON,
        Key("dimension", "code", "维度", "dimension", needed=True),
        *_THRESHOLD,
        *_source_keys(),
    ),
    "enter.behaviour": (
        _ON,
        Key("behaviours", "codes", "信用行为", "behaviours", needed=True, least=1),
        *_source_keys(),
    ),
}  # fmt: skip

VARIANTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "period": ("kind", {"rolling": "period.rolling", "calendar": "period.calendar"}),
    "indicator": (
        "kind",
        {"points": "indicator.points", "rate": "indicator.rate", "mean": "indicator.mean"},
    ),
    "ladder": ("of", {"amount": "ladder.amount", "quantity": "ladder.quantity"}),
    "enter": (
        "on",
        {
            "total": "enter.total",
            "indicator": "enter.indicator",
            "dimension": "enter.dimension",
            "behaviour": "enter.behaviour",
        },
    ),
    "override": ("kind", {"veto": "override.veto", "unrated": "override.unrated"}),
}
"""Tables whose keys depend on one of their own values."""
