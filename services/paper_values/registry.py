"""A piece of business as a paper sees it, its acts that have papers, and the readers of every kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from models import Office, Subject
from services.actor import Actor
from services.messages import Message, NotFound, say


@dataclass(frozen=True)
class Act:
    """One act that has a paper: as service knows it, what it is (a paper's kind, a decision's action)."""

    kind: str
    id: str
    act: str
    on: date
    number: str | None


@dataclass(frozen=True)
class Business:
    """``open_to``: acts still ahead, by what they are; ``acts``: those recorded that bind, oldest first."""

    kind: str
    id: str
    name: str
    subject: Subject | None
    office: Office
    acts: tuple[Act, ...]
    open_to: frozenset[str] = field(default_factory=frozenset)

    @property
    def permission(self) -> str:
        return PERMISSION[self.kind]

    def act(self, document_id: str) -> Act | None:
        return next((act for act in self.acts if act.id == document_id), None)


@dataclass(frozen=True)
class Reader:
    """``names``: what each placeholder stands for; ``values``: what it says today, those that are known."""

    business: Callable[[Session, Actor, str], Business]
    names: Mapping[str, Message]
    values: Callable[[Session, Business, Act | None, date], dict[str, str]]


READERS: dict[str, Reader] = {}

PERMISSION: Mapping[str, str] = {
    "case": "list.step",
    "event": "event.step",
    "objection": "objection.handle",
    "repair": "repair.handle",
    "round": "round.manage",
}
"""By kind of business, what allows to draft, check, send and return its papers."""

COMMON: Mapping[str, Message] = {
    "当事人": say("the party's name today"),
    "统一社会信用代码": say("the party's credit code"),
    "机关": say("the name of the office"),
    "机关地址": say("the address of the office"),
    "机关电话": say("the telephone of the office"),
    "年份": say("the year of the draft"),
}
"""Placeholders that every template knows."""
MAY_BE_EMPTY = frozenset({"列入期限"})
"""What says something by saying nothing; everything else that is empty is not known yet."""


def names_of(kind: str) -> dict[str, Message]:
    """Every placeholder of a kind of business, with what it stands for."""
    return {**COMMON, **READERS[kind].names}


def business_or_404(session: Session, actor: Actor, kind: str, business_id: str) -> Business:
    """A piece of business that this person of the staff sees, or no such thing."""
    reader = READERS.get(kind)
    if reader is None or actor.subject_id is not None:
        raise NotFound(say("There is no such paper."))
    return reader.business(session, actor, business_id)


def values_of(session: Session, business: Business, act: Act | None, today: date) -> dict[str, str]:
    """What the placeholders say today; one that is not known is missing."""
    subject, office = business.subject, business.office
    common = {
        "机关": office.name_zh,
        "机关地址": office.address,
        "机关电话": office.telephone,
        "年份": str(today.year),
    }
    if subject is not None:
        common |= {"当事人": subject.name, "统一社会信用代码": subject.code or ""}
    known = common | READERS[business.kind].values(session, business, act, today)
    return {name: value for name, value in known.items() if value or name in MAY_BE_EMPTY}


def chinese_day(day: date | None) -> str:
    """2026年11月21日; empty for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def heard(*, replied: bool = False, waived: bool = False) -> str:
    """What the party said before a decision, in one sentence of the paper."""
    if replied:
        return "当事人提出了陈述申辩意见，我单位已复核并书面答复。"
    return "当事人书面放弃陈述申辩。" if waived else "当事人在规定期限内未提出陈述申辩意见。"
