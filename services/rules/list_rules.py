"""What a list's own rule says: who may stand on it, how long by default, and who stands on it on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

import scoring
from models import Case, ListDecision, Listing
from procedure.case_file import CLOSING, LATER
from scoring.days import months_later
from services.labels import Both
from services.rules.rulebook import published

End = date | Literal["life"] | None
"""The first day no longer on the list; None: open, no end known."""

SHUT_OUT = "限制市场或行业准入"
"""The item of the national list of sanctions by which somebody may not do such work."""

# The engine's calendar ends here; what shall last longer lasts for life.
LAST_DAY = date(2099, 12, 31)


def ruleset_with(session: Session, scheme: str, code: str) -> scoring.Ruleset | None:
    """The newest version that knows the list; None for a list of no version."""
    versions = reversed(published(session, scheme))
    return next((v for v in versions if any(rule.code == code for rule in v.lists)), None)


def list_rule(session: Session, scheme: str, code: str) -> scoring.ListRule | None:
    """The list by the newest version that knows it; None for a list of no version."""
    ruleset = ruleset_with(session, scheme, code)
    return next(rule for rule in ruleset.lists if rule.code == code) if ruleset else None


def list_rule_on(session: Session, scheme: str, code: str, day: date) -> scoring.ListRule | None:
    """The list by the version that acted on a day, else by the newest that knows it."""
    acting = [v for v in published(session, scheme) if v.effective_from <= day][-1:]
    rules = (rule for version in acting for rule in version.lists if rule.code == code)
    return next(rules, None) or list_rule(session, scheme, code)


def list_basis(session: Session, scheme: str, code: str) -> tuple[Both, ...]:
    """The documents on which the list rests, by the newest version that knows it."""
    ruleset = ruleset_with(session, scheme, code)
    if ruleset is None:
        return ()
    rule = next(rule for rule in ruleset.lists if rule.code == code)
    return tuple(document.name for document in ruleset.documents(rule))


def takes_qualification(rule: scoring.ListRule | None) -> bool:
    """Whether whoever stands on the list may not take on work: by contract, or shut out of the trade."""
    effects = rule.effects if rule else ()
    return any(effect.ground == "contract" or effect.item == SHUT_OUT for effect in effects)


def default_end(rule: scoring.ListRule | None, from_on: date) -> End:
    """When a stay that begins on a day ends, going by the list's own length.

    None where the decision must say it: also a length in periods, which may be the subject's own.
    """
    if rule is None or rule.length.unit in ("decision", "periods"):
        return None
    if rule.length.unit == "life":
        return "life"
    if rule.length.unit == "months":
        return months_later(from_on, rule.length.n)
    return from_on + timedelta(days=rule.length.n)


def standing_on(day: date) -> ColumnElement[bool]:
    """The condition on ``Listing`` under which it stands on a day."""
    return and_(Listing.from_on <= day, or_(Listing.until_on.is_(None), Listing.until_on > day))


def not_over(day: date) -> ColumnElement[bool]:
    """The condition on ``Listing`` under which it stands on a day or begins later."""
    return or_(
        Listing.until_on.is_(None),
        and_(Listing.until_on > day, Listing.until_on > Listing.from_on),
    )


def began() -> ColumnElement[bool]:
    """The condition on ``Listing`` under which its decision was served: it may begin, stand or have stood."""
    return Listing.end.is_distinct_from("unserved")


def open_cases(session: Session, subject_id: str, scheme: str, list_code: str) -> list[Case]:
    """Cases of a subject and list in which nothing has been decided yet."""
    query = select(Case).where(
        Case.subject_id == subject_id,
        Case.scheme == scheme,
        Case.list_code == list_code,
        undecided(),
    )
    return list(session.scalars(query))


def undecided() -> ColumnElement[bool]:
    """The condition on ``Case`` under which no decision that closes it binds."""
    closed = select(ListDecision.case_id).where(ListDecision.action.in_(CLOSING), binding())
    return Case.id.not_in(closed)


def under_way() -> ColumnElement[bool]:
    """The condition on ``Case`` under which something is still to be done: also an entry not served yet."""
    unserved = select(ListDecision.case_id).where(
        ListDecision.action == "enter", ListDecision.effective_entry_id.is_(None), binding()
    )
    return or_(undecided(), Case.id.in_(unserved))


def awaits_second() -> ColumnElement[bool]:
    """The condition on ``Case`` under which a decision of it waits for its second person."""
    waits = select(ListDecision.case_id).where(ListDecision.withdrawn_by.is_(None), ~binding())
    return Case.id.in_(waits)


def binding() -> ColumnElement[bool]:
    """The condition on ``ListDecision`` under which nobody's confirmation of it is wanting."""
    alone = and_(ListDecision.way == "system", ListDecision.action.not_in(LATER))
    confirmed = or_(alone, ListDecision.confirmed_by.is_not(None))
    return and_(ListDecision.withdrawn_by.is_(None), confirmed)


def stayed_on(day: date) -> ColumnElement[bool]:
    """The condition on ``Listing`` under which a stay that was ordered holds on a day."""
    return exists().where(
        ListDecision.case_id == Listing.case_id,
        ListDecision.action == "stay",
        ListDecision.effective_entry_id.is_not(None),
        ListDecision.from_on <= day,
        or_(ListDecision.until_on.is_(None), ListDecision.until_on > day),
    )


def listing_of_case(session: Session, case_id: str) -> Listing | None:
    """The newest listing that this case made."""
    query = select(Listing).where(Listing.case_id == case_id, began())
    newest = query.order_by(Listing.from_on.desc(), Listing.id.desc()).limit(1)
    return session.scalar(newest.execution_options(populate_existing=True))


def last_day(until_on: date | None) -> date | None:
    """The inclusive last day, as the law speaks, of an exclusive end."""
    return until_on and until_on - timedelta(days=1)
