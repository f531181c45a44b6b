"""What the walk compiles to allocates nothing and counts no references."""

from __future__ import annotations

from datetime import date

from numba import njit

from scoring import View, score_all
from scoring.kernel import OPTIONS
from scoring.walk import walk
from tests.scoring.support import book, fault, of_one


def test_the_walk_counts_no_references() -> None:
    """Compiled afresh, because code that comes from the cache cannot be looked into."""
    score_all(book(), of_one(fault(date(2024, 2, 1))), View(date(2024, 3, 1)))
    afresh = njit(**{**OPTIONS, "cache": False})(walk.py_func)  # type: ignore[attr-defined]
    afresh.compile(walk.signatures[0])  # type: ignore[attr-defined]
    (text,) = afresh.inspect_llvm().values()
    assert "NRT_incref" not in text
    assert "NRT_Allocate" not in text
