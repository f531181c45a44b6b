"""What can be wrong with rules that do not fit together, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

OF_RULES: Mapping[str, tuple[str, str]] = {
    "gap": (
        "{found} 未被任何一档覆盖，是 {lower} 与 {upper} 之间的空档；请使相邻两档首尾相接。",
        "No row covers {found}: there is a gap between {lower} and {upper}. Let neighbours meet.",
    ),
    "overlap": (
        "{found} 同时落入 {lower} 与 {upper} 两档；请使每个数值只落入一档。",
        "{found} is on both sides, in {lower} and in {upper}; every value must fall into one row only.",
    ),
    "empty_band": (
        "{found} 这一档永远不会用到，因为没有任何数值落入其中；请核对上下界。",
        "This row can never match: no value falls into {found}. Check its edges.",
    ),
    "outside_scale": (
        "{found} 超出 {least} 至 {most} 的范围；请改为范围之内的界限。",
        "{found} lies outside {least} to {most}; choose edges within.",
    ),
    "grade_order": (
        "信用等级须由优到劣依次排列，“{found}”的位置不对。",
        "Grades stand from best to worst; “{found}” is out of order.",
    ),
    "mixed_signs": (
        "同一指标只能加分或只能扣分，此处既有正数也有负数；请分为两项指标。",
        "One indicator either adds or deducts; here are numbers of both signs; make two of it.",
    ),
    "field_needed": (
        "信用行为“{behaviour}”须在 fields 中要求填写“{field}”，本指标按其计分。",
        "Behaviour “{behaviour}” must require “{field}” in its fields: this indicator reads it.",
    ),
    "weighed_twice": (
        "信用行为“{behaviour}”已由指标“{other}”计分；一种行为只能由一项计分指标加减分。",
        (
            "Behaviour “{behaviour}” is already weighed by “{other}”; only one indicator of kind "
            "points may weigh it."
        ),
    ),
    "not_weighed": (
        "信用行为“{behaviour}”未被任何加减分指标引用；请为其设一项指标（可为 0 分）。",
        "No indicator of kind points weighs “{behaviour}”; give it one (0 points are possible).",
    ),
    "never_used": (
        "信用行为“{behaviour}”没有被任何指标引用，记录后不起作用；请引用或删除。",
        (
            "No indicator reads behaviour “{behaviour}”: a record of it would do nothing. "
            "Use it or remove it."
        ),
    ),
    "retired_behaviours": (
        "已停用的指标不得再引用信用行为。",
        "A retired indicator may not name behaviours.",
    ),
    "start_on_list": (
        "没有任何记录时该条件已经成立（此时数值为 {found}）；请改为不会一开始就成立的界限。",
        (
            "This holds when nothing has been recorded (the value then is {found}); choose an edge "
            "that does not hold from the start."
        ),
    ),
    "out_of_reach": (
        "{found} 不在可能的范围（{least} 至 {most}）之内，该条件永远不会成立。",
        "{found} lies outside what is possible ({least} to {most}); this can never hold.",
    ),
    "weights_some": (
        "权重须全部填写或全部不填；缺少权重的维度：{found}。",
        "Either every dimension gives a weight or none does; without one: {found}.",
    ),
    "weights_sum": (
        "权重之和应为 {wanted}，现为 {found}。",
        "Weights must add up to {wanted}; they add up to {found}.",
    ),
    "only_weighted": (
        "“{key}”只能用于加权评价（各维度填写 weight）。",
        "“{key}” is possible only in a weighted scheme (every dimension gives a weight).",
    ),
    "dates": (
        "{later} 应大于 {earlier}。",
        "{later} must be greater than {earlier}.",
    ),
    "persons_decided": (
        '对自然人的名单不得自动列入，请将 mode 改为 "decided"。',
        'A list of persons is never automatic; set mode to "decided".',
    ),
    "length_decided": (
        '只有经认定列入的名单（mode = "decided"）才能由决定书规定期限。',
        'Only a decided list (mode = "decided") can take its length from the decision.',
    ),
    "ladder_quantity": (
        "按数量分档的指标不能再乘以数量。",
        "A ladder by quantity cannot also be multiplied by quantity.",
    ),
    "nth_rises": (
        "nth 须逐档增大，{found} 不大于上一档的 {before}；请按次数由小到大书写。",
        "nth must rise from row to row; {found} does not come after {before}.",
    ),
    "as_chain": (
        (
            "信用行为“{found}”所属的指标“{indicator}”自身也有 escalate，不能再按它计分；"
            "请改为不再加重的信用行为。"
        ),
        (
            "“{found}” is weighed by “{indicator}”, which escalates itself; name a behaviour that "
            "does not escalate further."
        ),
    ),
    "field_as": (
        "信用行为“{behaviour}”可能按“{target}”计分，其 fields 中也须要求填写“{field}”。",
        (
            "A record of “{behaviour}” may be weighed as “{target}”, so its fields must require "
            "“{field}” too."
        ),
    ),
    "own_end": (
        "按比率或者平均分计分的指标不能以记录自身的截止日期为有效期；请写时长，如 {{ months = 12 }}。",
        (
            "A rate or mean cannot end with each record's own date; give a duration such as "
            "{{ months = 12 }}."
        ),
    ),
    "window_needed": (
        '计分周期为 "validity" 时须写明“{key}”，即统计多长时间内的记录，如 {{ months = 12 }}。',
        (
            'Under a period of kind "validity" “{key}” must say how long back records are looked '
            "at, such as {{ months = 12 }}."
        ),
    ),
    "both_sides": (
        "信用行为“{behaviour}”在同一指标中同时出现在两处，含义相反；请只保留一处。",
        "“{behaviour}” stands on both sides of this indicator; keep it on one.",
    ),
    "both_or_neither": (
        "“{first}”与“{second}”须同时填写或者同时不填。",
        "Give both “{first}” and “{second}”, or neither.",
    ),
    "periods_needed": (
        '此处按连续周期计算，但本办法没有周期；请在 [period] 中写明 unit（"year"、"half" 或 "quarter"）。',
        (
            "This counts consecutive periods, but the scheme has none; give [period] a unit "
            '("year", "half" or "quarter").'
        ),
    ),
    "redistribute_weighted": (
        '只有加权评价（各维度填写 weight）才能写 "redistribute"；请改为 "zero"、"full" 或 "unrated"。',
        (
            '"redistribute" is possible only in a weighted scheme (every dimension gives a '
            'weight); choose "zero", "full" or "unrated".'
        ),
    ),
    "redistribute_alone": (
        '维度“{dimension}”还有其他指标，不能整体不计；"redistribute" 的指标须单独设一个维度。',
        (
            "Dimension “{dimension}” has other indicators and cannot be left out; an indicator "
            'with "redistribute" must be alone in its dimension.'
        ),
    ),
    "shift_zero": (
        "by 不能为 0；请写明移动的级数，正数为降级，负数为升级。",
        "by cannot be 0; say how many grades it moves: 1 is one grade worse, -1 one better.",
    ),
    "lock_never_ends": (
        "锁定后的等级“{found}”又是触发等级，锁定将永远不会结束；请将其从 when 中删去。",
        "The locked grade “{found}” sets the lock off again, so it would never end; remove it from when.",
    ),
    "lock_circle": (
        "这些锁定相互触发（{found}），将永远不会结束；请修改其中一项的 when 或者 grade。",
        "These locks set each other off ({found}) and would never end; change when or grade of one.",
    ),
    "affiliates_circle": (
        "名单的关联主体规定首尾相连（{found}），会无限扩展；请修改其中一项 affiliates 的 list。",
        (
            "The affiliates of these lists lead back to one another ({found}) and would spread "
            "without end; change the list of one."
        ),
    ),
    "never_restarts": (
        "列入名单“{found}”期间计分周期暂停，却没有规定何时重新起算；请将其同时写入 restart_after。",
        (
            "While a subject is on “{found}” its period is suspended, and nothing says when it "
            "goes on; put the list into restart_after too."
        ),
    ),
    "clean_kind": (
        '指标“{found}”不是在用的 kind = "clean" 指标；请改为此类指标。',
        '“{found}” is not an indicator of kind "clean" in use; name one that is.',
    ),
    "start_grade": (
        "没有任何记录时的信用等级就是“{found}”，该条件一开始即成立；请从 grades 中删去该等级。",
        (
            "The grade of a subject without records is “{found}”, so this holds from the start; "
            "remove that grade."
        ),
    ),
    "other_scheme": (
        "评价办法代码为“{found}”，与“{wanted}”不是同一办法；请改正代码，或者分开存放。",
        "This is of scheme “{found}”, the others of “{wanted}”; correct its code or keep it apart.",
    ),
    "same_version": (
        "版本“{found}”出现两次；请换用其他版本号。",
        "Version “{found}” stands twice; give one another.",
    ),
    "same_day": (
        "两个版本同日（{found}）生效；请错开日期。",
        "Two versions take effect on {found}; give them different days.",
    ),
    "default_basis": (
        "代码“default”表示没有文件依据的数值，不能作为文件的代码；请换用其他代码。",
        "“default” marks numbers that no document gives; give this document another code.",
    ),
    "item_needed": (
        "以国家或者省级惩戒措施清单为依据的措施，须在 item 中写明清单事项。",
        "An effect that rests on the national or provincial list of sanctions must name its item.",
    ),
    "unfair_key": (
        (
            "评价规则不得使用“{key}”：注册地、所有制和省内业绩一律不得作为信用评价的依据（发改办财金〔2023〕860号）。"
            "请删除此项。"
        ),
        (
            "No rule may look at “{key}”: where a contractor is registered, who owns it and what it did "
            "inside the province may not be judged (NDRC general office, 2023, No. 860). Remove it."
        ),
    ),
    "unfair_label": (
        (
            "名称中有“{found}”：注册地、所有制和省内业绩一律不得作为信用评价的依据（发改办财金〔2023〕860号）。"
            "请按机构做了什么来评价。"
        ),
        (
            "The name says “{found}”: where a contractor is registered, who owns it and what it did "
            "inside the province may not be judged (NDRC general office, 2023, No. 860). Judge what the contractor did."
        ),
    ),
    "category_key": (
        "不计分的评价办法（category = true）不能写“{key}”；请删除此项。",
        "A scheme without points (category = true) has no “{key}”; remove it.",
    ),
    "category_zero": (
        "不计分的评价办法（category = true）中，指标的分值只能为 0。",
        "In a scheme without points (category = true) every number of points is 0.",
    ),
    "category_condition": (
        (
            "不计分的评价办法（category = true）没有可供比较的“{found}”；"
            "请改用 behaviour、count、grade、periods 或 clean。"
        ),
        (
            "A scheme without points (category = true) has no “{found}” to look at; use behaviour, "
            "count, grade, periods or clean."
        ),
    ),
    "cannot_carry": (
        (
            '“{key}”与上一版本不同，原有记录不能沿用；请在 change 中写明 "fresh"（旧记录不再计分）'
            '或 "recast"（按新版本重新计分）。'
        ),
        (
            "“{key}” differs from the version before, so older facts cannot be carried on; set "
            'change to "fresh" (they no longer weigh) or "recast" (they are weighed anew).'
        ),
    ),
}
