"""Whether the party was heard before its repair is revoked: the guards are those before a listing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sqlalchemy.orm import Session

from models import Repair, RepairPaper
from procedure import guards as g
from procedure.case_file import CaseFile, Paper, Point
from procedure.cases import borne_day
from procedure.deadlines import Due
from procedure.guards import Guard, Missing
from services.cases.case_file import case_clock
from services.cases.case_words import missing_message
from services.messages import Message, say
from services.serving.service_records import services_of

_BEFORE: Mapping[str, tuple[Guard, ...]] = {
    "notice": (g.not_noticed,),
    "reply": (g.noticed,),
    "waiver": (g.noticed,),
    "hearing_request": (g.noticed, g.hearing_in_time),
    "hearing_notice": (g.notice_served, g.hearing_wanted),
    "hearing_record": (g.notice_served, g.hearing_wanted, g.hearing_told),
    "answer": (g.noticed, g.points_open),
    "revoke": (g.heard, g.answered),
}
"""What each paper, and the revocation itself, requires to have happened before it."""


def lacking(session: Session, repair: Repair, act: str, day: date) -> tuple[Missing, ...]:
    """What is wanting on a day for a paper, or for ``revoke``."""
    file, clock = _file(session, repair).as_on(day), case_clock(session)
    return tuple(one for guard in _BEFORE.get(act, ()) for one in guard(file, day, clock))


def possible(session: Session, repair: Repair, kinds: Iterable[str], today: date) -> frozenset[str]:
    """Of these papers those that can be recorded today, each with the day that it bears."""
    file = _file(session, repair)
    days = {kind: borne_day(file, kind, today) for kind in kinds}
    return frozenset(kind for kind, day in days.items() if not lacking(session, repair, kind, day))


def unheard(session: Session, repair: Repair, day: date) -> Message | None:
    """What is missing on a day before a repair may be revoked: notice served, the party heard and answered."""
    found = lacking(session, repair, "revoke", day)
    if not found:
        return None
    if found[0].code == "notice":
        return say("No repair is revoked without prior notice. Record the notice first.")
    return missing_message(found[0])


def time_to_reply(session: Session, repair: Repair) -> Due | None:
    """The party's time to state its case against a revocation; None until the notice was served."""
    return g.defence_limit(_file(session, repair), case_clock(session))


def _file(session: Session, repair: Repair) -> CaseFile:
    """The papers since the grant as a case has them; what the repair rests on stands for its facts."""
    services = services_of(session, [paper.id for paper in repair.papers])
    served = {document: service.served_on for document, service in services.items()}
    papers = [paper for paper in repair.papers if paper.kind != "examination"]
    facts = Paper(repair.id, 1, "facts", repair.received_on, frozenset())
    return CaseFile(
        opened_on=repair.received_on,
        opened_by=frozenset(),
        papers=(facts, *_papers(papers, served)),
    )


def _papers(papers: list[RepairPaper], served: Mapping[str, date | None]) -> Iterator[Paper]:
    """A reply is one point; the next answer after it answers it."""
    for paper in papers:
        later = (p.on for p in papers if p.kind == "answer" and p.position > paper.position)
        said = (Point(paper.id, next(later, None)),) if paper.kind == "reply" else ()
        yield Paper(
            id=paper.id,
            position=paper.position + 1,
            kind=paper.kind,
            on=paper.on,
            by=frozenset({paper.typed_by}),
            served_on=served.get(paper.id),
            held_on=paper.held_on,
            points=said,
        )
