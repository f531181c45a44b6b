"""Random single changes of a receipt, at every level: what a forger, or a bad disk, might do to it."""

from __future__ import annotations

import copy
import random
import string
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def paths_of(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place in a receipt, the containers before what they hold."""
    if at:
        yield at
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_of(one, (*at, key))


def found_at(value: Any, at: Path) -> Any:
    for key in at:
        value = value[key]
    return value


def places_by_level(receipt: Any) -> dict[str, list[Path]]:
    """The places, sorted by what they belong to, so that each is altered as often as the others."""
    found: dict[str, list[Path]] = {}
    for at in paths_of(receipt):
        found.setdefault(level_of(at), []).append(at)
    return found


def level_of(at: Path) -> str:
    """``entries.body``, ``entries.path``, ``result.lines``, ``facts``, ``on`` …"""
    names = [str(key) for key in at if isinstance(key, str)]
    return ".".join(names[:2] if names[0] in ("entries", "result") else names[:1])


def altered(receipt: Any, rng: random.Random, at: Path) -> Any | None:
    """A copy with one change at a place; None where the change would change nothing."""
    made = copy.deepcopy(receipt)
    holder, key = found_at(made, at[:-1]), at[-1]
    ways = [_change, _remove, _add]
    if isinstance(holder, list) and len(holder) > 1:
        ways += [_swap, _double]
    rng.choice(ways)(holder, key, rng)
    return made if made != receipt else None


def _change(holder: Any, key: Any, rng: random.Random) -> None:
    value = holder[key]
    if isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = value + rng.choice((-1, 1))
    elif isinstance(value, str) and value:
        n = rng.randrange(len(value))
        holder[key] = value[:n] + _other(value[n], rng) + value[n + 1 :]
    else:
        holder[key] = "0"


def _other(character: str, rng: random.Random) -> str:
    for letters in (string.digits, "abcdef", string.ascii_letters):
        if character in letters:
            return rng.choice(letters.replace(character, ""))
    return "x"


def _remove(holder: Any, key: Any, rng: random.Random) -> None:
    del holder[key]


def _add(holder: Any, key: Any, rng: random.Random) -> None:
    if isinstance(holder, dict):
        holder[f"{key}{rng.choice(string.ascii_lowercase)}"] = copy.deepcopy(holder[key])
    else:
        holder.append("0" if isinstance(holder[key], str) else {})


def _swap(holder: list[Any], key: int, rng: random.Random) -> None:
    other = rng.randrange(len(holder))
    holder[key], holder[other] = holder[other], holder[key]


def _double(holder: list[Any], key: int, rng: random.Random) -> None:
    holder.insert(key, copy.deepcopy(holder[key]))
