"""When an entry on a list takes effect: with the service of its decision, and never before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import Case, ListDecision, Listing, new_id
from procedure.cases import missing
from services.apply.cases import replaced_by
from services.apply.rows import body_value
from services.calendar.deadlines import settled_day
from services.cases.case_file import case_clock, case_file
from services.cases.case_words import refuse
from services.messages import Invalid, say
from services.rules.list_rules import default_end, list_rule_on
from services.standing.scores import renew


def effect_of_service(session: Session, document_id: str, served_on: date) -> dict[str, Any] | None:
    """What the service of a list decision does, for the body of its record; None where it only informs.

    Raises ``Invalid`` while the decision may not be served yet (approval, repair notice). The listing begins
    on the later of the day that the decision names and the day of service, or the standstill after it.
    """
    decision = session.get_one(ListDecision, document_id)
    if decision.action != "enter" or decision.effective_entry_id is not None:
        return None
    case = session.get_one(Case, decision.case_id)
    refuse(missing(case_file(session, case), "serve_decision", served_on, case_clock(session)))
    from_on = max(_after_standstill(session, case, served_on), decision.from_on or served_on)
    until_on, for_life = _end(session, case, decision, from_on)
    if until_on is not None and until_on <= from_on:
        ended = say(
            "By this day the listing would have ended: take the decision back, decide anew."
        )
        raise Invalid({"": ended})
    return {
        "decision": decision.id,
        "listing": new_id(),
        "from_on": from_on.isoformat(),
        "until_on": body_value(until_on),
        "for_life": for_life,
        "replaced": [_span(one) for one in replaced_by(session, decision, from_on)],
    }


def _span(listing: Listing) -> dict[str, Any]:
    """The end of a stay that this entry ends, should its service be taken back."""
    return {
        "id": listing.id,
        "until_on": body_value(listing.until_on),
        "end": listing.end,
        "for_life": listing.for_life,
    }


def _after_standstill(session: Session, case: Case, served_on: date) -> date:
    """The day of service, or the first after the working days that the list wants to pass before."""
    rule = list_rule_on(session, case.scheme, case.list_code, case.opened_on)
    if rule is None or not rule.standstill:
        return served_on
    return settled_day(session, "standstill", served_on, rule.standstill) + timedelta(days=1)


def _end(
    session: Session, case: Case, decision: ListDecision, from_on: date
) -> tuple[date | None, bool]:
    """The exclusive end that was decided, else by the list's own length from the first day on it."""
    if decision.for_life or decision.until_on is not None:
        return decision.until_on, decision.for_life
    rule = list_rule_on(session, case.scheme, case.list_code, case.opened_on)
    end = default_end(rule, from_on)
    return (None, True) if end == "life" else (end, False)


def renew_effect(session: Session, effect: Mapping[str, Any] | None, today: date) -> None:
    """The score and the proposals of the party, after an entry has taken effect."""
    if effect is not None and "decision" in effect:
        decision = session.get_one(ListDecision, effect["decision"])
        renew(session, decision.subject_id, decision.scheme, today)
