"""Two schemes that hold every kind of line, for tests of the words: one by points, one by weights."""

HEAD = """
version = "1"
effective_from = 2024-01-01
change = "recast"
basis = [{ code = "rules", title = { zh = "《办法》", en = "The rules" } }]
source = "default"
applies_to = { subject = "unit" }
"""

BEHAVIOURS = """
[[behaviours]]
code = "late"
label = { zh = "逾期报送", en = "Late report" }
class = "minor"
confirm = "none"
[[behaviours]]
code = "lie"
label = { zh = "虚假报告", en = "False report" }
class = "serious"
confirm = "none"
[[behaviours]]
code = "spill"
label = { zh = "泄漏", en = "Spill" }
class = "general"
confirm = "none"
fields = ["quantity"]
[[behaviours]]
code = "slip"
label = { zh = "差错", en = "Slip" }
class = "minor"
confirm = "none"
[[behaviours]]
code = "incident"
label = { zh = "突发事件", en = "Incident" }
class = "general"
confirm = "none"
[[behaviours]]
code = "crime"
label = { zh = "环境犯罪", en = "Crime" }
class = "serious"
confirm = "none"
[[behaviours]]
code = "complaint"
label = { zh = "投诉", en = "Complaint" }
class = "minor"
confirm = "none"
[[behaviours]]
code = "certified"
label = { zh = "取得认证", en = "Certified" }
nature = "favourable"
confirm = "none"
fields = ["until_on"]
[[behaviours]]
code = "certificate-lost"
label = { zh = "认证失效", en = "Certificate lost" }
nature = "measured"
confirm = "none"
[[behaviours]]
code = "praise"
label = { zh = "表扬", en = "Praise" }
nature = "favourable"
confirm = "none"
[[behaviours]]
code = "job"
label = { zh = "完成业务", en = "Job done" }
nature = "measured"
confirm = "none"
[[behaviours]]
code = "sampled"
label = { zh = "抽检", en = "Samples checked" }
nature = "measured"
confirm = "none"
fields = ["numerator", "denominator"]
[[behaviours]]
code = "rated"
label = { zh = "评分", en = "Rating" }
nature = "measured"
confirm = "none"
fields = ["rating"]
[[behaviours]]
code = "banned"
label = { zh = "禁止从业", en = "Banned" }
class = "serious"
confirm = "none"
"""

