"""Which versions of rules in force rest on a document that has ended, or ends within a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import RulesetVersion
from services.actor import Actor
from services.labels import Both
from services.rules.rulebook import published, schemes


@dataclass(frozen=True)
class Expiring:
    """A version in force, its scheme's title, and a document of it that is not, or soon will not be."""

    ruleset_id: str
    version: str
    title: Both
    document: scoring.Document


def in_force(session: Session, scheme: str, today: date) -> scoring.Ruleset | None:
    """The published version of a scheme that acts today."""
    acting = (r for r in reversed(published(session, scheme)) if r.effective_from <= today)
    return next(acting, None)


def expiring(session: Session, actor: Actor, today: date) -> tuple[Expiring, ...]:
    """What those who propose or publish rules must see to; nothing for others. First ended first."""
    if not (actor.may("rules.propose") or actor.may("rules.publish")):
        return ()
    found = [
        Expiring(_id(session, ruleset), ruleset.version, ruleset.title, document)
        for scheme in schemes(session)
        if (ruleset := in_force(session, scheme, today))
        for document in scoring.ending(ruleset, today)
    ]
    return tuple(sorted(found, key=lambda one: one.document.basis.until or today))


def _id(session: Session, ruleset: scoring.Ruleset) -> str:
    query = select(RulesetVersion.id).where(
        RulesetVersion.scheme == ruleset.scheme,
        RulesetVersion.version == ruleset.version,
        RulesetVersion.state == "published",
    )
    return session.scalars(query).one()
