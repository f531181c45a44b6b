"""The simple rules as one hand-written query in DuckDB."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from benchmarks.score.answers import Answers, columns_of
from benchmarks.score.simple_rules import (
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


def prepare(facts: Facts) -> Callable[[], Answers]:
    """The same facts as a table in memory, and the query over it."""
    database = duckdb.connect()
    database.register("given", columns_of(facts))
    database.execute("create table facts as select * from given")

    def query() -> Answers:
        rows = database.execute(sql()).fetchnumpy()
        return Answers(rows["points"], rows["grade"], rows["listed"])

    return query


def sql() -> str:
    """The rules as one hand-written query: points, grade and list of everyone on the day.

    The list is entered at an edge, so the running total of every day on which something changed is
    needed: that is what the walk does too.
    """
    on = day_number(ON)
    ladder = " ".join(f"when amount >= {fen} then {points}" for fen, points in reversed(STEPS))
    severities = [POINTS_BY_SEVERITY[code] for code in SEVERITIES]
    return f"""
with weighed as (
  select subject, behaviour, day,
    (date '1970-01-01' + day + interval {MONTHS} month)::date - date '1970-01-01' as ends,
    case behaviour % 4
      when 0 then -(1 + behaviour % 5)
      when 1 then {severities}[severity + 1]
      when 2 then case {ladder} end
      else -least(quantity, {MOST})
    end as weight
  from facts where day <= {on} and recorded <= {2**61} and voided > {2**61}
), changes as (
  select subject, behaviour, day, weight from weighed
  union all
  select subject, behaviour, ends, -weight from weighed where ends <= {on}
), by_day as (
  select subject, behaviour, day, sum(weight) as weight from changes group by all
), running as (
  select subject, behaviour, day, greatest(
    sum(weight) over (partition by subject, behaviour order by day),
    -(20 + behaviour % 7 * 5)) as capped
  from by_day
), steps as (
  select subject, day,
    capped - lag(capped, 1, 0) over (partition by subject, behaviour order by day) as step
  from running
), balance as (
  select subject, day, greatest({START} + sum(sum(step)) over
    (partition by subject order by day), 0) as points
  from steps group by subject, day
), edges as (
  select subject, day, points, points <= {LISTED}
    and lag(points, 1, {START}) over (partition by subject order by day) > {LISTED} as enters
  from balance
), listed as (
  select subject, arg_max(points, day) as points,
    max(case when enters then day end) as entered
  from edges group by subject
), vetoed as (
  select distinct subject from weighed where behaviour = {INDICATORS - 1} and ends > {on}
)
select coalesce(points, {START})::bigint as points,
  case when vetoed.subject is not null then 3
    when coalesce(points, {START}) >= 900 then 0 when points >= 750 then 1
    when points >= 600 then 2 else 3 end as grade,
  coalesce((date '1970-01-01' + entered::integer + interval 12 month)::date > date '{ON}', false)
    ::int * 2 as listed
from range({SUBJECTS}) s
left join listed on listed.subject = s.range
left join vetoed on vetoed.subject = s.range
order by s.range
"""
