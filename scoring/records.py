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
TERM = _record(("i8", "recorded"), ("i4", "rectified until"))
"""Read by few rules, hence apart. rectified: NEVER if not; until: OPEN or LIFE if none."""
REPAIR = _record(("i8", "row recorded"), ("i4", "day"))
"""Sorted by subject and day."""
DECISION = _record(("i8", "recorded"), ("i4", "list action start until"))
"""Sorted by subject, start, recorded."""

# The rule book. Arrays over versions hold the rows of version 0, then those of version 1, and so on.
VERSION = _record(
    ("i8", "start floor ceiling whole unit"),
    ("i4", "day change rounding grades grades_end conditions conditions_end"),
    ("i4", "overrides overrides_end no_double_count weighted"),
    ("i4", "own span due anew codes last cleans cleans_end looks heaviest"),
)
"""Periods: `own` is anniversary; `span` their months (0: none); `due` says that each opening is
visited, `anew` that conditions are read anew on it. `looks`: somebody looks at the settled grade;
`heaviest`: the part of the dimension that weighs most."""
RULE = _record(
    ("i8", "base cap_per_event"),
    ("i4", "kind version indicator life delay severities steps steps_end ladder times repair"),
    ("i4", "rating_low rating_high touch touch_end"),
    ("i4", "until bounded carries counted window raises raises_end only_as"),
)
"""How a fact weighs. `base` is fixed points; `ladder` is 0 no, 1 by amount, 2 by quantity; `life` -1:
no table ends it; `bounded`: the close of a period does, 2 of the subject's own; `only_as`: the
behaviour as which the fact must be weighed (-1: its own, -2: any)."""
RAISE = _record(("i8", "times add"), ("i4", "nth rule window"))
"""A step of an escalation: times (hundredths), add, or the RULE record of another behaviour."""
SLOT = _record(
    ("i8", "cap min_sample unassessed rating0 points0 rating1 points1 at_least"),
    ("i4", "kind dimension bands bands_end unrated line redistributes periods retired"),
)
"""How an indicator's sum becomes points, in one version. cap -1: none."""
BAND = _record(("i8", "at points"), ("i4", "strict"))
"""The lower edge of a row, ascending; `at` is the lowest integer for the first row."""
SPACE = _record(("i8", "floor ceiling part start"))
"""A dimension in one version."""
CONDITION = _record(
    ("i8", "at at_least"),
    ("i4", "list on target above watched watched_end periods streak leaves"),
)
OVERRIDE = _record(
    ("i8", "at_least"),
    ("i4", "kind grade by denominators watched watched_end own lasts periods streak when when_end"),
)
LIST = _record(
    ("i4", "present automatic unit length again own span restarts suspends restarts_after")
)
"""`span`: months of the periods in which a length is reckoned, `own`: the subject's own ones."""

# Working memory of one walk.
RUN = _record(
    ("i8", "row row_first row_end total total_raw parts whole scale points known traced"),
    ("i8", "clamp rounding start marks marks_first marks_end"),
    ("i8", "decisions decisions_first decisions_end room moved soiled"),
    ("i4", "day version lives dirty pending pending_end incidents seen unassessed"),
    ("i4", "by_total grade plain unrated settled lifted end list_end lock_end"),
    ("i4", "opening opened due anchor file_opened suspended anew wake period_lives"),
    ("i4", "own_periods counts holding"),
)
"""The state of the subject being walked; one record. `whole`: parts of the dimensions not left out;
`end`: when the next life in a queue ends; `opening`: the next one, `opened` the last; `suspended`:
since when (NEVER: not); `anew`: when what weighed before was last given up; `wake`: when lists are to
be looked at for the periods' sake; `holding`: some condition holds. Grade and conditions stay what
they are until values have moved by more than `room`: `moved` is by how much they did since these were
read, `soiled` by how much those may have that are yet to be valued anew."""
TALLY = _record(
    ("i8", "sum numerator denominator value shown"), ("i4", "dirty unrated streak chain")
)
"""What an indicator holds: of a rate the two sums, of a mean Σ rating and the number, of a count the
number, of an achieved how many live and whether ever known, of a clean faults and work."""
SHARE = _record(("i8", "sum value held cap shown"), ("i4", "left left_shown"))
"""What a dimension holds; `held` is what it gives to the total."""
COUNTER = _record(("i8", "n sum"), ("i4", "begun day"))
"""Lives that somebody watches: how many, Σ of their denominators, and how many began on `day`."""
LIFETIME = _record(("i8", "row weight"), ("i4", "rule begin end next order alive kin mate"))
"""alive: 1, 2 when repaired and marked so, 0 not yet, -1 or less: why no more."""
QUEUE = _record(("i4", "head tail n"))
STANDING = _record(
    ("i4", "start until lengths version anchor proposal"),
    ("i4", "on_opening was holds fires bars leaves entered was_on"),
)
"""A list for this subject: the listing in force (start -1: none), its open proposal (-1: none)."""
STREAK = _record(("i4", "n kept"))

