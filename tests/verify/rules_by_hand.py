"""A small ruleset to vary by hand, and short words for asking the second reading about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from verify import score

GRADES = """
[[grades]]
code = "green"
name = { zh = "绿", en = "Green" }
colour = "green"
from = 80
[[grades]]
code = "blue"
name = { zh = "蓝", en = "Blue" }
colour = "blue"
from = 60
below = 80
[[grades]]
code = "red"
name = { zh = "红", en = "Red" }
colour = "red"
below = 60
"""

HEAD = """
scheme = "hand"
version = "{version}"
effective_from = {effective_from}
change = "{change}"
no_double_count = "{no_double_count}"
title = {{ zh = "办法", en = "Scheme" }}
basis = [{{ code = "rules", title = {{ zh = "《办法》", en = "The rules" }} }}]
applies_to = {{ subject = "unit" }}
[scale]
{scale}
[period]
{period}
"""

FIELDS = '["severity", "quantity", "amount_fen", "numerator", "denominator", "rating"]'


def rules(
    *indicators: str,
    rest: str = "",
    version: str = "1",
    effective_from: str = "2020-01-01",
    change: str = "carry",
    no_double_count: str = "none",
    scale: str = 'start = 100\ndirection = "down"\nfloor = 0\nceiling = 100\nplaces = 1',
    period: str = 'kind = "rolling"\nmonths = 24',
    dimensions: str = '[[dimensions]]\ncode = "d"\nlabel = { zh = "维", en = "D" }',
    grades: str = GRADES,
) -> str:
    """A ruleset whose indicators, from i1 on, weigh the behaviours b1, b2, … in turn."""
    head = HEAD.format(
        version=version,
        effective_from=effective_from,
        change=change,
        no_double_count=no_double_count,
        scale=scale,
        period=period,
    )
    parts = [head, dimensions]
    for place, body in enumerate(indicators, 1):
        parts.append(
            f'[[behaviours]]\ncode = "b{place}"\nlabel = {{ zh = "行为", en = "B" }}\n'
            f'class = "minor"\nconfirm = "none"\nfields = {FIELDS}'
        )
        dimension = "" if "dimension =" in body else 'dimension = "d"\n'
        kind = "" if "kind =" in body else 'kind = "points"\n'
        parts.append(
            f'[[indicators]]\ncode = "i{place}"\nlabel = {{ zh = "指标", en = "I" }}\n'
            f'{dimension}{kind}behaviours = ["b{place}"]\n{body}'
        )
    return "\n".join([*parts, grades, rest])


def a_list(code: str, enter: str, more: str = 'mode = "automatic"\nlength = { months = 6 }') -> str:
    return (
        f'[[lists]]\ncode = "{code}"\nlabel = {{ zh = "名单", en = "List" }}\nclass = "general"\n'
        f'basis = ["rules"]\nscope = "internal"\nenter = [{enter}]\n{more}\n'
    )


def event(event_id: str, behaviour: str, counts_from: str, **more: str) -> dict[str, str]:
    return {
        "event_id": event_id,
        "subject_id": "s",
        "behaviour": behaviour,
        "counts_from": counts_from,
        **more,
    }


def decided(action: str, list_code: str, from_: str, until: str = "") -> dict[str, str]:
    return {
        "subject_id": "s",
        "list": list_code,
        "action": action,
        "from": from_,
        "until": until,
    }


def ask(
    rulesets: str | list[str],
    events: list[dict[str, str]],
    on: str,
    known_at: str | None = None,
    decisions: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    """What the second reading says of the one subject on a day."""
    texts = [rulesets] if isinstance(rulesets, str) else rulesets
    rows = events or [{"event_id": "", "subject_id": "s", "behaviour": ""}]
    found = score.evaluate(texts, rows, date.fromisoformat(on), known_at, decisions or [])
    subject: dict[str, Any] = found["subjects"][0]
    return subject


def points(*asked: Any, **more: Any) -> str:
    found: str = ask(*asked, **more)["points"]
    return found


def listed(found: dict[str, Any]) -> list[tuple[str, str, str | None, str, str]]:
    return [
        (one["list"], one["from"], one["until"], one["state"], one["by"]) for one in found["lists"]
    ]


def amounts(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line["kind"], line["amount"]) for line in found["lines"]]
