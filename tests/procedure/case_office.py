"""An office in memory: acts of cases applied to the pure machine's file, and written as ledger bodies beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from procedure import cases as machine
from procedure.calendar import Calendar, joined
from procedure.case_file import CLOSING, LATER, CaseFile, Paper, Point, Ruling, Stay
from procedure.deadlines import Due, due
from services.calendar.calendars import shipped_years
from services.calendar.deadlines import deadline

OPENED = date(2026, 3, 2)
RULES = {True: "serious", False: "general"}


@cache
def shipped() -> Calendar:
    return joined(year.calendar for year in shipped_years())


@cache
def clock(code: str, cause: date, n: int | None = None) -> Due:
    """The deadlines of the product on its own calendar, as the services read them."""
    row = deadline(code)
    return due(replace(row, n=n or row.n), cause, shipped())


@dataclass
class Office:
    """One case: ``file`` is what the machine reads, ``bodies`` what a ledger would hold of it; ``services``
    by document the record of its service."""

    serious: bool = True
    above: bool = False
    opened_by: str = "opener"
    day: date = OPENED
    bodies: list[dict[str, Any]] = field(default_factory=list)
    services: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = CaseFile(
            self.day, frozenset({self.opened_by}), serious=self.serious, above=self.above
        )
        approval = "above" if self.above else "own"
        rules = (
            'effective_from = 2020-01-01\n[[lists]]\ncode = "l"\n'
            f'class = "{RULES[self.serious]}"\napproval = "{approval}"\n'
        )
        self._write("ruleset.propose", "x", ruleset={"id": "r", "scheme": "s", "text": rules})
        self._write("ruleset.publish", "y", ruleset="r")
        case = {"id": "case", "opened_on": str(self.day), "opened_by": self.opened_by}
        self._write("case.open", self.opened_by, case=case)

    def _write(self, kind: str, actor: str, **data: Any) -> None:
        self.bodies.append({"kind": kind, "actor": actor, "data": data})

    @property
    def position(self) -> int:
        return len(self.file.papers) + len(self.file.rulings) + 1

    def missing(self, action: str) -> tuple[str, ...]:
        return tuple(one.code for one in machine.missing(self.file, action, self.day, clock))

    @property
    def state(self) -> str:
        return machine.state(self.file, self.day, clock)

    def wait(self, days: int = 1) -> Office:
        self.day += timedelta(days=days)
        return self

    def paper(self, kind: str, by: str = "clerk", *persons: str, **said: Any) -> Paper:
        """Put a paper into the file, lawful or not: asking the machine is the caller's."""
        points = tuple(Point(f"p{self.position}.{n}") for n in range(said.pop("points", 0)))
        if kind == "review":
            persons = (by,)
        paper = Paper(
            id=f"{kind}-{self.position}",
            position=self.position,
            kind=kind,
            on=self.day,
            by=frozenset({by}),
            persons=persons,
            points=points,
            **said,
        )
        answered = [point.id for point in self.file.unanswered] if kind == "answer" else []
        papers = tuple(_answered(one, answered, self.day) for one in self.file.papers)
        self.file = replace(self.file, papers=(*papers, paper))
        self._write_paper(paper, by, answered)
        if kind == "approval" and not paper.passed:
            self._change(str(paper.regards), withdrawn=True)
        return paper

    def _write_paper(self, paper: Paper, by: str, answered: list[str]) -> None:
        step = {
            "id": paper.id,
            "case_id": "case",
            "kind": paper.kind,
            "on": str(paper.on),
            "days": paper.days,
            "held_on": str(paper.held_on) if paper.held_on else None,
            "regards": paper.regards,
            "passed": paper.passed,
        }
        self._write(
            "case.step",
            by,
            step=step,
            persons=[{"holder_id": one, "certificate_no": "1"} for one in paper.persons],
            points=[{"id": point.id} for point in paper.points],
            answers=[{"point_id": point} for point in answered],
            evidence=[{}],
        )

    def decide(self, action: str, by: str = "decider", typed_by: str = "", **said: Any) -> Ruling:
        """A decision taken here, or typed by somebody from paper."""
        way, typist = ("paper", typed_by) if typed_by else ("system", by)
        ruling = Ruling(
            id=f"{action}-{self.position}",
            position=self.position,
            action=action,
            on=self.day,
            decided_by=frozenset({by}),
            typed_by=frozenset({typist}),
            confirmed=way == "system" and action not in LATER,
            from_on=self.day,
            **said,
        )
        self.file = replace(self.file, rulings=(*self.file.rulings, ruling))
        made = {
            "id": ruling.id,
            "case_id": "case",
            "scheme": "s",
            "list_code": "l",
            "action": action,
            "decided_by": by,
            "decided_on": str(self.day),
            "from_on": str(self.day),
            "way": way,
        }
        self._write("decision.make", typist, decision=made, evidence=[{}])
        if ruling.confirmed:
            self._act(ruling)
        return ruling

    def confirm(self, by: str = "second") -> None:
        waiting = self.file.waiting
        assert waiting is not None
        self._write("decision.confirm", by, decision=waiting.id)
        self._act(self._change(waiting.id, confirmed=True))

    def take_back(self, by: str = "second") -> None:
        waiting = self.file.waiting
        assert waiting is not None
        self._write("decision.withdraw", by, decision=waiting.id)
        self._change(waiting.id, withdrawn=True)

    def serve(self, document_id: str) -> None:
        """Hand a document over today; the decision of an entry takes effect by it."""
        papers = tuple(
            replace(one, served_on=self.day) if one.id == document_id else one
            for one in self.file.papers
        )
        self.file = replace(self.file, papers=papers)
        service_id = self.services[document_id] = f"service-{len(self.bodies)}"
        service = {
            "id": service_id,
            "document_id": document_id,
            "served_on": str(self.day),
            "counts": True,
        }
        data: dict[str, Any] = {"service": service}
        entry = self.file.entry
        if entry is not None and entry.id == document_id:
            self._change(document_id, served_on=self.day)
            self.file = replace(self.file, listing=Stay(self.day))
            data["effect"] = {"decision": document_id, "from_on": str(self.day)}
        self._write("service.record", "clerk", **data)

    def take_service_back(self, document_id: str) -> None:
        """The record of a service was wrong: by it nothing was served, and nobody was listed."""
        papers = tuple(
            replace(one, served_on=None) if one.id == document_id else one
            for one in self.file.papers
        )
        self.file = replace(self.file, papers=papers)
        entry = self.file.entry
        if entry is not None and entry.id == document_id:
            self._change(document_id, served_on=None)
            self.file = replace(self.file, listing=None)
        self._write("service.correct.confirm", "second", service_id=self.services.pop(document_id))

    def _change(self, ruling_id: str, **changes: Any) -> Ruling:
        rulings = {ruling.id: ruling for ruling in self.file.rulings}
        rulings[ruling_id] = replace(rulings[ruling_id], **changes)
        self.file = replace(self.file, rulings=tuple(rulings.values()))
        return rulings[ruling_id]

    def _act(self, ruling: Ruling) -> None:
        listing = self.file.listing
        if ruling.action == "leave" and listing is not None:
            self.file = replace(self.file, listing=replace(listing, until_on=self.day, end="leave"))
        elif ruling.action == "annul" and listing is not None:
            ended = Stay(listing.from_on, listing.from_on, "annul")
            self.file = replace(self.file, listing=ended)
        elif ruling.action == "lift":
            for stay in self.file.rulings:
                if stay.action == "stay" and stay.stands:
                    self._change(stay.id, until_on=self.day)

    def to(self, state: str) -> Office:
        """Walk the lawful way as far as a state (of those that lie on it)."""
        for name, step in _WAY:
            if self.state == state:
                return self
            if name == self.state:
                step(self)
        assert self.state == state, (self.state, state)
        return self


