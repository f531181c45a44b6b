"""What must fit in an escalation: rising steps, one deed a step, and no chain of behaviours."""

from __future__ import annotations

from itertools import pairwise

from scoring.draft import Draft
from scoring.keys import RULE_FIELDS
from scoring.references import check_known, check_weighed
from scoring.ruleset import Indicator


def check_escalation(draft: Draft, indicator: Indicator, path: str) -> None:
    """Notes every problem of an indicator's escalation, if it has one."""
    if indicator.escalate is None:
        return
    steps = indicator.escalate.steps
    for n, (before, after) in enumerate(pairwise(steps), 2):
        if after.nth <= before.nth:
            params = {"found": after.nth, "before": before.nth}
            draft.reader.wrong(f"{path}.steps[{n}].nth", "nth_rises", **params)
    for n, step in enumerate(steps, 1):
        if step.behaviour is not None:
            _check_target(draft, indicator, step.behaviour, f"{path}.steps[{n}].as")


def _check_target(draft: Draft, indicator: Indicator, target: str, path: str) -> None:
    """The behaviour as which a fact is weighed: weighed once, and without a step of its own."""
    if not check_known(draft, "behaviours", target, path):
        return
    check_weighed(draft, target, path)
    for row in draft.weighers(target):
        if row["escalate"] is not None:
            draft.reader.wrong(path, "as_chain", found=target, indicator=row["code"])
    wanted = draft.behaviour(target)
    for code in indicator.behaviours:
        given = draft.behaviour(code)
        if given is None or wanted is None:
            continue
        for field in wanted.fields:
            if field in RULE_FIELDS and field not in given.fields:
                params = {"behaviour": code, "target": target, "field": field}
                draft.reader.wrong(f"behaviours[{code}].fields", "field_as", **params)
