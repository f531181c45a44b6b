"""What must fit in `[period]`: the lists that restart and suspend it exist, and it goes on again."""

from __future__ import annotations

from scoring.draft import Draft
from scoring.references import check_known


def check_period(draft: Draft) -> None:
    """Notes every problem of the period."""
    period = draft.period
    if period is None:
        return
    for name in ("restart_on", "suspend_during", "restart_after"):
        for code in getattr(period, name):
            check_known(draft, "lists", code, f"period.{name}")
    for code in period.suspend_during:
        if code not in period.restart_after:
            draft.reader.wrong("period.restart_after", "never_restarts", found=code)