BY_POINTS = (
    """
scheme = "every-kind"
title = { zh = "各类指标评价办法", en = "Scheme of every kind" }
"""
    + HEAD
    + """
no_double_count = "incident"

[scale]
start = 90
direction = "down"
floor = 0
ceiling = 100
places = 1

[period]
kind = "anniversary"
months = 12
restart_on = ["key"]
suspend_during = ["out"]
restart_after = ["out"]

[[dimensions]]
code = "conduct"
label = { zh = "行为", en = "Conduct" }
clause = "第五条"
floor = -120
[[dimensions]]
code = "merit"
label = { zh = "守信", en = "Merit" }
ceiling = 9
"""
    + BEHAVIOURS
    + """
[[indicators]]
code = "late"
label = { zh = "逾期报送", en = "Late reports" }
dimension = "conduct"
kind = "points"
behaviours = ["late"]
points = -2
clause = "第六条"
[indicators.escalate]
within = { months = 12 }
steps = [{ nth = 2, times = 1.5 }, { nth = 3, add = -3 }, { nth = 4, as = "lie" }]

[[indicators]]
code = "lie"
label = { zh = "虚假报告", en = "False reports" }
dimension = "conduct"
kind = "points"
behaviours = ["lie"]
points = -10
repair = "halves"
clause = "第七条"

[[indicators]]
code = "spill"
label = { zh = "泄漏", en = "Spills" }
dimension = "conduct"
kind = "points"
behaviours = ["spill"]
points = -1
times = "quantity"
cap_per_event = 5
cap = 8
repair = "stops"
valid_for = { months = 3 }

[[indicators]]
code = "slip"
label = { zh = "差错", en = "Slips" }
dimension = "conduct"
kind = "points"
behaviours = ["slip"]
points = -1
repair = "grade_step"

[[indicators]]
code = "incident"
label = { zh = "突发事件", en = "Incidents" }
dimension = "conduct"
kind = "points"
behaviours = ["incident", "crime"]
points = 0

[[indicators]]
code = "banned"
label = { zh = "禁止从业", en = "Bans" }
dimension = "conduct"
kind = "points"
behaviours = ["banned"]
points = -100

[[indicators]]
code = "complaints"
label = { zh = "投诉", en = "Complaints" }
dimension = "conduct"
kind = "count"
behaviours = ["complaint"]
bands = [{ up_to = 0, points = 0 }, { from = 1, up_to = 2, points = -1 }, { from = 3, points = -5 }]

[[indicators]]
code = "samples"
label = { zh = "抽检合格率", en = "Pass rate" }
dimension = "conduct"
kind = "rate"
behaviours = ["sampled"]
bands = [{ from = 0.80, points = 0 }, { below = 0.80, points = -4 }]
min_sample = 5
when_unassessed = "zero"

[[indicators]]
code = "ratings"
label = { zh = "评分", en = "Ratings" }
dimension = "conduct"
kind = "mean"
behaviours = ["rated"]
lowest = 1.00
highest = 5.00
line = { from = { rating = 3.00, points = -10 }, to = { rating = 5.00, points = 0 } }
min_sample = 1
when_unassessed = "zero"

[[indicators]]
code = "certificate"
label = { zh = "认证", en = "Certificate" }
dimension = "merit"
kind = "achieved"
behaviours = ["certified"]
refuted_by = ["certificate-lost"]
points = 3
when_unassessed = "zero"

[[indicators]]
code = "praise"
label = { zh = "表扬", en = "Praise" }
dimension = "merit"
kind = "points"
behaviours = ["praise"]
points = 8

[[indicators]]
code = "spotless"
label = { zh = "连续无失信", en = "Clean periods" }
dimension = "merit"
kind = "clean"
points = 6
periods = 2
behaviours = ["late", "lie", "banned"]
work = ["job"]
at_least = 1
clause = "第八条"

[[grades]]
code = "a"
name = { zh = "优", en = "Good" }
colour = "green"
from = 80
[[grades]]
code = "b"
name = { zh = "中", en = "Fair" }
colour = "yellow"
from = 60
below = 80
[[grades]]
code = "c"
name = { zh = "差", en = "Poor" }
colour = "red"
below = 60

[[overrides]]
code = "incident"
label = { zh = "突发事件降一级", en = "One grade down" }
kind = "shift"
behaviours = ["incident"]
by = 1
for = { months = 6 }
clause = "第九条"
[[overrides]]
code = "lie"
label = { zh = "虚假报告最高为中", en = "At best fair" }
kind = "ceiling"
behaviours = ["lie"]
grade = "b"
[[overrides]]
code = "crime"
label = { zh = "犯罪一票否决", en = "Crime" }
kind = "veto"
behaviours = ["crime"]
grade = "c"
for = { months = 12 }
[[overrides]]
code = "recovering"
label = { zh = "降为差后锁定", en = "Recovering" }
kind = "lock"
when = ["c"]
grade = "b"
for = { months = 24 }
[[overrides]]
code = "idle"
label = { zh = "业务量不足", en = "Too little work" }
kind = "unrated"
behaviours = ["job"]
at_least = 1
within = { months = 36 }

[[lists]]
code = "key"
label = { zh = "重点监管名单", en = "Key supervision" }
class = "general"
basis = ["rules"]
scope = "internal"
mode = "automatic"
length = { months = 6 }
enter = [{ on = "behaviour", behaviours = ["banned"] }]
[[lists]]
code = "out"
label = { zh = "禁入名单", en = "Barred" }
class = "serious"
basis = ["rules"]
scope = "internal"
mode = "decided"
length = { until = "decision" }
enter = [{ on = "count", behaviours = ["lie"], at_least = 3, within = { months = 24 } }]
leave = [{ on = "clean", indicator = "spotless" }]
"""
)

BY_WEIGHTS = (
    """
scheme = "every-weight"
title = { zh = "加权评价办法", en = "Scheme by weights" }
"""
    + HEAD
    + """
[scale]
start = 0
direction = "down"
floor = 0
ceiling = 100
places = 1

[period]
kind = "calendar"
unit = "year"

[[dimensions]]
code = "conduct"
label = { zh = "行为", en = "Conduct" }
start = 100
weight = 0.5
floor = 0
ceiling = 100
[[dimensions]]
code = "samples"
label = { zh = "抽检", en = "Samples" }
weight = 0.3
[[dimensions]]
code = "system"
label = { zh = "体系", en = "System" }
weight = 0.2
"""
    + BEHAVIOURS
    + """
[[indicators]]
code = "late"
label = { zh = "逾期报送", en = "Late reports" }
dimension = "conduct"
kind = "points"
behaviours = ["late", "lie", "spill", "slip", "incident", "crime", "complaint", "banned"]
points = -7
escalate = { within = { months = 24 }, like = "indicator", steps = [{ nth = 2, times = 3 }] }

[[indicators]]
code = "samples"
label = { zh = "抽检合格率", en = "Pass rate" }
dimension = "samples"
kind = "rate"
behaviours = ["sampled"]
bands = [{ from = 0.80, points = 90 }, { below = 0.80, points = 40 }]
min_sample = 5
when_unassessed = "redistribute"

[[indicators]]
code = "certificate"
label = { zh = "认证", en = "Certificate" }
dimension = "system"
kind = "achieved"
behaviours = ["certified", "praise", "job", "rated"]
refuted_by = ["certificate-lost"]
points = 100
when_unassessed = "redistribute"

[[grades]]
code = "a"
name = { zh = "优", en = "Good" }
colour = "green"
from = 80
[[grades]]
code = "b"
name = { zh = "差", en = "Poor" }
colour = "red"
below = 80
"""
)
