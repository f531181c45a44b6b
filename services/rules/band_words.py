"""The rows of a rule in words, and which of them a number meets."""

from __future__ import annotations

from collections.abc import Sequence

import scoring


def hundredths(value: int) -> str:
    """Ratings and money with both decimals: 8000000 fen is 80,000.00."""
    whole, rest = divmod(value, 100)
    return f"{whole:,}.{rest:02d}"


def shortest(value: int) -> str:
    """Hundredths without decimals that say nothing: 150 is 1.5."""
    return hundredths(value).rstrip("0").rstrip(".")


def band_words(band: scoring.Band | scoring.Grade, of: str) -> str:
    """A row as people write it: 75% ≤ … < 85%. ``of`` is rate, mean, count, amount, quantity or points."""
    lower, upper = band.lower, band.upper
    from_ = f"{_edge(lower.at, of)} {'<' if lower.strict else '≤'} " if lower else ""
    to = f" {'<' if upper.strict else '≤'} {_edge(upper.at, of)}" if upper else ""
    return f"{from_}…{to}"


def _edge(at: int, of: str) -> str:
    if of in ("count", "quantity"):
        return str(at)
    if of == "points":
        return ("\u2212" if at < 0 else "") + shortest(abs(at))
    return shortest(at) + "%" if of == "rate" else hundredths(at)


def met(bands: Sequence[scoring.Band], of: str, total: int, sample: int = 1) -> scoring.Band | None:
    """The row that Σ total over a sample meets, by cross-multiplication: for the words, its points are known."""
    return next((band for band in bands if _holds(band, of, total, sample)), None)


def _holds(band: scoring.Band, of: str, total: int, sample: int) -> bool:
    scaled = total * 10_000 if of == "rate" else total
    above = band.lower is None or scaled - band.lower.at * sample >= band.lower.strict
    below = band.upper is None or band.upper.at * sample - scaled >= band.upper.strict
    return above and below
