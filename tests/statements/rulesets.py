"""A second scheme: two weighted dimensions over calendar years, with a list that the rules enter."""

WEIGHTED = """
scheme = "weighted"
version = "1"
effective_from = 2025-01-01
change = "recast"
title = { zh = "加权评价办法", en = "Weighted scheme" }
basis = [{ code = "rules", title = { zh = "《办法》", en = "The rules" } }]
applies_to = { subject = "unit" }
[scale]
start = 0
direction = "down"
floor = 0
ceiling = 100
places = 2
[period]
kind = "calendar"
unit = "year"

[[dimensions]]
code = "work"
label = { zh = "工作", en = "Work" }
start = 100
weight = 0.15
floor = 0
ceiling = 100
[[dimensions]]
code = "conduct"
label = { zh = "行为", en = "Conduct" }
start = 100
weight = 0.85
floor = 0
ceiling = 100

[[behaviours]]
code = "late"
label = { zh = "逾期", en = "Late" }
class = "minor"
confirm = "none"
[[behaviours]]
code = "lie"
label = { zh = "虚报", en = "False report" }
class = "serious"
confirm = "none"
[[behaviours]]
code = "rated"
label = { zh = "评分", en = "Rating" }
nature = "measured"
confirm = "none"
fields = ["rating"]

[[indicators]]
code = "late"
label = { zh = "逾期", en = "Late" }
dimension = "work"
kind = "points"
behaviours = ["late"]
points = -33.33
cap = 50
[[indicators]]
code = "lie"
label = { zh = "虚报", en = "False report" }
dimension = "conduct"
kind = "points"
behaviours = ["lie"]
points = -45
[[indicators]]
code = "rated"
label = { zh = "评分", en = "Ratings" }
dimension = "work"
kind = "mean"
behaviours = ["rated"]
lowest = 1.00
highest = 5.00
line = { from = { rating = 3.00, points = -10 }, to = { rating = 5.00, points = 0 } }
min_sample = 1
when_unassessed = "zero"

[[grades]]
code = "good"
name = { zh = "良好", en = "Good" }
colour = "green"
from = 60
[[grades]]
code = "bad"
name = { zh = "不良", en = "Bad" }
colour = "red"
below = 60

[[lists]]
code = "watched"
label = { zh = "重点关注名单", en = "Watched" }
class = "minor"
basis = ["rules"]
scope = "internal"
mode = "automatic"
length = { months = 6 }
enter = [{ on = "behaviour", behaviours = ["lie"] }]
[[lists]]
code = "barred"
label = { zh = "禁入名单", en = "Barred" }
class = "serious"
basis = ["rules"]
scope = "internal"
mode = "decided"
length = { months = 12 }
enter = [{ on = "total", at_or_below = 50 }]
"""
