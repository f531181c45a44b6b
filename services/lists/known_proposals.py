"""Make proposals known: each gets its birthday in the ledger, from which the days of its answer are counted.

A proposal is reckoned anew with every score and remembers nothing; a deadline that binds an officer must not
move with a later recount, nor with a night in which the command did not run. So the write that brings a
proposal about records it, in the same transaction. These rows are written in the ledger's turn alone, which
is taken after all other locks: two writes about one subject never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, or_, select, union

import ledger
from models import Case, KnownProposal, Proposal, ProposalRefusal, new_id
from services.apply.rows import body_value
from services.pen import Pen
from services.rules.list_rules import undecided

Key = tuple[str, str, str]


def tell_proposals(pen: Pen, subject_ids: Collection[str], today: date) -> None:
    """Record which proposals of the rules are new for these subjects, and which no longer stand."""
    stands = {_key(p): p for p in pen.session.scalars(_of(select(Proposal), Proposal, subject_ids))}
    query = _of(open_proposals("rule"), KnownProposal, subject_ids)
    known = {_key(k): k for k in pen.session.scalars(query)}
    for key, old in known.items():
        if key not in stands or stands[key].from_on != old.from_on:
            let_go(pen, old, today)
    for key, new in stands.items():
        if key not in known or known[key].from_on != new.from_on:
            make_known(
                pen, today, origin="rule", **dict(zip(_KEY, key, strict=True)), from_on=new.from_on
            )


def untold() -> CompoundSelect[str]:
    """Subjects of whom the rules propose something else than what is known, or what an open case may take up."""
    same = _same(Proposal, KnownProposal) & (Proposal.from_on == KnownProposal.from_on)
    told = exists().where(same, *_standing("rule"))
    stands = exists().where(same)
    new = select(Proposal.subject_id).where(~told)
    gone = select(KnownProposal.subject_id).where(*_standing("rule"), ~stands)
    opened = (
        select(KnownProposal.subject_id)
        .join(Case, _same(Case, KnownProposal))
        .where(
            *_standing("rule", "affiliate"),
            KnownProposal.case_id.is_(None),
            undecided(),
        )
    )
    return union(new, gone, opened)


def _same(one: type[Proposal | Case], other: type[KnownProposal]) -> ColumnElement[bool]:
    """The same subject, scheme and list."""
    return and_(*(getattr(one, name) == getattr(other, name) for name in _KEY))


def _standing(*origins: str) -> tuple[ColumnElement[bool], ...]:
    return KnownProposal.origin.in_(origins), KnownProposal.gone_on.is_(None)


def take_up(pen: Pen, subject_ids: Collection[str]) -> None:
    """Open cases take up the proposals of their subject and list."""
    query = (
        _of(select(KnownProposal, Case.id), KnownProposal, subject_ids)
        .join(Case, _same(Case, KnownProposal))
        .where(
            KnownProposal.gone_on.is_(None),
            KnownProposal.case_id.is_(None),
            KnownProposal.origin != "annul",
            undecided(),
        )
        .order_by(KnownProposal.id, Case.opened_on)
    )
    found = pen.session.execute(query).unique().all()
    if found:
        ledger.take_turn(pen.session)
    for proposal, case_id in found:
        if proposal.case_id is None:
            data = {"proposal": proposal.id, "case": case_id}
            pen.add("proposal.taken", data, proposal.subject_id)


_KEY = ("subject_id", "scheme", "list_code")


def _key(row: Proposal | KnownProposal) -> Key:
    return (row.subject_id, row.scheme, row.list_code)


def _of(
    query: Select[*tuple[Any, ...]],
    table: type[Proposal | KnownProposal],
    subject_ids: Collection[str],
) -> Select[*tuple[Any, ...]]:
    return query.where(table.subject_id.in_(sorted(subject_ids)))


def open_proposals(*origins: str) -> Select[KnownProposal]:
    """Those that still stand, of these origins."""
    return (
        select(KnownProposal)
        .where(*_standing(*origins))
        .order_by(KnownProposal.known_on, KnownProposal.id)
        .execution_options(populate_existing=True)
    )


def unanswered() -> ColumnElement[bool]:
    """The condition on ``KnownProposal`` under which no case took it up and no refusal of it stands."""
    refused = exists().where(
        ProposalRefusal.proposal_id == KnownProposal.id,
        ProposalRefusal.withdrawn_by.is_(None),
        or_(ProposalRefusal.needs_second.is_(False), ProposalRefusal.confirmed_by.is_not(None)),
    )
    return and_(KnownProposal.case_id.is_(None), ~refused)


def make_known(pen: Pen, today: date, **columns: Any) -> str:
    """Record one proposal on the day on which it was made known; returns its id."""
    ledger.take_turn(pen.session)
    proposal_id = new_id()
    data = {name: body_value(value) for name, value in columns.items() if value is not None}
    row = {"id": proposal_id, "known_on": today.isoformat(), **data}
    pen.add("proposal.seen", {"proposal": row}, columns["subject_id"])
    return proposal_id


def let_go(pen: Pen, proposal: KnownProposal, today: date) -> None:
    """Record that it no longer stands."""
    ledger.take_turn(pen.session)
    data = {"proposal": proposal.id, "on": max(today, proposal.known_on).isoformat()}
    pen.add("proposal.gone", data, proposal.subject_id)
