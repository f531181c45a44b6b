"""疑似承继: who shares a legal representative, key persons, address or telephone with one who is or was listed.

A warning for staff: it has no effect on anything and is never public. A person dismisses it with a reason; when
more is shared than was then, it comes again.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Listing, Subject, Succession, SuccessorDismissal, new_id
from scoring.days import months_later
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, Message, say
from services.rules.list_rules import list_rule
from services.scope import subject_or_404
from services.subjects.successor_marks import Mark, Marks, contact_marks, marks_of
from services.writing import Once, writing

DATA = Path(__file__).resolve().parent.parent / "data" / "successors.toml"
MONTHS = 12
CODES = ("legal_representative", "key_person", "address", "telephone")
"""What may be shared, the strongest first."""


@cache
def _configured() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Shared:
    """One thing in common. ``code``: legal_representative, key_person, address or telephone."""

    code: str
    text: str


@dataclass(frozen=True)
class Warned:
    """A contractor and a listed one with what they share; ``dismissed`` is None while the warning stands."""

    subject_id: str
    name: str
    listed_id: str
    listed_name: str
    scheme: str
    list_code: str
    from_on: date
    until_on: date | None
    for_life: bool
    shared: tuple[Shared, ...]
    dismissed: SuccessorDismissal | None

    @property
    def codes(self) -> str:
        return " ".join(sorted({one.code for one in self.shared}))


def warnings_of(session: Session, actor: Actor, subject_id: str, today: date) -> tuple[Warned, ...]:
    """Of one contractor, those that stand first; nothing for whom it is no business."""
    if actor.subject_id is not None or not actor.may("list.read"):
        return ()
    found = _found(session, today, [subject_id])
    return tuple(sorted(found, key=lambda w: (w.dismissed is not None, w.listed_name)))


def every_warning(session: Session, actor: Actor, today: date) -> tuple[Warned, ...]:
    """Of all contractors, those that stand first."""
    actor.require("case.read")
    found = _found(session, today, None)
    return tuple(sorted(found, key=lambda w: (w.dismissed is not None, w.name, w.listed_name)))


def typed_question(
    session: Session, address: str | None, telephone: str | None, today: date
) -> dict[str, Message]:
    """The question that a person answers by ticking ``known_successor``, when what is typed is a listed one's."""
    listed = _listed(session, today)
    theirs = _bearers(marks_of(session, listed, _since(today)))
    for mark in contact_marks(address, telephone):
        for listed_id, _mark in _same(mark, theirs):
            name = session.get_one(Subject, listed_id).name
            return {
                "known_successor": say(
                    "%(name)s, which is or was on a list, has the same address or telephone. Is it known?",
                    name=name,
                )
            }
    return {}


