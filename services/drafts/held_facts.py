"""Everybody's facts of a scheme held in memory, so that a draft can be weighed while it is typed.

A process reads them once. When the ledger has grown, only the subjects whose entries came since are read
anew and stand in for what is held; when they have become many, everything is read again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from services.standing.facts import facts

MOST_SCHEMES = 3
"""Schemes held at a time: a million facts are some two hundred megabytes."""
MOST_ACCOUNTS = 200
"""Scores with their reasons that are kept."""
MOST_ANEW = 500
"""Subjects read anew one by one before everything is read again."""
KINDS = ("event.", "decision.", "repair.", "service.", "subject.")
"""Kinds of entries from which facts, decisions and subjects are made; each names its subject."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Standings:
    """Where everybody with a fact of the scheme stands: columns in the order of ``subjects``.

    ``grade`` is the place in ``grades`` (-1: not graded), ``unrated`` that in ``scoring.UNRATED_CODES``,
    ``lists[s, n]`` is 0 (not on it), 1 (proposed) or 2 (in force) for ``list_codes[n]``.
    """

    subjects: npt.NDArray[np.object_]
    points: Numbers
    grade: Numbers
    unrated: Numbers
    lists: Numbers
    grades: tuple[str, ...]
    list_codes: tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """Facts as known at a ledger size: those of everybody, and in their stead those read since."""

    size: int
    everybody: scoring.Facts
    anew: scoring.Facts | None = None
    before: dict[tuple[str, date], Standings] = field(default_factory=dict)
    accounts: dict[tuple[str, str, date], scoring.Score] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Facts of everybody."""
        return len(self.everybody.facts) + (len(self.anew.facts) if self.anew else 0)

    def of(self, subject_id: str) -> scoring.Facts:
        """The facts in which a subject is up to date."""
        if self.anew is not None and subject_id in self.anew.subjects:
            return self.anew
        return self.everybody

    def standings(self, book: scoring.RuleBook, on: date) -> Standings:
        """One walk over everybody, and a small one over those read since."""
        found = _standings(book, self.everybody, on)
        if self.anew is None:
            return found
        stays = ~np.isin(found.subjects, np.array(self.anew.subjects, dtype=object))
        newer = _standings(book, self.anew, on)
        return Standings(
            subjects=np.concatenate([found.subjects[stays], newer.subjects]),
            points=np.concatenate([found.points[stays], newer.points]),
            grade=np.concatenate([found.grade[stays], newer.grade]),
            unrated=np.concatenate([found.unrated[stays], newer.unrated]),
            lists=np.concatenate([found.lists[stays], newer.lists]),
            grades=found.grades,
            list_codes=found.list_codes,
        )

    def account(self, book: scoring.RuleBook, subject_id: str, on: date) -> scoring.Score:
        """One subject's score with its reasons under published versions, kept for the next keystroke."""
        key = (book.hash, subject_id, on)
        if key not in self.accounts:
            if len(self.accounts) >= MOST_ACCOUNTS:
                self.accounts.clear()
            view = scoring.View(on)
            self.accounts[key] = scoring.explain(book, self.of(subject_id), subject_id, view)
        return self.accounts[key]

    def published(self, book: scoring.RuleBook, on: date) -> Standings:
        """The same under the published versions, kept while neither they nor the facts change."""
        key = (book.hash, on)
        if key not in self.before:
            self.before.clear()
            self.before[key] = self.standings(book, on)
        return self.before[key]


def _standings(book: scoring.RuleBook, known: scoring.Facts, on: date) -> Standings:
    everyone = scoring.score_all(book, known, scoring.View(on))
    counts = known.offsets[:-1] < known.offsets[1:]
    return Standings(
        subjects=np.array(everyone.subjects, dtype=object)[counts],
        points=everyone.points[counts],
        grade=everyone.grade[counts].astype(np.int64),
        unrated=everyone.unrated[counts].astype(np.int64),
        lists=everyone.lists[counts].astype(np.int64),
        grades=everyone.grades,
        list_codes=everyone.list_codes,
    )


class Holder:
    """What a process holds, by database and scheme; the one asked for longest ago goes first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[tuple[str, str], Held] = OrderedDict()

    def facts(self, session: Session, scheme: str) -> Held:
        """The facts of a scheme as known now."""
        key = (str(session.get_bind().engine.url), scheme)
        with self._lock:
            held = _renewed(session, scheme, self._held.pop(key, None))
            self._held[key] = held
            while len(self._held) > MOST_SCHEMES:
                self._held.popitem(last=False)
            return held

    def hold(self, session: Session, scheme: str, held: Held) -> None:
        """Facts from elsewhere than the database, for a measurement."""
        with self._lock:
            self._held[str(session.get_bind().engine.url), scheme] = held


def _renewed(session: Session, scheme: str, held: Held | None) -> Held:
    size = ledger.size(session)
    if held is None or size < held.size:
        return Held(size, facts(session, scheme))
    if size == held.size:
        return held
    changed = _changed_since(session, held.size)
    if not changed:
        return replace(held, size=size)
    wanted = changed | set(held.anew.subjects if held.anew else ())
    if len(wanted) > MOST_ANEW:
        return Held(size, facts(session, scheme))
    return Held(size, held.everybody, facts(session, scheme, wanted))


def _changed_since(session: Session, size: int) -> set[str]:
    entry = ledger.Entry
    query = select(entry.kind, entry.subject).where(entry.seq > size, entry.subject.is_not(None))
    found = session.execute(query)
    return {subject for kind, subject in found if subject and kind.startswith(KINDS)}


HOLDER = Holder()
"""The one of this process."""
