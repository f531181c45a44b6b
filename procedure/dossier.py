"""The order of a dossier: every paper of a case in its place, and in the places of the others what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from procedure import guards as g
from procedure.case_file import LATER, CaseFile
from procedure.cases import ACTIONS
from procedure.checklist import Step, as_shown
from procedure.guards import Guard

PlaceState = Literal["there", "missing", "to_come"]
Part = Literal["opening", "inquiry", "decision", "later"]
"""The opening, what leads to the decision, the decision with its papers, and what came after it."""

ORDER = (
    "opened",
    "investigators",
    "recusal_request",
    "recusal_decision",
    "facts",
    "notice",
    "reply",
    "waiver",
    "hearing_request",
    "hearing_notice",
    "hearing_record",
    "answer",
    "review",
    "discussion",
    "decision",
    "approval",
    "repair_notice",
    "later",
)
"""The kinds of papers in the order in which they are bound; the service of each follows it at once."""

STANDS_AT = {
    "recusal": "recusal_decision",
    "notice_served": "notice",
    "hearing_notice_served": "hearing_notice",
    "hearing": "hearing_record",
    "answered": "answer",
    "decision_served": "decision",
}
"""Where the paper of a step of the checklist stands, if it is called otherwise."""

STEP_OF = {
    "recusal_request": "recusal",
    "recusal_decision": "recusal",
    "reply": "heard",
    "waiver": "heard",
    "hearing_record": "hearing",
    "answer": "answered",
}
"""To which step of the checklist a paper belongs that is called otherwise."""

WITHOUT_PAPER = frozenset({"opened", "heard", "effect"})
"""Steps that are proved by other papers."""

_ASKED_BY: dict[Guard, str] = {
    g.investigated: "investigators",
    g.recusals_decided: "recusal",
    g.facts_fixed: "facts",
    g.answered: "answered",
    g.reviewed: "review",
    g.discussed: "discussion",
}
"""Which step of the checklist each guard of a ruling asks for."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the dossier.

    ``code``: one of ORDER, or the step that is missing. ``paper``: the id of the paper or ruling; of one
    that is missing, of what it would follow.
    """

    code: str
    state: PlaceState
    paper: str | None = None

    @property
    def step(self) -> str:
        """The step of the checklist that it belongs to."""
        return STEP_OF.get(self.code, self.code)

    @property
    def part(self) -> Part:
        """In which part of the dossier it stands."""
        rank = ORDER.index(STANDS_AT.get(self.code, self.code))
        if rank < ORDER.index("decision"):
            return "opening" if rank == 0 else "inquiry"
        return "later" if ORDER[rank] == "later" else "decision"


def places(file: CaseFile, steps: Sequence[Step]) -> tuple[Place, ...]:
    """The dossier in its order: each paper and ruling once, what is missing where it belongs."""
    found = [(ORDER.index("opened"), 0, 0, Place("opened", "there"))]
    for paper in file.papers:
        place = Place(paper.kind, "there", paper.id)
        found.append((ORDER.index(paper.kind), paper.position, 0, place))
    for ruling in file.rulings:
        code = "later" if ruling.action in LATER else "decision"
        found.append((ORDER.index(code), ruling.position, 0, Place(code, "there", ruling.id)))
    positions = {paper.id: paper.position for paper in file.papers}
    positions |= {ruling.id: ruling.position for ruling in file.rulings}
    for step, state in _wanting(file, steps):
        rank = ORDER.index(STANDS_AT.get(step.code, step.code))
        position = positions.get(step.paper or "", _LAST)
        found.append((rank, position, 1, Place(step.code, state, step.paper)))
    return tuple(place for *_key, place in sorted(found, key=lambda one: one[:3]))


_LAST = 1_000_000


def _wanting(file: CaseFile, steps: Sequence[Step]) -> Iterator[tuple[Step, PlaceState]]:
    """The steps without their paper: those that come later, while the case runs, are only to come."""
    closed = file.closing is not None
    needed = _needed(file)
    for step, state in as_shown(steps, closed=closed):
        if step.code in WITHOUT_PAPER or state not in ("missing", "open", "running"):
            continue
        if step.paper is not None and not step.code.endswith("_served"):
            continue
        if needed is None or step.code in needed or step.paper is not None:
            yield step, "to_come" if state == "open" else "missing"


def _needed(file: CaseFile) -> frozenset[str] | None:
    """What a case needs that ended otherwise than by an entry; None: all of it."""
    closing = file.closing
    if closing is None or closing.action == "enter":
        return None
    asked: Iterable[Guard] = ACTIONS[closing.action].guards
    return frozenset({"decision", "decision_served", *(_ASKED_BY.get(one, "") for one in asked)})
