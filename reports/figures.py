"""Numbers and dates as the pictures print them; points come in hundredths."""

from datetime import date
from decimal import Decimal

MINUS = "\u2212"


def as_decimal(hundredths: int, places: int = 2) -> Decimal:
    """Return points held in hundredths as a decimal with `places` decimals (2 unless told)."""
    return (Decimal(hundredths) / 100).quantize(Decimal(1).scaleb(-places))


def points(hundredths: int, places: int = 2) -> str:
    """Return points as text with a true minus sign: 8350 → 83.50, -300 → −3.00."""
    return f"{as_decimal(hundredths, places)}".replace("-", MINUS)


def change(hundredths: int, places: int = 2) -> str:
    """Return a change of points with its sign: 500 → +5.00, 0 → 0.00."""
    return f"+{points(hundredths, places)}" if hundredths > 0 else points(hundredths, places)


def edge(hundredths: int) -> str:
    """Return the edge of a band without idle zeros: 8000 → 80, 8250 → 82.5."""
    value = Decimal(hundredths) / 100
    text = f"{value:f}"
    trimmed = text.rstrip("0").rstrip(".") if "." in text else text
    return trimmed.replace("-", MINUS)


def share(part: int, whole: int) -> str:
    """Return a share in per cent, one decimal, cut and not rounded so that no edge is feigned."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def month(day: date) -> str:
    """Return the month of a day as tables print it: 2026-11."""
    return f"{day:%Y-%m}"
