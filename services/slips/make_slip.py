"""Make a query slip: what somebody asked the public register of today, answered firm by firm, and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
from identity.codes import check_code, check_identity_number
from identity.names import alike_keys, look_alikes
from identity.pasted import Wanted, read_pasted
from models import Listing, QuerySlip, Subject, SubjectName, new_id
from services.actor import SYSTEM, Actor
from services.apply import Private
from services.clock import day_of
from services.lists.public_register import PublicEntry, public_of, running
from services.messages import Conflict, Invalid, Message, say
from services.rules.rulebook import published, schemes
from services.writing import Once, writing

MOST_FIRMS = 200
MOST_CHARACTERS = 100
AT_ONCE = 800
"""Values in one question to the database; both databases take more."""


@dataclass(frozen=True)
class Found:
    """A subject of an answer, and how it came into it (``models.query_slip.HOW``)."""

    subject_id: str
    how: str


def make_slip(session: Session, actor: Actor | None, text: str, now: datetime, once: Once) -> str:
    """Answer and keep; returns the slip's id. Whoever is not signed in asks as ``None``.

    The form's key becomes the slip's id: the same form twice makes one slip. Raises ``Invalid`` with what is
    wrong with the text, ``Conflict`` where the key was used for another.
    """
    bidders = _checked(text, day_of(now))
    asked = [(number, one) for number, bidder in enumerate(bidders, 1) for one in bidder]
    with writing(session, actor or SYSTEM, now) as writer:
        ledger.take_turn(session)
        if made := session.get(QuerySlip, once.key):
            _require_same(made, [one.text for _number, one in asked])
            return made.id
        today, private = day_of(now), Private()
        lines = [_line(once.key, *place, private) for place in enumerate(asked, 1)]
        firms = _firms(session, [one for _number, one in asked], lines, today)
        slip = {
            "id": once.key,
            "on": today.isoformat(),
            "position": _next_position(session, today),
            "lists": " ".join(_lists_asked(session, today)),
            "by": actor.holder_id if actor else None,
        }
        writer.add("slip.make", {"slip": slip, "lines": lines, "firms": firms}, private=private)
    return once.key


def _checked(text: str, today: date) -> tuple[tuple[Wanted, ...], ...]:
    bidders = read_pasted(text)
    firms = [one for bidder in bidders for one in bidder]
    if problem := _problem(firms, today):
        raise Invalid({"firms": problem})
    return bidders


def _problem(firms: Sequence[Wanted], today: date) -> Message | None:
    if not firms:
        return say("No name and no code could be read. Paste one firm a line.")
    if len(firms) > MOST_FIRMS:
        return say(
            "%(count)s names and codes were read, and one slip answers for at most %(most)s."
            " Please ask in several slips.",
            count=len(firms),
            most=MOST_FIRMS,
        )
    for place, one in enumerate(firms, 1):
        if len(one.text) > MOST_CHARACTERS:
            return say(
                "Firm %(place)s, which begins with “%(text)s”, is %(length)s characters long: no name"
                " is. Does each firm stand on a line of its own?",
                place=place,
                text=one.text[:12],
                length=len(one.text),
            )
        if not check_code(one.code).valid and check_identity_number(one.code, today).valid:
            return say(
                "Firm %(place)s holds a person's identity number. Take it out: this register is asked"
                " by the code of an organisation or by a name.",
                place=place,
            )
    return None


def _require_same(slip: QuerySlip, texts: list[str]) -> None:
    if [line.asked for line in slip.lines] != texts:
        raise Conflict(say("This form was already sent with other content. Open it again."))


def _next_position(session: Session, today: date) -> int:
    last = session.scalar(select(func.max(QuerySlip.position)).where(QuerySlip.on == today))
    return (last or 0) + 1


def _line(
    slip_id: str, position: int, asked: tuple[int, Wanted], private: Private
) -> dict[str, Any]:
    bidder, wanted = asked
    line_id = new_id()
    private.keep("slip_line", line_id, asked=wanted.text)
    return {"id": line_id, "slip_id": slip_id, "position": position, "bidder": bidder}


def _lists_asked(session: Session, today: date) -> list[str]:
    """Lists that are public by their own rules, and those of which an entry is made public today."""
    found = set()
    for scheme in schemes(session):
        rules = {
            rule.code: rule for version in published(session, scheme) for rule in version.lists
        }
        for code, rule in rules.items():
            entry = running(today).where(Listing.scheme == scheme, Listing.list_code == code)
            some = entry.order_by(None).with_only_columns(Listing.id).limit(1)
            if rule.scope == "public" or session.scalar(some) is not None:
                found.add(f"{scheme}/{code}")
    return sorted(found)


def _firms(
    session: Session, wanted: Sequence[Wanted], lines: Sequence[Mapping[str, Any]], today: date
) -> list[dict[str, Any]]:
    """For each line the subjects that it means or that bear a name like it, each listing a row."""
    meant = _meant(session, wanted)
    entries = _by_subject(
        public_of(session, {found.subject_id for some in meant for found in some}, today)
    )
    alike = _alike(session, wanted, today)
    kept = _kept_subjects(session, {found.subject_id for some in meant for found in some})
    rows = []
    for line, some, like in zip(lines, meant, alike, strict=True):
        answers = [(one, entries.get(one.subject_id, ())) for one in some]
        known = [(one, listed) for one, listed in answers if listed or one.subject_id in kept]
        seen = {one.subject_id for one, _listed in known}
        known += [(Found(i, "alike"), listed) for i, listed in like.items() if i not in seen]
        rows += [row for one, listed in known for row in _rows(str(line["id"]), one, listed)]
    return [{"position": position, **row} for position, row in enumerate(rows, 1)]


def _rows(line_id: str, one: Found, listed: Iterable[PublicEntry]) -> list[dict[str, Any]]:
    listings: list[str | None] = [entry.listing_id for entry in listed]
    place = {"line_id": line_id, "subject_id": one.subject_id, "how": one.how}
    return [{"id": new_id(), **place, "listing_id": listing} for listing in listings or [None]]


def _by_subject(entries: Iterable[PublicEntry]) -> dict[str, list[PublicEntry]]:
    found: dict[str, list[PublicEntry]] = {}
    for entry in entries:
        found.setdefault(entry.subject_id, []).append(entry)
    return found


def _meant(session: Session, wanted: Sequence[Wanted]) -> list[tuple[Found, ...]]:
    """Whom each means: the bearer of its code, and whoever bears or bore its name; each once."""
    coded = _by_code(session, {one.code for one in wanted} - {""})
    named = _by_name(session, {one.folded for one in wanted} - {""})
    return [_once(coded.get(one.code, []) + named.get(one.folded, [])) for one in wanted]


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    first: dict[str, Found] = {}
    for one in found:
        first.setdefault(one.subject_id, one)
    return tuple(first.values())


def _by_code(session: Session, codes: set[str]) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = {}
    for column in (Subject.code, Subject.practice_no):
        for code, subject_id in session.execute(
            select(column, Subject.id).where(column.in_(codes))
        ):
            found.setdefault(str(code), []).append(Found(subject_id, "code"))
    return found


def _by_name(session: Session, folded: set[str]) -> dict[str, list[Found]]:
    """The present bearers before the former ones."""
    query = (
        select(SubjectName.folded, SubjectName.subject_id, SubjectName.latest)
        .where(SubjectName.folded.in_(folded))
        .order_by(SubjectName.latest.desc(), SubjectName.subject_id)
    )
    found: dict[str, list[Found]] = {}
    for name, subject_id, latest in session.execute(query):
        found.setdefault(name or "", []).append(Found(subject_id, "name" if latest else "former"))
    return found


def _kept_subjects(session: Session, subject_ids: Collection[str]) -> set[str]:
    """Those of which strangers may learn that they are on record: organisations, and never a person."""
    query = select(Subject.id).where(Subject.id.in_(subject_ids), Subject.kind == "contractor")
    return set(session.scalars(query))


def _alike(
    session: Session, wanted: Sequence[Wanted], today: date
) -> list[dict[str, list[PublicEntry]]]:
    """For each, the entries of today whose bearers could be taken for it by their names, by subject."""
    keys = [alike_keys(one.name) if one.folded else frozenset[str]() for one in wanted]
    bearers = _listed_bearers(session, frozenset[str]().union(*keys), today)
    found = [
        {
            subject_id
            for key in own
            for subject_id, name in bearers.get(key, ())
            if look_alikes(one.name, name)
        }
        for one, own in zip(wanted, keys, strict=True)
    ]
    entries = _by_subject(public_of(session, set[str]().union(*found), today))
    return [{i: entries[i] for i in sorted(some) if i in entries} for some in found]


def _listed_bearers(
    session: Session, keys: Collection[str], today: date
) -> dict[str, list[tuple[str, str]]]:
    """(subject, name) of whoever is public today, by the sound of the name it bears."""
    found: dict[str, list[tuple[str, str]]] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        query = (
            running(today)
            .order_by(None)
            .with_only_columns(SubjectName.sound, SubjectName.subject_id, SubjectName.name)
            .join(SubjectName, SubjectName.subject_id == Subject.id)
            .where(SubjectName.sound.in_(ordered[start : start + AT_ONCE]), SubjectName.latest)
            .distinct()
        )
        for sound, subject_id, name in session.execute(query):
            found.setdefault(sound or "", []).append((subject_id, name or ""))
    return found
