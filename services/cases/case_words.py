"""Why an act in a case may not be done, in sentences: the services refuse with them, the pages show them."""

from __future__ import annotations

from collections.abc import Iterable

from procedure.guards import Missing
from services.messages import Conflict, Forbidden, Invalid, Message, Refusal, say

MISSING: dict[str, Message] = {
    "waits": say("A decision waits for its second person."),
    "closed": say("This case was already decided."),
    "suspended": say("This case is suspended; resume it first."),
    "stood_still": say("On this day the case stood still: it was suspended."),
    "not_suspended": say("This case is not suspended."),
    "investigators": say("Two investigators with their certificate numbers must be named first."),
    "investigator_recused": say("An investigator had to withdraw; name two others first."),
    "no_recusal_request": say("Nobody has asked that somebody withdraw."),
    "recusal_open": say("It must first be decided whether somebody has to withdraw."),
    "facts": say("Facts and evidence must be fixed first."),
    "notice": say("Nobody is listed without prior notice. Record the notice first."),
    "notice_made": say("The notice of these facts was already recorded."),
    "notice_served": say("The prior notice has not been served yet."),
    "too_late_not_to_file": say(
        "The party was given notice: the case is decided, not left unfiled."
    ),
    "defence_running": say("The contractor may reply until %(until)s."),
    "defence_running_provisional": say(
        "The time to reply ends on %(until)s only provisionally: the holidays of that year are not "
        "arranged yet."
    ),
    "hearing_window": say("The contractor may ask for a hearing until %(until)s."),
    "hearing_window_provisional": say(
        "The time to ask for a hearing ends on %(until)s only provisionally: the holidays of that year "
        "are not arranged yet."
    ),
    "statement_closed": say(
        "The time to reply has passed, and the case was reviewed on %(since)s."
    ),
    "hearing_already_asked": say("A hearing was already asked for."),
    "hearing_held": say("The hearing was already held."),
    "hearing_late": say("A hearing could be asked for until %(until)s."),
    "hearing_not_asked": say("No hearing was asked for."),
    "hearing_notice": say("The day of the hearing must be announced first."),
    "hearing_notice_served": say("The announcement of the hearing has not been served yet."),
    "hearing_too_soon": say(
        "Between the service of its announcement and the hearing on %(on)s lie less than seven working "
        "days; announce a later day."
    ),
    "hearing_day": say("The hearing was announced for %(on)s; its record bears that day."),
    "hearing_record": say("The hearing that was asked for must be held first."),
    "no_points": say("There is no point to answer."),
    "points": say("Points of the reply are not answered yet: %(count)s."),
    "review": say("The legal review has not been made yet."),
    "review_sent_back": say("The legal review has sent the case back."),
    "reviewed": say("The legal review has passed already."),
    "discussion": say("A case of this class needs the record of its collective discussion."),
    "discussion_not_needed": say("A case of this class needs no collective discussion."),
    "discussed": say("The collective discussion was already recorded."),
    "not_entered": say("This case was not decided by an entry on the list."),
    "effective": say("The decision has taken effect already."),
    "approval": say("The office above has not approved the entry yet."),
    "approval_not_needed": say("An entry on this list needs no approval of the office above."),
    "approved": say("The office above has approved already."),
    "repair_notice": say(
        "The decision is served together with the repair notice: record it first."
    ),
    "repair_notice_made": say("The repair notice was already recorded."),
    "nothing_waits": say("This decision was already confirmed or taken back."),
    "not_listed": say("By this case nobody is on the list."),
    "ended": say("By this case nobody is on the list any more."),
    "stayed": say("A stay of this listing is already ordered."),
    "not_stayed": say("No stay of this listing is ordered."),
    "own_case": say("Whoever opened the case neither reviews, presides nor decides."),
    "investigator": say("An investigator neither reviews, presides, decides nor confirms."),
    "reviewer": say("Whoever reviewed the case does not decide it."),
    "apart": say("Whoever reviewed the case or presided at its hearing does not investigate it."),
    "recused": say("Whoever had to withdraw takes no part in the case any more."),
    "asks_himself": say("Another person decides whether somebody has to withdraw."),
    "typed_myself": say("You entered or signed this decision, so another person must confirm it."),
    "decided_myself": say("The approval is recorded by a person who had no part in the decision."),
}

_MOVED_ON = frozenset(
    (
        *("waits", "closed", "suspended", "not_suspended", "notice_made", "reviewed", "discussed"),
        *("no_recusal_request", "no_points", "hearing_already_asked", "hearing_held", "approved"),
        *("repair_notice_made", "effective", "nothing_waits", "not_listed", "ended", "stayed"),
        *("not_stayed", "not_entered", "statement_closed"),
    )
)
"""What somebody else has done meanwhile; everything else is still to be done first."""


def missing_message(one: Missing) -> Message:
    return Message(MISSING[one.code].text, dict(one.params))


def refuse(found: Iterable[Missing], person: Missing | None = None) -> None:
    """Raise what stands in the way of an act, if anything does."""
    for one in found:
        raise _refusal(one)
    if person is not None:
        raise Forbidden(missing_message(person))


def _refusal(one: Missing) -> Refusal:
    message = missing_message(one)
    return Conflict(message) if one.code in _MOVED_ON else Invalid({"": message})