def _answered(paper: Paper, points: list[str], day: date) -> Paper:
    return replace(
        paper,
        points=tuple(Point(p.id, day) if p.id in points else p for p in paper.points),
    )


def _name(office: Office) -> None:
    office.paper("investigators", "clerk", "one", "two")


def _notify(office: Office) -> None:
    office.paper("notice", "clerk", days=5)


def _serve_notice(office: Office) -> None:
    notice = office.file.notice
    assert notice is not None
    office.serve(notice.id)


def _let_pass(office: Office) -> None:
    office.paper("reply", "party", points=2)
    office.wait(10)


def _enter(office: Office) -> None:
    office.decide("enter", typed_by="clerk")


def _approve(office: Office) -> None:
    entry = office.file.entry
    assert entry is not None
    office.paper("approval", "second", regards=entry.id, passed=True)


def _serve_decision(office: Office) -> None:
    entry = office.file.entry
    assert entry is not None
    office.paper("repair_notice")
    office.serve(entry.id)


_WAY = (
    ("opened", _name),
    ("to_fix", lambda office: office.paper("facts")),
    ("to_notify", _notify),
    ("to_serve_notice", _serve_notice),
    ("running", _let_pass),
    ("to_answer", lambda office: office.paper("answer")),
    ("to_review", lambda office: office.paper("review", "reviewer", passed=True)),
    ("to_discuss", lambda office: office.paper("discussion")),
    ("ripe", _enter),
    ("typed", lambda office: office.confirm()),
    ("to_approve", _approve),
    ("to_serve", _serve_decision),
)
"""The lawful way: in each state, what brings the case into the next."""

FAVOURABLE = tuple(action for action in CLOSING if action != "enter")


def listed(*, serious: bool = True, above: bool = False) -> Office:
    return Office(serious=serious, above=above).to("listed")
