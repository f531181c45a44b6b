"""On whom the listings on record bear besides the unit itself: derived from the relations, proposed to people.

The engine knows nothing of it: it walks one subject at a time. Order 9 of 2019, article 39.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

import ledger
import scoring
from identity.names import fold
from models import KnownProposal, Listing, Relation, Subject
from procedure.affiliates import REPRESENTATIVE, SHAREHOLDER, Affiliate, Tie, affiliates_of
from scoring.days import months_later
from scoring.ruleset import Affiliates, Duration
from services.lists.known_proposals import let_go, make_known, open_proposals
from services.pen import Pen
from services.rules.applies_to import scheme_weighs
from services.rules.list_rules import standing_on
from services.rules.rulebook import published, schemes

REACH = 3
"""So many steps lie at most between a listed unit and whom its listing bears on: two ties and a branch's head."""


@dataclass(frozen=True)
class Bearing:
    """A listing bears on a subject: it is proposed for ``list_code`` from a day (included) to a day (excluded)."""

    subject_id: str
    scheme: str
    list_code: str
    cause_id: str
    from_on: date
    until_on: date
    how: str
    ties: tuple[str, ...]


def tell_affiliates(pen: Pen, today: date, moved: Collection[str] | None = None) -> None:
    """Record which bearings are new and which no longer stand; the ledger's turn keeps two writers apart.

    After a write only what lies near the subjects that it ``moved`` can differ; None: everybody is looked at.
    """
    near = None if moved is None else _near(pen.session, moved)
    if _differences(pen.session, today, near) == ([], []):
        return
    # what another write has recorded meanwhile is no difference any more
    ledger.take_turn(pen.session)
    gone, new = _differences(pen.session, today, near)
    for proposal in gone:
        let_go(pen, proposal, today)
    for one in new:
        make_known(
            pen,
            today,
            origin="affiliate",
            subject_id=one.subject_id,
            scheme=one.scheme,
            list_code=one.list_code,
            from_on=one.from_on,
            until_on=one.until_on,
            cause_id=one.cause_id,
            how=one.how,
            ties=" ".join(one.ties),
        )


def _near(session: Session, subject_ids: Collection[str]) -> frozenset[str]:
    """These and whoever is at most as far from them as a bearing reaches."""
    found = frozenset(subject_ids)
    for _step in range(REACH):
        found |= _next_to(session, found)
    return found


def _next_to(session: Session, subject_ids: frozenset[str]) -> frozenset[str]:
    """By a relation either way, by a person whom both name, or as branch or head."""
    ids = sorted(subject_ids)
    named = select(Relation.person_name).where(
        Relation.subject_id.in_(ids), Relation.person_name.is_not(None)
    )
    ties = select(Relation.subject_id, Relation.other_id).where(
        or_(
            Relation.subject_id.in_(ids),
            Relation.other_id.in_(ids),
            Relation.person_name.in_(named),
        )
    )
    houses = select(Subject.id, Subject.head_id).where(
        Subject.head_id.is_not(None), or_(Subject.id.in_(ids), Subject.head_id.in_(ids))
    )
    pairs = (*session.execute(ties), *session.execute(houses))
    return frozenset(one for pair in pairs for one in pair if one is not None)


def _differences(
    session: Session, today: date, near: frozenset[str] | None
) -> tuple[list[KnownProposal], list[Bearing]]:
    """Known ones that no longer stand, and bearings not yet known."""
    stands = {(b.subject_id, b.list_code, b.cause_id): b for b in bearings(session, today, near)}
    query = open_proposals("affiliate")
    if near is not None:
        query = query.join(Listing, Listing.id == KnownProposal.cause_id)
        query = query.where(Listing.subject_id.in_(sorted(near)))
    known = {(k.subject_id, k.list_code, k.cause_id or ""): k for k in session.scalars(query)}
    same = {key for key in known.keys() & stands.keys() if _same(known[key], stands[key])}
    gone = [known[key] for key in known if key not in same]
    return gone, [stands[key] for key in stands if key not in same]


def _same(known: KnownProposal, now: Bearing) -> bool:
    """Whether the days are the same; another way to the same party is no other proposal."""
    return (known.from_on, known.until_on) == (now.from_on, now.until_on)


def bearings(
    session: Session, today: date, near: frozenset[str] | None = None
) -> Iterator[Bearing]:
    """Every one that stands today, of every scheme; with ``near`` those of the listings of these subjects."""
    for scheme in schemes(session):
        versions = published(session, scheme)
        for rule in {r.code: r for version in versions for r in version.lists}.values():
            if rule.affiliates is not None:
                for listing in session.scalars(_listings(scheme, rule, today, near)):
                    yield from _of_listing(session, listing, rule.affiliates, versions[-1], today)


def _listings(
    scheme: str, rule: scoring.ListRule, today: date, near: frozenset[str] | None
) -> Select[Listing]:
    """Those that began and whose party is tied to somebody registered; one that ran to its end still bears on others.

    It does so for the time that the article gives, counted from its first day or earlier.
    """
    query = select(Listing).where(
        Listing.scheme == scheme,
        Listing.list_code == rule.code,
        Listing.end.is_(None),
        Listing.from_on <= today,
        Listing.from_on > _begun_after(rule, today),
        or_(_tied_by_id(), _tied_by_name()),
    )
    return query if near is None else query.where(Listing.subject_id.in_(sorted(near)))


