"""How records are worded on pages: states, classes, severities, ways of confirmation, places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

import scoring
from identity import regions
from models import Event, Programme
from services.actor import Actor
from services.events.catalogue import CatalogueEntry
from services.messages import Message, say
from services.statements.weight_words import SEVERITIES
from web import show
from web.choices import Options
from web.language import pick, tell

CLASSES: dict[str, Message] = {
    "minor": say("minor"),
    "general": say("general"),
    "serious": say("serious"),
}
NATURES: dict[str, Message] = {
    "favourable": say("to its credit"),
    "measured": say("measured result"),
}
CONFIRM: dict[str, Message] = {
    "none": say("counts at once"),
    "review": say("counts when another person has confirmed it"),
    "notice": say("counts when the notice procedure has ended in a decision"),
}
STATES: dict[str, tuple[Message, str]] = {
    "pending": (say("Waiting for confirmation"), "wait"),
    "counted": (say("Counts"), "done"),
    "withdrawn": (say("Withdrawn"), "off"),
    "refused": (say("Refused"), "off"),
    "corrected": (say("Corrected"), "off"),
}
STEPS: dict[str, Message] = {
    "notice": say("Notice given"),
    "reply": say("Reply of the contractor"),
    "answer": say("Answer to the reply"),
}


def severity(code: str) -> str:
    return tell(SEVERITIES[code]) if code in SEVERITIES else code


def severities(codes: Iterable[str]) -> Options:
    return [(code, severity(code)) for code in codes]


def kind_of(behaviour: scoring.Behaviour) -> str:
    """The class of a fault, or what else it is."""
    if behaviour.severity_class:
        return tell(CLASSES[behaviour.severity_class])
    return tell(NATURES[behaviour.nature])


def label(entry: CatalogueEntry) -> str:
    return f"{entry.behaviour.code} {pick(entry.behaviour.label.zh, entry.behaviour.label.en)}"


def note(entry: CatalogueEntry) -> str:
    """Clause, class and how it comes to count, in one line."""
    return " · ".join(
        filter(
            None, [entry.clause, kind_of(entry.behaviour), tell(CONFIRM[entry.behaviour.confirm])]
        )
    )


def several(entries: Iterable[CatalogueEntry]) -> bool:
    """Whether they are of more than one scheme, which then must be named."""
    return len({entry.scheme for entry in entries}) > 1


def group(entry: CatalogueEntry, *, with_scheme: bool = False) -> str:
    name = pick(entry.group.zh, entry.group.en) if entry.group else _("Others")
    return f"{pick(entry.title.zh, entry.title.en)} · {name}" if with_scheme else name


def suggestion(entry: CatalogueEntry, *, with_scheme: bool = False) -> dict[str, str]:
    """One line under the search box."""
    scheme = pick(entry.title.zh, entry.title.en) if with_scheme else None
    said = " · ".join(filter(None, [scheme, note(entry)]))
    return {"id": entry.key, "label": label(entry), "note": said}


def for_script(entry: CatalogueEntry) -> dict[str, Any]:
    """What the form's script has to know of a behaviour."""
    unit = entry.behaviour.unit
    return {
        "needs": sorted(entry.needs),
        "severities": list(entry.severities),
        "unit": pick(unit.zh, unit.en) if unit else "",
        "note": note(entry),
    }


def work_regions(actor: Actor) -> list[tuple[str, Options]]:
    """Places of work inside the actor's region, in GB/T 2260 order, grouped by prefecture."""
    if actor.region is None:
        return []
    own = [(actor.region, show.region(actor.region))]
    below = regions.children(actor.region)
    if not any(regions.children(region.code) for region in below):
        return [
            (show.region(actor.region), [*own, *((r.code, show.region(r.code)) for r in below)])
        ]
    return [(_("The whole region"), own), *(_prefecture(region.code) for region in below)]


def _prefecture(code: str) -> tuple[str, Options]:
    places = [code, *(region.code for region in regions.children(code))]
    return show.region(code), [(place, show.region(place)) for place in places]


def works(programmes: Iterable[Programme]) -> list[tuple[str, Options]]:
    """Programmes, each with its stages."""
    return [
        (
            pick(programme.name_zh, programme.name_en),
            [
                (programme.id, _("Programme as a whole")),
                *(
                    (f"{programme.id}/{stage.id}", pick(stage.name_zh, stage.name_en))
                    for stage in programme.stages
                ),
            ],
        )
        for programme in programmes
    ]


def state_of(event: Event) -> tuple[str, str]:
    """Word and tone of how a record stands."""
    refused = event.withdrawal is not None and event.withdrawal.refused
    word, tone = STATES["refused" if refused else event.state]
    return tell(word), tone


def decimal(hundredths: int | None) -> str:
    """Hundredths as they are typed: 350 is 3.50."""
    return "" if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02d}"


def numbers(event: Event, unit: str) -> list[tuple[str, str]]:
    """What was counted and measured, label and value, only what there is."""
    found: list[tuple[str, str | None]] = [
        (_("Severity"), severity(event.severity) if event.severity else None),
        (_("Number"), None if event.quantity is None else f"{event.quantity:,} {unit}".strip()),
        (_("Amount"), _money(event.amount_fen)),
        (_("Passed of inspected"), _rate(event)),
        (_("Rating"), decimal(event.rating) or None),
        (_("Until"), event.until_on.isoformat() if event.until_on else None),
        (_("Incident"), event.incident_id),
        (_("Document number"), event.document_no),
    ]
    return [(name, value) for name, value in found if value is not None]


def _money(fen: int | None) -> str | None:
    return None if fen is None else _("%(amount)s yuan", amount=show.points(fen))


def _rate(event: Event) -> str | None:
    if event.numerator is None or event.denominator is None:
        return None
    rate = show.percent(event.numerator, event.denominator)
    return f"{event.numerator:,} / {event.denominator:,} ({rate})"


def told(words: Mapping[str, Message], code: str | None) -> str:
    return tell(words[code]) if code and code in words else (code or "")
