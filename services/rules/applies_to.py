"""Whom a scheme weighs: units or persons, and contractors by their kinds of work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import scoring
from models import Subject
from services.messages import Message, say
from services.subjects.subject_words import KINDS, PERSON, kinds_of


def weighs(subject_kind: str, kinds: Sequence[str], subject: Subject) -> bool:
    """Whether a scheme for such subjects and kinds of work is made for this one.

    A contractor whose kinds of work are not on file may be weighed by any: unknown is not no.
    """
    if (subject_kind == PERSON) != (subject.kind == PERSON):
        return False
    own = kinds_of(subject.business)
    return not kinds or not own or not set(kinds).isdisjoint(own)


def scheme_weighs(ruleset: scoring.Ruleset, subject: Subject) -> bool:
    return weighs(ruleset.subject_kind, ruleset.contractor_kinds, subject)


def why_not(subject_kind: str, kinds: Sequence[str], subject: Subject) -> Message:
    """What to say where it is not."""
    if (subject_kind == PERSON) != (subject.kind == PERSON):
        return say("This scheme weighs others. Choose another behaviour.")
    return say(
        "This scheme weighs contractors for: %(kinds)s. This one does other work. Choose another"
        " behaviour, or put its kinds of work right.",
        kinds=_listed([KINDS.get(kind, Message(kind)) for kind in kinds]),
    )


def _listed(names: Sequence[Message]) -> Message:
    return reduce(lambda one, more: say("%(one)s, %(more)s", one=one, more=more), names)
