"""A simple ruleset beside a bare scan of the same columns, and the same rules as queries over sets.

Aims: at most 8 times the scan, at least 30 times as fast as the queries, and per fact at 10 M at most 1.3
times what it costs at 1 M.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.measure import same, scan, shortest
from benchmarks.score import duckdb_query, polars_query
from benchmarks.score.answers import Answers, agree
from benchmarks.score.simple_rules import ON, SUBJECTS, book, facts
from scoring import Facts, View, score_all

QUERIES: dict[str, Callable[[Facts], Callable[[], Answers]]] = {
    "DuckDB": duckdb_query.prepare,
    "Polars": polars_query.prepare,
}
"""Each takes the facts into columns of its own, which is not timed, and gives the query to time."""


def run(rows: int) -> None:
    """Walk, scan and growth; then each query, held against the walk."""
    rules, tenth, columns = book(), facts(rows // 10), facts(rows)
    small = shortest(lambda: score_all(rules, tenth, View(ON))).seconds
    walk = shortest(lambda: score_all(rules, columns, View(ON)))
    bare = shortest(lambda: scan(columns)).seconds
    print(f"  walk {walk.seconds:.3f} s, {walk.seconds / rows * 1e9:.0f} ns a fact")
    print(f"  bare scan {bare:.3f} s: walk / scan = {walk.seconds / bare:.1f}")
    print(
        f"  a tenth of the facts {small:.3f} s: a fact costs {walk.seconds / small / 10:.2f} times"
    )
    for name, prepare in QUERIES.items():
        query = shortest(prepare(columns), times=2)
        print(f"  {name} {query.seconds:.2f} s: {name} / walk = {query.seconds / walk.seconds:.1f}")
        same(f"points, grades and lists of {SUBJECTS:,} subjects", agree(walk.result, query.result))
