"""Hold a record against the catalogue, the calendar and the actor's region before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

import scoring
from models import Programme, Subject
from services.actor import Actor
from services.events.catalogue import Catalogue, CatalogueEntry, catalogue
from services.events.event_draft import HUNDREDTHS, NUMBERS, EventDraft
from services.messages import Invalid, Message, say
from services.rules.applies_to import weighs, why_not
from services.scope import may_enter

EARLIEST = date(2000, 1, 1)
"""Older than any programme of the kind; a typing slip, not a record."""
LATEST = date(2099, 12, 31)
"""The last day that the rules count with."""

_ONLY_IF_ASKED = ("severity", *NUMBERS, "until_on")
_LONGEST = {"document_no": 80, "incident_id": 80, "second_officer": 80, "narrative": 4000}
_ASKED_AS = {"assignment": "programme", "stage": "stage", "evidence": "evidence"}
"""Field names of the catalogue that are called otherwise in a form."""

NEEDED = say("This behaviour needs this field.")


@dataclass(frozen=True)
class EntryRules:
    """What drafts are held against, read once for any number of them."""

    actor: Actor
    today: date
    catalogue: Catalogue
    programmes: Mapping[str, Programme]


def entry_rules(session: Session, actor: Actor, today: date) -> EntryRules:
    known = {programme.id: programme for programme in programmes(session)}
    return EntryRules(actor, today, catalogue(session, today), known)


def programmes(session: Session) -> list[Programme]:
    """Every programme with its stages, the newest first."""
    return list(session.scalars(select(Programme).order_by(Programme.from_on.desc(), Programme.id)))


def check_event(rules: EntryRules, subject: Subject, draft: EventDraft) -> CatalogueEntry:
    """The catalogue's entry for a draft, or ``Invalid`` with a message per field of the form."""
    entry = rules.catalogue.get(f"{draft.scheme}/{draft.behaviour}")
    if entry is None:
        raise Invalid({"behaviour": say("This behaviour is not in the catalogue of the scheme.")})
    problems = dict(_problems(rules, entry, subject, draft))
    if problems:
        raise Invalid(problems)
    return entry


def _problems(
    rules: EntryRules, entry: CatalogueEntry, subject: Subject, draft: EventDraft
) -> Iterator[tuple[str, Message]]:
    """Later messages about a field replace earlier ones: what is missing is said last."""
    if rules.actor.office_id is None:
        yield "", say("Your account belongs to no office, so it cannot record.")
    if not weighs(entry.subject_kind, entry.kinds, subject):
        yield "contractor", why_not(entry.subject_kind, entry.kinds, subject)
    if subject.head_id is not None:
        yield (
            "contractor",
            say("This is a branch, which answers through its head. Choose the head."),
        )
    if not may_enter(rules.actor, draft.region):
        yield "region", say("Your office records only work done in its own region.")
    yield from _programme_problems(rules, draft)
    yield from _day_problems(rules.today, subject, draft)
    yield from _number_problems(entry, draft)
    yield from _text_problems(draft)
    yield from _missing(entry, draft)


def _programme_problems(rules: EntryRules, draft: EventDraft) -> Iterator[tuple[str, Message]]:
    if draft.programme_id is None:
        if draft.stage_id is not None:
            yield "stage", say("Choose the programme of this stage.")
        return
    programme = rules.programmes.get(draft.programme_id)
    if programme is None or programme.scheme != draft.scheme:
        yield "programme", say("This programme does not belong to the scheme of the behaviour.")
    elif draft.stage_id and draft.stage_id not in {stage.id for stage in programme.stages}:
        yield "stage", say("This stage does not belong to the programme.")


def _day_problems(
    today: date, subject: Subject, draft: EventDraft
) -> Iterator[tuple[str, Message]]:
    day = draft.occurred_on
    if day > today:
        yield "occurred_on", say("This day is still to come. Give the day on which it happened.")
    elif day < EARLIEST:
        yield "occurred_on", say("This day is too far back. Please check the year.")
    elif subject.closed_on is not None and day >= subject.closed_on:
        ended = subject.closed_on.isoformat()
        yield (
            "occurred_on",
            say("The contractor ended on %(day)s. Record it for its successor.", day=ended),
        )
    if draft.until_on is not None and not day < draft.until_on <= LATEST:
        yield "until_on", say("The end lies after the day on which it happened, and before 2100.")


def _number_problems(entry: CatalogueEntry, draft: EventDraft) -> Iterator[tuple[str, Message]]:
    for name in NUMBERS:
        value = getattr(draft, name)
        if value is not None and not 0 <= value <= scoring.LARGEST[name]:
            yield name, _out_of_bounds(name, value)
    for name in _ONLY_IF_ASKED:
        if getattr(draft, name) is not None and name not in entry.needs:
            yield name, say("This behaviour does not ask for this. Leave it empty.")
    if draft.severity is not None and entry.severities and draft.severity not in entry.severities:
        yield "severity", say("The scheme does not know this severity for this behaviour.")
    yield from _rating_problems(entry, draft)
    yield from _rate_problems(draft)


def _out_of_bounds(name: str, value: int) -> Message:
    """Money and ratings are told in units, as they are typed."""
    if value < 0:
        return say("This must be at least %(least)s.", least=0)
    greatest = scoring.LARGEST[name] // (100 if name in HUNDREDTHS else 1)
    return say("This must be at most %(greatest)s.", greatest=greatest)


def _rating_problems(entry: CatalogueEntry, draft: EventDraft) -> Iterator[tuple[str, Message]]:
    if draft.rating is None or entry.lowest is None or entry.highest is None:
        return
    if not entry.lowest <= draft.rating <= entry.highest:
        low, high = (f"{v // 100}.{v % 100:02d}" for v in (entry.lowest, entry.highest))
        yield "rating", say("A rating lies from %(low)s to %(high)s.", low=low, high=high)


def _rate_problems(draft: EventDraft) -> Iterator[tuple[str, Message]]:
    if draft.numerator is None or draft.denominator is None:
        return
    if draft.denominator < 1:
        yield "denominator", say("At least one must have been inspected.")
    elif draft.numerator > draft.denominator:
        yield "numerator", say("More passed than were inspected. Please check both numbers.")


def _text_problems(draft: EventDraft) -> Iterator[tuple[str, Message]]:
    for name, most in _LONGEST.items():
        length = len(getattr(draft, name) or "")
        if length > most:
            yield (
                name,
                say(
                    "This is %(length)s characters long; at most %(max)s are possible.",
                    length=length,
                    max=most,
                ),
            )


def _missing(entry: CatalogueEntry, draft: EventDraft) -> Iterator[tuple[str, Message]]:
    given: dict[str, object] = {
        "assignment": draft.programme_id,
        "stage": draft.stage_id,
        "evidence": draft.files,
        "narrative": draft.narrative.strip(),
    }
    for name in sorted(entry.needs):
        if given.get(name, getattr(draft, name, None)) in (None, "", ()):
            yield _ASKED_AS.get(name, name), NEEDED
