"""What must fit in overrides: they look at what is weighed, and every lock ends."""

from __future__ import annotations

from scoring.draft import Draft
from scoring.references import check_known, check_requires, check_weighed, circle_from
from scoring.ruleset import Override

BY_LIFE = ("veto", "ceiling", "shift")
"""Kinds that act while a fact lives, or from its weighing day on."""


def check_overrides(draft: Draft) -> None:
    """Notes every problem of overrides."""
    for path, override in draft.overrides.items():
        _check_behaviours(draft, override, path)
        if override.grade is not None:
            check_known(draft, "grades", override.grade, f"{path}.grade")
        if override.kind == "shift" and override.by == 0:
            draft.reader.wrong(f"{path}.by", "shift_zero")
        if override.kind == "unrated":
            _check_work(draft, override, path)
        if override.kind == "lock":
            _check_lock(draft, override, path)
    _check_circles(draft)


def _check_behaviours(draft: Draft, override: Override, path: str) -> None:
    for code in override.behaviours:
        known = check_known(draft, "behaviours", code, f"{path}.behaviours")
        if known and override.kind in BY_LIFE:
            check_weighed(draft, code, f"{path}.behaviours")


def _check_work(draft: Draft, override: Override, path: str) -> None:
    if override.measure == "denominator":
        for code in override.behaviours:
            check_requires(draft, code, ("denominator",))
    unbounded = draft.period is not None and draft.period.kind == "validity"
    if unbounded and override.within is None:
        draft.reader.wrong(f"{path}.within", "window_needed", key="within")


def _check_lock(draft: Draft, lock: Override, path: str) -> None:
    for code in lock.when:
        check_known(draft, "grades", code, f"{path}.when")
    if not lock.periods:
        return
    if draft.period is not None and not draft.period.has_periods:
        draft.reader.wrong(f"{path}.periods", "periods_needed")
    if lock.grade in lock.when:
        draft.reader.wrong(f"{path}.grade", "lock_never_ends", found=lock.grade)


def _check_circles(draft: Draft) -> None:
    """Locks whose grades set off one another would hold for ever."""
    locks = {path: o for path, o in draft.overrides.items() if o.kind == "lock"}
    sets_off = {
        path: [other for other, o in locks.items() if other != path and lock.grade in o.when]
        for path, lock in locks.items()
    }
    for path in locks:
        circle = circle_from(sets_off, path)
        if circle:
            found = " → ".join(locks[step].code for step in circle)
            draft.reader.wrong(f"{path}.when", "lock_circle", found=found)
