"""What proved entries say, as the rows of docs/ruleset.md section 11: facts, decisions, calendar, rulesets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

Table = dict[str, Any]
Row = dict[str, str]

ON_LISTS = ("enter", "leave", "annul")
"""The decisions of a case that a score knows of."""


@dataclass
class Derived:
    """What the entries say. Events and decisions by id; ``at`` is when each entry was written.

    ``listings``: by id, on which list, whether a decision, the rules or a revoked repair began it.
    """

    subject_id: str
    scheme: str
    at: dict[int, str] = field(default_factory=dict)
    opened: str | None = None
    registered: bool = False
    events: dict[str, Table] = field(default_factory=dict)
    confirmed: dict[str, tuple[int, str]] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    voided: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, Table] = field(default_factory=dict)
    effective: dict[str, int] = field(default_factory=dict)
    rectifications: dict[str, Table] = field(default_factory=dict)
    rectified: dict[str, tuple[int, str]] = field(default_factory=dict)
    repairs: dict[str, list[Table]] = field(default_factory=dict)
    repair_decisions: dict[str, Table] = field(default_factory=dict)
    repaired: dict[str, int] = field(default_factory=dict)
    rulesets: dict[str, tuple[int, Table]] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    calendars: dict[str, Table] = field(default_factory=dict)
    loaded: dict[int, str] = field(default_factory=dict)
    objections: dict[str, Table] = field(default_factory=dict)
    listings: dict[str, str] = field(default_factory=dict)

    def facts(self) -> list[Row]:
        """One row that names the subject, then the confirmed events in the order in which they came to count."""
        who = {"subject_id": self.subject_id, "file_opened_on": self.opened or ""}
        ordered = sorted(self.confirmed, key=lambda one: (self.confirmed[one][0], one))
        return [_given(who), *(self._fact(one) for one in ordered)]

    def _fact(self, event_id: str) -> Row:
        event, (seq, counts_from) = self.events[event_id], self.confirmed[event_id]
        rating = event.get("rating")
        void = self.voided.get(event_id)
        return _given(
            {
                "event_id": event_id,
                **{name: event[name] for name in ("subject_id", "scheme", "behaviour")},
                "occurred_on": event["occurred_on"],
                "counts_from": counts_from,
                "recorded_at": self.at[seq],
                "voided_at": self.at[void] if void is not None else None,
                **{name: event.get(name) for name in _READ},
                "rating": f"{rating // 100}.{rating % 100:02d}" if rating is not None else None,
                **self._put_right(event_id),
            }
        )

    def _put_right(self, event_id: str) -> Row:
        """Since when it is rectified and repaired; a repair that was revoked is none."""
        found = {}
        if event_id in self.rectified:
            seq, day = self.rectified[event_id]
            found = {"rectified_on": day, "rectified_recorded_at": self.at[seq]}
        for decision_id, seq in self.repaired.items():
            made = self.repair_decisions[decision_id]
            if self._grants(made) and event_id in self.events_of(made["repair_id"]):
                found |= {"repaired_on": made["from_on"], "repaired_recorded_at": self.at[seq]}
        return found

    def _grants(self, made: Table) -> bool:
        acting = (self.repair_decisions[one] for one in self.repaired)
        undone = {one["repair_id"] for one in acting if one["action"] == "revoke"}
        return made["action"] == "grant" and made["repair_id"] not in undone

    def events_of(self, repair_id: str) -> set[str]:
        return {item["event_id"] for item in self.repairs[repair_id] if "event_id" in item}

    def decision_rows(self) -> list[Row]:
        """The decisions that bind, in the order in which they came to: on lists, and on repairs that ended a
        stay or brought it back."""
        made = [
            (seq, one, self._decision(one))
            for one, seq in self.effective.items()
            if self.binds(one)
        ]
        made += [
            (seq, one, self._by_repair(one, seq))
            for one, seq in self.repaired.items()
            if self.repair_decisions[one].get("list_code")
        ]
        return [row for _, _, row in sorted(made, key=lambda one: one[:2])]

    def _by_repair(self, decision_id: str, seq: int) -> Row:
        made = self.repair_decisions[decision_id]
        return _given(
            {
                "subject_id": made["subject_id"],
                "list": made["list_code"],
                "action": "leave" if made["action"] == "grant" else "enter",
                "from": made["from_on"],
                "until": made.get("until_on"),
                "recorded_at": self.at[seq],
            }
        )

    def binds(self, decision_id: str) -> bool:
        """Every other decision of a case puts nobody on a list and takes nobody off."""
        return self.decisions[decision_id]["action"] in ON_LISTS

    def _decision(self, decision_id: str) -> Row:
        made = self.decisions[decision_id]
        return _given(
            {
                "subject_id": made["subject_id"],
                "list": made["list_code"],
                "action": made["action"],
                "from": made.get("from_on") or made["decided_on"],
                "until": "life" if made.get("for_life") else made.get("until_on"),
                "recorded_at": self.at[self.effective[decision_id]],
            }
        )

    def ruleset_rows(self) -> list[Table]:
        """The published versions, oldest first; ``entry`` is the one that carries the text."""
        rows = [_ruleset(*self.rulesets[one]) for one in self.published]
        return sorted(rows, key=lambda row: (row["effective_from"], row["version"]))

    def calendar_rows(self) -> list[Row]:
        """Every day off and every weekend day worked of the loaded years, in order."""
        years = [self.calendars[one] for one in self.loaded.values()]
        off, worked = (
            {day for year in years for day in json.loads(year[name])} for name in ("rest", "worked")
        )
        return [
            {"day": day, "works": "yes" if day in worked else "no"} for day in sorted(off | worked)
        ]

    def dispute_rows(self) -> list[Row]:
        """The objections whose mark stands, in the order of their filing; none changes a figure."""
        return [_dispute(one) for one in self.objections.values()]

    def disputes(self, objection: Table) -> bool:
        """Whether it is to a record that counts, or to a listing that an entry began."""
        if objection.get("event_id"):
            event_id = objection["event_id"]
            return event_id in self.confirmed and event_id not in self.voided
        listing_id, list_code = objection.get("listing_id"), objection.get("list_code")
        return listing_id in self.listings and self.listings[listing_id] == list_code

    def disputed_listings(self) -> set[str]:
        return {made["listing_id"] for made in self.objections.values() if made.get("listing_id")}

    def texts(self) -> list[str]:
        return [str(self.rulesets[one][1]["text"]) for one in sorted(self.published)]


_READ = [
    "severity",
    "quantity",
    "amount_fen",
    "numerator",
    "denominator",
    "incident_id",
    "until_on",
]


def _given(row: Table) -> Row:
    """The columns that hold something, as texts."""
    return {name: str(value) for name, value in row.items() if value is not None and value != ""}


def _dispute(made: Table) -> Row:
    publicity = "yes" if made.get("publicity") else None
    return _given(
        {
            "event_id": made.get("event_id"),
            "list": made.get("list_code"),
            "publicity": publicity,
            "since": made["marked_on"],
        }
    )


def _ruleset(seq: int, made: Table) -> Table:
    return {
        "version": made["version"],
        "effective_from": made["effective_from"],
        "sha256": sha256(made["text"].encode()).hexdigest(),
        "entry": seq,
    }
