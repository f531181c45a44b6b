"""Whole numbers in hundredths: how they are written and how they are rounded."""

from __future__ import annotations


def decimal_text(value: int, held: int, places: int) -> str:
    """An integer held in 10^-held units, written with `places` decimals (digits beyond are cut)."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10**held)
    digits = f"{rest:0{held}d}"[:places] if held else ""
    text = f"{whole}.{digits}" if digits else str(whole)
    return text if text.strip("0.") == "" else sign + text


def points_text(hundredths: int, places: int) -> str:
    """Points with `places` decimals: 8750 with one place is 87.5."""
    return decimal_text(hundredths, 2, places)


def short_text(value: int, held: int) -> str:
    """As a person would write it, without trailing zeros: 9000 ten-thousandths is 0.9."""
    text = decimal_text(value, held, held)
    return text.rstrip("0").rstrip(".") if "." in text else text
