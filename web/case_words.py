"""How a case is worded on its pages: states, papers, decisions, acts, and who may do them."""

from __future__ import annotations

from collections.abc import Iterable

from services.actor import roles
from services.cases.shown_case import ShownCasePaper, ShownDecision
from services.messages import Message, say
from web.language import _, pick, tell

STATES: dict[str, tuple[Message, str]] = {
    "opened": (say("Investigators to be named"), "wait"),
    "to_fix": (say("Facts to be fixed"), "wait"),
    "to_notify": (say("Notice to be given"), "wait"),
    "to_serve_notice": (say("Notice to be served"), "wait"),
    "running": (say("Time to reply is running"), "now"),
    "to_answer": (say("Reply to be answered"), "wait"),
    "to_hear": (say("Hearing to be held"), "wait"),
    "to_recuse": (say("Request to withdraw to be decided"), "wait"),
    "to_review": (say("Legal review to be made"), "wait"),
    "to_discuss": (say("To be discussed collectively"), "wait"),
    "ripe": (say("Ready to be decided"), "wait"),
    "examined": (say("Being examined"), "wait"),
    "suspended": (say("Suspended"), "off"),
    "typed": (say("Waiting for the second person"), "wait"),
    "to_approve": (say("Waiting for approval one level up"), "wait"),
    "to_serve": (say("Decision to be served"), "wait"),
    "coming": (say("Begins later"), "now"),
    "listed": (say("On the list"), "now"),
    "stayed": (say("Execution stayed"), "wait"),
    "ended": (say("Ended"), "off"),
    "annulled": (say("Annulled"), "off"),
    "refused": (say("Not listed"), "off"),
    "not_filed": (say("Not filed"), "off"),
    "dismissed": (say("Dismissed"), "off"),
    "transferred": (say("Transferred"), "off"),
    "terminated": (say("Terminated"), "off"),
}

PAPERS: dict[str, Message] = {
    "investigators": say("Investigators"),
    "facts": say("Facts and evidence fixed"),
    "notice": say("Prior notice"),
    "reply": say("Statement and defence"),
    "waiver": say("Waiver of statement and defence"),
    "hearing_request": say("Request for a hearing"),
    "hearing_notice": say("Notice of the hearing"),
    "hearing_record": say("Record of the hearing"),
    "answer": say("Answer to the statement and defence"),
    "review": say("Legal review"),
    "discussion": say("Record of collective discussion"),
    "approval": say("Approval one level up"),
    "repair_notice": say("Repair notice"),
    "recusal_request": say("Request to withdraw"),
    "recusal_decision": say("Decision on the request to withdraw"),
}

DECISIONS: dict[str, tuple[Message, Message]] = {
    "enter": (
        say("Enter on the list"),
        say("The facts stand, the party was heard, and the conditions of the list are met."),
    ),
    "refuse": (
        say("Do not list"),
        say("Facts not proved, conditions not met, or a minor first act put right."),
    ),
    "not_filed": (
        say("Do not file the case"),
        say("There was no ground to open it; possible before the notice."),
    ),
    "dismiss": (
        say("Dismiss the case"),
        say("The case was filed, and the ground for it has fallen away."),
    ),
    "transfer": (say("Transfer the case"), say("Another authority has to handle it.")),
    "terminate": (
        say("Terminate the case"),
        say("The party has ceased to exist, or the case has no object any more."),
    ),
    "suspend": (
        say("Suspend the case"),
        say("Something must first be settled elsewhere; its own time stands still."),
    ),
    "resume": (say("Resume the case"), say("What it waited for is settled.")),
    "leave": (say("End the listing"), say("It stood rightly and ends before its day.")),
    "annul": (
        say("Annul the listing"),
        say("It was wrong from the start: it never stood, and every score is recomputed."),
    ),
    "correct": (
        say("Correct the listing"),
        say("The decision stands; a clerical error in it is put right."),
    ),
    "stay": (
        say("Stay the execution"),
        say("On the order of the office, the reviewing authority or a court; it is not automatic."),
    ),
    "lift": (say("Lift the stay"), say("The order ended; the listing acts again.")),
}
"""Each decision, and when it is the right one."""

