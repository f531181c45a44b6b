"""Credit codes that are right in form and belong to nobody: their organisation code spells DEM0."""

from __future__ import annotations

from identity.codes import check_character, organisation_check


def credit_code(prefix: str, number: int) -> str:
    """``prefix``: authority, category and division, eight characters."""
    code = f"{prefix}MDEM0{number:03d}"
    code += organisation_check(f"{code}00")
    return code + check_character(f"{code}0")
