"""What verify/score.py, the plain second reading of the same page, makes of the same facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from benchmarks.score.given import Given
from scoring import Everyone
from verify import score as plain


class Read(NamedTuple):
    """Points and grade as printed, and the lists that the subject is on."""

    points: str
    grade: str | None
    lists: list[str]


def prepare(
    texts: Sequence[str], given: Given, subjects: int, on: date
) -> Callable[[], list[Read]]:
    """The first subjects' facts as its own objects; what it returns walks them, without lines or forecast."""
    book, known = plain.book_of(texts), plain.Knowledge(None)
    rows = list(given.rows(subjects))
    facts = plain.facts_by_subject(rows, book, known)
    opened = plain.files_opened(rows, book[0].table["scheme"])
    decisions = plain.decisions_by_subject(given.decision_rows(subjects), book, known)

    def walk_all() -> list[Read]:
        return [_read(subject) for subject in given.subjects[:subjects]]

    def _read(subject: str) -> Read:
        lists = plain.Lists(decisions.get(subject, []))
        walk = plain.Walk(book, facts.get(subject, []), lists, opened[subject])
        for _ in walk.visit(on, on):
            pass
        now = plain.standing(walk, on)
        return Read(now["points"], now["grade"], now["lists"])

    return walk_all


def agree(everyone: Everyone, read: list[Read]) -> bool:
    """Whether the walk gave the first subjects the same points, grades and lists."""
    return all(_same(everyone, n, one) for n, one in enumerate(read))


def _same(everyone: Everyone, n: int, one: Read) -> bool:
    grade, listed = int(everyone.grade[n]), np.flatnonzero(everyone.lists[n] == IN_FORCE)
    return (
        int(everyone.points[n]) == round(float(one.points) * 100)
        and (everyone.grades[grade] if grade >= 0 else None) == one.grade
        and sorted(everyone.list_codes[place] for place in listed) == sorted(one.lists)
    )


IN_FORCE = 2
