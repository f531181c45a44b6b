"""The tables of grades, overrides and lists, and the conditions of lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scoring.keys import CLASSES, COLOURS, MOST_PERIODS, Key, edges, named, source_keys

_ON = Key(
    "on",
    "choice",
    "依据",
    "on",
    needed=True,
    choices=(
        "total",
        "indicator",
        "dimension",
        "behaviour",
        "count",
        "grade",
        "periods",
        "clean",
    ),
)

_THRESHOLD = (
    Key("at_or_above", "number", "达到或高于", "at or above", least=-10_000, most=10_000),
    Key("at_or_below", "number", "达到或低于", "at or below", least=-10_000, most=10_000),
)

_BEHAVIOURS = Key(
    "behaviours", "codes", "信用行为", "behaviours", needed=True, least=1, of="behaviours"
)
_GRADES = Key("grades", "codes", "信用等级", "grades", needed=True, least=1, of="grades")
_PERIODS = Key("periods", "whole", "连续周期数", "periods in a row", least=1, most=MOST_PERIODS)
_AT_LEAST = Key("at_least", "whole", "至少", "at least", needed=True, least=1, most=10**9)
_WITHIN = Key("within", "duration", "累计期间", "within")
_FOR = Key("for", "duration", "持续时间", "for")

_OVERRIDE = (
    *named(),
    Key(
        "kind",
        "choice",
        "类型",
        "kind",
        needed=True,
        choices=("veto", "ceiling", "shift", "lock", "unrated"),
    ),
    *source_keys(),
)

STANDING: Mapping[str, tuple[Key, ...]] = {
    "grade": (
        Key("code", "code", "代码", "code", needed=True),
        Key("name", "label", "名称", "name", needed=True),
        Key("colour", "choice", "颜色", "colour", needed=True, choices=COLOURS),
        *edges("number"),
        Key("effects", "tables", "措施", "effects", default=(), table="effect"),
        *source_keys(),
    ),
    "override.veto": (
        *_OVERRIDE,
        _BEHAVIOURS,
        Key("grade", "code", "降至等级", "grade", of="grades"),
        _FOR,
    ),
    "override.ceiling": (
        *_OVERRIDE,
        _BEHAVIOURS,
        Key("grade", "code", "最高等级", "grade", needed=True, of="grades"),
        _FOR,
    ),
    "override.shift": (
        *_OVERRIDE,
        _BEHAVIOURS,
        Key("by", "whole", "升降级数", "grades to move", needed=True, least=-9, most=9),
        _FOR,
    ),
    "override.lock": (
        *_OVERRIDE,
        Key("when", "codes", "触发等级", "when", needed=True, least=1, of="grades"),
        Key("grade", "code", "锁定等级", "grade", needed=True, of="grades"),
        replace(_FOR, needed=True),
        _PERIODS,
    ),
    "override.unrated": (
        *_OVERRIDE,
        _BEHAVIOURS,
        Key("measure", "choice", "计量", "measure", default="facts",
            choices=("facts", "denominator")),
        replace(_AT_LEAST, zh="最少工作量"),
        _WITHIN,
    ),
    "list": (
        *named(),
        Key("class", "choice", "失信程度", "class", needed=True, choices=CLASSES),
        Key("basis", "codes", "依据", "legal basis", needed=True, least=1, of="basis"),
        Key("scope", "choice", "公开范围", "scope", needed=True, choices=("internal", "public")),
        Key("mode", "choice", "列入方式", "mode", needed=True, choices=("automatic", "decided")),
        Key("length", "length", "期限", "length", needed=True),
        Key("again", "choice", "再次触发", "again", default="nothing",
            choices=("restart", "extend", "nothing")),
        Key("effects", "tables", "措施", "effects", default=(), table="effect"),
        Key("publicity", "table", "公示期限", "publicity", table="publicity"),
        Key("approval", "choice", "认定机关", "approval", default="own", choices=("own", "above")),
        Key("standstill", "whole", "送达后暂缓生效工作日", "working days of standstill", default=0,
            least=0, most=60),
        Key("affiliates", "table", "关联主体", "affiliates", table="affiliates"),
        Key("enter", "tables", "列入条件", "entry", needed=True, least=1, most=100,
            table="condition"),
        Key("leave", "tables", "移出条件", "leaving", default=(), most=100, table="condition"),
        *source_keys(),
    ),
    "publicity": (
        Key("min_months", "whole", "最短公示月数", "least months", needed=True, least=0, most=600),
        Key("max_months", "whole", "最长公示月数", "most months", needed=True, least=0, most=600),
        *source_keys(),
    ),
    "affiliates": (
        Key("list", "code", "名单", "list", needed=True, of="lists"),
        Key("length", "duration", "期限", "length", needed=True),
        Key("relations", "texts", "关联关系", "relations", needed=True, least=1, most=20),
        *source_keys(),
    ),
    "condition.total": (_ON, *_THRESHOLD, *source_keys()),
    "condition.indicator": (
        _ON,
        Key("indicator", "code", "指标", "indicator", needed=True, of="indicators"),
        *_THRESHOLD,
        *source_keys(),
    ),
    "condition.dimension": (
        _ON,
        Key("dimension", "code", "维度", "dimension", needed=True, of="dimensions"),
        *_THRESHOLD,
        *source_keys(),
    ),
    "condition.behaviour": (_ON, _BEHAVIOURS, *source_keys()),
    "condition.count": (
        _ON,
        _BEHAVIOURS,
        _AT_LEAST,
        replace(_WITHIN, needed=True),
        *source_keys(),
    ),
    "condition.grade": (_ON, _GRADES, *source_keys()),
    "condition.periods": (_ON, replace(_PERIODS, needed=True), _GRADES, *source_keys()),
    "condition.clean": (
        _ON,
        Key("indicator", "code", "指标", "indicator", needed=True, of="indicators"),
        *source_keys(),
    ),
}  # fmt: skip
