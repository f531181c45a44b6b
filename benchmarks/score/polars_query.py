"""The simple rules as one lazy query in Polars, step by step the same as the one in SQL."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from benchmarks.score.answers import Answers, columns_of
from benchmarks.score.simple_rules import (
    GRADES,
    INDICATORS,
    LISTED,
    MONTHS,
    MOST,
    ON,
    POINTS_BY_SEVERITY,
    SEVERITIES,
    START,
    STEPS,
    SUBJECTS,
)
from scoring import Facts
from scoring.days import day_number

TODAY = day_number(ON)
KNOWN = 2**61


def prepare(facts: Facts) -> Callable[[], Answers]:
    """The same facts as a frame, and the query over it."""
    frame = pl.DataFrame(columns_of(facts))

    def query() -> Answers:
        found = _everyone(_weighed(frame.lazy())).collect(engine="streaming")
        return Answers(*(found[name].to_numpy() for name in Answers._fields))

    return query


def _weighed(facts: pl.LazyFrame) -> pl.LazyFrame:
    """What each fact weighs, and from when on it no longer does."""
    known = (pl.col("day") <= TODAY) & (pl.col("recorded") <= KNOWN) & (pl.col("voided") > KNOWN)
    return facts.filter(known).select(
        "subject", "behaviour", "day", _later(pl.col("day"), MONTHS).alias("ends"), _weight()
    )


def _later(day: pl.Expr, months: int) -> pl.Expr:
    return day.cast(pl.Date).dt.offset_by(f"{months}mo").cast(pl.Int32)


def _weight() -> pl.Expr:
    kind = pl.col("behaviour") % 4
    ladder = pl.lit(STEPS[0][1])
    for fen, points in STEPS[1:]:
        ladder = pl.when(pl.col("amount") >= fen).then(points).otherwise(ladder)
    severities = {n: POINTS_BY_SEVERITY[code] for n, code in enumerate(SEVERITIES)}
    by_severity = pl.col("severity").replace_strict(severities, return_dtype=pl.Int32)
    return (
        pl.when(kind == 0)
        .then(-(1 + pl.col("behaviour") % 5))
        .when(kind == 1)
        .then(by_severity)
        .when(kind == 2)
        .then(ladder)
        .otherwise(-pl.min_horizontal("quantity", MOST))
        .alias("weight")
    )


def _balances(weighed: pl.LazyFrame) -> pl.LazyFrame:
    """The total after each day on which something changed, under caps of indicators and the floor."""
    begun = weighed.select("subject", "behaviour", "day", "weight")
    ended = weighed.filter(pl.col("ends") <= TODAY).select(
        "subject", "behaviour", pl.col("ends").alias("day"), -pl.col("weight")
    )
    by_day = (
        pl.concat([begun, ended])
        .group_by("subject", "behaviour", "day")
        .agg(pl.col("weight").sum())
    )
    one = ["subject", "behaviour"]
    capped = pl.max_horizontal(
        pl.col("weight").cum_sum().over(one, order_by="day"), -(20 + pl.col("behaviour") % 7 * 5)
    ).alias("capped")
    step = pl.col("capped") - pl.col("capped").shift(1).over(one, order_by="day").fill_null(0)
    steps = by_day.with_columns(capped).with_columns(step.alias("step"))
    balance = START + pl.col("step").cum_sum().over("subject", order_by="day")
    return (
        steps.group_by("subject", "day")
        .agg(pl.col("step").sum())
        .with_columns(balance.clip(lower_bound=0).alias("points"))
    )


def _everyone(weighed: pl.LazyFrame) -> pl.LazyFrame:
    """Points, grade and list of everyone; the list is entered at an edge."""
    points, before = (
        pl.col("points"),
        pl.col("points").shift(1).over("subject", order_by="day").fill_null(START),
    )
    listed = (
        _balances(weighed)
        .with_columns(((points <= LISTED) & (before > LISTED)).alias("enters"))
        .group_by("subject")
        .agg(
            points.get(pl.col("day").arg_max()),
            pl.col("day").filter("enters").max().alias("entered"),
        )
    )
    vetoed = (
        weighed.filter((pl.col("behaviour") == INDICATORS - 1) & (pl.col("ends") > TODAY))
        .select("subject", pl.lit(value=True).alias("vetoed"))
        .unique()
    )
    everyone = pl.LazyFrame({"subject": range(SUBJECTS)}, schema={"subject": pl.Int32})
    (first, *middle, _) = [low for low, _ in GRADES]
    grade = pl.when(pl.col("vetoed")).then(len(GRADES) - 1).when(points >= first).then(0)
    for place, low in enumerate(middle, start=1):
        grade = grade.when(points >= low).then(place)
    until = _later(pl.col("entered"), 12)
    return (
        everyone.join(listed, on="subject", how="left", maintain_order="left")
        .join(vetoed, on="subject", how="left", maintain_order="left")
        .with_columns(points.fill_null(START))
        .select(
            points,
            grade.otherwise(len(GRADES) - 1).alias("grade"),
            (2 * (until > TODAY).fill_null(value=False).cast(pl.Int8)).alias("listed"),
        )
    )
