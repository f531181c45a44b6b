"""Measures scoring part by part: `python -m benchmarks.score`, or `--only eia` for one part."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import cast

import numba
import numpy as np

PARTS = {
    "simple": 10_000_000,
    "eia": 1_000_000,
    "everything": 1_000_000,
    "reasons": 1_000_000,
    "over_time": 1_000_000,
    "memory": 1_000_000,
    "engines": 100_000,
}
"""Each part is a module of this package with `run(facts)`; and how many facts it takes by default."""


def main() -> None:
    """Runs the parts one after the other, each on facts of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="this part (may be repeated)"
    )
    parser.add_argument("--facts", type=int, help="so many facts in every part")
    asked = parser.parse_args()
    print(
        f"numpy {np.__version__}, numba {numba.__version__}; each figure the shortest of some runs"
    )
    for part in asked.only or PARTS:
        facts = asked.facts or PARTS[part]
        print(f"\n{part}: {facts:,} facts", flush=True)
        run = cast("Callable[[int], None]", import_module(f"benchmarks.score.{part}").run)
        run(facts)


if __name__ == "__main__":
    main()