DECIDED: dict[str, Message] = {
    "enter": say("Listing decided"),
    "refuse": say("Decided not to list"),
    "not_filed": say("Decided not to file"),
    "dismiss": say("Case dismissed"),
    "transfer": say("Case transferred"),
    "terminate": say("Case terminated"),
    "suspend": say("Case suspended"),
    "resume": say("Case resumed"),
    "leave": say("End of the listing decided"),
    "annul": say("Listing annulled"),
    "correct": say("Listing corrected"),
    "stay": say("Execution stayed"),
    "lift": say("Stay lifted"),
}

STEPS: dict[str, Message] = {
    "opened": say("Case opened"),
    "investigators": say("Two investigators"),
    "recusal": say("Request to withdraw decided"),
    "facts": say("Facts and evidence fixed"),
    "notice": say("Prior notice"),
    "notice_served": say("Notice served"),
    "heard": say("Party heard"),
    "hearing": say("Hearing"),
    "hearing_request": say("Hearing asked for"),
    "hearing_notice": say("Notice of the hearing"),
    "hearing_notice_served": say("Notice of the hearing served"),
    "answered": say("Every point answered"),
    "review": say("Legal review"),
    "discussion": say("Collective discussion"),
    "decision": say("Decision"),
    "approval": say("Approval one level up"),
    "repair_notice": say("Repair notice"),
    "decision_served": say("Decision served"),
    "effect": say("Listing takes effect"),
}
"""The steps of the checklist, which is also the index of the papers."""

ACTS: dict[str, Message] = {
    "investigators": say("Name the investigators"),
    "recusal_request": say("Record a request to withdraw"),
    "recusal_decision": say("Decide on the request to withdraw"),
    "facts": say("Fix the facts and the evidence"),
    "notice": say("Make out the prior notice"),
    "serve": say("Record its service"),
    "reply": say("Record a statement that came on paper"),
    "waiver": say("Record a waiver that came on paper"),
    "hearing_request": say("Record a request for a hearing"),
    "hearing_notice": say("Announce the hearing"),
    "hearing_record": say("Record the hearing"),
    "answer": say("Answer the statement point by point"),
    "review": say("Record the legal review"),
    "discussion": say("Record the collective discussion"),
    "approval": say("Record the approval one level up"),
    "repair_notice": say("Make out the repair notice"),
    "serve_decision": say("Record the service of the decision"),
    "confirm": say("Confirm the decision"),
    "take_back": say("Take the decision back"),
    "publish": say("Ask to make it public"),
    **{code: words[0] for code, words in DECISIONS.items()},
}
"""The button of each act of staff."""

TASKS: dict[str, Message] = {
    "investigators": say("Cases in which investigators are to be named"),
    "recusal_decision": say("Requests to withdraw, to be decided"),
    "facts": say("Cases in which the facts are to be fixed"),
    "notice": say("Cases in which notice is to be given"),
    "serve": say("Notices in cases, to be served"),
    "hearing_notice": say("Hearings to be announced"),
    "hearing_record": say("Hearings to be held and recorded"),
    "answer": say("Statements in cases, to be answered point by point"),
    "review": say("Cases for legal review"),
    "discussion": say("Cases to be discussed collectively"),
    "enter": say("Cases to decide"),
    "resume": say("Suspended cases"),
    "confirm": say("Decisions in cases that wait for a second person"),
    "approval": say("Entries to be approved one level up"),
    "repair_notice": say("Decisions that lack their repair notice"),
    "serve_decision": say("Decisions in cases, to be served"),
}
"""What waits on a desk, by the act that is next."""

OWN_ACTS: dict[str, Message] = {
    "reply": say("Make a statement and defence"),
    "waiver": say("Waive statement and defence"),
    "hearing_request": say("Ask for a hearing"),
    "recusal_request": say("Ask that an official withdraw"),
}
"""The button of each act of the party."""

