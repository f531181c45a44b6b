"""What a query answers, and the columns that it is given."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from scoring import Everyone, Facts

Column = npt.NDArray[Any]


class Answers(NamedTuple):
    """One element a subject: whole points, place of the grade, 2 where the subject is listed."""

    points: Column
    grade: Column
    listed: Column


def columns_of(facts: Facts) -> dict[str, Column]:
    """What the simple ruleset reads, one contiguous array a column."""
    subject = np.repeat(np.arange(len(facts.subjects)), np.diff(facts.offsets)).astype(np.int32)
    parts = {
        "subject": subject,
        "day": facts.facts["day"],
        "behaviour": facts.facts["behaviour"],
        "severity": facts.facts["severity"],
        "quantity": facts.facts["quantity"],
        "amount": facts.measures["amount"],
        "recorded": facts.known["recorded"],
        "voided": facts.known["voided"],
    }
    return {name: np.ascontiguousarray(part) for name, part in parts.items()}


def agree(everyone: Everyone, answers: Answers) -> bool:
    """Whether a query gave everyone the same points, grade and list as the walk."""
    return (
        np.array_equal(everyone.points, answers.points * 100)
        and np.array_equal(everyone.grade, answers.grade)
        and np.array_equal(everyone.lists[:, 0], answers.listed)
    )
