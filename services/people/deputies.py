"""Deputies (B角): named by one person, agreed by another, acting with one role within their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import Account, Deputy, Holder, RoleGrant, new_id
from services.actor import Actor, roles
from services.clock import day_of
from services.messages import Conflict, Forbidden, Invalid, Message, NotFound, say
from services.people.change_roles import APART, fits_office
from services.writing import Once, writing

LONGEST = timedelta(days=366)
"""Whoever is away for longer hands over; a default of ours."""


@dataclass(frozen=True)
class DeputyDraft:
    """``holder_id`` is away, ``deputy_id`` acts; ``last_day`` is inclusive."""

    holder_id: str
    deputy_id: str
    role: str
    from_on: date
    last_day: date


def name_deputy(
    session: Session, actor: Actor, draft: DeputyDraft, now: datetime, once: Once | None = None
) -> str:
    """Name a deputy for oneself, or for somebody who is away; returns the naming's id.

    It acts when another person has agreed.
    """
    actor.require("deputy.name")
    if draft.holder_id != actor.holder_id:
        actor.require("role.propose")
    with writing(session, actor, now, once) as writer:
        if problems := _problems(session, draft, day_of(now)):
            raise Invalid(problems)
        row = {
            "id": new_id(),
            "holder_id": draft.holder_id,
            "deputy_id": draft.deputy_id,
            "role": draft.role,
            "from_on": draft.from_on.isoformat(),
            "until_on": (draft.last_day + timedelta(days=1)).isoformat(),
            "named_by": actor.holder_id,
        }
        writer.add("deputy.name", {"deputy": row})
        writer.result = str(row["id"])
    return writer.result


def answer_naming(
    session: Session,
    actor: Actor,
    deputy_id: str,
    agree: bool,
    now: datetime,
    once: Once | None = None,
) -> str:
    """A security administrator agrees or refuses; whoever named may take it back. Returns the naming's id."""
    with writing(session, actor, now, once) as writer:
        naming = _naming(session, deputy_id)
        if naming.agreed_by or naming.refused_by:
            raise Conflict(say("This was already answered."))
        if agree or naming.named_by != actor.holder_id:
            actor.require("role.grant")
        if agree and actor.holder_id in (naming.named_by, naming.deputy_id):
            raise Forbidden(
                say("Another person agrees than the one who named and the one who acts.")
            )
        change = {"agreed_by" if agree else "refused_by": actor.holder_id}
        writer.add("deputy.decide", {"deputy": naming.id, "changes": change})
        writer.result = naming.id
    return writer.result


def end_naming(
    session: Session, actor: Actor, deputy_id: str, now: datetime, once: Once | None = None
) -> str:
    """The one who is back, or a security administrator, ends it: today is the first day without."""
    with writing(session, actor, now, once) as writer:
        naming = _naming(session, deputy_id)
        if naming.holder_id != actor.holder_id:
            actor.require("role.propose")
        if naming.agreed_by is None or naming.until_on <= day_of(now):
            raise Conflict(say("This does not act any more."))
        ends = max(day_of(now), naming.from_on).isoformat()
        changes = {"until_on": ends, "ended_by": actor.holder_id}
        writer.add("deputy.decide", {"deputy": naming.id, "changes": changes})
        writer.result = naming.id
    return writer.result


def _naming(session: Session, deputy_id: str) -> Deputy:
    found = session.scalar(select(Deputy).where(Deputy.id == deputy_id).with_for_update())
    if found is None:
        raise NotFound(say("There is no such naming of a deputy."))
    return found


def _problems(session: Session, draft: DeputyDraft, today: date) -> dict[str, Message]:
    if draft.holder_id == draft.deputy_id:
        return {"deputy_id": say("Nobody is the deputy of himself.")}
    if draft.from_on < today:
        return {"from_on": say("A deputy acts from today on or later.")}
    if draft.last_day < draft.from_on:
        return {"last_day": say("The last day lies before the first one.")}
    if draft.last_day - draft.from_on >= LONGEST:
        return {"last_day": say("Longer than a year is a handover, not a deputy.")}
    if draft.role in APART or draft.role not in held_roles(session, draft.holder_id):
        return {"role": say("The person who is away does not hold this role, or it has no deputy.")}
    deputy = session.get(Holder, draft.deputy_id)
    if deputy is None or deputy.subject_id is not None or not held_roles(session, deputy.id):
        return {"deputy_id": say("Please choose an open account of staff.")}
    if not fits_office(deputy, draft.role):
        return {"deputy_id": say("This role does not fit the person's office.")}
    if held_roles(session, deputy.id) & APART:
        return {
            "deputy_id": say(
                "Who runs the system, gives powers or audits does no business for another."
            )
        }
    return {}


