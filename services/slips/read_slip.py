"""Read a query slip by its number and code: what it said, as far as that is still public today.

What has left the register is told by no old slip, whatever the reason: the condition for being public is
asked anew with every reading. A line that was answered by such an entry is left out whole, with the name that
was typed there, and so is every other line in whose text that name or code stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
import scoring
from identity.codes import check_code, normalise
from identity.names import alike_keys, fold, look_alikes, may_be_traditional, sound_key
from identity.pasted import Wanted, read_firm
from models import QuerySlip, SlipFirm, SlipLine, Subject
from services.clock import day_of
from services.labels import Both
from services.lists.public_register import PublicEntry, still_public
from services.rules.list_rules import list_rule_on

_CODE_LENGTH = 16
_TYPED = re.compile(rf"([0-9]{{8}})([0-9]{{6}})([0-9A-F]{{{_CODE_LENGTH}}})")
_CREDIT_CODE = 18
_SHORTEST_NAME = 4
"""Folded names shorter than this stand in too many texts to be looked for."""


@dataclass(frozen=True)
class SlipAnswer:
    """One firm of a line. ``how`` as in ``models.query_slip.HOW``; without entries nothing was found."""

    name: str
    code: str
    how: str
    entries: tuple[PublicEntry, ...]


@dataclass(frozen=True)
class ShownLine:
    """``hidden``: something of its answer has left the register, so nothing of it is shown.

    ``same``: the lines that mean the same firm; ``near``: those with a name easily taken for this one.
    ``code_wrong``: what was typed as a code is none by its form; ``apart``: its name and its code belong to
    different firms, or the code's bearer never bore the name. ``traditional``: nobody bears the name as it was
    typed, perhaps because of its characters.
    """

    position: int
    bidder: int
    text: str
    hidden: bool
    answers: tuple[SlipAnswer, ...] = ()
    alike: tuple[SlipAnswer, ...] = ()
    same: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    code_wrong: bool = False
    apart: bool = False
    traditional: bool = False

    @property
    def listed(self) -> bool:
        return any(answer.entries for answer in self.answers)


@dataclass(frozen=True)
class AskedList:
    """A list that was asked, its scheme, and the measures that the law ties to it."""

    name: Both
    effects: tuple[scoring.Effect, ...]


@dataclass(frozen=True)
class ShownSlip:
    """``typed`` is number and code as one word, as the address carries it; ``whole``: nothing has left."""

    number: str
    code: str
    at: datetime
    on: date
    lines: tuple[ShownLine, ...]
    lists: tuple[AskedList, ...]

    @property
    def typed(self) -> str:
        return self.number.replace("-", "") + self.code

    @property
    def whole(self) -> bool:
        return not any(line.hidden for line in self.lines)

    @property
    def consortia(self) -> frozenset[int]:
        """Bidders with several members."""
        bidders = [line.bidder for line in self.lines]
        return frozenset(bidder for bidder in bidders if bidders.count(bidder) > 1)


def slip_address(session: Session, slip_id: str) -> str:
    """Number and code of a slip just made, as one word."""
    slip = session.get_one(QuerySlip, slip_id)
    return _number(slip).replace("-", "") + _code(slip)


def _number(slip: QuerySlip) -> str:
    return f"{slip.on:%Y%m%d}-{slip.position:06d}"


def _code(slip: QuerySlip) -> str:
    return slip.id[:_CODE_LENGTH].upper()


def read_slip(session: Session, typed: str, now: datetime) -> ShownSlip | None:
    """The slip of this number and code, as it may be shown now; None: no slip bears them both."""
    slip = _find(session, typed)
    if slip is None:
        return None
    today = day_of(now)
    at = session.scalars(
        select(ledger.Entry.recorded_at).where(ledger.Entry.entry_id == slip.entry_id)
    ).one()
    lists = tuple(_asked_list(session, one, slip.on) for one in slip.lists.split())
    return ShownSlip(_number(slip), _code(slip), at, slip.on, _lines(session, slip, today), lists)


def _find(session: Session, typed: str) -> QuerySlip | None:
    """Both must be right; anything beside digits and letters between them is passed over."""
    found = _TYPED.fullmatch(re.sub("[^0-9A-Z]", "", normalise(typed)))
    if not found:
        return None
    try:
        on = date.fromisoformat(found[1])
    except ValueError:
        return None
    query = select(QuerySlip).where(QuerySlip.on == on, QuerySlip.position == int(found[2]))
    slip = session.scalars(query).first()
    return slip if slip is not None and _code(slip) == found[3] else None


def _asked_list(session: Session, asked: str, on: date) -> AskedList:
    scheme, _slash, code = asked.partition("/")
    rule = list_rule_on(session, scheme, code, on)
    return AskedList(rule.label, rule.effects) if rule else AskedList(Both(code, code), ())


def _lines(session: Session, slip: QuerySlip, today: date) -> tuple[ShownLine, ...]:
    firms = [firm for line in slip.lines for firm in line.firms]
    listings = {firm.listing_id for firm in firms if firm.listing_id}
    entries = {one.listing_id: one for one in still_public(session, listings, today)}
    subjects = _subjects(session, {firm.subject_id for firm in firms})
    left = {firm.subject_id for firm in firms if firm.listing_id and firm.listing_id not in entries}
    standing = {one.subject_id for one in entries.values()}
    told = _Told([subjects[i] for i in left - standing])
    shown = [_line(line, slip.on, entries, subjects, told) for line in slip.lines]
    return _beside_each_other(shown)


def _subjects(session: Session, ids: set[str]) -> dict[str, Subject]:
    return {one.id: one for one in session.scalars(select(Subject).where(Subject.id.in_(ids)))}


class _Told:
    """The names and codes that no line may tell: those of firms of which every entry has left."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.ids = {one.id for one in subjects}
        names = {fold(name.name or "") for one in subjects for name in one.names}
        self.names = {name for name in names if len(name) >= _SHORTEST_NAME}
        self.codes = {code for one in subjects for code in (one.code, one.practice_no) if code}

    def stands_in(self, text: str) -> bool:
        folded, plain = fold(text), normalise(text)
        return any(name in folded for name in self.names) or any(c in plain for c in self.codes)


