"""Propose a new version of a scheme: a checked text, published only when another person agrees."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import RulesetVersion, new_id
from services.actor import Actor
from services.clock import day_of
from services.messages import Conflict, Forbidden, Invalid, NotFound, say
from services.people.two_persons import took_part
from services.rules.rulebook import published
from services.standing.scores import renew_due
from services.subjects.subject_words import KINDS
from services.writing import Once, Writer, writing


def read_draft(session: Session, text: str) -> scoring.Ruleset:
    """Parse a draft and hold it against the versions already published.

    Raises ``scoring.RulesetError`` with every problem, in the words of a lawyer.
    """
    draft = scoring.parse(text, "draft.toml")
    _check_kinds(draft)
    scoring.rule_book([*published(session, draft.scheme), draft])
    return draft


def _check_kinds(draft: scoring.Ruleset) -> None:
    """A scheme for a kind of work that no contractor can have would weigh nobody."""
    hints = {"hint_zh": "", "hint_en": "", "allowed": ", ".join(KINDS)}
    unknown = [
        scoring.Problem(
            draft.name, f"applies_to.kinds[{n}]", "bad_choice", {"found": kind, **hints}
        )
        for n, kind in enumerate(draft.contractor_kinds, 1)
        if kind not in KINDS
    ]
    if unknown:
        raise scoring.RulesetError(unknown)


def propose_ruleset(
    session: Session, actor: Actor, text: str, now: datetime, once: Once | None = None
) -> str:
    """Returns the id of the proposed version. The text goes into the ledger as it is.

    This is the way of an installation that brings its rules along; people write a draft, whose cover sheet
    must be complete (`services.drafts.sign_draft`).
    """
    actor.require("rules.propose")
    with writing(session, actor, now, once) as writer:
        draft = read_draft(session, text)
        check_proposal(session, draft, day_of(now))
        writer.result = add_proposal(writer, draft)
    return writer.result


def check_proposal(session: Session, draft: scoring.Ruleset, today: date) -> None:
    """Refuse what would act backwards, or come beside another proposal."""
    if _acts_backwards(session, draft, today):
        raise Invalid({"text": say("A new version acts from today or later, never backwards.")})
    if _waiting(session, draft.scheme):
        raise Conflict(say("Another version of this scheme is waiting to be published."))


def add_proposal(writer: Writer, draft: scoring.Ruleset, effect: str | None = None) -> str:
    """The proposed version, with the hash of the effect that was seen; returns its id."""
    ruleset_id = new_id()
    data = {
        "id": ruleset_id,
        "scheme": draft.scheme,
        "version": draft.version,
        "effective_from": draft.effective_from.isoformat(),
        "text": draft.text,
        "sha256": draft.sha256,
        "state": "proposed",
        "proposed_by": writer.actor.holder_id,
    }
    seen = {"effect": effect} if effect else {}
    writer.add("ruleset.propose", {"ruleset": data, **seen})
    return ruleset_id


def publish_ruleset(
    session: Session, actor: Actor, ruleset_id: str, now: datetime, once: Once | None = None
) -> str:
    """The second person publishes; every stored score that it touches is renewed. Returns the id."""
    actor.require("rules.publish")
    with writing(session, actor, now, once) as writer:
        version = proposed_or_404(session, ruleset_id)
        check_publication(session, actor, version, day_of(now))
        add_publication(writer, version, day_of(now))
        writer.result = version.id
    return writer.result


def check_publication(
    session: Session, actor: Actor, version: RulesetVersion, today: date
) -> scoring.Ruleset:
    """The version as it is read, unless something forbids this person to publish it today."""
    if took_part(session, actor, version.proposed_by, version.entry_id):
        raise Forbidden(say("You proposed this version, so another person must publish it."))
    draft = _still_following(session, version)
    if draft.unfounded:
        raise Conflict(
            say(
                "This version cannot be published. Nothing happens to a contractor that the law does not"
                " allow: these effects name no ground: %(paths)s.",
                paths=", ".join(draft.unfounded),
            )
        )
    if _acts_backwards(session, draft, today):
        raise Conflict(
            say(
                "This version was to act from %(day)s, and that day has passed. Withdraw it and"
                " propose it with a later day.",
                day=version.effective_from.isoformat(),
            )
        )
    return draft


def _still_following(session: Session, version: RulesetVersion) -> scoring.Ruleset:
    """The version as it is read; another one may have been published since it was proposed."""
    try:
        return read_draft(session, version.text)
    except scoring.RulesetError as error:
        first = error.problems[0]
        raise Conflict(
            say(
                "This version no longer follows those that are published: %(fault)s Withdraw it and"
                " propose it anew.",
                fault=scoring.Label(first.zh, first.en),
            )
        ) from None


def add_publication(
    writer: Writer, version: RulesetVersion, today: date, effect: str | None = None
) -> None:
    """Publish it, with the hash of the effect that was seen, and renew every stored score it touches."""
    seen = {"effect": effect} if effect else {}
    data = {"ruleset": version.id, "published_by": writer.actor.holder_id, **seen}
    writer.add("ruleset.publish", data)
    renew_due(writer.session, today)


def _acts_backwards(session: Session, draft: scoring.Ruleset, today: date) -> bool:
    """Whether it would change days that are over; a scheme's first version may begin in the past."""
    return draft.effective_from < today and bool(published(session, draft.scheme))


def withdraw_ruleset(
    session: Session, actor: Actor, ruleset_id: str, now: datetime, once: Once | None = None
) -> str:
    """Take a proposed version back, or refuse it; returns the id."""
    if not actor.may("rules.publish"):
        actor.require("rules.propose")
    with writing(session, actor, now, once) as writer:
        version = proposed_or_404(session, ruleset_id)
        writer.add("ruleset.withdraw", {"ruleset": version.id})
        writer.result = version.id
    return writer.result


def proposed_or_404(session: Session, ruleset_id: str) -> RulesetVersion:
    version = session.get(RulesetVersion, ruleset_id, with_for_update=True)
    if version is None:
        raise NotFound(say("There is no such version."))
    if version.state != "proposed":
        raise Conflict(say("This version was already decided by somebody else."))
    return version


def _waiting(session: Session, scheme: str) -> bool:
    query = select(RulesetVersion.id).where(
        RulesetVersion.scheme == scheme, RulesetVersion.state == "proposed"
    )
    return session.scalar(query) is not None
