"""The register's rows of automatic lists held against the rules: what they newly make, move, end or no longer make.

The walk enters by itself; a row stands in the register when a person has confirmed it. What ends early by the
rules ends in the register with the write that brought it about; what the rules no longer make, since a record
was put right, is proposed to a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

import scoring
from models import KnownProposal, Listing, RuleStay, Subject
from services.apply.rows import body_value
from services.labels import behaviour_named
from services.lists.known_proposals import let_go, make_known, open_proposals
from services.pen import Pen
from services.rules.list_rules import not_over
from services.rules.rulebook import published
from services.standing.scores import explain

Ends = date | str | None
"""The first day off the list, "life", or None: open."""


@dataclass(frozen=True)
class StayByRule:
    """What the rules make of one stay: new to the register, or (``listing_id``) with another end than there.

    ``until_on`` is exclusive; ``was_until`` is the end in the register, ``was_for_life`` with it.
    """

    subject_id: str
    name: str
    code: str
    region: str
    scheme: str
    list_code: str
    from_on: date
    until_on: date | None
    for_life: bool
    listing_id: str | None = None
    was_until: date | None = None
    was_for_life: bool = False


def unconfirmed(session: Session, today: date, scheme: str | None = None) -> tuple[StayByRule, ...]:
    """Stays in force today that the register does not show, or shows with another end; oldest first."""
    return tuple(_stay(*row) for row in session.execute(_unconfirmed(today, scheme)).unique())


def _unconfirmed(today: date, scheme: str | None) -> Select[RuleStay, Subject, Listing]:
    in_register = and_(
        Listing.confirmation_id.is_not(None),
        Listing.subject_id == RuleStay.subject_id,
        Listing.scheme == RuleStay.scheme,
        Listing.list_code == RuleStay.list_code,
        Listing.from_on == RuleStay.from_on,
        or_(Listing.end.is_(None), Listing.end == "rule"),
    )
    moved = or_(
        Listing.until_on.is_distinct_from(RuleStay.until_on),
        Listing.for_life != RuleStay.for_life,
    )
    query = (
        select(RuleStay, Subject, Listing)
        .join(Subject, Subject.id == RuleStay.subject_id)
        .outerjoin(Listing, in_register)
        .where(
            or_(Listing.id.is_(None), moved),
            ~_otherwise_ended(),
            RuleStay.from_on <= today,
            or_(RuleStay.until_on.is_(None), RuleStay.until_on > today),
        )
        .order_by(RuleStay.from_on, RuleStay.subject_id, RuleStay.list_code)
    )
    return query.where(RuleStay.scheme == scheme) if scheme else query


def _otherwise_ended() -> ColumnElement[bool]:
    """A person ended the row: by repair, or by a decision. The rules do not bring it back."""
    ended = Listing.__table__.alias("ended")
    return (
        select(ended.c.id)
        .where(
            ended.c.confirmation_id.is_not(None),
            ended.c.subject_id == RuleStay.subject_id,
            ended.c.scheme == RuleStay.scheme,
            ended.c.list_code == RuleStay.list_code,
            ended.c.from_on == RuleStay.from_on,
            ended.c.end.in_(("leave", "repair")),
        )
        .exists()
    )


def _stay(stay: RuleStay, subject: Subject, listing: Listing | None) -> StayByRule:
    return StayByRule(
        subject_id=subject.id,
        name=subject.name,
        code=subject.code or subject.practice_no or "",
        region=subject.home_region,
        scheme=stay.scheme,
        list_code=stay.list_code,
        from_on=stay.from_on,
        until_on=stay.until_on,
        for_life=stay.for_life,
        listing_id=listing.id if listing else None,
        was_until=listing.until_on if listing else None,
        was_for_life=bool(listing and listing.for_life),
    )


def fingerprint(stays: Iterable[StayByRule]) -> str:
    """What a page showed, in few characters: whoever confirms confirms exactly that."""
    lines = sorted(
        f"{s.subject_id} {s.scheme} {s.list_code} {s.from_on} {s.until_on} {s.for_life} {s.listing_id}"
        for s in stays
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class StayReason:
    """Why the rules make a stay: the list's conditions by the version of its first day, the points of that day
    (hundredths), and the records that began to weigh on it.
    """

    ruleset: scoring.Ruleset
    conditions: tuple[scoring.Condition, ...]
    points: int
    records: tuple[tuple[scoring.Label, date], ...]


def reasons_of(session: Session, stay: StayByRule) -> StayReason:
    """As known now."""
    score = explain(session, stay.subject_id, stay.scheme, scoring.View(stay.from_on))
    versions = published(session, stay.scheme)
    ruleset = next(v for v in versions if v.version == score.version)
    rule = next((r for r in ruleset.lists if r.code == stay.list_code), None)
    begun = [
        line
        for block in score.statement.blocks
        if block.on == stay.from_on
        for line in block.lines
        if line.event_id is not None and line.behaviour is not None and line.note is None
    ]
    return StayReason(
        ruleset=ruleset,
        conditions=rule.enter if rule else (),
        points=score.points,
        records=tuple(
            (behaviour_named(versions, str(line.behaviour)), line.counts_from or stay.from_on)
            for line in begun
        ),
    )


def follow_stays(pen: Pen, subject_ids: Collection[str], today: date) -> None:
    """End in the register what the rules have ended; propose to annul what they no longer make."""
    rows = pen.session.scalars(_of_subjects(subject_ids)).unique().all()
    doubted = {k.cause_id: k for k in pen.session.scalars(open_proposals("annul"))}
    for (subject_id, scheme), found in groupby(rows, key=lambda row: (row.subject_id, row.scheme)):
        lines = lines_by_rule(pen.session, subject_id, scheme, today)
        for listing in found:
            _follow(pen, listing, lines, doubted.get(listing.id), today)


def departed(today: date) -> Select[str]:
    """Subjects with a row of the register that is not over and that the rules do not make so, or no longer.

    Also whose row is doubted: it may be made again. The stored scores say what the rules make.
    """
    made = exists().where(
        RuleStay.subject_id == Listing.subject_id,
        RuleStay.scheme == Listing.scheme,
        RuleStay.list_code == Listing.list_code,
        RuleStay.from_on == Listing.from_on,
        RuleStay.until_on.is_not_distinct_from(Listing.until_on),
        RuleStay.for_life == Listing.for_life,
    )
    doubted = open_proposals("annul").with_only_columns(KnownProposal.cause_id).order_by(None)
    return select(Listing.subject_id).where(
        Listing.confirmation_id.is_not(None),
        or_(
            and_(or_(Listing.end.is_(None), Listing.end == "rule"), not_over(today), ~made),
            Listing.id.in_(doubted),
        ),
    )


def _of_subjects(subject_ids: Collection[str]) -> Select[Listing]:
    return (
        select(Listing)
        .where(
            Listing.subject_id.in_(sorted(subject_ids)),
            Listing.confirmation_id.is_not(None),
            or_(Listing.end.is_(None), Listing.end.in_(("rule", "annul"))),
        )
        .order_by(Listing.subject_id, Listing.scheme, Listing.from_on, Listing.id)
        .execution_options(populate_existing=True)
    )


def lines_by_rule(
    session: Session, subject_id: str, scheme: str, today: date
) -> dict[tuple[str, date], scoring.ListLine]:
    """Every stay that the rules make of what is known now, by list and first day, ended ones too."""
    score = explain(session, subject_id, scheme, scoring.View(today))
    return {
        (line.list, line.start): line
        for line in score.lists
        if line.by == "rule" and line.state != "proposed"
    }


def _follow(
    pen: Pen,
    listing: Listing,
    lines: dict[tuple[str, date], scoring.ListLine],
    doubt: KnownProposal | None,
    today: date,
) -> None:
    line = lines.get((listing.list_code, listing.from_on))
    made = line is not None or listing.end == "annul"
    if made and doubt is not None:
        let_go(pen, doubt, today)
    elif not made and doubt is None:
        make_known(
            pen,
            today,
            origin="annul",
            subject_id=listing.subject_id,
            scheme=listing.scheme,
            list_code=listing.list_code,
            from_on=listing.from_on,
            cause_id=listing.id,
        )
    if line is not None and listing.end != "annul" and _earlier(line.until, listing):
        change_row_by_rule(pen, listing, line.until, "rule", today)


def _earlier(until: Ends, listing: Listing) -> bool:
    """Whether the rules end it before the register does."""
    if not isinstance(until, date):
        return False
    return listing.until_on is None or until < listing.until_on


def change_row_by_rule(
    pen: Pen, listing: Listing, until: Ends, end: str | None, today: date
) -> None:
    """Give a row of the register the end that the rules (or a person, by annulling it) give it."""
    changes = {
        "until_on": body_value(until) if isinstance(until, date) else None,
        "for_life": until == "life",
        "end": end,
    }
    data = {"listing": listing.id, "changes": changes, "on": today.isoformat()}
    pen.add("listing.change_by_rule", data, listing.subject_id)
