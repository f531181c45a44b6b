"""Ask for credit repair: by the party itself, or entered from its paper or from 信用中国 by staff (代录)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Event, Listing, Publication, Repair, new_id
from models.repair import CHANNELS
from procedure.repair import Item, Missing, Papers, missing
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_subjects
from services.messages import Conflict, Invalid, Message, NotFound, say
from services.repairs.repairable import Repairable, barred, repairables
from services.scope import repair_or_404, subject_or_404
from services.writing import Once, writing

PORTAL = "portal"


@dataclass(frozen=True)
class RepairDraft:
    """``targets`` are ids of records, of one listing and its publicity; ``duties``: what was done, in words.

    ``received_on`` and ``reference_no`` (the number given by 信用中国) are for what came in elsewhere.
    """

    targets: tuple[str, ...]
    duties: str
    channel: str = PORTAL
    received_on: date | None = None
    reference_no: str | None = None
    proof: tuple[NewFile, ...] = ()
    pledge: tuple[NewFile, ...] = ()


def ask_repair(
    session: Session,
    actor: Actor,
    subject_id: str,
    draft: RepairDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """File an application that lacks nothing; returns its id.

    Raises ``Invalid`` with what is missing, and from which day it is possible.
    """
    own = actor.subject_id is not None
    actor.require("own.repair" if own else "repair.handle")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [subject_id])
        subject = subject_or_404(session, actor, subject_id)
        today = day_of(now)
        asked = _asked(session, subject.id, draft, today)
        if problems := _problems(session, subject.id, draft, asked, today, own=own):
            raise Invalid(problems)
        repair_id, private = new_id(), Private()
        private.keep("repair", repair_id, duties=draft.duties.strip())
        data: dict[str, Any] = {
            "repair": {
                "id": repair_id,
                "subject_id": subject.id,
                "scheme": asked[0].scheme,
                "office_id": asked[0].office_id,
                "channel": draft.channel,
                "received_on": (draft.received_on or today).isoformat(),
                "reference_no": draft.reference_no or None,
                "asked_by": actor.holder_id,
                "on_behalf": not own,
            },
            "items": [_item(repair_id, n, one) for n, one in enumerate(asked)],
            "evidence": [
                *evidence_rows("repair", repair_id, draft.proof, private),
                *evidence_rows("repair_pledge", repair_id, draft.pledge, private),
            ],
        }
        writer.add("repair.ask", data, subject.id, private)
        writer.result = repair_id
    return writer.result


def give_up_repair(
    session: Session, actor: Actor, repair_id: str, now: datetime, once: Once | None = None
) -> str:
    """The party takes its application back before it is decided; staff enter that from its paper."""
    actor.require("own.repair" if actor.subject_id is not None else "repair.handle")
    with writing(session, actor, now, once) as writer:
        repair = locked_repair(session, actor, repair_id)
        if not repair.is_open or repair.waiting is not None:
            raise Conflict(say("This application was already decided."))
        data = {"repair": repair.id, "on": day_of(now).isoformat()}
        writer.add("repair.give_up", data, repair.subject_id)
        writer.result = repair.id
    return writer.result


def locked_repair(session: Session, actor: Actor, repair_id: str) -> Repair:
    """An application that this person sees, read again under its subject's lock."""
    repair = repair_or_404(session, actor, repair_id)
    lock_subjects(session, [repair.subject_id])
    session.refresh(repair)
    return repair


def lacking(
    session: Session, subject_id: str, items: Sequence[Item], papers: Papers, day: date
) -> tuple[Missing, ...]:
    """What stands in the way of asking for these things on a day."""
    bars = [barred(session, subject_id, code) for code in {item.norm.code for item in items}]
    return missing(items, papers, day, max((bar for bar in bars if bar), default=None))


def told(lack: Missing) -> Message:
    """What is missing, as a sentence for both sides."""
    day = lack.params["day"].isoformat() if "day" in lack.params else ""
    return {
        "nothing": say("Choose what shall be repaired."),
        "barred": say(
            "After a repair that was revoked as falsely obtained, none may be asked for before %(day)s.",
            day=day,
        ),
        "for_life": say("A listing for life is not repaired."),
        "ended": say("It has ended by itself on %(day)s.", day=day),
        "no_early_end": say("The norm that governs it knows no early end."),
        "too_early": say("Repair may be asked for from %(day)s on.", day=day),
        "duties": say("Say how the duties were done."),
        "proof": say("The proof that the duties were done is missing."),
        "pledge": say("The signed public pledge is missing."),
    }[lack.code]


_FIELDS = {"duties": "duties", "proof": "proof", "pledge": "pledge"}


def _asked(
    session: Session, subject_id: str, draft: RepairDraft, today: date
) -> tuple[Repairable, ...]:
    """The things by their ids; what cannot be repaired, or is not this party's, is not there."""
    known = {one.id: one for one in repairables(session, subject_id, today)}
    wanted = dict.fromkeys(draft.targets)
    if unknown := [target for target in wanted if target not in known]:
        if any(_exists(session, target) for target in unknown):
            raise Conflict(
                say("One of these can no longer be repaired. Look at the list as it is now.")
            )
        raise NotFound(say("There is no such record."))
    return tuple(known[target] for target in wanted)


def _exists(session: Session, target: str) -> bool:
    return any(session.get(table, target) for table in (Event, Listing, Publication))


def _problems(
    session: Session,
    subject_id: str,
    draft: RepairDraft,
    asked: Sequence[Repairable],
    today: date,
    *,
    own: bool,
) -> dict[str, Message]:
    received = draft.received_on or today
    problems = _of_coming_in(draft, received, today, own=own)
    papers = Papers(bool(draft.duties.strip()), bool(draft.proof), bool(draft.pledge))
    for lack in lacking(session, subject_id, [one.item for one in asked], papers, received):
        problems.setdefault(_FIELDS.get(lack.code, "targets"), told(lack))
    if any(one.asked for one in asked):
        problems["targets"] = say("An application about this is already under way.")
    if not _together(asked):
        problems["targets"] = say("Ask separately for what different offices or schemes decide.")
    return problems


def _of_coming_in(
    draft: RepairDraft, received: date, today: date, *, own: bool
) -> dict[str, Message]:
    if draft.channel not in CHANNELS or own != (draft.channel == PORTAL):
        return {"channel": say("Say where the application came in.")}
    if received > today:
        return {"received_on": say("This day is still to come. Give the day on which it happened.")}
    if own and received != today:
        return {"received_on": say("What is asked here is asked today.")}
    if draft.channel == "credit_china" and not draft.reference_no:
        return {"reference_no": say("Give the number of the application on Credit China.")}
    return {}


def _together(asked: Iterable[Repairable]) -> bool:
    return len({(one.scheme, one.office_id) for one in asked}) <= 1


def _item(repair_id: str, position: int, one: Repairable) -> dict[str, Any]:
    times = one.item.times
    return {
        "id": new_id(),
        "repair_id": repair_id,
        "position": position,
        f"{one.kind}_id": one.id,
        "norm": one.item.norm.code,
        "severity": one.item.severity,
        "determined_on": one.item.determined_on.isoformat(),
        "possible_from": body_value(times.first),
        "stops_on": body_value(times.stops),
        "until_on": body_value(one.item.until),
    }
