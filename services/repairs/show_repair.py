"""Show one application for repair: what is asked, its papers and decisions, how each was served, what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Evidence, Repair, RepairDecision, RepairItem, RepairPaper, Service
from procedure.deadlines import Due
from procedure.repair import Norm
from services.actor import Actor
from services.cases.shown_papers import People, ShownFile, Someone, shown_files
from services.labels import Both, row_label, scheme_label
from services.messages import Message
from services.repairs.heard_before_revoking import time_to_reply, unheard
from services.repairs.repair_actions import actions_of, state_of
from services.repairs.repair_effect import likely_effect
from services.repairs.repair_norms import norms
from services.repairs.repairable import repairables
from services.repairs.show_repairs import due_to_decide, listing_of, what_of
from services.scope import repair_or_404
from services.serving.service_records import services_of
from services.statements.shown_effect import ShownEffect


@dataclass(frozen=True)
class ShownItem:
    """What repair is asked for, with its norm and days; ``record`` and ``case`` lead to its page."""

    kind: str
    what: Both
    norm: Norm
    severity: str
    determined_on: date
    possible_from: date
    last_public: date | None
    event_id: str | None
    case_id: str | None


@dataclass(frozen=True)
class RepairPart:
    """A paper or a decision, with who stands behind it and how it was served."""

    row: RepairPaper | RepairDecision
    by: Someone
    confirmed_by: Someone | None
    typed_by: Someone
    text: str
    files: tuple[ShownFile, ...]
    service: Service | None


@dataclass(frozen=True)
class ShownRepair:
    """``missing`` says what stands in the way of a revocation, ``reply`` the time to state one's case."""

    repair: Repair
    state: str
    scheme: Both
    office: Both
    asked_by: Someone
    items: tuple[ShownItem, ...]
    proof: tuple[ShownFile, ...]
    pledge: tuple[ShownFile, ...]
    papers: tuple[RepairPart, ...]
    decisions: tuple[RepairPart, ...]
    due: Due | None
    reply: Due | None
    missing: Message | None
    effect: ShownEffect | None
    actions: frozenset[str]


def show_repair(session: Session, actor: Actor, repair_id: str, today: date) -> ShownRepair:
    """An application as this person may see it, or ``NotFound``."""
    repair = repair_or_404(session, actor, repair_id)
    staff = actor.subject_id is None
    decisions = [d for d in repair.decisions if staff or _told(d)]
    papers = [p for p in repair.papers if staff or p.kind != "examination"]
    ids = [*(paper.id for paper in papers), *(decision.id for decision in decisions)]
    holders = [repair.asked_by, *(paper.typed_by for paper in papers)]
    for d in decisions:
        holders += [d.typed_by, d.decided_by, *([d.confirmed_by] if d.confirmed_by else [])]
    about = _About(
        People(session, actor, holders),
        shown_files(session, actor, [repair.id, *ids]),
        services_of(session, ids),
    )
    proof, pledge = _split(session, repair, about.files.get(repair.id, ()))
    return ShownRepair(
        repair=repair,
        state=_state(actor, repair),
        scheme=scheme_label(session, repair.scheme),
        office=row_label(repair.office),
        asked_by=about.people[repair.asked_by],
        items=tuple(_item(session, item) for item in repair.items),
        proof=proof,
        pledge=pledge,
        papers=tuple(map(about.paper, papers)),
        decisions=tuple(map(about.decision, decisions)),
        due=due_to_decide(session, repair),
        reply=time_to_reply(session, repair) if repair.stands else None,
        missing=unheard(session, repair, today) if repair.stands else None,
        effect=_effect(session, repair, today),
        actions=actions_of(session, actor, repair, today),
    )


def _state(actor: Actor, repair: Repair) -> str:
    """The party hears of a decision when it binds, and of a revocation when it was served."""
    state = state_of(repair)
    if actor.subject_id is None or state not in ("typed", "unserved"):
        return state
    if repair.stands:
        return "noticed"
    return "checked"


def _told(decision: RepairDecision) -> bool:
    """The party hears of a decision that binds; of a revocation when it has reached it."""
    bound = not decision.waits and decision.withdrawn_by is None
    return bound and (decision.action != "revoke" or decision.effective_entry_id is not None)


@dataclass(frozen=True)
class _About:
    """Who stands behind papers and decisions, their files, and how they were served."""

    people: People
    files: Mapping[str, tuple[ShownFile, ...]]
    services: Mapping[str, Service]

    def paper(self, row: RepairPaper) -> RepairPart:
        return RepairPart(
            row=row,
            by=self.people[row.typed_by],
            confirmed_by=None,
            typed_by=self.people[row.typed_by],
            text=row.text or "",
            files=self.files.get(row.id, ()),
            service=self.services.get(row.id),
        )

    def decision(self, row: RepairDecision) -> RepairPart:
        return RepairPart(
            row=row,
            by=self.people[row.decided_by],
            confirmed_by=self.people.get(row.confirmed_by),
            typed_by=self.people[row.typed_by],
            text=row.reason or "",
            files=self.files.get(row.id, ()),
            service=self.services.get(row.id),
        )


def _split(
    session: Session, repair: Repair, files: Sequence[ShownFile]
) -> tuple[tuple[ShownFile, ...], tuple[ShownFile, ...]]:
    """The proof that the duties were done, and the pledge: both belong to the application."""
    pledges = _pledge_ids(session, repair.id)
    proof = tuple(file for file in files if file.id not in pledges)
    return proof, tuple(file for file in files if file.id in pledges)


def _pledge_ids(session: Session, repair_id: str) -> frozenset[str]:
    """The files that are the signed pledge of an application."""
    query = select(Evidence.id).where(
        Evidence.owner_id == repair_id, Evidence.owner_kind == "repair_pledge"
    )
    return frozenset(session.scalars(query))


def _item(session: Session, item: RepairItem) -> ShownItem:
    kind = "event" if item.event_id else "listing" if item.listing_id else "publication"
    return ShownItem(
        kind=kind,
        what=what_of(session, item),
        norm=norms()[item.norm],
        severity=item.severity,
        determined_on=item.determined_on,
        possible_from=item.possible_from,
        last_public=item.stops_on and item.stops_on - timedelta(days=1),
        event_id=item.event_id,
        case_id=None if item.event_id else listing_of(session, item).case_id,
    )


def _effect(session: Session, repair: Repair, today: date) -> ShownEffect | None:
    """What granting it today would do; nothing once it is decided."""
    if not repair.is_open:
        return None
    wanted = {
        target
        for item in repair.items
        for target in (item.event_id, item.listing_id, item.publication_id)
        if target
    }
    things = [one for one in repairables(session, repair.subject_id, today) if one.id in wanted]
    return likely_effect(session, repair.subject_id, things, today)
