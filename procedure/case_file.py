"""The file of a case as the law sees it: its papers and rulings in their order, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from procedure.deadlines import Due

CLOSING = ("enter", "refuse", "not_filed", "dismiss", "transfer", "terminate")
"""The rulings of which a case has one: in the end it enters the party, or it ends otherwise."""
PAUSING = ("suspend", "resume")
LATER = ("leave", "annul", "correct", "stay", "lift")
"""The rulings on a listing that stands; each is confirmed by a second person."""


Clock = Callable[[str, date, int | None], Due]
"""The code of a deadline, the day of its cause, and a longer time that was granted -> its last day."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a statement and defence, and whether it was answered (with reasons)."""

    id: str
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the case. ``persons`` are those whom it names in their part: the two investigators, the chair
    of a hearing, the reviewer, or whoever is asked to withdraw. ``regards`` is the paper or ruling that it
    answers; ``passed`` is what it says (review, recusal, approval); ``days`` the working days that a notice
    grants; ``held_on`` the day of a hearing. Whoever acted counts as himself and as whom he stood in for:
    ``by`` is a set.
    """

    id: str
    position: int
    kind: str
    on: date
    by: frozenset[str]
    persons: tuple[str, ...] = ()
    served_on: date | None = None
    days: int | None = None
    held_on: date | None = None
    regards: str | None = None
    passed: bool | None = None
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision of the case; ``confirmed``: nobody's confirmation is wanting. ``until_on`` is exclusive."""

    id: str
    position: int
    action: str
    on: date
    decided_by: frozenset[str]
    typed_by: frozenset[str]
    confirmed: bool = True
    withdrawn: bool = False
    served_on: date | None = None
    from_on: date | None = None
    until_on: date | None = None

    @property
    def waits(self) -> bool:
        return not self.confirmed and not self.withdrawn

    @property
    def stands(self) -> bool:
        return self.confirmed and not self.withdrawn


