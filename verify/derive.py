"""From proved entries to rows: the facts, decisions and rulesets that docs/ruleset.md section 11 speaks of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from verify.said import Altered

Table = dict[str, Any]
Row = dict[str, str]

ON_LISTS = ("enter", "leave", "annul")
"""The decisions of a case that a score knows of."""


@dataclass
class Derived:
    """What the entries say. Events and decisions by id; ``at`` is when each entry was written."""

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
            if self._grants(made) and event_id in self._events_of(made["repair_id"]):
                found |= {"repaired_on": made["from_on"], "repaired_recorded_at": self.at[seq]}
        return found

    def _grants(self, made: Table) -> bool:
        acting = (self.repair_decisions[one] for one in self.repaired)
        undone = {one["repair_id"] for one in acting if one["action"] == "revoke"}
        return made["action"] == "grant" and made["repair_id"] not in undone

    def _events_of(self, repair_id: str) -> set[str]:
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
        """The open objections, in the order of their filing; none changes a figure."""
        return [_dispute(one) for one in self.objections.values()]

    def disputes(self, objection: Table) -> bool:
        """Whether it is to a record that counts, or to a list that a decision put the subject on."""
        if objection.get("event_id"):
            event_id = objection["event_id"]
            return event_id in self.confirmed and event_id not in self.voided
        lists = {made["list_code"] for made in self.decisions.values()}
        return objection.get("list_code") in lists

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


def _register(found: Derived, seq: int, data: Table) -> None:
    if data["subject"]["id"] != found.subject_id or found.registered:
        raise KeyError
    found.registered, found.opened = True, data["subject"]["file_opened_on"]


def _record(found: Derived, seq: int, data: Table) -> None:
    event = data["event"]
    if (event["subject_id"], event["scheme"]) != (found.subject_id, found.scheme):
        raise KeyError
    found.events[event["id"]] = event
    if "confirmation" in data:
        _confirm(found, seq, data)


def _confirm(found: Derived, seq: int, data: Table) -> None:
    confirmation = data["confirmation"]
    event_id = confirmation["event_id"]
    if event_id not in found.events or event_id in found.confirmed:
        raise KeyError
    found.confirmed[event_id] = (seq, confirmation["counts_from"])


def _correct(found: Derived, seq: int, data: Table) -> None:
    correction = data["correction"]
    if correction["event_id"] not in found.confirmed:
        raise KeyError
    found.corrections[correction["id"]] = correction["event_id"]


def _agree(found: Derived, seq: int, data: Table) -> None:
    found.voided[found.corrections[data["correction"]]] = seq


def _decide(found: Derived, seq: int, data: Table) -> None:
    made = data["decision"]
    if (made["subject_id"], made["scheme"]) != (found.subject_id, found.scheme):
        raise KeyError
    found.decisions[made["id"]] = made


def _second_person(found: Derived, seq: int, data: Table) -> None:
    decision_id = data["decision"]
    if decision_id in found.effective or found.decisions[decision_id]["action"] == "enter":
        raise KeyError
    found.effective[decision_id] = seq


def _serve(found: Derived, seq: int, data: Table) -> None:
    """An entry takes effect with the service of its decision, and so does the revocation of a repair."""
    effect = data["effect"]
    if "repair_decision" in effect:
        _serve_revocation(found, seq, effect)
        return
    made = found.decisions[effect["decision"]]
    if made["id"] in found.effective or made["action"] != "enter":
        raise KeyError
    days = {name: effect[name] for name in ("from_on", "until_on", "for_life")}
    found.decisions[made["id"]] = made | days
    found.effective[made["id"]] = seq


def _serve_revocation(found: Derived, seq: int, effect: Table) -> None:
    made = found.repair_decisions[effect["repair_decision"]]
    if made["id"] in found.repaired or made["action"] != "revoke":
        raise KeyError
    days = {name: effect[name] for name in ("list_code", "from_on", "until_on")}
    found.repair_decisions[made["id"]] = made | days
    found.repaired[made["id"]] = seq


def _rectify(found: Derived, seq: int, data: Table) -> None:
    rectification = data["rectification"]
    if rectification["event_id"] not in found.confirmed:
        raise KeyError
    found.rectifications[rectification["id"]] = rectification


def _accept(found: Derived, seq: int, data: Table) -> None:
    rectification = found.rectifications[data["rectification"]]
    found.rectified[rectification["event_id"]] = (seq, rectification["on"])


def _ask(found: Derived, seq: int, data: Table) -> None:
    repair = data["repair"]
    if (repair["subject_id"], repair["scheme"]) != (found.subject_id, found.scheme):
        raise KeyError
    found.repairs[repair["id"]] = data["items"]
    if found._events_of(repair["id"]) - set(found.confirmed):
        raise KeyError


def _rule(found: Derived, seq: int, data: Table) -> None:
    made = data["decision"]
    if made["repair_id"] not in found.repairs or made["action"] == "refuse":
        raise KeyError
    found.repair_decisions[made["id"]] = made
    if made["way"] == "system" and made["action"] == "grant":
        found.repaired[made["id"]] = seq


def _second_clerk(found: Derived, seq: int, data: Table) -> None:
    decision_id = data["decision"]
    if decision_id in found.repaired or found.repair_decisions[decision_id]["action"] != "grant":
        raise KeyError
    found.repaired[decision_id] = seq


def _propose(found: Derived, seq: int, data: Table) -> None:
    made = data["ruleset"]
    if made["scheme"] != found.scheme:
        raise KeyError
    found.rulesets[made["id"]] = (seq, made)


def _publish(found: Derived, seq: int, data: Table) -> None:
    if data["ruleset"] not in found.rulesets:
        raise KeyError
    found.published.add(data["ruleset"])


def _object(found: Derived, seq: int, data: Table) -> None:
    made = data["objection"]
    if (made["subject_id"], made["scheme"]) != (found.subject_id, found.scheme):
        raise KeyError
    found.objections[made["id"]] = made


def _arrange(found: Derived, seq: int, data: Table) -> None:
    found.calendars[data["calendar"]["id"]] = data["calendar"]


def _load(found: Derived, seq: int, data: Table) -> None:
    """The latest arrangement of a year is the one that counts."""
    found.loaded[found.calendars[data["calendar"]]["year"]] = data["calendar"]


KINDS: dict[str, Callable[[Derived, int, Table], None]] = {
    "subject.register": _register,
    "event.record": _record,
    "event.confirm": _confirm,
    "event.correct": _correct,
    "event.correct.confirm": _agree,
    "decision.make": _decide,
    "decision.confirm": _second_person,
    "service.record": _serve,
    "event.rectify": _rectify,
    "event.rectify_accept": _accept,
    "repair.ask": _ask,
    "repair.decide": _rule,
    "repair.confirm": _second_clerk,
    "ruleset.propose": _propose,
    "ruleset.publish": _publish,
    "objection.file": _object,
    "calendar.propose": _arrange,
    "calendar.load": _load,
}
"""The kinds of entries that a score rests on, and that say what of it is disputed."""


def derive(subject_id: str, scheme: str, entries: Iterable[Table]) -> Derived:
    """What the entries say of one subject under one scheme. Raises Altered for one that says nothing of it."""
    found = Derived(subject_id, scheme)
    for entry in entries:
        seq, body = entry["seq"], entry["body"]
        try:
            found.at[seq] = body["at"]
            KINDS[body["kind"]](found, seq, body["data"])
        except (KeyError, TypeError, AttributeError) as problem:
            raise _idle(seq, body) from problem
    _nothing_idle(found, list(entries))
    return found


def _nothing_idle(found: Derived, entries: Sequence[Table]) -> None:
    """Every entry is part of something that counts, and the subject is on record."""
    loose = {
        "event.record": set(found.events) - set(found.confirmed),
        "event.correct": set(found.corrections.values()) - set(found.voided),
        "decision.make": {d for d in found.decisions if d not in found.effective}
        | {d for d in found.effective if not found.binds(d)},
        "event.rectify": {
            one
            for one, made in found.rectifications.items()
            if made["event_id"] not in found.rectified
        },
        "repair.ask": set(found.repairs)
        - {found.repair_decisions[one]["repair_id"] for one in found.repaired},
        "repair.decide": set(found.repair_decisions) - set(found.repaired),
        "ruleset.propose": set(found.rulesets) - found.published,
        "objection.file": {o for o, made in found.objections.items() if not found.disputes(made)},
        "calendar.propose": set(found.calendars) - set(found.loaded.values()),
    }
    for entry in entries:
        if (
            loose.get(entry["body"]["kind"])
            and _about(entry["body"]) & loose[entry["body"]["kind"]]
        ):
            raise _idle(entry["seq"], entry["body"])
    if not found.registered:
        raise Altered(
            "缺少信用主体建档的存证记录。",
            "The entry by which the subject was registered is missing.",
        )
    if not found.published:
        raise Altered(
            "缺少评价办法发布的存证记录。",
            "The entries by which the rules were published are missing.",
        )


def _about(body: Table) -> set[str]:
    """The ids of what an entry is about, as ``loose`` names them."""
    data: Table = body["data"]
    if "correction" in data:
        return {data["correction"]["event_id"]}
    return {part["id"] for part in data.values() if isinstance(part, dict) and "id" in part}


def _idle(seq: int, body: Table) -> Altered:
    kind = body.get("kind")
    return Altered(
        f"第 {seq} 条存证记录（{kind}）与本凭证的信用主体、评价办法无关，或缺少与之相连的记录。",
        f"Entry {seq} ({kind}) has nothing to do with this subject and scheme,"
        " or the entry that it belongs to is missing.",
    )
