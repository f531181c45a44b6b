"""Ask what a score would be if one thing were otherwise: a hypothesis that decides nothing and is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

import scoring
from models import Event
from scoring.facts import LAST_DAY
from services.actor import Actor
from services.messages import Forbidden, Invalid, Message, NotFound, say
from services.standing.facts import facts
from services.statements.path_back import Asked, Step, steps_of, with_steps
from services.statements.score_differences import Causes, Difference, Pair
from services.statements.show_statement import Account, account_from
from services.statements.shown_effect import every_line
from services.statements.statement_lines import Teller

Kind = Literal["absent", "repair", "rectify", "older"]


@dataclass(frozen=True)
class Question:
    """What is supposed: this record did not exist, its repair or rectification were done on a day, or (of the
    rules) the version before were still in force."""

    kind: Kind
    event_id: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class WhatIf:
    """The account as it is and as it would be: ``real`` + Σ moved of the differences = ``supposed``.

    ``event`` is the record that is asked about, ``version`` the one that would still be in force.
    """

    question: Question
    real: Account
    supposed: Account
    differences: tuple[Difference, ...]
    verdicts: tuple[Message, ...]
    event: Event | None
    version: str | None
    since: date | None


def may_ask(account: Account) -> bool:
    """Whether this person sees every record of the account in full: only then nothing hidden can show."""
    return set(account.knowledge.events) <= account.knowledge.seen


def questions_about(
    session: Session, account: Account, event_id: str, today: date
) -> tuple[Question, ...]:
    """What may be supposed of a record known to the account; none where this person may not ask."""
    if not may_ask(account) or event_id not in _known(account):
        return ()
    asked = _asked(session, account, today)
    steps = _steps(asked, event_id)
    return (
        Question("absent", event_id),
        *(Question(step.kind, event_id, step.on) for step in steps),
    )


def older_version(account: Account) -> scoring.Ruleset | None:
    """The version that was in force before the one of the day."""
    before = [r for r in account.knowledge.book.versions if r.effective_from < _in_force(account)]
    return before[-1] if before else None


def _in_force(account: Account) -> date:
    return account.ruleset.effective_from


def ask_what_if(
    session: Session, actor: Actor, account: Account, question: Question, today: date
) -> WhatIf:
    """The other figure, by the engine itself over other facts or other versions.

    Raises ``Forbidden`` for whom part of the account is hidden, ``NotFound`` for a record that is not known
    to it, ``Invalid`` for what the rules do not know.
    """
    if not may_ask(account):
        raise Forbidden(
            say("This is answered only to those who see every record of the account in full.")
        )
    if question.event_id is not None and question.event_id not in _known(account):
        raise NotFound(say("There is no such record."))
    asked = _asked(session, account, today)
    version = older_version(account) if question.kind == "older" else None
    rules = _rules(account, version) if question.kind == "older" else None
    columns, since = _supposed(asked, question)
    view, knowledge = account.score.view, account.knowledge
    supposed = account_from(session, actor, knowledge, columns, view, rules)
    if not isinstance(supposed, Account):
        raise Invalid({"": say("Then there would be no rules for this day.")})
    pair = Pair(
        Teller(knowledge, account.score), Teller(knowledge, supposed.score), _causes(question)
    )
    return WhatIf(
        question=question,
        real=account,
        supposed=supposed,
        differences=pair.differences(),
        verdicts=pair.verdicts(),
        event=knowledge.events[question.event_id] if question.event_id else None,
        version=version.version if version else None,
        since=since,
    )


def _asked(session: Session, account: Account, today: date) -> Asked:
    columns = facts(session, account.scheme, [account.score.subject_id], account.score.view.known)
    first = min(today, account.score.view.on)
    return Asked(account.knowledge.book, columns, account.score, first)


def _known(account: Account) -> set[str]:
    """The records that the account knows, weighing or not."""
    weighing = {line.event_id for line in every_line(account.score.lines) if line.event_id}
    return weighing | {silent.event_id for silent in account.score.silent}


def _steps(asked: Asked, event_id: str) -> Iterator[Step]:
    for row in asked.facts.rows:
        if row.event_id == event_id:
            yield from steps_of(asked, row)


def _rules(account: Account, version: scoring.Ruleset | None) -> scoring.RuleBook:
    """The rules as they were if the version before were still in force."""
    if version is None:
        raise Invalid({"": say("There is no version before the one of this day.")})
    versions = account.knowledge.book.versions
    older = [r for r in versions if r.effective_from <= version.effective_from]
    return scoring.rule_book(older, account.knowledge.book.working)


def _supposed(asked: Asked, question: Question) -> tuple[scoring.Facts, date | None]:
    """The facts as supposed, and the day of what is supposed to be done."""
    if question.kind == "older":
        return asked.facts, None
    if question.kind == "absent":
        return _without(asked.facts, question.event_id), None
    steps = {step.kind: step for step in _steps(asked, question.event_id or "")}
    if question.kind not in steps:
        raise Invalid({"": say("The rules do not know this for this record.")})
    step = steps[question.kind]
    on = question.on or step.on
    if not step.first <= on <= LAST_DAY:
        raise Invalid(
            {"since": say("This is possible from %(day)s on.", day=step.first.isoformat())}
        )
    return with_steps(asked.facts, [replace(step, on=on)]), on


def _without(known: scoring.Facts, event_id: str | None) -> scoring.Facts:
    rows = [row for row in known.rows if row.event_id != event_id]
    return scoring.facts_of(rows, known.decision_rows, known.subject_rows)


def _causes(question: Question) -> Causes:
    if question.event_id is None:
        return {}
    said: Mapping[str, Message] = {
        "absent": say("Supposed: this record did not exist."),
        "repair": say("Supposed: it is repaired."),
        "rectify": say("Supposed: it is rectified."),
    }
    return {question.event_id: said[question.kind]}