@dataclass(frozen=True, slots=True)
class Stay:
    """The listing that the case made, from its first day to its exclusive last; ``end``: how it was ended."""

    from_on: date
    until_on: date | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What the machine reads. ``serious``: the matter wants a record of collective discussion; ``above``: its
    entry is approved one level up.
    """

    opened_on: date
    opened_by: frozenset[str]
    papers: tuple[Paper, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    listing: Stay | None = None
    serious: bool = False
    above: bool = False
    days_to_decide: int | None = None

    def as_on(self, day: date) -> CaseFile:
        """The file as it stood at the end of a day: later papers, answers and services are not in it yet."""
        papers = tuple(_as_on(paper, day) for paper in self.papers if paper.on <= day)
        return replace(self, papers=papers)

    def of_kind(self, kind: str) -> Iterator[Paper]:
        return (paper for paper in self.papers if paper.kind == kind)

    def last(self, kind: str, after: int = 0) -> Paper | None:
        """The newest paper of a kind that came after a position and still counts."""
        found = [paper for paper in self.of_kind(kind) if paper.position > after]
        return next((paper for paper in reversed(found) if self._counts(paper)), None)

    def _counts(self, paper: Paper) -> bool:
        """A review or a hearing by somebody who had to withdraw must be held again."""
        return paper.kind not in _BY_PERSONS or not self.recused & set(paper.persons)

    @property
    def closing(self) -> Ruling | None:
        """The ruling that ends the case, whether or not it was confirmed yet."""
        return next((r for r in self.rulings if r.action in CLOSING and not r.withdrawn), None)

    @property
    def waiting(self) -> Ruling | None:
        return next((ruling for ruling in self.rulings if ruling.waits), None)

    @property
    def suspended(self) -> bool:
        return self.suspended_on(date.max)

    def suspended_on(self, day: date) -> bool:
        """Whether the case stood still at the end of a day."""
        pauses = [r for r in self.rulings if r.action in PAUSING and r.stands and r.on <= day]
        return bool(pauses) and pauses[-1].action == "suspend"

    @property
    def begun(self) -> int:
        """The position of the facts as they are fixed now: what was built on other facts does not count."""
        facts = self.last("facts")
        return facts.position if facts else 0

    def stood_still(self, day: date) -> timedelta:
        """How long the case has been suspended until a day; the department's clocks stand still so long."""
        still, since = timedelta(), None
        for ruling in self.rulings:
            if ruling.action == "suspend" and ruling.stands:
                since = ruling.on
            elif ruling.action == "resume" and ruling.stands and since is not None:
                still, since = still + (ruling.on - since), None
        return still + (day - since) if since is not None else still

    @property
    def recused(self) -> frozenset[str]:
        """Those who had to withdraw; the decision names the request, and the request the person."""
        granted = {paper.regards for paper in self.of_kind("recusal_decision") if paper.passed}
        asked = (p for p in self.of_kind("recusal_request") if p.id in granted)
        return frozenset(person for paper in asked for person in paper.persons)

    @property
    def open_recusals(self) -> tuple[Paper, ...]:
        decided = {paper.regards for paper in self.of_kind("recusal_decision")}
        return tuple(p for p in self.of_kind("recusal_request") if p.id not in decided)

    @property
    def investigators(self) -> tuple[str, ...]:
        """Those who investigate now and need not withdraw."""
        named = self.last("investigators")
        return tuple(p for p in named.persons if p not in self.recused) if named else ()

    @property
    def ever_investigated(self) -> frozenset[str]:
        return frozenset(p for paper in self.of_kind("investigators") for p in paper.persons)

    @property
    def notice(self) -> Paper | None:
        """The prior notice of the facts as they are fixed now."""
        return self.last("notice", self.begun) if self.begun else None

    @property
    def unanswered(self) -> tuple[Point, ...]:
        points = (point for paper in self.of_kind("reply") for point in paper.points)
        return tuple(point for point in points if point.answered_on is None)

    @property
    def review(self) -> Paper | None:
        """The legal review of everything that the party has said and was answered."""
        said = [p.position for p in self.papers if p.kind in _REVIEWED]
        return self.last("review", max(said, default=0))

    @property
    def discussion(self) -> Paper | None:
        review = self.review
        return self.last("discussion", review.position) if review else None

    @property
    def entry(self) -> Ruling | None:
        """The ruling that enters the party on the list, once nobody's confirmation is wanting."""
        closing = self.closing
        return closing if closing and closing.action == "enter" and closing.stands else None

    def lapsed(self, day: date) -> bool:
        """Whether the last day of an entry has passed before it took effect: it can be served no more."""
        until = self.entry.until_on if self.entry and self.listing is None else None
        return until is not None and until <= day

    @property
    def approved(self) -> bool:
        """Whether the office above has approved the entry, where it must."""
        entry = self.entry
        return not self.above or (
            entry is not None
            and any(p.passed and p.regards == entry.id for p in self.of_kind("approval"))
        )

    @property
    def repair_notice(self) -> Paper | None:
        """The repair notice that is served with the entry."""
        entry = self.entry
        return self.last("repair_notice") if entry else None

    def stayed_on(self, day: date) -> bool:
        """Whether a stay order holds on a day (a lifting has given it an end)."""
        return any(
            r.action == "stay"
            and r.stands
            and _begun(r.from_on, day)
            and not _past(r.until_on, day)
            for r in self.rulings
        )


_BY_PERSONS = ("review", "hearing_record")
_REVIEWED = ("facts", "notice", "reply", "waiver", "answer", "hearing_request", "hearing_record")
"""What a legal review has to have before it; what comes later wants a new one."""


def _begun(from_on: date | None, day: date) -> bool:
    return from_on is not None and from_on <= day


def _past(until_on: date | None, day: date) -> bool:
    return until_on is not None and until_on <= day


def _as_on(paper: Paper, day: date) -> Paper:
    served = paper.served_on is None or paper.served_on <= day
    answered = all(p.answered_on is None or p.answered_on <= day for p in paper.points)
    if served and answered:
        return paper
    points = tuple(
        point if point.answered_on and point.answered_on <= day else Point(point.id)
        for point in paper.points
    )
    return replace(paper, served_on=paper.served_on if served else None, points=points)
