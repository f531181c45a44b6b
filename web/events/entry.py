"""Enter one record: a short form that asks only for what the behaviour needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from models import Event
from schemas.events import EntryForm
from services.events.catalogue import catalogue, search_catalogue
from services.events.check_event import programmes
from services.events.find_duplicates import LooksRecorded
from services.events.record_event import record_event
from services.messages import Invalid
from services.objections.dispute_marks import marks_of_events
from services.scope import event_or_404, subject_or_404
from web import event_words as words
from web.access import actor, may
from web.context import config, db, now, today
from web.events.blueprint import bp
from web.events.draft import (
    behaviour_values,
    chosen_entry,
    in_form,
    made_for_chosen,
    read_draft,
    work_value,
)
from web.form import Form, once, typed
from web.uploads import Uploads, receive_uploads

SUGGESTIONS = 60


@bp.get("/new")
@may("event.enter")
def new() -> str:
    return _page(Form(_prefilled()), Uploads())


def _prefilled() -> dict[str, str]:
    """Today, the own place; what the address names; and of the record before, what seldom changes."""
    who = actor()
    values = {"occurred_on": today().isoformat()}
    if who.region and not who.region.endswith("0000"):
        values["region"] = who.region
    if before := request.args.get("again"):
        values |= _again(event_or_404(db(), who, before))
    if contractor := request.args.get("contractor"):
        subject = subject_or_404(db(), who, contractor)
        values |= {"contractor": subject.name, "contractor_id": subject.id}
    return values | behaviour_values(request.args.get("behaviour", ""))


def _again(event: Event) -> dict[str, str]:
    return {
        **behaviour_values(f"{event.scheme}/{event.behaviour}"),
        "region": event.region,
        "work": work_value(event),
        "second_officer": event.second_officer or "",
    }


@bp.post("/new")
@may("event.enter")
def create() -> Any:
    form, uploads = typed(), receive_uploads()
    try:
        draft, given = read_draft(EntryForm(), uploads)
        event_id = once(
            lambda key: record_event(db(), actor(), draft, now(), key, anyway=given["anyway"])
        )
    except LooksRecorded as question:
        form.refuse(question)
        return _page(form, uploads, question.events), 422
    except Invalid as problem:
        form.refuse(in_form(problem))
        return _page(form, uploads), 422
    event = event_or_404(db(), actor(), event_id)
    flash(_recorded(event), "ok")
    if given["then"] == "again":
        return redirect(url_for("events.new", again=event.id), 303)
    return redirect(url_for("statements.show", subject_id=event.subject_id), 303)


def _recorded(event: Event) -> str:
    said = {
        "none": _("Recorded for %(name)s; it counts.", name=event.subject.name),
        "review": _(
            "Recorded for %(name)s. It counts when another person has confirmed it.",
            name=event.subject.name,
        ),
        "notice": _(
            "Recorded for %(name)s. It counts when the notice procedure has ended in a decision.",
            name=event.subject.name,
        ),
    }
    return str(said[event.confirm])


def _page(form: Form, uploads: Uploads, alike: Sequence[Event] = ()) -> str:
    # A half-typed record of one contractor is never put before another's.
    named = (request.args.get(name, "") for name in ("contractor", "again"))
    keep_as = "-".join(filter(None, ("event", *named)))
    marks = marks_of_events(db(), [event.id for event in alike])
    return render_template(
        "events/new.html", alike=alike, marks=marks, keep_as=keep_as, **fields(form, uploads)
    )


def fields(form: Form, uploads: Uploads) -> dict[str, Any]:
    """What the fields of a record need, on whichever page they stand."""
    entries = catalogue(db(), today())
    chosen = chosen_entry(form.values)
    severities = dict.fromkeys(code for entry in entries.values() for code in entry.severities)
    offered = list(made_for_chosen(entries, form.values.get("contractor_id") or "").values())
    several = words.several(offered)
    groups: dict[str, list[dict[str, str]]] = {}
    for entry in offered:
        name = words.group(entry, with_scheme=several)
        groups.setdefault(name, []).append(words.suggestion(entry))
    return {
        "form": form,
        "uploads": uploads,
        "max_mb": config().upload_cap_mb,
        "regions": words.work_regions(actor()),
        "works": words.works(programmes(db())),
        "severities": words.severities(severities),
        "script": {key: words.for_script(entry) for key, entry in entries.items()},
        "chosen_note": words.note(chosen) if chosen else "",
        "groups": groups,
        "labels": labels(),
    }


def labels() -> dict[str, str]:
    """How the fields are called."""
    return {
        "contractor": _("Contractor"),
        "behaviour": _("Behaviour"),
        "occurred_on": _("Day on which it happened"),
        "region": _("Place of work"),
        "work": _("Programme and stage"),
        "severity": _("Severity"),
        "quantity": _("Number"),
        "amount_fen": _("Amount"),
        "numerator": _("Passed"),
        "denominator": _("Inspected"),
        "rating": _("Rating"),
        "until_on": _("Until"),
        "narrative": _("Account of what happened"),
        "evidence": _("Evidence"),
        "document_no": _("Document number"),
        "second_officer": _("Second officer"),
        "incident_id": _("Incident"),
        "reason": _("Reason"),
    }


@bp.get("/behaviours.json")
@may("event.enter", "event.correct")
def behaviours() -> Any:
    """What matches the typed text, of the schemes that weigh the contractor if one is chosen."""
    entries = made_for_chosen(
        catalogue(db(), today()), request.args.get("contractor_id", "")
    ).values()
    found = search_catalogue(entries, request.args.get("q", ""))[:SUGGESTIONS]
    several = words.several(entries)
    return {"items": [words.suggestion(entry, with_scheme=several) for entry in found]}
