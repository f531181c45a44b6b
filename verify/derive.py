"""From proved entries to what follows from them: one function for each kind of entry that a score rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from verify.rows import Derived
from verify.said import Altered

Table = dict[str, Any]


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
    found.listings[effect["listing"]] = made["list_code"]


def _serve_revocation(found: Derived, seq: int, effect: Table) -> None:
    made = found.repair_decisions[effect["repair_decision"]]
    if made["id"] in found.repaired or made["action"] != "revoke":
        raise KeyError
    days = {name: effect[name] for name in ("list_code", "from_on", "until_on")}
    found.repair_decisions[made["id"]] = made | days
    found.repaired[made["id"]] = seq
    found.listings |= {row["id"]: row["list_code"] for row in effect["listings"]}


def _stand_by_rule(found: Derived, seq: int, data: Table) -> None:
    """The register's row of what the rules made: a score needs none, an objection to it does."""
    made = data["listing"]
    if (made["subject_id"], made["scheme"]) != (found.subject_id, found.scheme):
        raise KeyError
    found.listings[made["id"]] = made["list_code"]


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
    if found.events_of(repair["id"]) - set(found.confirmed):
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
    "listing.enter_by_rule": _stand_by_rule,
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
        "listing.enter_by_rule": set(found.listings) - found.disputed_listings(),
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
