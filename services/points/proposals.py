"""Proposals of the rules that were refused, or not answered in their days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Case, Holder, KnownProposal, ProposalRefusal
from procedure.deadlines import Due
from services.calendar.calendars import calendar
from services.calendar.deadlines import deadline, due_of
from services.calendar.extensions import granted
from services.clock import end_of
from services.labels import list_label
from services.lists.show_proposals import within
from services.messages import Message, say
from services.points.registry import MOST, Point, Ref, Span, kind

LONGEST = timedelta(days=180)
"""So long before a span a proposal may have become known whose days ended within it."""


@kind("refused", say("Proposals refused"))
def refused(session: Session, span: Span) -> Iterator[Point]:
    query = (
        select(ProposalRefusal, KnownProposal, ledger.Entry.recorded_at)
        .select_from(ledger.Entry)
        .join(ProposalRefusal, ProposalRefusal.entry_id == ledger.Entry.entry_id)
        .join(KnownProposal, KnownProposal.id == ProposalRefusal.proposal_id)
        .join(Holder, Holder.id == ProposalRefusal.declined_by)
        .where(
            *span.written("proposal.decline"),
            *span.of_office(Holder.office_id),
            ProposalRefusal.withdrawn_by.is_(None),
        )
        .order_by(ledger.Entry.seq.desc())
        .limit(MOST)
    )
    for refusal, proposal, at in session.execute(query).unique():
        who = Ref("holder", refusal.declined_by)
        others = (Ref("holder", refusal.confirmed_by),) if refusal.confirmed_by else ()
        yield Point(
            kind="refused",
            about=refusal.id,
            at=at,
            since=at,
            sentence=say(
                "%(who)s signed that no case is opened on the proposal %(list)s of %(subject)s",
                who=who,
                list=list_label(session, proposal.scheme, proposal.list_code),
                subject=Ref("subject", proposal.subject_id),
            ),
            expected=say("a case, or grounds that hold against it"),
            found=_signed(refusal),
            links=(Ref("subject", proposal.subject_id), who, *others),
        )


def _signed(refusal: ProposalRefusal) -> Message:
    if refusal.confirmed_by:
        return say("signed by two persons; grounds: %(grounds)s", grounds=refusal.grounds or "—")
    if refusal.needs_second:
        return say(
            "signed by one person, a second is wanting; grounds: %(grounds)s",
            grounds=refusal.grounds or "—",
        )
    return say("signed by one person; grounds: %(grounds)s", grounds=refusal.grounds or "—")


class Waited(NamedTuple):
    """A proposal with its last day, and the day on which it was answered or no longer stood."""

    proposal: KnownProposal
    due: Due
    ended: date | None
    answered: bool


@kind("unanswered", say("Proposals not answered in their days"))
def unanswered(session: Session, span: Span) -> Iterator[Point]:
    """They belong to no office: with an office chosen there are none."""
    if span.office_id is not None:
        return
    found = [one for one in _waited(session, span) if late(one, span)]
    for one in sorted(found, key=lambda one: one.due.on, reverse=True)[:MOST]:
        until = one.ended or span.today
        over = calendar(session).working_days_between(one.due.on, until)
        yield _unanswered(session, one, over)


def late(one: Waited, span: Span) -> bool:
    """Whether its last day lies in the span and had passed when it ended; nothing is late on a provisional day."""
    over = one.due.on < (one.ended or span.today)
    return over and not one.due.provisional and span.first <= one.due.on <= span.last


def _waited(session: Session, span: Span) -> Iterator[Waited]:
    query = (
        select(KnownProposal, Case.opened_on)
        .outerjoin(Case, Case.id == KnownProposal.case_id)
        .where(KnownProposal.known_on.between(span.first - LONGEST, span.last))
    )
    rows = session.execute(query).unique().all()
    for code, of_code in groupby(sorted(rows, key=_deadline), key=_deadline):
        yield from _with_days(session, code, [(proposal, on) for proposal, on in of_code])


def _deadline(row: Sequence[Any]) -> str:
    return within(row[0])


def _with_days(
    session: Session, code: str, rows: Sequence[tuple[KnownProposal, date | None]]
) -> Iterator[Waited]:
    """Each with the last day of its answer, which is lengthened for some."""
    more = granted(session, code, [proposal.id for proposal, _opened in rows])
    for proposal, opened in rows:
        n = deadline(code).n + more.get(proposal.id, 0)
        answered = _answered(proposal, opened)
        ended = min((day for day in (answered, proposal.gone_on) if day), default=None)
        due = due_of(session, code, proposal.known_on, n)
        yield Waited(proposal, due, ended, answered is not None and answered == ended)


def _answered(proposal: KnownProposal, opened: date | None) -> date | None:
    if opened is not None:
        return max(opened, proposal.known_on)
    refusal = proposal.refusal
    return refusal.declined_on if refusal and refusal.stands else None


def _unanswered(session: Session, one: Waited, over: int) -> Point:
    proposal, subject = one.proposal, Ref("subject", one.proposal.subject_id)
    what = list_label(session, proposal.scheme, proposal.list_code)
    day = one.due.on.isoformat()
    at = end_of(one.due.on)
    return Point(
        kind="unanswered",
        about=f"{proposal.id}.{'open' if one.ended is None else 'ended'}",
        at=at,
        since=at,
        sentence=say(
            "The proposal %(list)s of %(subject)s was to be answered by %(day)s",
            list=what,
            subject=subject,
            day=day,
        ),
        expected=say("a case or a signed refusal by %(day)s", day=day),
        found=_found(one, over),
        links=(subject,),
    )


def _found(one: Waited, over: int) -> Message:
    if one.ended is None:
        return say("no answer yet, %(days)s working days late", days=over)
    told = {"days": over, "day": one.ended.isoformat()}
    if one.answered:
        return say("answered on %(day)s, %(days)s working days late", **told)
    return say(
        "no answer; the proposal no longer stood from %(day)s on, %(days)s working days later",
        **told,
    )