def held_roles(session: Session, holder_id: str) -> frozenset[str]:
    """The roles of a person's open accounts."""
    query = (
        select(RoleGrant.role)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            RoleGrant.holder_id == holder_id,
            Account.active,
            RoleGrant.granted_by.is_not(None),
            RoleGrant.revoked_by.is_(None),
        )
    )
    return frozenset(session.scalars(query))


def acts_on(day: date) -> ColumnElement[bool]:
    """The condition on ``Deputy`` under which it acts on a day."""
    return and_(Deputy.agreed_by.is_not(None), Deputy.from_on <= day, Deputy.until_on > day)


@dataclass(frozen=True)
class NamingRow:
    """``state``: waiting, coming, acting, over or refused; ``last_day`` is inclusive."""

    id: str
    holder: str
    deputy: str
    role: str
    from_on: date
    last_day: date
    named_by: str
    agreed_by: str
    state: str
    may_agree: bool
    may_take_back: bool
    may_end: bool
    may_act: bool


def show_deputies(session: Session, actor: Actor, today: date) -> tuple[NamingRow, ...]:
    """One's own namings; all of them for who gives powers or audits. The newest first."""
    actor.require("deputy.name")
    query = select(Deputy).order_by(Deputy.from_on.desc(), Deputy.id)
    if not (actor.may("role.propose") or actor.may("role.grant") or actor.may("account.read")):
        query = query.where(
            or_(Deputy.holder_id == actor.holder_id, Deputy.deputy_id == actor.holder_id)
        )
    names = {holder.id: holder.name or "" for holder in session.scalars(select(Holder))}
    return tuple(_row(actor, naming, names, today) for naming in session.scalars(query))


def _row(actor: Actor, naming: Deputy, names: dict[str, str], today: date) -> NamingRow:
    state, me = _state(naming, today), actor.holder_id
    mine = me in (naming.named_by, naming.deputy_id)
    return NamingRow(
        id=naming.id,
        holder=names[naming.holder_id],
        deputy=names[naming.deputy_id],
        role=naming.role,
        from_on=naming.from_on,
        last_day=naming.until_on - timedelta(days=1),
        named_by=names[naming.named_by],
        agreed_by=names[naming.agreed_by] if naming.agreed_by else "",
        state=state,
        may_agree=state == "waiting" and actor.may("role.grant") and not mine,
        may_take_back=state == "waiting" and (me == naming.named_by or actor.may("role.grant")),
        may_end=state in ("coming", "acting")
        and (me == naming.holder_id or actor.may("role.propose")),
        may_act=state == "acting" and me == naming.deputy_id,
    )


def _state(naming: Deputy, today: date) -> str:
    if naming.refused_by is not None:
        return "refused"
    if naming.agreed_by is None:
        return "waiting"
    if naming.until_on <= today:
        return "over"
    return "acting" if naming.from_on <= today else "coming"


def as_deputy(session: Session, actor: Actor, deputy_id: str, today: date) -> Actor | None:
    """This person as the deputy that the naming makes him, or None when it does not act today."""
    query = select(Deputy).where(
        Deputy.id == deputy_id, Deputy.deputy_id == actor.holder_id, acts_on(today)
    )
    naming = session.scalar(query)
    if naming is None or naming.role not in held_roles(session, naming.holder_id):
        return None
    if held_roles(session, actor.holder_id) & APART:
        return None  # named while a clerk, and an auditor since
    principal = session.get_one(Holder, naming.holder_id)
    return Actor(
        account_id=actor.account_id,
        holder_id=actor.holder_id,
        name=actor.name,
        roles=frozenset({naming.role}),
        office_id=principal.office_id,
        office_name=principal.office.name_zh if principal.office else "",
        region=principal.office.region if principal.office else None,
        acting_for=principal.id,
        acting_for_name=principal.name or "",
    )


def candidates(session: Session) -> list[tuple[str, str, str]]:
    """Staff who hold a role: (id, name, office), for the form."""
    query = (
        select(Holder)
        .join(RoleGrant, RoleGrant.holder_id == Holder.id)
        .where(
            Holder.subject_id.is_(None),
            RoleGrant.granted_by.is_not(None),
            RoleGrant.revoked_by.is_(None),
            RoleGrant.role.not_in(APART),
        )
        .distinct()
    )
    found = [
        (h.id, h.name or "", h.office.name_zh if h.office else "") for h in session.scalars(query)
    ]
    return sorted(found, key=lambda one: (one[2], one[1]))


def deputised_roles() -> list[str]:
    """Roles in which somebody may act for another."""
    return [code for code, role in roles().items() if role.scope != "own" and code not in APART]