def dismiss_warning(
    session: Session,
    actor: Actor,
    subject_id: str,
    listed_id: str,
    reason: str,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Write that somebody looked and found no succession; returns the contractor's id."""
    actor.require("list.propose")
    with writing(session, actor, now, once) as writer:
        subject = subject_or_404(session, actor, subject_id)
        lock_subjects(session, [subject.id])
        found = {w.listed_id: w for w in _found(session, day_of(now), [subject.id])}
        warned = found.get(listed_id)
        if warned is None or warned.dismissed is not None:
            raise Conflict(say("This warning no longer stands."))
        if not reason.strip():
            raise Invalid({"reason": say("Please say why this is no succession.")})
        row_id, private = new_id(), Private()
        private.keep("successor_dismissal", row_id, reason=reason.strip())
        data = {
            "id": row_id,
            "subject_id": subject.id,
            "listed_id": listed_id,
            "shared": warned.codes,
            "dismissed_by": actor.holder_id,
            "dismissed_on": day_of(now).isoformat(),
        }
        writer.add("successor.dismiss", {"dismissal": data}, subject.id, private)
        writer.result = subject.id
    return writer.result


def _found(session: Session, today: date, wanted: Collection[str] | None) -> Iterator[Warned]:
    """Everybody (or those wanted) who shares something with a listed one and is not listed himself."""
    listed = _listed(session, today)
    if not listed:
        return
    since = _since(today)
    theirs = _bearers(marks_of(session, listed, since))
    told, dismissed = _told(session), _dismissals(session)
    for subject_id, own in marks_of(session, wanted, today).items():
        if subject_id in listed:
            continue
        for listed_id, shared in _shared(own, theirs).items():
            if (listed_id, subject_id) not in told and _open(session, subject_id):
                listing = session.get_one(Listing, listed[listed_id])
                before = dismissed.get((subject_id, listed_id), ())
                yield _warned(session, subject_id, listing, shared, before)


def _since(today: date) -> date:
    return months_later(today, -MONTHS * int(_configured()["years"]))


def _listed(session: Session, today: date) -> dict[str, str]:
    """Who stands on a list that matters or left one lately by the clock or by the rules: the listing's id."""
    query = (
        select(Listing.subject_id, Listing.id, Listing.scheme, Listing.list_code)
        .where(
            Listing.from_on <= today,
            or_(Listing.until_on.is_(None), Listing.until_on > _since(today)),
            or_(Listing.end.is_(None), Listing.end.not_in(("annul", "repair", "unserved"))),
        )
        .order_by(Listing.from_on, Listing.id)
    )
    rows = session.execute(query).all()
    matters = {name: _matters(session, *name) for name in {tuple(row[2:]) for row in rows}}
    return {row[0]: row[1] for row in rows if matters[tuple(row[2:])]}


def _matters(session: Session, scheme: str, list_code: str) -> bool:
    rule = list_rule(session, scheme, list_code)
    return rule is None or rule.severity_class in _configured()["classes"]


Bearers = Mapping[tuple[str, str], list[tuple[str, Mark]]]
"""By kind and key of a mark: who bears it."""


def _bearers(marks: Marks) -> Bearers:
    found: dict[tuple[str, str], list[tuple[str, Mark]]] = defaultdict(list)
    for subject_id, own in marks.items():
        for mark in own:
            found[mark.kind, mark.key].append((subject_id, mark))
    return found


def _same(mark: Mark, theirs: Bearers) -> Iterator[tuple[str, Mark]]:
    bearers = theirs.get((mark.kind, mark.key), ())
    return ((other_id, other) for other_id, other in bearers if mark.same(other))


def _shared(own: Iterable[Mark], theirs: Bearers) -> dict[str, tuple[Shared, ...]]:
    found: dict[str, set[Shared]] = defaultdict(set)
    for mark in own:
        for other_id, other in _same(mark, theirs):
            found[other_id].add(Shared(mark.shared_as(other), mark.text))
    return {who: tuple(sorted(what, key=_order)) for who, what in sorted(found.items())}


def _order(shared: Shared) -> tuple[int, str]:
    return CODES.index(shared.code), shared.text


def _open(session: Session, subject_id: str) -> bool:
    return session.get_one(Subject, subject_id).closed_on is None


def _told(session: Session) -> frozenset[tuple[str, str]]:
    """Successions on record, and branches with their heads: these ties are known."""
    on_record = select(Succession.subject_id, Succession.successor_id)
    branches = select(Subject.id, Subject.head_id).where(Subject.head_id.is_not(None))
    pairs = [*session.execute(on_record), *session.execute(branches)]
    return frozenset({*pairs, *((b, a) for a, b in pairs)})


def _dismissals(session: Session) -> Mapping[tuple[str, str], list[SuccessorDismissal]]:
    found: dict[tuple[str, str], list[SuccessorDismissal]] = defaultdict(list)
    query = select(SuccessorDismissal).order_by(SuccessorDismissal.dismissed_on)
    for row in session.scalars(query):
        found[row.subject_id, row.listed_id].append(row)
    return found


def _warned(
    session: Session,
    subject_id: str,
    listing: Listing,
    shared: tuple[Shared, ...],
    dismissals: Iterable[SuccessorDismissal],
) -> Warned:
    now = {one.code for one in shared}
    return Warned(
        subject_id=subject_id,
        name=session.get_one(Subject, subject_id).name,
        listed_id=listing.subject_id,
        listed_name=listing.subject.name,
        scheme=listing.scheme,
        list_code=listing.list_code,
        from_on=listing.from_on,
        until_on=listing.until_on,
        for_life=listing.for_life,
        shared=shared,
        dismissed=next((d for d in dismissals if now <= set(d.shared.split())), None),
    )