def _of_listing(
    session: Session,
    listing: Listing,
    rule: Affiliates,
    ruleset: scoring.Ruleset,
    today: date,
) -> Iterator[Bearing]:
    begins = _limit_day(session, listing)
    ends = _end(rule.length, begins)
    if ends <= today:
        return
    ties = list(_ties(session, listing, rule.relations))
    for found in affiliates_of(listing.subject_id, ties, rule.relations):
        subject = _answering(session, found)
        if subject is None or subject.id == listing.subject_id:
            continue
        if scheme_weighs(ruleset, subject) and not _stands(session, subject, listing, rule, today):
            yield Bearing(
                subject_id=subject.id,
                scheme=listing.scheme,
                list_code=rule.list,
                cause_id=listing.id,
                from_on=begins,
                until_on=ends,
                how=found.how,
                ties=found.ties,
            )


def _limit_day(session: Session, listing: Listing) -> date:
    """The day on which the listed unit reached the limit: when the rules proposed what the case decided."""
    query = select(KnownProposal.from_on).where(
        KnownProposal.case_id == listing.case_id, KnownProposal.origin == "rule"
    )
    proposed = session.scalar(query.order_by(KnownProposal.from_on)) if listing.case_id else None
    return min(proposed or listing.from_on, listing.from_on)


def _tied_by_id() -> ColumnElement[bool]:
    own = exists().where(Relation.subject_id == Listing.subject_id, Relation.other_id.is_not(None))
    return or_(own, exists().where(Relation.other_id == Listing.subject_id))


def _tied_by_name() -> ColumnElement[bool]:
    """A person whom the party names is named by another one, too."""
    own, another = aliased(Relation), aliased(Relation)
    return exists().where(
        own.subject_id == Listing.subject_id,
        another.person_name == own.person_name,
        another.subject_id != own.subject_id,
    )


def _begun_after(rule: scoring.ListRule, today: date) -> date:
    """What began on this day or before bears on nobody today; a month's end is never cut short."""
    length = rule.affiliates.length if rule.affiliates else rule.length
    if length.unit == "months":
        return months_later(today, -length.n) - timedelta(days=4)
    return today - timedelta(days=length.n)


def _end(length: Duration, begins: date) -> date:
    """The first day after it."""
    if length.unit == "months":
        return months_later(begins, length.n)
    return begins + timedelta(days=length.n)


def _ties(session: Session, listing: Listing, kinds: Collection[str]) -> Iterator[Tie]:
    """The relations near the listed unit that held on the day on which its listing began."""
    held = _held(kinds, listing.from_on)
    near = Relation.subject_id == listing.subject_id, Relation.other_id == listing.subject_id
    first = list(session.scalars(select(Relation).where(held, or_(*near))))
    ids = {r.other_id for r in first if r.subject_id == listing.subject_id and r.other_id}
    names = {r.person_name for r in first if r.subject_id == listing.subject_id and r.person_name}
    further = select(Relation).where(
        _held([SHAREHOLDER], listing.from_on),
        or_(Relation.other_id.in_(ids), Relation.person_name.in_(names)),
    )
    for relation in {r.id: r for r in (*first, *session.scalars(further))}.values():
        if (holder := _holder(relation)) is not None:
            yield Tie(relation.id, relation.subject_id, holder, relation.kind)


def _held(kinds: Collection[str], day: date) -> ColumnElement[bool]:
    """Shares are always looked at: they are the second step from a representative."""
    wanted = {SHAREHOLDER, *kinds} if REPRESENTATIVE in kinds else set(kinds)
    return and_(
        Relation.kind.in_(sorted(wanted)),
        Relation.from_on <= day,
        or_(Relation.until_on.is_(None), Relation.until_on > day),
    )


def _holder(relation: Relation) -> str | None:
    """A registered subject by its id; a bare name by its folded form; None where the name was erased."""
    if relation.other_id is not None:
        return relation.other_id
    return f"name:{fold(relation.person_name)}" if relation.person_name else None


def _answering(session: Session, found: Affiliate) -> Subject | None:
    """The registered subject that answers for the party: a branch answers through its head."""
    subject = session.get(Subject, found.party)
    return session.get(Subject, subject.head_id) if subject and subject.head_id else subject


def _stands(
    session: Session, subject: Subject, listing: Listing, rule: Affiliates, today: date
) -> bool:
    """Whether there is nothing to propose: it has ended, or stands on both or one of the lists already."""
    if subject.closed_on is not None and subject.closed_on <= today:
        return True
    on_it = exists().where(
        Listing.subject_id == subject.id,
        Listing.scheme == listing.scheme,
        Listing.list_code.in_((rule.list, listing.list_code)),
        standing_on(today),
    )
    return session.scalar(select(on_it)) is True
