"""What a draft calls itself, as far as it can be read, and the text that an empty one begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import scoring
from scoring.toml import read_toml

SKELETON = """\
# 本文件就是评价办法本身：表单与源文件是同一份内容。 This file is the scheme itself: forms and source are one.
version = "{year}"
effective_from = {year}-01-01
applies_to = {{ subject = "unit" }}
source = "default"

[scale]
start = 100
direction = "down"
floor = 0
ceiling = 100
places = 0
rounding = "half_up"

[period]
kind = "rolling"
months = 24

[[dimensions]]
code = "conduct"
label = {{ zh = "信用行为", en = "Conduct" }}

[[grades]]
code = "good"
name = {{ zh = "环保良好", en = "Good" }}
colour = "green"
from = 60

[[grades]]
code = "poor"
name = {{ zh = "环保不良", en = "Poor" }}
colour = "red"
below = 60
"""


@dataclass(frozen=True)
class Head:
    """Empty texts and None for what is missing or cannot be read."""

    scheme: str
    version: str
    title_zh: str
    title_en: str
    effective_from: date | None


def head_of(text: str) -> Head:
    try:
        raw = read_toml(text, "draft.toml")
    except scoring.RulesetError:
        return Head("", "", "", "", None)
    title, first = raw.get("title"), raw.get("effective_from")
    names = title if isinstance(title, Mapping) else {}
    return Head(
        scheme=_text(raw.get("scheme"))[:64],
        version=_text(raw.get("version"))[:64],
        title_zh=_text(names.get("zh")),
        title_en=_text(names.get("en")),
        effective_from=first if isinstance(first, date) else None,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def skeleton(today: date) -> str:
    """What an empty draft begins with: the frame of a scheme that acts from the next year."""
    return SKELETON.format(year=today.year + 1)
