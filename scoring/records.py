"""The records that the walk reads and writes: one array of records for each kind of thing.

Days are days since 1970-01-01, points are hundredths, -1 is "none" unless said otherwise.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Records: TypeAlias = npt.NDArray[Any]


def _record(*fields: tuple[str, str]) -> np.dtype[Any]:
    return np.dtype([(name, kind) for kind, names in fields for name in names.split()], align=True)


# Facts, sorted by subject, counts_from, occurred_on, event_id.
FACT = _record(("i4", "day behaviour order incident quantity severity repair"))
"""day = counts_from; order = rank in the subject by (occurred_on, event_id); repair = row of REPAIR."""
KNOWN = _record(("i8", "recorded voided"))
MEASURE = _record(("i8", "amount"), ("i4", "numerator denominator rating"))
REPAIR = _record(("i8", "row recorded"), ("i4", "day"))
"""Sorted by subject and day."""
DECISION = _record(("i8", "recorded"), ("i4", "list action start until"))
"""Sorted by subject, start, recorded."""

# The rule book. Arrays over versions hold the rows of version 0, then those of version 1, and so on.
VERSION = _record(
    ("i8", "start floor ceiling whole unit"),
    ("i4", "day change rounding period grades grades_end conditions conditions_end"),
    ("i4", "overrides overrides_end no_double_count weighted calendar"),
)
RULE = _record(
    ("i8", "base cap_per_event"),
    ("i4", "kind version indicator life delay severities steps steps_end ladder times repair"),
    (
        "i4",
        "rating_low rating_high touch touch_end",
    ),
)
"""How a fact weighs. `base` is fixed points; `ladder` is 0 no, 1 by amount, 2 by quantity."""
SLOT = _record(
    ("i8", "cap min_sample unassessed rating0 points0 rating1 points1"),
    ("i4", "kind dimension bands bands_end unrated line"),
)
"""How an indicator's sum becomes points, in one version. cap -1: none."""
BAND = _record(("i8", "at points"), ("i4", "strict"))
"""The lower edge of a row, ascending; `at` is the lowest integer for the first row."""
SPACE = _record(("i8", "floor ceiling part start"))
"""A dimension in one version."""
CONDITION = _record(("i8", "at"), ("i4", "list on target above watched watched_end"))
OVERRIDE = _record(("i8", "at_least"), ("i4", "kind grade denominators watched watched_end"))
LIST = _record(("i4", "present automatic unit length again"))

# Working memory of one walk.
RUN = _record(
    ("i8", "row row_first row_end total total_raw points known traced"),
    ("i8", "clamp rounding start marks marks_first marks_end"),
    ("i8", "decisions decisions_first decisions_end"),
    ("i4", "day version lives dirty pending pending_end incidents unassessed"),
    ("i4", "grade plain unrated list_end"),
)
"""The state of the subject being walked; one record."""
TALLY = _record(("i8", "sum numerator denominator value shown"), ("i4", "dirty unrated"))
"""What an indicator holds: of a rate the two sums, of a mean Σ rating and the number."""
SHARE = _record(("i8", "sum value cap shown"))
"""What a dimension holds."""
COUNTER = _record(("i8", "n sum"), ("i4", "begun day"))
"""Lives that somebody watches: how many, Σ of their denominators, and how many began on `day`."""
LIFETIME = _record(("i8", "row weight"), ("i4", "rule begin end next order alive kin"))
QUEUE = _record(("i4", "head tail"))
STANDING = _record(
    ("i4", "start until lengths version proposal was holds fires"),
)
"""A list for this subject: the listing in force (start -1: none), its open proposal (-1: none)."""

# What comes out.
NO_POINTS = -(2**40)
"""Stands in a severity table where a severity has no points."""

TRACE = _record(("i8", "row amount a b"), ("i4", "day kind rule"))
RESULT = _record(("i8", "points"), ("i4", "grade unrated until version"))


class Columns(NamedTuple):
    """Facts, repairs and decisions; rows of subject s are offsets[s]:offsets[s + 1] of each."""

    offsets: Records
    facts: Records
    known: Records
    measures: Records
    repair_offsets: Records
    repairs: Records
    decision_offsets: Records
    decisions: Records
    list_of: Records
    """For each list code of the decisions its number in the book (-1: unknown)."""


class Rules(NamedTuple):
    """A rule book bound to the codes of some facts."""

    versions: Records
    in_force: Records
    links: Records
    """links[v, b]: from where to where the RULE records of behaviour b in version v stand."""
    rules: Records
    tables: Records
    """tables[t, day - FIRST]: the day on which a duration that begins on `day` is over."""
    months: Records
    firsts: Records
    bands: Records
    severities: Records
    slots: Records
    spaces: Records
    conditions: Records
    overrides: Records
    watched: Records
    """Numbers of counters, by the ranges that rules, conditions and overrides name."""
    lists: Records


class Memory(NamedTuple):
    """Working memory of one thread, cleared for each subject."""

    tallies: Records
    shares: Records
    counters: Records
    lives: Records
    pending: Records
    queues: Records
    standings: Records
    held: Records
    incidents: Records
    repairable: Records
    dirty: Records


# Words of the records.
POINTS, RATE, MEAN, VETO, WORK = 1, 2, 3, 4, 5
HALF_UP, HALF_EVEN, DOWN = 0, 1, 2
CARRY, FRESH, RECAST = 0, 1, 2
STOPS, HALVES = 1, 2
ON_TOTAL, ON_INDICATOR, ON_DIMENSION, ON_BEHAVIOUR = 0, 1, 2, 3
MONTHS, DAYS, FOR_LIFE, BY_DECISION = 0, 1, 2, 3
NOTHING, RESTART, EXTEND = 0, 1, 2
ENTER, LEAVE, ANNUL, STAY, PROLONG = 0, 1, 2, 3, 4
BY_RULE, BY_PERSON = 0, 1
RATED, TOO_LITTLE_WORK, NOT_ASSESSED = 0, 1, 2
NO_SCORE = 3

# Kinds of trace records.
T_START, T_BEGIN, T_END, T_HALVE, T_IDLE, T_VALUE, T_CAP = 0, 1, 2, 3, 4, 5, 6
T_DIMENSION_CAP, T_DIMENSION, T_CLAMP, T_ROUNDING, T_SETTLED = 7, 8, 9, 10, 11
T_ENTER, T_LEAVE, T_UNTIL, T_PROPOSE, T_LAPSE, T_STAY, T_UNASSESSED, T_VERSION = (
    12, 13, 14, 15, 16, 17, 18, 19,
)  # fmt: skip

# Why a life ended, or why a fact never began one.
EXPIRED, REPAIRED, SUPERSEDED, NEW_VERSION = 0, 1, 2, 3
