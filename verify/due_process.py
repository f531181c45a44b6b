"""Read the entries of a ledger and name, for every listing by decision, each step of the law that is missing.

    python verify/due_process.py entries.jsonl [--rest 2026-10-01 …] [--worked 2026-10-10 …]

One body a line, in the order of the ledger. It knows nothing of the product: what it asks is what the Administrative
Penalty Law asks (articles 42 to 45, 57, 58, 63, 64, 85), read again from the entries alone. Working days are Monday to
Friday unless days of rest and of work are given. Exit code 0: nothing is missing, 1: something is, and what.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

Body = dict[str, Any]
Works = Callable[[date], bool]

CLOSING = ("enter", "refuse", "not_filed", "dismiss", "transfer", "terminate")
SAID = ("facts", "notice", "reply", "waiver", "answer", "hearing_request", "hearing_record")
TO_REPLY, TO_ASK, AHEAD = 5, 5, 7
"""Working days: least time to reply, to ask for a hearing, and between telling its day and holding it."""

WORDS = {
    "decided": ("列入没有生效的决定", "no decision to enter stands behind the listing"),
    "once": ("同一事项另有结案决定", "the case was closed by another decision as well"),
    "suspended": ("事项中止期间作出决定", "the case was suspended when it was decided"),
    "investigators": ("没有两名持证调查人员", "no two investigators with certificates"),
    "recusal": ("回避申请未经他人决定", "a recusal was not decided by another person"),
    "facts": ("事实和证据没有固定", "facts and evidence were not fixed"),
    "notice": ("没有事先告知", "no prior notice of these facts"),
    "notice_served": ("事先告知书没有送达", "the prior notice was not served"),
    "heard": ("未听取意见，期限也未届满", "not heard, and its time had not passed"),
    "hearing": ("申请的听证未依法举行", "the hearing that was asked for was not lawfully held"),
    "answered": ("有的意见未予答复", "a point was not answered"),
    "review": ("未经他人法制审核通过", "no legal review by another person has passed"),
    "discussion": ("没有集体讨论记录", "no record of collective discussion"),
    "decider": ("决定人不是另一人", "the decider is not another person"),
    "confirmed": (
        "纸质决定未经第二人核对扫描件",
        "a decision on paper without scan or second person",
    ),
    "approval": ("未经上级机关批准", "not approved by the office above"),
    "repair_notice": ("没有修复告知", "no repair notice"),
    "served": ("生效早于送达", "it took effect before its decision was served"),
}
"""What may be missing: the code of a fault, and how it is said."""


@dataclass(frozen=True)
class Fault:
    case: str
    code: str


@dataclass(frozen=True)
class Act:
    """One entry of a case: its place in the ledger, its body, and whom it counts for."""

    place: int
    body: Body
    by: frozenset[str]

    @property
    def step(self) -> Body:
        return self.body["data"].get("step") or {}

    @property
    def decision(self) -> Body:
        made: Body = self.body["data"]["decision"]
        return made


def faults(bodies: Iterable[Body], works: Works | None = None) -> Iterator[Fault]:
    """Every fault of every listing by decision."""
    acts = [Act(place, body, _persons(body)) for place, body in enumerate(bodies)]
    for act in acts:
        effect = act.body["data"].get("effect") if act.body["kind"] == "service.record" else None
        if effect and "decision" in effect:
            made = [a for a in _of(acts, "decision.make") if a.decision["id"] == effect["decision"]]
            case = made[0].decision["case_id"] if made else ""
            found = _Case(acts, made[0], act, works or _weekday).faults() if made else ("decided",)
            yield from (Fault(case, code) for code in found)


def _persons(body: Body) -> frozenset[str]:
    """A deputy counts as himself and as whom he stands in for."""
    return frozenset({body["actor"], body.get("for", body["actor"])})


def _of(acts: Iterable[Act], *kinds: str) -> list[Act]:
    return [act for act in acts if act.body["kind"] in kinds]


def _taken_back(acts: Sequence[Act], served: Act) -> frozenset[str]:
    """The services that were taken back while a listing stood, or before: they served nothing.

    ``served``: the one that set the listing in force; what came after its own taking back is not looked at.
    """
    taken = [
        (act.place, act.body["data"]["service_id"]) for act in _of(acts, "service.correct.confirm")
    ]
    own = served.body["data"]["service"].get("id")
    end = next((place for place, service in taken if service == own), len(acts))
    return frozenset(service for place, service in taken if place < end)


def _weekday(day: date) -> bool:
    return day.weekday() < 5


class _Case:
    """What stood on record of one case when its entry was decided, and when that was served."""

    def __init__(self, acts: Sequence[Act], made: Act, served: Act, works: Works) -> None:
        self.made, self.served, self.works = made, served, works
        self.entry, self.case_id = made.decision, made.decision["case_id"]
        self.decided_on = date.fromisoformat(self.entry["decided_on"])
        self.taken_back = _taken_back(acts, served)
        self.before = [act for act in acts if act.place < made.place]
        self.after = [act for act in acts if made.place < act.place < served.place]
        self.opened = next(
            a for a in _of(self.before, "case.open") if a.body["data"]["case"]["id"] == self.case_id
        )
        self.steps = [
            a for a in self._steps(self.before) if a.step["on"] <= self.entry["decided_on"]
        ]
        self.facts = self._last("facts")
        self.recused = self._recused()
        self.investigators = {p for a in self._kind("investigators") for p in self._named(a)}

    def faults(self) -> Iterator[str]:
        for code in WORDS:
            if not getattr(self, f"_{code}")():
                yield code

    def _steps(self, acts: Iterable[Act]) -> list[Act]:
        return [a for a in _of(acts, "case.step") if a.step["case_id"] == self.case_id]

    def _kind(self, kind: str, after: int = -1) -> list[Act]:
        return [a for a in self.steps if a.step["kind"] == kind and a.place > after]

    def _last(self, kind: str, after: int = -1) -> Act | None:
        return next(reversed(self._kind(kind, after)), None)

    def _named(self, act: Act) -> list[str]:
        return [person["holder_id"] for person in act.body["data"]["persons"]]

    def _recused(self) -> set[str]:
        granted = {a.step["regards"] for a in self._kind("recusal_decision") if a.step["passed"]}
        asked = (a for a in self._kind("recusal_request") if a.step["id"] in granted)
        return {person for act in asked for person in self._named(act)}

    def _served_on(self, act: Act) -> date | None:
        services = (a.body["data"]["service"] for a in _of(self.before, "service.record"))
        days = (
            s["served_on"]
            for s in services
            if s["document_id"] == act.step["id"]
            and s["counts"]
            and s.get("id") not in self.taken_back
        )
        return next((date.fromisoformat(day) for day in days), None)

    def _passed(self, since: date, days: int, until: date) -> bool:
        """Whether so many working days lie between two days, neither of them counted."""
        between = (since + timedelta(days=n) for n in range(1, max((until - since).days, 1)))
        return len(list(islice(filter(self.works, between), days))) == days

    def _decided(self) -> bool:
        withdrawn = [a.body["data"]["decision"] for a in _of(self.after, "decision.withdraw")]
        refused = [a for a in self._approvals() if not a.step["passed"]]
        return self.entry["action"] == "enter" and self.entry["id"] not in withdrawn and not refused

    def _decisions(self) -> list[Act]:
        made = _of(self.before, "decision.make")
        gone = {a.body["data"]["decision"] for a in _of(self.before, "decision.withdraw")}
        gone |= {
            a.step["regards"] for a in self._steps(self.before) if a.step["kind"] == "approval"
        }
        mine = (a for a in made if a.decision["case_id"] == self.case_id)
        return [a for a in mine if a.decision["id"] not in gone]

    def _once(self) -> bool:
        return not any(a.decision["action"] in CLOSING for a in self._decisions())

    def _suspended(self) -> bool:
        confirmed = {a.body["data"]["decision"] for a in _of(self.before, "decision.confirm")}
        bound = (
            a.decision
            for a in self._decisions()
            if a.decision["way"] == "system" or a.decision["id"] in confirmed
        )
        pauses = [d["action"] for d in bound if d["action"] in ("suspend", "resume")]
        return pauses[-1:] != ["suspend"]

    def _investigators(self) -> bool:
        named = self._last("investigators")
        if named is None:
            return False
        persons = named.body["data"]["persons"]
        certified = {p["holder_id"] for p in persons if p["certificate_no"]}
        return len(certified) == 2 and not certified & self.recused

    def _recusal(self) -> bool:
        decided = {a.step["regards"]: a for a in self._kind("recusal_decision")}
        return all(
            asked.step["id"] in decided
            and not decided[asked.step["id"]].by & (asked.by | set(self._named(asked)))
            for asked in self._kind("recusal_request")
        )

    def _facts(self) -> bool:
        return self.facts is not None

    def _told(self) -> Act | None:
        return self._last("notice", self.facts.place) if self.facts else None

    def _notice(self) -> bool:
        return self._told() is not None

    def _notice_served(self) -> bool:
        told = self._told()
        served = self._served_on(told) if told else None
        return served is not None and served <= self.decided_on

    def _heard(self) -> bool:
        told = self._told()
        since = self._served_on(told) if told else None
        if told is None or since is None:
            return False
        begun = told.place if self.facts is None else self.facts.place
        waiver = self._last("waiver", begun)
        if self._last("hearing_record", begun) or (
            waiver and not self._last("hearing_request", waiver.place)
        ):
            return True
        days = TO_REPLY if self._last("reply", begun) else max(TO_REPLY, told.step["days"])
        return self._passed(since, max(days, TO_ASK), self.decided_on)

    def _hearing(self) -> bool:
        asked = self._last("hearing_request", self.facts.place if self.facts else -1)
        if asked is None or self._last("waiver", asked.place):
            return True
        held, told = self._last("hearing_record", asked.place), None
        if held is not None:
            notices = self._kind("hearing_notice", asked.place)
            told = next((a for a in reversed(notices) if a.place < held.place), None)
        since = self._served_on(told) if told else None
        if held is None or told is None or since is None:
            return False
        chair = set(self._named(held))
        day = date.fromisoformat(told.step["held_on"])
        apart = bool(chair) and not chair & (self.investigators | self.opened.by | self.recused)
        return apart and held.step["on"] == told.step["held_on"] and self._passed(since, AHEAD, day)

    def _answered(self) -> bool:
        made = {p["id"] for a in self._kind("reply") for p in a.body["data"]["points"]}
        answers = {p["point_id"] for a in self._kind("answer") for p in a.body["data"]["answers"]}
        return made <= answers

    def _reviewed(self) -> Act | None:
        said = [a.place for a in self.steps if a.step["kind"] in SAID]
        return self._last("review", max(said, default=-1))

    def _review(self) -> bool:
        review = self._reviewed()
        apart = self.investigators | self.opened.by | self.recused
        return review is not None and review.step["passed"] is True and not review.by & apart

    def _rule(self) -> Body:
        """The list by the version that was in force when the case was opened, else by the newest."""
        versions: list[tuple[str, Body]] = []
        published = {a.body["data"]["ruleset"] for a in _of(self.before, "ruleset.publish")}
        for act in _of(self.before, "ruleset.propose"):
            made = act.body["data"]["ruleset"]
            if made["scheme"] == self.entry["scheme"] and made["id"] in published:
                text = tomllib.loads(made["text"])
                found = [
                    one for one in text.get("lists", ()) if one["code"] == self.entry["list_code"]
                ]
                versions += [(str(text["effective_from"]), rule) for rule in found]
        opened_on = self.opened.body["data"]["case"]["opened_on"]
        ordered = sorted(versions, key=lambda version: version[0])
        acting = [rule for day, rule in ordered if day <= opened_on]
        return (acting or [rule for _day, rule in ordered] or [{}])[-1]

    def _discussion(self) -> bool:
        review = self._reviewed()
        if self._rule().get("class") != "serious":
            return True
        return review is not None and self._last("discussion", review.place) is not None

    def _decider(self) -> bool:
        here = self.entry["way"] == "system"
        deciding = self.made.by if here else {self.entry["decided_by"]}
        reviewers = {p for a in self._kind("review") for p in a.by}
        apart = self.investigators | self.opened.by | self.recused | reviewers
        return bool(deciding) and self.entry["decided_by"] in deciding and not deciding & apart

    def _confirmed(self) -> bool:
        if self.entry["way"] == "system":
            return True
        seconds = [
            a for a in _of(self.after, "decision.confirm")
            if a.body["data"]["decision"] == self.entry["id"]
        ]  # fmt: skip
        apart = self.made.by | self.investigators | self.recused
        return bool(self.made.body["data"].get("evidence")) and any(
            not a.by & apart for a in seconds
        )

    def _approvals(self) -> list[Act]:
        papers = [a for a in self._steps(self.after) if a.step["kind"] == "approval"]
        return [a for a in papers if a.step["regards"] == self.entry["id"]]

    def _approval(self) -> bool:
        if self._rule().get("approval", "own") != "above":
            return True
        return any(
            a.step["passed"] and a.body["data"].get("evidence") and not a.by & self.made.by
            for a in self._approvals()
        )

    def _repair_notice(self) -> bool:
        return any(a.step["kind"] == "repair_notice" for a in self._steps(self.after))

    def _served(self) -> bool:
        service, effect = self.served.body["data"]["service"], self.served.body["data"]["effect"]
        served_on = service["served_on"] if service["counts"] else None
        first = max(served_on or "9999-12-31", self.entry["from_on"])
        return bool(effect["from_on"] >= first)


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Name the missing steps of every listing.")
    parser.add_argument("entries", type=Path)
    parser.add_argument("--rest", nargs="*", default=[], help="days of rest, beside weekends")
    parser.add_argument("--worked", nargs="*", default=[], help="weekend days that were worked")
    asked = parser.parse_args(given)
    rest, worked = set(asked.rest), set(asked.worked)
    lines = asked.entries.read_text(encoding="utf-8").splitlines()
    found = list(
        faults(
            map(json.loads, lines),
            lambda day: str(day) in worked or (_weekday(day) and str(day) not in rest),
        )
    )
    for fault in found:
        zh, en = WORDS[fault.code]
        sys.stdout.write(f"{fault.case}: {zh}。 {en}.\n")
    sys.stdout.write(f"{len(found)}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
