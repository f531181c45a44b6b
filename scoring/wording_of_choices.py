"""What the words that a key chooses from are called, in both languages; units of time too."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.keys import Text

CHOICES: Mapping[str, Mapping[str, Text]] = {
    "kind": {
        "rolling": ("滚动计分", "rolling: so many months each"),
        "calendar": ("自然年度、半年或者季度", "calendar year, half-year or quarter"),
        "anniversary": ("自建档之日起的周期", "periods from the day the file was opened"),
        "validity": ("每条记录各有有效期", "each record for its own time"),
        "points": ("按记录加减分", "points for each record"),
        "rate": ("按比率分档", "rate by bands"),
        "mean": ("按平均评分", "average rating"),
        "count": ("按记录条数分档", "number of records by bands"),
        "achieved": ("具备期间计分", "points while it holds"),
        "clean": ("连续周期无不良记录", "clean periods in a row"),
        "veto": ("一票否决", "veto"),
        "ceiling": ("等级上限", "grade at best"),
        "shift": ("等级升降", "grades up or down"),
        "lock": ("锁定等级", "lock"),
        "unrated": ("工作量不足不予评定", "too little work to be graded"),
    },
    "unit": {
        "year": ("自然年度", "calendar year"),
        "half": ("自然半年", "calendar half-year"),
        "quarter": ("自然季度", "calendar quarter"),
    },
    "carry_over": {
        "until_rectified": ("未整改的结转至下一周期", "what is not rectified weighs on"),
    },
    "change": {
        "carry": ("沿用原计分", "they go on with the points they have"),
        "fresh": ("不再计分", "they no longer weigh"),
        "recast": ("按本版本重新计分", "they are weighed anew by this version"),
    },
    "no_double_count": {
        "incident": ("同一事项只按最重的一条计分", "of one incident only the heaviest weighs"),
        "none": ("各条分别计分", "every record weighs"),
    },
    "subject": {"unit": ("机构", "contractors"), "person": ("从业人员", "persons")},
    "direction": {
        "down": ("从基准分往下扣", "down from a base"),
        "up": ("从零往上记", "up from zero"),
    },
    "rounding": {
        "half_up": ("四舍五入", "half up"),
        "half_even": ("四舍六入五成双", "half to even"),
        "down": ("舍去尾数", "cut off"),
    },
    "nature": {
        "adverse": ("失信行为", "a fault"),
        "favourable": ("守信行为", "a merit"),
        "measured": ("测量结果", "a measured result"),
    },
    "class": {
        "minor": ("轻微", "minor"),
        "general": ("一般", "general"),
        "serious": ("严重", "serious"),
    },
    "confirm": {
        "none": ("录入即计分", "counts at once"),
        "review": ("经另一人审核认定", "a second person confirms"),
        "notice": ("经告知、陈述申辩后作出决定认定", "after notice and reply, by decision"),
    },
    "fields": {
        "severity": ("情节", "severity"),
        "quantity": ("数量", "quantity"),
        "amount_fen": ("金额", "amount"),
        "numerator": ("合格数", "number passed"),
        "denominator": ("检查数", "number inspected"),
        "rating": ("评分", "rating"),
        "incident_id": ("同一事项编号", "number of the incident"),
        "until_on": ("截止日期", "last day"),
        "narrative": ("事实说明", "narrative"),
        "evidence": ("证据材料", "evidence"),
        "document_no": ("文号", "document number"),
        "assignment": ("任务分工", "assignment"),
        "stage": ("阶段", "stage"),
    },
    "of": {"amount": ("金额", "amount"), "quantity": ("数量", "quantity")},
    "times": {"quantity": ("数量", "the quantity")},
    "repair": {
        "stops": ("信用修复后不再计分", "a repair ends it"),
        "halves": ("信用修复后减半计分", "a repair halves it"),
        "grade_step": ("信用修复后信用等级上调一级", "a repair makes the grade one step better"),
    },
    "when_unassessed": {
        "zero": ("计 0 分", "0 points"),
        "full": ("按满分计", "full points"),
        "unrated": ("不评信用等级", "no grade"),
        "redistribute": ("权重分摊至其他维度", "its weight goes to the other dimensions"),
    },
    "like": {
        "behaviour": ("同一信用行为", "the same behaviour"),
        "indicator": ("本指标的任一信用行为", "any behaviour of this indicator"),
    },
    "ground": {
        "national": ("全国失信惩戒措施基础清单", "national list of sanctions"),
        "provincial": ("省失信惩戒措施补充清单", "provincial list of sanctions"),
        "internal": ("内部管理措施", "internal measure"),
        "contract": ("合同约定", "term of the contract"),
    },
    "colour": {
        "green": ("绿", "green"),
        "blue": ("蓝", "blue"),
        "yellow": ("黄", "yellow"),
        "red": ("红", "red"),
        "black": ("黑", "black"),
        "grey": ("灰", "grey"),
    },
    "measure": {
        "facts": ("记录条数", "number of records"),
        "denominator": ("检查总数", "number inspected"),
    },
    "scope": {"internal": ("内部", "internal"), "public": ("公开", "public")},
    "mode": {
        "automatic": ("由评价办法直接列入", "entered by the rules"),
        "decided": ("经认定列入", "entered by decision"),
    },
    "again": {
        "restart": ("期限重新起算", "the length begins anew"),
        "extend": ("期限延长", "the length is extended"),
        "nothing": ("不变", "nothing"),
    },
    "approval": {"own": ("本机关", "this office"), "above": ("上级机关", "the office above")},
    "on": {
        "total": ("评价得分", "the total"),
        "indicator": ("指标得分", "an indicator"),
        "dimension": ("维度得分", "a dimension"),
        "behaviour": ("发生信用行为", "a behaviour"),
        "count": ("一定期间内的次数", "how often within a time"),
        "grade": ("信用等级", "the grade"),
        "periods": ("连续周期的信用等级", "the grade of periods in a row"),
        "clean": ("连续周期无不良记录", "clean periods in a row"),
    },
}

TIMES: Mapping[str, Text] = {
    "months": ("个月", "months"),
    "days": ("日", "days"),
    "working_days": ("个工作日", "working days"),
    "periods": ("个完整周期", "whole periods"),
    "until_on": ("至记录载明的截止日期", "until the record's own last day"),
    "decision": ("由决定书规定", "as the decision says"),
    "life": ("终身", "for life"),
}
"""Units of durations, and the words that stand in place of one."""
