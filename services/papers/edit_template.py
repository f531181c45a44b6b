"""Edit a template of official papers: a version handed in by one person is in force once another has agreed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PaperTemplate, new_id
from services.actor import Actor
from services.clock import day_of
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.papers.paper_templates import (
    TEXTS,
    TemplateText,
    template_or_404,
    template_problems,
    versions,
)
from services.people.two_persons import took_part
from services.writing import Once, writing

PERMISSION = "template.edit"


def edit_template(
    session: Session,
    actor: Actor,
    code: str,
    made_of: int,
    text: TemplateText,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Hand a version in, made of the one in force; returns the id of what the second person sees."""
    actor.require(PERMISSION)
    with writing(session, actor, now, once) as writer:
        standing = template_or_404(session, code)
        if waiting_version(session, code) is not None:
            raise Conflict(say("Another version of this template waits for a second person."))
        if standing.version != made_of:
            raise Conflict(
                say("Somebody else has made a newer version of this template meanwhile.")
            )
        if problems := template_problems(standing, text):
            raise Invalid(problems)
        if text == standing.text:
            raise Invalid({"": say("Nothing was changed.")})
        row = {
            "id": new_id(),
            "code": code,
            "version": max((one.version for one in versions(session, code)), default=1) + 1,
            "layout": text.layout,
            **{name: getattr(text, name) for name in TEXTS},
            "edited_by": actor.holder_id,
            "edited_on": day_of(now).isoformat(),
            "state": "proposed",
        }
        writer.add("paper.template", {"template": row})
        writer.result = str(row["id"])
    return writer.result


def agree_to_template(
    session: Session, actor: Actor, version_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person: papers are drafted from it from now on, those that are drafted stay. Returns the code."""
    return _decide(session, actor, version_id, "in_force", now, once)


def refuse_template(
    session: Session, actor: Actor, version_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person sends it back; whoever handed it in may take it back as well. Returns the code."""
    return _decide(session, actor, version_id, "refused", now, once)


def _decide(
    session: Session, actor: Actor, version_id: str, state: str, now: datetime, once: Once | None
) -> str:
    actor.require(PERMISSION)
    with writing(session, actor, now, once) as writer:
        row = _proposed_or_404(session, version_id)
        own = took_part(session, actor, row.edited_by, row.entry_id)
        if own and state == "in_force":
            raise Forbidden(say("You handed this version in, so another person must agree to it."))
        changes = {
            "state": state,
            "decided_by": None if own else actor.holder_id,
            "decided_on": day_of(now).isoformat(),
        }
        writer.add("paper.template.decide", {"template": row.id, "changes": changes})
        writer.result = row.code
    return writer.result


def waiting_version(session: Session, code: str) -> PaperTemplate | None:
    """The version that waits for its second person."""
    return next((row for row in versions(session, code) if row.state == "proposed"), None)


def waiting_codes(session: Session) -> frozenset[str]:
    """The templates with a version that waits for its second person."""
    query = select(PaperTemplate.code).where(PaperTemplate.state == "proposed")
    return frozenset(session.scalars(query))


def _proposed_or_404(session: Session, version_id: str) -> PaperTemplate:
    row = session.get(PaperTemplate, version_id, with_for_update=True)
    if row is None:
        raise NotFound(say("There is no such template."))
    if row.state != "proposed":
        raise Conflict(say("This version was already decided by somebody else."))
    return row
