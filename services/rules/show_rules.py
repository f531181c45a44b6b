"""The rules as a person reads them: schemes, their versions, and who waits for a second signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Holder, RulesetVersion
from services.actor import Actor
from services.labels import Both
from services.messages import NotFound, say
from services.people.two_persons import took_part
from services.rules.cited_documents import in_force


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of a scheme. ``state``: proposed, in_force, coming, replaced, withdrawn."""

    id: str
    version: str
    effective_from: date
    state: str
    proposed_by: str
    published_by: str


@dataclass(frozen=True)
class SchemeLine:
    """A scheme with its newest title and all its versions, newest first.

    ``ending``: what the version in force rests on and is no longer in force, or ends within a month.
    """

    scheme: str
    title: scoring.Label
    basis: tuple[Both, ...]
    ending: tuple[scoring.Document, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True)
class ShownVersion:
    """A version with its parsed rules and what they rest on today.

    ``own_proposal``: the reader proposed it himself.
    """

    line: VersionLine
    ruleset: scoring.Ruleset
    documents: tuple[scoring.Document, ...]
    own_proposal: bool


def show_schemes(session: Session, actor: Actor, today: date) -> list[SchemeLine]:
    """All schemes; proposed and withdrawn versions only for those who change rules."""
    actor.require("rules.read")
    query = select(RulesetVersion).order_by(
        RulesetVersion.scheme, RulesetVersion.effective_from.desc(), RulesetVersion.version.desc()
    )
    rows = [row for row in session.scalars(query) if _may_see(actor, row)]
    found = []
    for scheme in dict.fromkeys(row.scheme for row in rows):
        own = [row for row in rows if row.scheme == scheme]
        newest = scoring.parse(own[0].text, f"{scheme}.toml")
        lines = tuple(_line(session, row, own, today) for row in own)
        basis = tuple(document.name for document in newest.basis)
        acting = in_force(session, scheme, today)
        ending = scoring.ending(acting, today) if acting else ()
        found.append(SchemeLine(scheme, newest.title, basis, ending, lines))
    return found


def show_version(session: Session, actor: Actor, ruleset_id: str, today: date) -> ShownVersion:
    """One version, generated from its text; 404 for a draft that is not the reader's business."""
    row = version_or_404(session, actor, ruleset_id)
    own = list(session.scalars(select(RulesetVersion).where(RulesetVersion.scheme == row.scheme)))
    ruleset = scoring.parse(row.text, f"{row.scheme}/{row.version}.toml")
    return ShownVersion(
        _line(session, row, own, today),
        ruleset,
        documents_on(ruleset, today),
        took_part(session, actor, row.proposed_by, row.entry_id),
    )


def version_or_404(session: Session, actor: Actor, ruleset_id: str) -> RulesetVersion:
    """A version that this person may read."""
    actor.require("rules.read")
    row = session.get(RulesetVersion, ruleset_id)
    if row is None or not _may_see(actor, row):
        raise NotFound(say("There is no such version."))
    return row


def documents_on(ruleset: scoring.Ruleset, today: date) -> tuple[scoring.Document, ...]:
    """What a version rests on: as it stands today, or on its first day if that is to come."""
    return scoring.documents(ruleset, max(today, ruleset.effective_from))


def _may_see(actor: Actor, row: RulesetVersion) -> bool:
    return row.state == "published" or actor.may("rules.propose") or actor.may("rules.publish")


def _line(
    session: Session, row: RulesetVersion, versions: list[RulesetVersion], today: date
) -> VersionLine:
    return VersionLine(
        id=row.id,
        version=row.version,
        effective_from=row.effective_from,
        state=_state(row, versions, today),
        proposed_by=_name(session, row.proposed_by),
        published_by=_name(session, row.published_by),
    )


def _state(row: RulesetVersion, versions: list[RulesetVersion], today: date) -> str:
    if row.state != "published":
        return row.state
    if row.effective_from > today:
        return "coming"
    later = (v.effective_from for v in versions if v.state == "published")
    return "replaced" if any(row.effective_from < d <= today for d in later) else "in_force"


def _name(session: Session, holder_id: str | None) -> str:
    holder = session.get(Holder, holder_id) if holder_id else None
    return (holder.name or "") if holder else ""
