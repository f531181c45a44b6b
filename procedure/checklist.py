"""The steps of a case in their order: when each was done, what is missing, and which time is running."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from procedure import guards as g
from procedure.case_file import CaseFile, Clock, Paper
from procedure.deadlines import Due

StepState = Literal["done", "missing", "running", "not_required"]


@dataclass(frozen=True, slots=True)
class Step:
    """``on``: the day it was done; ``until``: the last day of its time; ``paper``: the id of what proves it."""

    code: str
    state: StepState
    on: date | None = None
    until: date | None = None
    provisional: bool = False
    paper: str | None = None


def checklist(file: CaseFile, day: date, clock: Clock) -> tuple[Step, ...]:
    """Every step to a listing, whether or not it was taken; those before facts were fixed anew do not count."""
    standing = file.as_on(day)
    return (
        Step("opened", "done", file.opened_on),
        _investigators(standing),
        *_recusal(standing),
        _by_paper("facts", standing.last("facts")),
        _by_paper("notice", standing.notice),
        _served("notice_served", standing.notice),
        _heard(standing, day, clock),
        *_hearing(standing),
        _answered(standing),
        _review(standing),
        _optional("discussion", standing.serious, standing.discussion),
        *_decision(file, day, clock),
    )


ShownState = Literal["done", "missing", "running", "open", "not_required"]


def as_shown(steps: Iterable[Step], *, closed: bool) -> Iterator[tuple[Step, ShownState]]:
    """What comes next is missing, the rest still open; in a closed case a gap before its decision stays one."""
    reached, before_decision = False, closed
    for step in steps:
        if closed and step.code == "decision":
            reached, before_decision = False, False
        open_yet = step.state == "missing" and reached and not before_decision
        yield step, "open" if open_yet else step.state
        reached = reached or step.state in ("missing", "running")


def _by_paper(code: str, paper: Paper | None) -> Step:
    if paper is None:
        return Step(code, "missing")
    return Step(code, "done", paper.on, paper=paper.id)


def _served(code: str, paper: Paper | None) -> Step:
    if paper is None or paper.served_on is None:
        return Step(code, "missing", paper=paper.id if paper else None)
    return Step(code, "done", paper.served_on, paper=paper.id)


def _optional(code: str, wanted: bool, paper: Paper | None) -> Step:
    return _by_paper(code, paper) if wanted or paper else Step(code, "not_required")


def _investigators(file: CaseFile) -> Step:
    named = file.last("investigators")
    enough = len(set(file.investigators)) >= 2
    return _by_paper("investigators", named if enough else None)


def _recusal(file: CaseFile) -> tuple[Step, ...]:
    asked, decided = file.last("recusal_request"), file.last("recusal_decision")
    if asked is None:
        return ()
    return (_by_paper("recusal", None if file.open_recusals else decided),)


def _heard(file: CaseFile, day: date, clock: Clock) -> Step:
    said = [p for kind in ("reply", "waiver", "hearing_record") for p in file.of_kind(kind)]
    last = max((p for p in said if p.position > file.begun), key=_position, default=None)
    limit = _later(g.defence_limit(file, clock), g.hearing_limit(file, clock))
    until, provisional = (limit.on, limit.provisional) if limit else (None, False)
    if limit is None:
        return Step("heard", "missing")
    if any(g.heard(file, day, clock)):
        return Step("heard", "running", None, until, provisional, last.id if last else None)
    return Step(
        "heard", "done", last.on if last else until, until, provisional, last.id if last else None
    )


def _position(paper: Paper) -> int:
    return paper.position


def _later(one: Due | None, other: Due | None) -> Due | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda limit: limit.on)


def _hearing(file: CaseFile) -> tuple[Step, ...]:
    asked = file.last("hearing_request", file.begun)
    if asked is None or g.waived(file):
        return (Step("hearing", "not_required"),)
    told = file.last("hearing_notice", asked.position)
    return (
        _by_paper("hearing_request", asked),
        _by_paper("hearing_notice", told),
        _served("hearing_notice_served", told),
        _by_paper("hearing", file.last("hearing_record", asked.position)),
    )


def _answered(file: CaseFile) -> Step:
    answers = list(file.of_kind("answer"))
    if file.unanswered:
        return Step("answered", "missing")
    if not any(file.of_kind("reply")):
        return Step("answered", "not_required")
    return _by_paper("answered", answers[-1] if answers else None)


def _review(file: CaseFile) -> Step:
    review = file.review
    return _by_paper("review", review if review and review.passed else None)


def _decision(file: CaseFile, day: date, clock: Clock) -> tuple[Step, ...]:
    closing = file.closing
    if closing is None:
        begun = file.opened_on + file.stood_still(day)
        limit = clock("case_length", begun, file.days_to_decide)
        decision = Step("decision", "missing", None, limit.on, limit.provisional)
    elif closing.waits:
        decision = Step("decision", "running", closing.on, paper=closing.id)
    else:
        decision = Step("decision", "done", closing.on, paper=closing.id)
    if closing is not None and closing.action != "enter":
        return (decision, _decision_served(file, clock))
    approval = next((p for p in reversed(file.papers) if p.kind == "approval" and p.passed), None)
    return (
        decision,
        _optional("approval", file.above, approval),
        _by_paper("repair_notice", file.repair_notice),
        _decision_served(file, clock),
        _effect(file),
    )


def _decision_served(file: CaseFile, clock: Clock) -> Step:
    closing = file.closing
    if closing is None or not closing.stands:
        return Step("decision_served", "missing")
    if closing.served_on is not None:
        return Step("decision_served", "done", closing.served_on, paper=closing.id)
    limit = clock("decision_service", closing.on, None)
    return Step("decision_served", "missing", None, limit.on, limit.provisional, closing.id)


def _effect(file: CaseFile) -> Step:
    if file.listing is None:
        return Step("effect", "missing")
    return Step("effect", "done", file.listing.from_on)