# What comes out.
NO_POINTS = -(2**40)
"""Stands in a severity table where a severity has no points."""

TRACE = _record(("i8", "row amount a b c d"), ("i4", "day kind rule"))
RESULT = _record(("i8", "points"), ("i4", "grade unrated until version"))


class Columns(NamedTuple):
    """Facts, repairs and decisions; rows of subject s are offsets[s]:offsets[s + 1] of each."""

    offsets: Records
    facts: Records
    known: Records
    measures: Records
    terms: Records
    opened: Records
    """For each subject the day its file was opened (NEVER: not known)."""
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
    raises: Records
    watched: Records
    """Numbers of counters, windows, grades and indicators, by the ranges that records name."""
    lists: Records


class Memory(NamedTuple):
    """Working memory of one thread, cleared for each subject."""

    tallies: Records
    shares: Records
    counters: Records
    lives: Records
    pending: Records
    queues: Records
    windows: Records
    """What an escalation counts."""
    standings: Records
    held: Records
    streaks: Records
    locks: Records
    incidents: Records
    seen: Records
    """How many lives an incident has under each indicator of kind count."""
    repairable: Records
    dirty: Records


class Journal(NamedTuple):
    """What a walk tells, record by record; no room for any where nobody reads it."""

    lines: Records


class Outcome(NamedTuple):
    """What a walk writes down: results[s, t], stands[s, t, list] and, if asked for, of each fact."""

    results: Records
    stands: Records
    weights: Records
    reasons: Records


# Words of the records.
POINTS, RATE, MEAN, COUNT, ACHIEVED, CLEAN = 1, 2, 3, 4, 5, 6
VETO, CEILING, SHIFT, LOCK, WORK, SEEN = 7, 8, 9, 10, 11, 12
FAULT, EFFORT, LIKE, REFUTES = 20, 21, 22, 23
"""Rules without a life: what a clean period must not have, and must; what an escalation counts."""
HALF_UP, HALF_EVEN, DOWN = 0, 1, 2
CARRY, FRESH, RECAST = 0, 1, 2
STOPS, HALVES, GRADE_STEP = 1, 2, 3
ON_TOTAL, ON_INDICATOR, ON_DIMENSION, ON_BEHAVIOUR = 0, 1, 2, 3
ON_COUNT, ON_GRADE, ON_PERIODS, ON_CLEAN = 4, 5, 6, 7
MONTHS, DAYS, FOR_LIFE, BY_DECISION, PERIODS = 0, 1, 2, 3, 4
NOTHING, RESTART, EXTEND = 0, 1, 2
ENTER, LEAVE, ANNUL, STAY, PROLONG = 0, 1, 2, 3, 4
BY_RULE, BY_PERSON = 0, 1
RATED, TOO_LITTLE_WORK, NOT_ASSESSED = 0, 1, 2
NO_SCORE = 3
ANY, ITSELF = -2, -1
ANYTHING = 2**40
"""More hundredths than a value can move by."""
CALENDAR_BOUND, OWN_BOUND = 1, 2

# Kinds of trace records.
T_START, T_BEGIN, T_END, T_HALVE, T_IDLE, T_VALUE, T_CAP = 0, 1, 2, 3, 4, 5, 6
T_DIMENSION_CAP, T_DIMENSION, T_CLAMP, T_ROUNDING, T_SETTLED = 7, 8, 9, 10, 11
T_ENTER, T_LEAVE, T_UNTIL, T_PROPOSE, T_LAPSE, T_STAY, T_LOCK, T_VERSION = (
    12, 13, 14, 15, 16, 17, 18, 19,
)  # fmt: skip
T_ESCALATE, T_MARK, T_OPEN = 20, 21, 22

# Why a life ended, or why a fact never began one; in a LIFETIME as -1 - why.
EXPIRED, REPAIRED, SUPERSEDED, NEW_VERSION, CLOSED, RESTARTED, REFUTED, REFUTING = range(8)
OUTSIDE, SUSPENDED, UNREADABLE = 8, 9, 10
HALVED, CAPPED, MARKED = 1, 2, 4
"""How a weight came to be, in the `b` of T_BEGIN."""
