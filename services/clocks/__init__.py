"""The clocks that run: one module for each kind of business; importing one registers it."""

from services.clocks import cases, objections, proposals, records, repairs, reviews, sharing
from services.clocks.registry import SOURCES, Business, Clock, clock, running

__all__ = [
    "SOURCES",
    "Business",
    "Clock",
    "cases",
    "clock",
    "objections",
    "proposals",
    "records",
    "repairs",
    "reviews",
    "running",
    "sharing",
]
