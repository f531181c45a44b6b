"""Find the contractor that a typed text means: by credit code, or by the exact name it bears or bore."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from identity.codes import normalise
from identity.names import fold
from models import Subject, SubjectName
from services.actor import Actor
from services.messages import Message, say

Match = str | Message
"""The id, or why there is none."""

_NONE = say("No contractor is registered under this name or code. Please register it first.")


def match_contractor(
    session: Session, actor: Actor, text: str, chosen_id: str | None = None
) -> Match:
    """The subject that was chosen, if the text is still its name or code; else the one the text means."""
    found = _found(session, actor, [text])[text]
    if chosen_id is not None and any(chosen_id in ids for ids in found):
        return chosen_id
    return _one_of(*found)


def match_contractors(session: Session, actor: Actor, texts: Iterable[str]) -> dict[str, Match]:
    """The subject that each text means, all read at once."""
    return {text: _one_of(*found) for text, found in _found(session, actor, set(texts)).items()}


Found = tuple[set[str], set[str], set[str]]
"""Ids by code, by present name, by former name."""


def _found(session: Session, actor: Actor, texts: Iterable[str]) -> dict[str, Found]:
    actor.require("contractor.read")
    codes = {text: normalise(text) for text in texts}
    names = {text: fold(text) for text in texts}
    coded = _by_code(session, set(codes.values()) - {""})
    named = _by_name(session, set(names.values()) - {""})
    return {
        text: (
            coded.get(codes[text], set()),
            named.get((names[text], True), set()),
            named.get((names[text], False), set()),
        )
        for text in codes
    }


def _by_code(session: Session, codes: set[str]) -> dict[str, set[str]]:
    query = select(Subject.id, Subject.code, Subject.practice_no).where(
        or_(Subject.code.in_(codes), Subject.practice_no.in_(codes))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for subject_id, *own in session.execute(query):
        for code in own:
            if code is not None:
                found[code].add(subject_id)
    return found


def _by_name(session: Session, folded: set[str]) -> dict[tuple[str, bool], set[str]]:
    query = select(SubjectName.subject_id, SubjectName.folded, SubjectName.latest).where(
        SubjectName.folded.in_(folded)
    )
    found: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for subject_id, name, latest in session.execute(query):
        found[name or "", latest].add(subject_id)
    return found


def _one_of(coded: set[str], present: set[str], former: set[str]) -> Match:
    """A code decides, then the present name, then a former one."""
    for ids in (coded, present, former):
        if len(ids) == 1:
            return next(iter(ids))
        if ids:
            return say(
                "%(count)s contractors bear this name. Give the credit code.", count=len(ids)
            )
    return _NONE
