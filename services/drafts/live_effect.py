"""What a draft would do to everybody, fast enough to be shown while it is typed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

import scoring
from services.actor import Actor
from services.drafts.draft_parts import Both
from services.drafts.effect_reasons import Reasons
from services.drafts.effect_turns import Superseded, Turn
from services.drafts.held_facts import HOLDER, Held, Standings
from services.labels import list_named, subject_names
from services.messages import Forbidden, Message, say
from services.rules.rulebook import book_of, drafted_book, published

__all__ = ["Flow", "ListEffect", "LiveEffect", "Mover", "Superseded", "Took", "live_effect"]

HALF = 50
"""Percent of all subjects: whoever signs a draft that lists so many must say that he has seen it."""
REASONED = 8
"""Movers whose lines are told; the others' are found by trying the draft on them."""

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """Points in hundredths, the grade or why there is none, and lists proposed or in force."""

    points: int
    grade: str | None
    unrated: str | None
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """So many subjects go from one grade to another (None: unrated); those that stay are flows too."""

    before: str | None
    after: str | None
    subjects: int


@dataclass(frozen=True, slots=True)
class ListEffect:
    """One list: how many stand on it (proposed or in force) before and after, and how many come and go."""

    code: str
    name: Both
    before: int
    after: int
    newly: int
    no_longer: int