TEXTS: dict[str, Message] = {
    "text": say("What it says"),
    "reasons": say("Reasons, and what is intended"),
    "basis": say("Basis"),
    "rights": say("Rights of the party"),
    "place": say("Hour and place"),
    "present": say("Who was present"),
    "office": say("Office above"),
    "signed_by": say("Signed by"),
}
"""What the texts of a paper are called."""

PARTS: dict[str, Message] = {
    "investigator": say("Investigator"),
    "chair": say("Who presides"),
    "reviewer": say("Reviewed by"),
    "asked": say("Who shall withdraw"),
}
OUTCOMES: dict[str, tuple[Message, Message]] = {
    "review": (say("passed"), say("sent back")),
    "approval": (say("approved"), say("not approved")),
    "recusal_decision": (say("withdraws"), say("need not withdraw")),
    "hearing_record": (say("signed by the party"), say("the party refused to sign")),
}
"""What a paper says that has an outcome: yes, and no."""

CAUSES: dict[str, Message] = {
    "minor": say("minor or a first act, and put right"),
    "not_established": say("facts not established"),
    "out_of_time": say("too long ago to be pursued"),
    "other": say("another ground, as the reasons say"),
}
ORDERERS: dict[str, Message] = {
    "court": say("a court"),
    "reconsideration": say("the reviewing authority"),
    "office": say("the deciding office itself"),
}
SERVED = frozenset(
    {
        *("notice", "hearing_notice", "repair_notice"),
        *("enter", "refuse", "not_filed", "dismiss", "transfer", "terminate"),
        *("suspend", "resume", "leave", "annul", "correct", "stay", "lift"),
    }
)
"""Papers and decisions that are owed to the party; the others may be served with them."""

LATER = frozenset({"leave", "annul", "correct", "stay", "lift"})
"""Decisions on a listing that stands: each waits for a second person."""

BROUGHT: dict[str, Message] = {
    "reply": say(
        "Your statement is handed in; each point must be answered before anything is decided."
    ),
    "waiver": say("Your waiver is handed in."),
    "hearing_request": say(
        "Your request for a hearing is handed in; you are told the day in time."
    ),
    "recusal_request": say("Your request is handed in; it is decided before the case is."),
}
"""What the party is told when it has brought a paper."""

OWN_STATES: dict[str, Message] = {
    "running": say(
        "Nothing is decided yet. You may state your case, enclose papers, or ask for a hearing."
    ),
    "examined": say(
        "The office examines what was stated. You are told of its decision by service."
    ),
    "to_answer": say("Each of your points must be answered before anything is decided."),
    "to_hear": say("A hearing was asked for; its day is told ahead."),
    "to_serve_notice": say("Notice was made out; your time to reply runs from its service."),
    "suspended": say("The case rests until something else is settled."),
    "ended": say("The listing has ended."),
    "annulled": say("The listing was annulled: it never stood, and every score was recomputed."),
    "refused": say("It was decided not to enter you on the list."),
    "not_filed": say("The case was not filed."),
    "dismissed": say("The case was dismissed."),
    "transferred": say("The case was handed to another authority."),
    "terminated": say("The case was terminated."),
}
"""What the state of a case means to its party."""

PERFORMERS: dict[str, Message] = {
    "party": say("the contractor"),
    "clerk": say("the clerk"),
    "reviewer": say("the reviewer"),
    "decider": say("the decider"),
    "administrator": say("the business administrator"),
}
"""Who acts in a clock, as the deadlines name it."""


def state(code: str) -> tuple[str, str]:
    """Word and tone."""
    word, tone = STATES[code]
    return tell(word), tone


def holders_of(permissions: Iterable[str]) -> str:
    """Whoever may do something, by the names of the roles: clerk, reviewer."""
    wanted = set(permissions)
    named = [
        pick(role.zh, role.en)
        for role in roles().values()
        if wanted & role.permissions and role.scope == "all"
    ]
    return _(", ").join(named)


def document(paper: ShownCasePaper | ShownDecision) -> str:
    """What a paper or a decision is called."""
    if isinstance(paper, ShownDecision):
        return tell(DECIDED[paper.action])
    return tell(PAPERS[paper.kind])
