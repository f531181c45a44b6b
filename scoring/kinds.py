"""Every table and key of a ruleset, declared once: type, bounds and what it is called.

The parser, its messages, the forms and the help page all read this declaration. docs/ruleset.md says
the same in prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scoring.indicator_kinds import INDICATORS
from scoring.keys import (
    CALENDAR_MONTHS,
    CHANGES,
    CLASSES,
    GROUNDS,
    PAPER_FIELDS,
    RULE_FIELDS,
    Key,
    named,
    source_keys,
)
from scoring.list_kinds import STANDING

_PERIOD = Key(
    "kind",
    "choice",
    "周期类型",
    "kind",
    needed=True,
    choices=("rolling", "calendar", "anniversary", "validity"),
)
_MONTHS = Key("months", "whole", "月数", "months", needed=True, least=1, most=600)
_UNIT = Key("unit", "choice", "周期", "unit", choices=tuple(CALENDAR_MONTHS))
_CARRY_OVER = Key("carry_over", "choice", "结转", "carry over", choices=("until_rectified",))

TABLES: Mapping[str, tuple[Key, ...]] = {
    "ruleset": (
        Key("scheme", "code", "评价办法代码", "scheme", needed=True),
        Key("version", "code", "版本", "version", needed=True),
        Key("effective_from", "date", "施行日期", "effective from", needed=True),
        Key("title", "label", "标题", "title", needed=True),
        Key("basis", "tables", "依据", "legal basis", needed=True, least=1, most=100, table="basis"),
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
        Key("category", "flag", "不计分", "no points", default=False),
        Key("scale", "table", "计分标尺", "scale", table="scale"),
        Key("period", "table", "计分周期", "period", needed=True, table="period"),
        Key("behaviours", "tables", "信用行为", "behaviours", needed=True, least=1,
            most=10_000, table="behaviour"),
        Key("dimensions", "tables", "维度", "dimensions", needed=True, least=1,
            most=100, table="dimension"),
        Key("indicators", "tables", "指标", "indicators", needed=True, least=1,
            most=1_000, table="indicator"),
        Key("grades", "tables", "信用等级", "grades", needed=True, least=2,
            most=20, table="grade"),
        Key("overrides", "tables", "等级调整", "overrides", default=(), most=200, table="override"),
        Key("lists", "tables", "名单", "lists", default=(), most=100, table="list"),
        *source_keys(),
    ),
    "basis": (
        Key("code", "code", "代码", "code", needed=True),
        Key("title", "label", "文件名称", "title", needed=True),
        Key("document_no", "text", "文号", "document number"),
        Key("article", "text", "条款", "article"),
        Key("in_force_from", "date", "施行日期", "in force from"),
        Key("until", "date", "失效日期", "in force until"),
        Key("replaced_by", "text", "替代文件", "replaced by"),
    ),
    "effect": (
        Key("zh", "text", "中文", "Chinese", needed=True),
        Key("en", "text", "英文", "English", needed=True),
        Key("ground", "choice", "措施依据", "ground", choices=GROUNDS),
        Key("item", "text", "清单事项", "item"),
    ),
    "applies_to": (
        Key("subject", "choice", "信用主体", "subject", needed=True, choices=("unit", "person")),
        Key("kinds", "codes", "机构类别", "contractor kinds", default=(), of="contractors"),
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
        *source_keys(),
    ),
    "period.rolling": (_PERIOD, _MONTHS, _UNIT, *source_keys()),
    "period.calendar": (_PERIOD, replace(_UNIT, needed=True), _CARRY_OVER, *source_keys()),
    "period.anniversary": (
        _PERIOD,
        _MONTHS,
        _CARRY_OVER,
        Key("restart_on", "codes", "列入即重新起算", "restart on", default=(), of="lists"),
        Key("suspend_during", "codes", "在列期间暂停", "suspended during", default=(), of="lists"),
        Key("restart_after", "codes", "移出后重新起算", "restart after", default=(), of="lists"),
        *source_keys(),
    ),
    "period.validity": (_PERIOD, _UNIT, *source_keys()),
    "behaviour": (
        *named(),
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
        *source_keys(),
    ),
    "dimension": (
        *named(),
        Key("floor", "number", "维度下限", "floor", least=-10_000, most=10_000),
        Key("ceiling", "number", "维度上限", "ceiling", least=-10_000, most=10_000),
        Key("weight", "share", "权重", "weight"),
        Key("start", "number", "维度起始分", "start", least=-10_000, most=10_000),
        *source_keys(),
    ),
    **INDICATORS,
    **STANDING,
}  # fmt: skip

VARIANTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    name: (by, {word: f"{name}.{word}" for word in words})
    for name, by, words in (
        ("period", "kind", ("rolling", "calendar", "anniversary", "validity")),
        ("indicator", "kind", ("points", "rate", "mean", "count", "achieved", "clean")),
        ("ladder", "of", ("amount", "quantity")),
        ("override", "kind", ("veto", "ceiling", "shift", "lock", "unrated")),
        (
            "condition",
            "on",
            ("total", "indicator", "dimension", "behaviour", "count", "grade", "periods", "clean"),
        ),
    )
}
"""Tables whose keys depend on one of their own values."""