def _line(
    line: SlipLine,
    on: date,
    entries: Mapping[str, PublicEntry],
    subjects: Mapping[str, Subject],
    told: _Told,
) -> ShownLine:
    text = line.asked or ""
    meant = {firm.subject_id for firm in line.firms if firm.how != "alike"}
    if meant & told.ids or told.stands_in(text):
        return ShownLine(line.position, line.bidder, "", hidden=True)
    answers = _answers(line.firms, on, entries, subjects)
    own = tuple(one for one in answers if one.how != "alike")
    wanted = read_firm(text) or Wanted(text, text, "")
    return ShownLine(
        position=line.position,
        bidder=line.bidder,
        text=text,
        hidden=False,
        answers=own,
        alike=tuple(one for one in answers if one.how == "alike" and one.entries),
        code_wrong=len(wanted.code) == _CREDIT_CODE and not check_code(wanted.code).valid,
        apart=_stand_apart(wanted, line.firms, subjects),
        traditional=not own and may_be_traditional(wanted.name),
    )


def _stand_apart(
    wanted: Wanted, firms: Sequence[SlipFirm], subjects: Mapping[str, Subject]
) -> bool:
    """Whether a name and a code were typed together that the record does not know together."""
    if not (wanted.code and wanted.folded):
        return False
    bearers = [subjects[firm.subject_id] for firm in firms if firm.how == "code"]
    if not bearers:
        return any(firm.how in ("name", "former") for firm in firms)
    borne = {fold(name.name or "") for one in bearers for name in one.names}
    return wanted.folded not in borne


def _answers(
    firms: Sequence[SlipFirm],
    on: date,
    entries: Mapping[str, PublicEntry],
    subjects: Mapping[str, Subject],
) -> list[SlipAnswer]:
    """Each firm once, with those of its entries that are still public."""
    found: dict[str, list[PublicEntry]] = {}
    how: dict[str, str] = {}
    for firm in firms:
        how.setdefault(firm.subject_id, firm.how)
        listed = found.setdefault(firm.subject_id, [])
        if firm.listing_id and firm.listing_id in entries:
            listed.append(entries[firm.listing_id])
    return [
        SlipAnswer(one.name_on(on), one.code or one.practice_no or "", how[i], tuple(listed))
        for i, listed in found.items()
        for one in (subjects[i],)
    ]


def _beside_each_other(lines: Sequence[ShownLine]) -> tuple[ShownLine, ...]:
    """The lines with word of each other: the same firm twice, and names easily taken for one another."""
    shown = {line.position: line for line in lines if not line.hidden}
    names = {position: _name_of(line) for position, line in shown.items()}
    by_firm: dict[str, set[int]] = {}
    by_sound: dict[str, set[int]] = {}
    for position, line in shown.items():
        for firm in _firms_of(line):
            by_firm.setdefault(firm, set()).add(position)
        by_sound.setdefault(sound_key(names[position]), set()).add(position)
    return tuple(
        _with_word(line, names, by_firm, by_sound) if line.position in shown else line
        for line in lines
    )


def _with_word(
    line: ShownLine,
    names: Mapping[int, str],
    by_firm: Mapping[str, set[int]],
    by_sound: Mapping[str, set[int]],
) -> ShownLine:
    own = {line.position}
    same = set[int]().union(*(by_firm[firm] for firm in _firms_of(line))) - own
    name = names[line.position]
    heard = set[int]().union(*(by_sound.get(key, ()) for key in alike_keys(name)))
    near = {other for other in heard - same - own if look_alikes(name, names[other])}
    return replace(line, same=tuple(sorted(same)), near=tuple(sorted(near)))


def _name_of(line: ShownLine) -> str:
    """What the line calls its firm; of one asked by code, the name that the record knows."""
    wanted = read_firm(line.text)
    if wanted and wanted.folded:
        return wanted.name
    return line.answers[0].name if line.answers else line.text


def _firms_of(line: ShownLine) -> set[str]:
    known = {answer.code or answer.name for answer in line.answers}
    return known or {fold(line.text) or line.text}
