"""Who stands far from his peers: the median and the median absolute deviation, which a few far ones do not move."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean, median
from typing import NamedTuple

OF_NORMAL = 1.4826
"""Times the median absolute deviation is the standard deviation where values are spread normally."""
OF_NORMAL_MEAN = 1.2533
"""The same for the mean absolute deviation, taken where more than half of all stand at the median."""


class Apart(NamedTuple):
    """A value, the median of all, and how many deviations lie between (below the median it is negative)."""

    value: float
    middle: float
    times: float


def far_ones(values: Mapping[str, float], apart: float) -> dict[str, Apart]:
    """Those at least ``apart`` deviations from the median, by name; nobody where all are alike.

    Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), also for the fallback.
    """
    middle = median(values.values())
    distances = [abs(value - middle) for value in values.values()]
    unit = OF_NORMAL * median(distances) or OF_NORMAL_MEAN * fmean(distances)
    if not unit:
        return {}
    found = {name: Apart(value, middle, (value - middle) / unit) for name, value in values.items()}
    return {name: one for name, one in found.items() if abs(one.times) >= apart}
