"""How the walk is compiled: once, cached, without the interpreter's lock and without allocating."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, cast

from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])
Record: TypeAlias = Any
"""One record of an array of records."""

OPTIONS: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
}
"""`_nrt=False` is private to Numba: a test asserts that no reference is counted in what it compiles."""

kernel = cast("Callable[[Function], Function]", njit(**OPTIONS))
