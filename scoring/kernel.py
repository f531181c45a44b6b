"""How the walk is compiled: once, cached, without the interpreter's lock and without allocating."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from numba import config, njit

from scoring.drafting import Part

Function = TypeVar("Function", bound=Callable[..., Any])
Record: TypeAlias = Any
"""One record of an array of records."""


def _cache_of_these_sources(folder: str) -> str:
    """A cache folder of its own for every state of this package.

    Numba looks only at the file of the function it compiled: a kernel in another file could change
    and its old code, inlined into a caller, would go on running.
    """
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sorted(package.glob("*.py")):
        digest.update(source.read_bytes())
    base = Path(folder) if folder else package / "__pycache__"
    return str(base / f"kernels-{digest.hexdigest()[:16]}")


settings: Any = config
settings.CACHE_DIR = _cache_of_these_sources(settings.CACHE_DIR)

OPTIONS: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
}
"""`_nrt=False` is private to Numba: a test asserts that no reference is counted in what it compiles."""

kernel = cast("Callable[[Function], Function]", njit(**OPTIONS))

INSIDE: dict[str, Any] = {
    "nopython": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
"""Only kernels call it."""


def part(function: Function) -> Function:
    """A part of a kernel: it becomes part of its callers, so that nothing is handed over at run time."""
    return cast("Function", Part(function, {**INSIDE, "forceinline": True}))


def rare(function: Function) -> Function:
    """A step of a kernel that is rare or large: called, so that the code around it stays small."""
    return cast("Function", Part(function, {**INSIDE, "forceinline": False}))
