"""Texts of a case that are written for the clerk to read through and change: in Chinese, as they are served."""

from __future__ import annotations

from typing import Any

from flask import get_template_attribute

from services.calendar.deadlines import deadline
from services.cases.show_case import ShownCase

_FILE = "lists/_drafted.txt"


def values(shown: ShownCase, code: str) -> dict[str, Any]:
    """What can be filled in from the case for this act."""
    if code == "notice":
        return {
            "days": deadline("defence").n,
            "text": _facts(shown),
            **{name: _written(name, shown) for name in ("reasons", "basis", "rights")},
        }
    if code == "facts":
        return {"text": _facts(shown)}
    if code == "repair_notice":
        return {"text": _written("repair_notice", shown)}
    return {}


def _facts(shown: ShownCase) -> str:
    """The facts as they were fixed last, else the grounds on which the case was opened."""
    fixed = [paper.texts.get("text", "") for paper in shown.papers if paper.kind == "facts"]
    return fixed[-1] if fixed else (shown.case.grounds or "")


def _written(part: str, shown: ShownCase) -> str:
    write = get_template_attribute(_FILE, part)
    hearing = deadline("hearing_request").n
    return str(write(c=shown, days=deadline("defence").n, hearing_days=hearing)).strip()
