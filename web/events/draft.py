"""From a sent form to a draft, and from a record back to a form."""

from __future__ import annotations

from typing import Any

from flask import request

from models import Event
from schemas.events import EntryForm
from services.events.catalogue import Catalogue, CatalogueEntry, catalogue, made_for, meant_by
from services.events.event_draft import EventDraft
from services.files.new_file import NewFile
from services.messages import Invalid, Message, NotFound, say
from services.scope import subject_or_404
from services.subjects.match_contractors import match_contractor
from web import event_words as words
from web.access import actor
from web.context import db, today
from web.form import load
from web.uploads import Uploads

_COLUMNS = (
    *("occurred_on", "region", "narrative", "severity", "quantity", "amount_fen", "numerator"),
    *("denominator", "rating", "incident_id", "until_on", "document_no", "second_officer"),
)

_IN_FORM = {"programme": "work", "stage": "work"}


def read_draft(schema: EntryForm, uploads: Uploads) -> tuple[EventDraft, dict[str, Any]]:
    """The draft and the rest of the form; raises ``Invalid`` with everything that is wrong so far."""
    problems: dict[str, Message] = {}
    given: dict[str, Any] = {}
    files: tuple[NewFile, ...] = ()
    try:
        given = load(schema)
    except Invalid as problem:
        problems |= problem.fields
    try:
        files = uploads.files()
    except Invalid as problem:
        problems |= problem.fields
    contractor = _contractor(problems)
    entry = _behaviour(problems, contractor)
    if problems or contractor is None or entry is None:
        raise Invalid(problems)
    programme_id, stage_id = given["work"] or (None, None)
    draft = EventDraft(
        subject_id=contractor,
        scheme=entry.scheme,
        behaviour=entry.behaviour.code,
        programme_id=programme_id,
        stage_id=stage_id,
        files=files,
        **{name: given[name] for name in _COLUMNS},
    )
    return draft, given


def in_form(problem: Invalid) -> Invalid:
    """A service's messages under the names that the form gives its fields."""
    return Invalid({_IN_FORM.get(name, name): text for name, text in problem.fields.items()})


def _contractor(problems: dict[str, Message]) -> str | None:
    """The contractor that was chosen or typed."""
    text = request.form.get("contractor", "").strip()
    if not text or "contractor" in problems or "contractor_id" in problems:
        return None
    found = match_contractor(db(), actor(), text, request.form.get("contractor_id") or None)
    if isinstance(found, Message):
        problems["contractor"] = found
        return None
    return found


def _behaviour(problems: dict[str, Message], contractor: str | None) -> CatalogueEntry | None:
    """What was chosen or typed; of several schemes that know the word, the one that weighs the contractor."""
    text = request.form.get("behaviour", "").strip()
    if not text or "behaviour" in problems or "behaviour_id" in problems:
        return None
    entries = catalogue(db(), today())
    meant = meant_by(entries.values(), text)
    chosen = entries.get(request.form.get("behaviour_id", ""))
    if chosen in meant:
        return chosen
    meant = meant_by(made_for_chosen(entries, contractor or "").values(), text) or meant
    if len(meant) == 1:
        return meant[0]
    problems["behaviour"] = (
        say("Several schemes have this behaviour. Choose from the list that opens while you type.")
        if meant
        else say("This behaviour is not in the catalogue. Give its code or its whole name.")
    )
    return None


def made_for_chosen(entries: Catalogue, contractor: str) -> Catalogue:
    """Of the schemes that weigh this contractor; all of them while none is chosen."""
    if not contractor:
        return entries
    try:
        subject = subject_or_404(db(), actor(), contractor)
    except NotFound:
        return entries
    return made_for(entries, subject)


def chosen_entry(values: Any) -> CatalogueEntry | None:
    """The behaviour that stands in a form, if it names one."""
    return catalogue(db(), today()).get(values.get("behaviour_id") or "")


def behaviour_values(key: str) -> dict[str, str]:
    entry = catalogue(db(), today()).get(key)
    return {"behaviour": words.label(entry), "behaviour_id": entry.key} if entry else {}


def work_value(event: Event) -> str:
    return "/".join(filter(None, [event.programme_id, event.stage_id]))


def values_of(event: Event) -> dict[str, str]:
    """A record as it would be typed."""
    as_typed = {
        **behaviour_values(f"{event.scheme}/{event.behaviour}"),
        "contractor": event.subject.name,
        "contractor_id": event.subject_id,
        "occurred_on": event.occurred_on.isoformat(),
        "work": work_value(event),
        "amount_fen": words.decimal(event.amount_fen),
        "rating": words.decimal(event.rating),
        "until_on": event.until_on.isoformat() if event.until_on else "",
    }
    plain = (
        *("region", "narrative", "severity", "quantity", "numerator", "denominator"),
        *("incident_id", "document_no", "second_officer"),
    )
    kept = {name: getattr(event, name) for name in plain}
    return as_typed | {name: "" if value is None else str(value) for name, value in kept.items()}
