"""Show who stands on a list by the rules alone: no decision names them, their records of today do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

import scoring
from models import Subject
from services.actor import Actor
from services.facts import facts
from services.find_subjects import matches
from services.rulebook import acting_ruleset, rule_book, schemes
from services.scope import region_prefix
from services.show_lists import ListFilter

IN_FORCE = 2
"""In ``Everyone.lists``: the subject stands on the list."""


@dataclass(frozen=True)
class RuleRow:
    """One stay by rule. ``last_day`` None: no end known."""

    subject_id: str
    name: str
    code: str
    scheme: str
    list_code: str
    from_on: date
    last_day: date | None
    for_life: bool


def lists_by_rule(session: Session, today: date) -> dict[str, frozenset[str]]:
    """By scheme, the lists that the rules in force fill by themselves; schemes without any are left out."""
    found = {}
    for scheme in schemes(session):
        rules = acting_ruleset(session, scheme, today).lists
        if codes := frozenset(rule.code for rule in rules if rule.mode == "automatic"):
            found[scheme] = codes
    return found


def listed_by_rule(
    session: Session, actor: Actor, wanted: ListFilter, today: date
) -> tuple[RuleRow, ...]:
    """Everybody who does, the newest first. Reckoned anew each time: these listings are stored nowhere."""
    actor.require("list.read")
    scheme, _, code = (wanted.list or "").partition("/")
    found: list[RuleRow] = []
    for own, codes in lists_by_rule(session, today).items():
        asked = codes.intersection({code}) if code else codes
        if own == (scheme or own) and asked:
            found += _of_scheme(session, own, asked, wanted, today)
    return tuple(sorted(found, key=lambda row: row.from_on, reverse=True))


def _of_scheme(
    session: Session, scheme: str, codes: frozenset[str], wanted: ListFilter, today: date
) -> Iterator[RuleRow]:
    book, columns = rule_book(session, scheme), facts(session, scheme)
    if book.in_force(today) is None:
        return
    everyone = scoring.score_all(book, columns, scoring.View(today))
    standing = (everyone.lists == IN_FORCE).any(axis=1)
    ids = [everyone.subjects[place] for place in standing.nonzero()[0]]
    for subject in session.scalars(_subjects(ids, wanted)):
        score = scoring.explain(book, columns, subject.id, scoring.View(today))
        for line in score.lists:
            if line.state == "in_force" and line.by == "rule" and line.list in codes:
                yield RuleRow(
                    subject_id=subject.id,
                    name=subject.name,
                    code=subject.code or subject.practice_no or "",
                    scheme=scheme,
                    list_code=line.list,
                    from_on=line.start,
                    last_day=line.last_day,
                    for_life=line.until == "life",
                )


def _subjects(ids: list[str], wanted: ListFilter) -> Select[Subject]:
    query = select(Subject).where(Subject.id.in_(ids), matches(wanted.q or ""))
    if wanted.region:
        query = query.where(Subject.home_region.startswith(region_prefix(wanted.region)))
    return query.order_by(Subject.id)
