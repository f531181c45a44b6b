"""What a person may do in a case today, and why not: the machine's answer with this person's permissions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models import Listing
from procedure.case_file import CaseFile, Clock, Stay
from procedure.cases import (
    ACTIONS,
    Action,
    barred,
    borne_day,
    listing_state,
    missing,
    next_action,
    state,
)
from procedure.guards import Missing
from services.actor import Actor


@dataclass(frozen=True)
class Offer:
    """An act of the machine for one person: ``here`` he may do it himself, ``typed`` enter what was signed on
    paper; ``missing`` is what the file lacks, ``barred`` why it is not for this person.
    """

    code: str
    here: bool
    typed: bool
    missing: tuple[Missing, ...]
    barred: Missing | None

    @property
    def stands_open(self) -> bool:
        """It can be done now: here, or by typing what somebody else has signed."""
        return not self.missing and ((self.here and self.barred is None) or self.typed)


def offers(actor: Actor, file: CaseFile, day: date, clock: Clock) -> dict[str, Offer]:
    """Every act by code, in the order of the procedure."""
    return {code: _offer(actor, file, action, day, clock) for code, action in ACTIONS.items()}


def actions_of(actor: Actor, file: CaseFile, day: date, clock: Clock) -> frozenset[str]:
    """The codes of what this person may do now."""
    found = offers(actor, file, day, clock)
    return frozenset(code for code, offer in found.items() if offer.stands_open)


def next_code(file: CaseFile, day: date, clock: Clock) -> str:
    """The act that the procedure waits for: one of ACTIONS, ``serve`` (a notice), or empty for none."""
    if file.waiting is not None:
        return "confirm"
    found = next_action(file, day, clock)
    if found is not None:
        return found
    where = state(file, day, clock)
    if where in ("to_serve_notice", "to_hear"):
        return "serve"
    return "serve_decision" if where == "to_serve" else ""


def _offer(actor: Actor, file: CaseFile, action: Action, day: date, clock: Clock) -> Offer:
    typed = action.typed is not None and actor.may(action.typed)
    return Offer(
        code=action.code,
        here=_may(actor, file, action),
        typed=typed and actor.subject_id is None,
        missing=missing(file, action.code, borne_day(file, action.code, day), clock),
        barred=_barred(actor, file, action),
    )


def _may(actor: Actor, file: CaseFile, action: Action) -> bool:
    if actor.subject_id is not None:
        return action.own is not None and actor.may(action.own)
    if action.code == "take_back" and file.waiting is not None:
        able = actor.may("list.type") or actor.may("list.decide")
        if able and actor.persons & file.waiting.typed_by:
            return True
    return actor.may(action.permission)


def _barred(actor: Actor, file: CaseFile, action: Action) -> Missing | None:
    """The chair of a hearing is named: whoever records it may be anybody."""
    if action.code in ("hearing_notice", "hearing_record"):
        return None
    return barred(file, action.code, actor.persons)


def stay_of(listing: Listing) -> Stay:
    return Stay(listing.from_on, listing.until_on, listing.end)


def state_of_listing(listing: Listing, day: date, *, stayed: bool = False) -> str:
    """coming, listed, stayed, ended or annulled."""
    return listing_state(stay_of(listing), day, stayed=stayed)
