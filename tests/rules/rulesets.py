"""Small schemes beside that of the land survey: for operators, for persons, and one of grades alone."""

OPERATORS = """
scheme = "operators"
version = "1"
effective_from = 2026-01-01
change = "recast"
title = { zh = "运维机构评价办法", en = "Scheme for operators" }
source = "rules"
applies_to = { subject = "unit", kinds = ["operator", "laboratory"] }

[[basis]]
code = "rules"
title = { zh = "《某省运维机构管理办法》", en = "Rules on operators" }
document_no = "某环发〔2024〕7号"
article = "第三条"
in_force_from = 2024-03-01

[scale]
start = 0
direction = "up"
floor = 0
ceiling = 20
places = 0
[period]
kind = "rolling"
months = 12

[[dimensions]]
code = "record"
label = { zh = "失信记分", en = "Points" }

[[behaviours]]
code = "late"
label = { zh = "逾期报数", en = "Data sent late" }
class = "minor"
confirm = "none"
[[behaviours]]
code = "forged"
label = { zh = "伪造数据", en = "Data forged" }
class = "serious"
confirm = "none"

[[indicators]]
code = "late"
label = { zh = "逾期报数", en = "Data sent late" }
dimension = "record"
kind = "points"
behaviours = ["late"]
points = 2
[[indicators]]
code = "forged"
label = { zh = "伪造数据", en = "Data forged" }
dimension = "record"
kind = "points"
behaviours = ["forged"]
points = 12

[[grades]]
code = "good"
name = { zh = "良好", en = "Good" }
colour = "green"
up_to = 11
effects = [{ zh = "正常抽查", en = "Sampled as usual", ground = "internal" }]
[[grades]]
code = "bad"
name = { zh = "失信", en = "Bad" }
colour = "black"
from = 12
effects = [{ zh = "限制参加政府采购", en = "No public contracts", ground = "national", item = "限制参与政府采购活动" }]

[[lists]]
code = "watched"
label = { zh = "重点关注名单", en = "Watched" }
class = "general"
basis = ["rules"]
scope = "internal"
mode = "automatic"
length = { months = 6 }
enter = [{ on = "total", at_or_above = 12 }]
effects = [{ zh = "提高抽查比例", en = "Sampled more", ground = "contract", item = "第五条" }]
"""

ANALYSTS = (
    OPERATORS.replace('scheme = "operators"', 'scheme = "analysts"')
    .replace("运维机构评价办法", "从业人员评价办法")
    .replace("Scheme for operators", "Scheme for persons")
    .replace(
        'subject = "unit", kinds = ["operator", "laboratory"]',
        'subject = "person"',
    )
    .replace('mode = "automatic"', 'mode = "decided"')
)
"""The same for persons; its list is decided by people."""

CATEGORIES = """
scheme = "categories"
version = "1"
effective_from = 2026-01-01
change = "recast"
category = true
title = { zh = "类别评价办法", en = "Scheme of categories" }
source = "rules"
basis = [{ code = "rules", title = { zh = "《某区类别评价办法》", en = "Rules on categories" } }]
applies_to = { subject = "unit" }

[period]
kind = "rolling"
months = 12

[[dimensions]]
code = "record"
label = { zh = "违法行为", en = "Offences" }

[[behaviours]]
code = "fined"
label = { zh = "被处罚款", en = "Fined" }
class = "general"
confirm = "none"
[[behaviours]]
code = "stopped"
label = { zh = "被责令停产", en = "Ordered to stop" }
class = "serious"
confirm = "none"

[[indicators]]
code = "offences"
label = { zh = "违法行为", en = "Offences" }
dimension = "record"
kind = "points"
behaviours = ["fined", "stopped"]

[[grades]]
code = "green"
name = { zh = "诚信", en = "Trusted" }
colour = "green"
[[grades]]
code = "yellow"
name = { zh = "警示", en = "Warned" }
colour = "yellow"
[[grades]]
code = "red"
name = { zh = "不良", en = "Poor" }
colour = "red"

[[overrides]]
code = "fined"
kind = "veto"
label = { zh = "受到罚款", en = "Fined" }
behaviours = ["fined"]
grade = "yellow"
clause = "第八条"
[[overrides]]
code = "stopped"
kind = "veto"
label = { zh = "责令停产", en = "Ordered to stop" }
behaviours = ["stopped"]
grade = "red"
clause = "第九条"
"""
