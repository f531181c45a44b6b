"""What the papers of a record that takes the notice procedure say of it: the notice, the answer, the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

import scoring
from models import Event, EventStep, Office
from scoring.numbers import short_text
from services.actor import Actor
from services.calendar.deadlines import deadline
from services.events.catalogue import clause_of
from services.events.confirm_event import effect_of
from services.events.notice_event import steps_of, unheard_on
from services.labels import behaviour_label, scheme_label
from services.messages import Message, NotFound, say
from services.paper_values.registry import READERS, Act, Business, Reader, chinese_day, heard
from services.rules.rulebook import published, rule_book
from services.scope import event_or_404
from services.standing.facts import facts
from services.statements.shown_effect import every_line

NAMES: dict[str, Message] = {
    "行为": say("the behaviour, as the catalogue calls it"),
    "评价办法": say("the title of the scheme"),
    "事实": say("the facts, as the notice or the record puts them"),
    "发生日期": say("the day on which it happened"),
    "依据": say("the clause of the behaviour"),
    "计分": say("the points that the record weighs today, such as “deducts 3 points”"),
    "陈述申辩期限": say("working days to state one's case"),
    "告知书文号": say("the number of the prior notice"),
    "陈述申辩情况": say("whether the party stated its case, and what was answered"),
    "答复": say("what the party's statement was answered"),
}


def business(session: Session, actor: Actor, event_id: str) -> Business:
    event = event_or_404(session, actor, event_id)
    if event.confirm != "notice":
        raise NotFound(say("There is no such paper."))
    steps = steps_of(session, event.id)
    made = [Act("event_step", s.id, s.kind, s.on, s.document_no) for s in steps]
    done = event.confirmation
    if done is not None and done.decided_on is not None:
        number = done.decision_no
        made.append(Act("event_confirmation", event.id, "decision", done.decided_on, number))
    noticed = any(step.kind == "notice" for step in steps)
    ahead = frozenset({"decision" if noticed else "notice"})
    return Business(
        kind="event",
        id=event.id,
        name=behaviour_label(session, event.scheme, event.behaviour).zh,
        subject=event.subject,
        office=session.get_one(Office, event.office_id),
        acts=tuple(made),
        open_to=ahead if event.state == "pending" else frozenset(),
    )


def values(session: Session, of: Business, _act: Act | None, today: date) -> dict[str, str]:
    event = session.get_one(Event, of.id)
    steps = steps_of(session, event.id)
    notice, answer = _last(steps, "notice"), _last(steps, "answer")
    scheme = scheme_label(session, event.scheme).zh
    return {
        "行为": of.name,
        "评价办法": scheme,
        "事实": event.narrative or "",
        "发生日期": chinese_day(event.occurred_on),
        "依据": _clause(session, event, scheme),
        "计分": _points(session, event, today),
        "陈述申辩期限": str((notice.days if notice else None) or deadline("defence").n),
        "告知书文号": (notice.document_no or "") if notice else "",
        "陈述申辩情况": "" if unheard_on(session, steps, today) else _heard(steps),
        "答复": (answer.text or "") if answer else "",
    }


def _last(steps: Sequence[EventStep], kind: str) -> EventStep | None:
    return next((step for step in reversed(steps) if step.kind == kind), None)


def _clause(session: Session, event: Event, scheme: str) -> str:
    """With the scheme's title where the clause is one of its own articles."""
    for ruleset in published(session, event.scheme):
        behaviour = ruleset.behaviours.get(event.behaviour)
        clause = clause_of(ruleset, behaviour) if behaviour else None
        if clause:
            return f"《{scheme}》{clause}" if clause.startswith("第") else clause
    return ""


def _points(session: Session, event: Event, today: date) -> str:
    """By the engine: what the record weighs, were it confirmed today or as it stands."""
    score = _score(session, event, today)
    lines = every_line(score.lines) if score else ()
    amount = sum(line.amount for line in lines if line.event_id == event.id)
    if not amount:
        return ""
    return f"{'扣' if amount < 0 else '记'}{short_text(abs(amount), 2)}分"


def _score(session: Session, event: Event, today: date) -> scoring.Score | None:
    if event.state == "pending":
        effect = effect_of(session, event, today)
        return effect.after if effect else None
    book, known = rule_book(session, event.scheme), facts(session, event.scheme, [event.subject_id])
    return scoring.explain(book, known, event.subject_id, scoring.View(today, None))


def _heard(steps: Sequence[EventStep]) -> str:
    return heard(replied=_last(steps, "reply") is not None)


READERS["event"] = Reader(business, NAMES, values)
