"""The tables of indicators: their kinds, bands and lines."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.keys import MOST_PERIODS, UNASSESSED, Key, band, named, source_keys

_INDICATOR = (
    *named(),
    Key("dimension", "code", "维度", "dimension", needed=True, of="dimensions"),
    Key(
        "kind",
        "choice",
        "计分方式",
        "kind",
        needed=True,
        choices=("points", "rate", "mean", "count", "achieved", "clean"),
    ),
    Key("behaviours", "codes", "信用行为", "behaviours", default=(), of="behaviours"),
    Key("retired", "flag", "已停用", "retired", default=False),
    *source_keys(),
)

_LIVING = (
    *_INDICATOR,
    Key("valid_for", "validity", "有效期", "validity"),
    Key("delay", "duration", "延后生效", "delay"),
)

_VALUE = Key("points", "number", "分值", "points", needed=True, least=-10_000, most=10_000)

_UNASSESSED = Key(
    "when_unassessed",
    "choice",
    "样本不足时",
    "when not assessed",
    needed=True,
    choices=UNASSESSED,
)

_SAMPLE = (
    Key("min_sample", "whole", "最小样本量", "least sample", needed=True, least=1, most=10**9),
    _UNASSESSED,
)

INDICATORS: Mapping[str, tuple[Key, ...]] = {
    "indicator.points": (
        *_LIVING,
        Key("points", "number", "分值", "points", least=-10_000, most=10_000),
        Key("by_severity", "severities", "按情节计分", "points by severity"),
        Key("ladder", "table", "分档计分", "ladder", table="ladder"),
        Key("times", "choice", "乘以", "times", choices=("quantity",)),
        Key("cap_per_event", "number", "单次上限", "cap per event", positive=True, least=0, most=10_000),
        Key("cap", "number", "累计上限", "cap", positive=True, least=0, most=10_000),
        Key("escalate", "table", "屡犯加重", "escalation", table="escalate"),
        Key("repair", "choice", "信用修复", "repair", choices=("stops", "halves", "grade_step")),
    ),
    "indicator.rate": (
        *_LIVING,
        Key("bands", "tables", "分档", "bands", needed=True, least=1, table="band.rate"),
        *_SAMPLE,
    ),
    "indicator.mean": (
        *_LIVING,
        Key("lowest", "rating", "最低评分", "lowest rating", needed=True, least=0, most=1_000),
        Key("highest", "rating", "最高评分", "highest rating", needed=True, least=0, most=1_000),
        Key("bands", "tables", "分档", "bands", least=1, table="band.rating"),
        Key("line", "table", "直线换算", "straight line", table="line"),
        *_SAMPLE,
    ),
    "indicator.count": (
        *_LIVING,
        Key("bands", "tables", "分档", "bands", needed=True, least=1, table="band.whole"),
        Key("repair", "choice", "信用修复", "repair", choices=("stops",)),
    ),
    "indicator.achieved": (
        *_LIVING,
        _VALUE,
        Key("refuted_by", "codes", "否定的信用行为", "refuted by", default=(), of="behaviours"),
        _UNASSESSED,
    ),
    "indicator.clean": (
        *_INDICATOR,
        _VALUE,
        Key("periods", "whole", "连续周期数", "periods in a row", needed=True, least=1,
            most=MOST_PERIODS),
        Key("work", "codes", "视为开展工作的信用行为", "work", default=(), of="behaviours"),
        Key("at_least", "whole", "最少工作量", "at least", least=1, most=10**9),
    ),
    "escalate": (
        Key("within", "duration", "累计期间", "within", needed=True),
        Key("like", "choice", "同类范围", "like", default="behaviour",
            choices=("behaviour", "indicator")),
        Key("steps", "tables", "各次", "steps", needed=True, least=1, most=100,
            table="escalate.step"),
        *source_keys(),
    ),
    "escalate.step": (
        Key("nth", "whole", "第几次起", "from the n-th on", needed=True, least=2, most=1_000),
        Key("times", "times", "倍数", "times"),
        Key("add", "number", "另加分值", "add", least=-10_000, most=10_000),
        Key("as", "code", "按此信用行为计分", "weighed as", of="behaviours"),
        *source_keys(),
    ),
    "ladder.amount": (
        Key("of", "choice", "依据", "of", needed=True, choices=("amount", "quantity")),
        Key("steps", "tables", "各档", "steps", needed=True, least=1, table="band.yuan"),
        *source_keys(),
    ),
    "ladder.quantity": (
        Key("of", "choice", "依据", "of", needed=True, choices=("amount", "quantity")),
        Key("steps", "tables", "各档", "steps", needed=True, least=1, table="band.whole"),
        *source_keys(),
    ),
    "band.rate": band("rate"),
    "band.rating": band("rating"),
    "band.yuan": band("yuan"),
    "band.whole": band("whole"),
    "line": (
        Key("from", "table", "低端", "from", needed=True, table="anchor"),
        Key("to", "table", "高端", "to", needed=True, table="anchor"),
    ),
    "anchor": (
        Key("rating", "rating", "评分", "rating", needed=True, least=0, most=1_000),
        Key("points", "number", "分值", "points", needed=True, least=-10_000, most=10_000),
        *source_keys(),
    ),
}  # fmt: skip
