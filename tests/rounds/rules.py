"""A scheme small enough to reckon in the head: from 100 down, 12 for each late answer."""

RULES = """
scheme = "small"
version = "1"
effective_from = 2025-01-01
change = "recast"
title = { zh = "小评价办法", en = "Small scheme" }
basis = [{ code = "rules", title = { zh = "《办法》", en = "The rules" } }]
applies_to = { subject = "unit" }
[scale]
start = 100
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

[[behaviours]]
code = "late"
label = { zh = "逾期", en = "Late" }
class = "minor"
confirm = "review"
[[behaviours]]
code = "done"
label = { zh = "完成", en = "Done" }
class = "minor"
confirm = "none"

[[indicators]]
code = "late"
label = { zh = "逾期", en = "Late" }
dimension = "work"
kind = "points"
behaviours = ["late"]
points = -12

[[overrides]]
code = "little"
kind = "unrated"
label = { zh = "工作量不足", en = "Too little work" }
behaviours = ["done"]
measure = "facts"
at_least = 1

[[grades]]
code = "green"
name = { zh = "绿", en = "Green" }
colour = "green"
from = 90
[[grades]]
code = "blue"
name = { zh = "蓝", en = "Blue" }
colour = "blue"
from = 80
below = 90
[[grades]]
code = "red"
name = { zh = "红", en = "Red" }
colour = "red"
below = 80
"""
