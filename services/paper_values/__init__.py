"""What a paper can say of each kind of business: one reader a kind, so that papers need to know none of them."""

from services.paper_values import cases, events, objections, repairs, rounds
from services.paper_values.registry import (
    PERMISSION,
    Act,
    Business,
    business_or_404,
    chinese_day,
    names_of,
    values_of,
)

__all__ = [
    "PERMISSION",
    "Act",
    "Business",
    "business_or_404",
    "cases",
    "chinese_day",
    "events",
    "names_of",
    "objections",
    "repairs",
    "rounds",
    "values_of",
]
"""A new kind of business gets a module here, with its reader."""