@dataclass(frozen=True, slots=True)
class Mover:
    """One subject whose grade or lists would change. ``why``: the lines that differ, largest first."""

    subject_id: str
    name: str
    before: Standing
    after: Standing
    new_lists: tuple[Both, ...]
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: reading facts (next to nothing when warm), compiling, scoring, telling."""

    reading: float
    compiling: float
    scoring: float
    telling: float

    @property
    def total(self) -> float:
        return self.reading + self.compiling + self.scoring + self.telling


@dataclass(frozen=True, slots=True)
class LiveEffect:
    """``before`` and ``after`` count subjects by grade (None: unrated); each adds up to ``subjects``.

    ``moved``: how many change grade, ``listed`` how many come newly onto a list, ``changed`` how many change
    points, grade or lists. ``movers`` are the first of those who change grade or lists: newly listed ones
    first, then by how far they fall. ``half``: lists on which the draft would newly put half of all subjects
    or more (code -> percent); it must be acknowledged before signing. ``sha256`` of who moves and of the counts
    is what is signed. ``known`` is the ledger size whose facts were weighed.
    """

    on: date
    known: int
    subjects: int
    facts: int
    before: Mapping[str | None, int]
    after: Mapping[str | None, int]
    flows: tuple[Flow, ...]
    lists: tuple[ListEffect, ...]
    moved: int
    listed: int
    changed: int
    movers: tuple[Mover, ...]
    half: Mapping[str, int]
    sha256: str
    took: Took


def live_effect(
    session: Session,
    actor: Actor,
    draft: scoring.Ruleset,
    today: date,
    turn: Turn | None = None,
    most: int = 50,
) -> LiveEffect:
    """The effect of ``draft`` on everybody on the later of today and its first day.

    A question that is asked while somebody types has its ``turn`` and raises ``Superseded`` once a newer one
    has come; a page or a signature has none and is always answered. ``most`` movers are named. Requires
    ``rules.propose`` or ``rules.publish``. Raises ``scoring.RulesetError`` if the draft cannot follow the
    published versions.
    """
    if not (actor.may("rules.propose") or actor.may("rules.publish")):
        raise Forbidden(say("Your roles do not allow this."))
    go_on = turn.go_on if turn else _always
    watch = _Watch()
    on, versions = max(today, draft.effective_from), published(session, draft.scheme)
    held = HOLDER.facts(session, draft.scheme)
    go_on()
    reading = watch.lap()
    new = drafted_book(session, versions, draft)
    old = book_of(session, draft.scheme, versions) if versions else new
    if old.first_day > on:
        old = new
    compiling = watch.lap()
    after = held.standings(new, on)
    go_on()
    before = after if old is new else held.published(old, on)
    walking = watch.lap()
    go_on()
    pair = _Pair(before, after)
    versions_named = [*versions, draft]
    lists = tuple(pair.list_effects(versions_named))
    subjects = len(after.subjects)
    movers = _movers(session, pair, held, (old, new), on, most, versions_named)
    half = {one.code: 100 * one.newly // subjects for one in lists if _is_half(one.newly, subjects)}
    return LiveEffect(
        on=on,
        known=held.size,
        subjects=subjects,
        facts=held.count,
        before=pair.counts(before),
        after=pair.counts(after),
        flows=tuple(pair.flows()),
        lists=lists,
        moved=int(pair.grade_moved.sum()),
        listed=int(pair.newly.any(axis=1).sum()),
        changed=int(pair.changed.sum()),
        movers=movers,
        half=half,
        sha256=pair.seal(draft.sha256, on),
        took=Took(reading, compiling, walking, watch.lap()),
    )


def _always() -> None:
    """Nobody waits for anything newer."""


def _is_half(newly: int, subjects: int) -> bool:
    return newly > 0 and 100 * newly >= HALF * subjects


class _Watch:
    def __init__(self) -> None:
        self._at = time.perf_counter()

    def lap(self) -> float:
        now = time.perf_counter()
        took, self._at = now - self._at, now
        return took * 1000


class _Pair:
    """Two standings of the same subjects in the same order, with grades and lists numbered alike."""

    def __init__(self, before: Standings, after: Standings) -> None:
        self.before, self.after = before, after
        self.grades = tuple(dict.fromkeys((*after.grades, *before.grades)))
        self.lists = tuple(dict.fromkeys((*after.list_codes, *before.list_codes)))
        self.was, self.now = (self._numbered(one) for one in (before, after))
        on_before, on_after = (self._on_lists(one) for one in (before, after))
        self.stood, self.stands = on_before > 0, on_after > 0
        self.newly: Flags = self.stands & ~self.stood
        self.no_longer: Flags = self.stood & ~self.stands
        self.grade_moved: Flags = self.was != self.now
        points = before.points != after.points
        unrated = before.unrated != after.unrated
        listed = (on_before != on_after).any(axis=1)
        self.changed: Flags = points | unrated | listed | self.grade_moved

    def _numbered(self, one: Standings) -> Numbers:
        """Each one's place among the grades of both; the last is that of nobody's."""
        places = [self.grades.index(code) for code in one.grades]
        return np.array([*places, len(self.grades)], dtype=np.int64)[one.grade]

    def _on_lists(self, one: Standings) -> Numbers:
        found = np.zeros((len(one.subjects), len(self.lists)), dtype=np.int64)
        for n, code in enumerate(one.list_codes):
            found[:, self.lists.index(code)] = one.lists[:, n]
        return found

    def _code(self, number: int) -> str | None:
        return self.grades[number] if number < len(self.grades) else None

    def counts(self, one: Standings) -> dict[str | None, int]:
        """Subjects by grade, best first, unrated last; grades that nobody has are told too."""
        numbered = self.was if one is self.before else self.now
        found = np.bincount(numbered, minlength=len(self.grades) + 1)
        told: dict[str | None, int] = {}
        for n, code in enumerate(self.grades):
            if code in one.grades:
                told[code] = int(found[n])
        told[None] = int(found[-1])
        return told

    def flows(self) -> Iterator[Flow]:
        width = len(self.grades) + 1
        found = np.bincount(self.was * width + self.now, minlength=width * width)
        for n in np.flatnonzero(found):
            yield Flow(self._code(int(n) // width), self._code(int(n) % width), int(found[n]))

    def list_effects(self, versions: Sequence[scoring.Ruleset]) -> Iterator[ListEffect]:
        for n, code in enumerate(self.lists):
            yield ListEffect(
                code=code,
                name=list_named(versions, code),
                before=int(self.stood[:, n].sum()),
                after=int(self.stands[:, n].sum()),
                newly=int(self.newly[:, n].sum()),
                no_longer=int(self.no_longer[:, n].sum()),
            )

    def first_movers(self, most: int) -> list[int]:
        """Those who change grade or lists: newly listed ones first, then whoever falls farthest."""
        listed = np.asarray(self.newly.any(axis=1))
        moving = np.flatnonzero(self.grade_moved | listed | self.no_longer.any(axis=1))
        fall = self.after.points[moving] - self.before.points[moving]
        order: Numbers = np.asarray(np.lexsort((fall, ~listed[moving])), dtype=np.int64)
        return [int(n) for n in moving[order][:most]]

    def standing(self, one: Standings, n: int) -> Standing:
        grade = int(one.grade[n])
        return Standing(
            points=int(one.points[n]),
            grade=one.grades[grade] if grade >= 0 else None,
            unrated=scoring.UNRATED_CODES[int(one.unrated[n])],
            lists=tuple(code for m, code in enumerate(one.list_codes) if one.lists[n, m]),
        )

    def _move(self, n: int) -> list[object]:
        grades = [self._code(int(found[n])) for found in (self.was, self.now)]
        lists = [
            [self.lists[m] for m in np.flatnonzero(found[n])] for found in (self.stood, self.stands)
        ]
        return [str(self.after.subjects[n]), *grades, *lists]

    def seal(self, draft: str, on: date) -> str:
        """The hash of draft and day, counts, and everyone who changes grade or lists with how."""
        moving = np.flatnonzero(
            self.grade_moved | self.newly.any(axis=1) | self.no_longer.any(axis=1)
        )
        who = [self._move(int(n)) for n in moving]
        counts = [
            [[code or "", n] for code, n in self.counts(one).items()]
            for one in (self.before, self.after)
        ]
        told = [draft, on.isoformat(), len(self.after.subjects), counts, who]
        return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def _movers(
    session: Session,
    pair: _Pair,
    held: Held,
    books: tuple[scoring.RuleBook, scoring.RuleBook],
    on: date,
    most: int,
    versions: Sequence[scoring.Ruleset],
) -> tuple[Mover, ...]:
    found = pair.first_movers(most)
    ids = [str(pair.after.subjects[n]) for n in found]
    names = subject_names(session, ids)
    reasons = Reasons(held, *books, on)
    return tuple(
        Mover(
            subject_id=subject_id,
            name=names.get(subject_id, ""),
            before=pair.standing(pair.before, n),
            after=pair.standing(pair.after, n),
            new_lists=tuple(
                list_named(versions, pair.lists[m]) for m in np.flatnonzero(pair.newly[n])
            ),
            why=reasons.of(subject_id) if place < REASONED else (),
        )
        for place, (n, subject_id) in enumerate(zip(found, ids, strict=True))
    )
