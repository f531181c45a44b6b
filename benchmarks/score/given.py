"""Made-up facts: columns for the walk, and the same as text rows for the second reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scoring import Decision, Facts
from scoring.columns import NO_DAY, FactColumns, facts_from_columns
from scoring.days import day_of
from scoring.facts import NOT_YET

Column = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Given:
    """Facts in no order, subjects in theirs; `opened` is the day on which each subject's file was opened."""

    subjects: tuple[str, ...]
    behaviours: tuple[str, ...]
    severities: tuple[str, ...]
    columns: FactColumns
    opened: Column
    decisions: tuple[Decision, ...] = ()

    def facts(self) -> Facts:
        """What the walk takes."""
        return facts_from_columns(
            self.subjects,
            self.behaviours,
            self.severities,
            self.columns,
            self.decisions,
            self.opened,
        )

    def rows(self, subjects: int) -> Iterator[dict[str, str]]:
        """The first subjects' facts as a file of facts has them."""
        for n, subject in enumerate(self.subjects[:subjects]):
            yield {"subject_id": subject, "file_opened_on": day_of(self.opened[n]).isoformat()}
        for row in np.flatnonzero(self.columns.subject < subjects):
            yield self._row(int(row))

    def _row(self, row: int) -> dict[str, str]:
        columns = self.columns
        days = {
            name: _day(getattr(columns, name), row)
            for name in ("counts_from", "occurred_on", "until_on", "rectified_on", "repaired_on")
        }
        numbers = {
            name: _number(getattr(columns, name), row)
            for name in ("quantity", "amount_fen", "numerator", "denominator")
        }
        severity, rating = _number(columns.severity, row), _number(columns.rating, row)
        return {
            "event_id": f"{columns.event_id[row]:012}",
            "subject_id": self.subjects[columns.subject[row]],
            "behaviour": self.behaviours[columns.behaviour[row]],
            "severity": self.severities[int(severity)] if severity else "",
            "rating": f"{int(rating) / 100:.2f}" if rating else "",
            "incident_id": _number(columns.incident, row),
            "voided_at": "2000-01-01" if _voided(columns.voided_at, row) else "",
            **days,
            **numbers,
        }

    def decision_rows(self, subjects: int) -> Iterator[dict[str, str]]:
        """The decisions about them."""
        wanted = set(self.subjects[:subjects])
        for one in self.decisions:
            if one.subject_id in wanted:
                yield {
                    "subject_id": one.subject_id,
                    "list": one.list,
                    "action": one.action,
                    "from": one.start.isoformat(),
                    "until": str(one.until or ""),
                }


def _number(column: Column | None, row: int) -> str:
    return "" if column is None or column[row] < 0 else str(int(column[row]))


def _day(column: Column | None, row: int) -> str:
    return "" if column is None or column[row] == NO_DAY else day_of(int(column[row])).isoformat()


def _voided(column: Column | None, row: int) -> bool:
    return column is not None and 0 <= column[row] < NOT_YET
