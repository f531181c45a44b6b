"""What each kind of entry in the ledger was, as a sentence."""

from __future__ import annotations

from services.messages import say

SENTENCES = {
    "event.record": say("Recorded %(behaviour)s for %(subject)s"),
    "event.confirm": say("Confirmed %(behaviour)s for %(subject)s; it counts from %(from)s"),
    "event.withdraw": say("Withdrew the unconfirmed record %(behaviour)s of %(subject)s"),
    "event.step": say("Entered a paper of the notice procedure: %(behaviour)s, %(subject)s"),
    "event.correct": say("Asked to correct %(behaviour)s of %(subject)s"),
    "event.correct.confirm": say("Agreed to correct %(behaviour)s of %(subject)s"),
    "event.correct.refuse": say(
        "Ended the request to correct %(behaviour)s of %(subject)s; the record stands"
    ),
    "evidence.download": say("Downloaded the original of a piece of evidence"),
    "subject.register": say("Registered %(subject)s"),
    "subject.amend": say("Amended the data of %(subject)s"),
    "subject.rename": say("Entered a new name of %(subject)s"),
    "subject.relate": say("Entered a related party or key person of %(subject)s"),
    "subject.unrelate": say("Ended a relation of %(subject)s"),
    "subject.succeed": say("Entered a succession of %(subject)s"),
    "programme.open": say("Opened a programme"),
    "assignment.make": say("Assigned work in a programme"),
    "assignment.end": say("Ended an assignment"),
    "ruleset.propose": say("Proposed version %(version)s of the scheme %(scheme)s"),
    "ruleset.publish": say("Published version %(version)s of the scheme %(scheme)s"),
    "ruleset.cover": say(
        "Handed in the cover sheet of version %(version)s of the scheme %(scheme)s"
    ),
    "ruleset.effect": say(
        "Sealed the effect that was seen of version %(version)s of the scheme %(scheme)s"
    ),
    "ruleset.withdraw": say("Withdrew version %(version)s of the scheme %(scheme)s"),
    "case.open": say("Opened a case: %(list)s, %(subject)s"),
    "case.step": say("Entered a paper in the case: %(list)s, %(subject)s"),
    "decision.make": say("Entered a decision: %(list)s, %(subject)s"),
    "decision.confirm": say("Confirmed a decision signed on paper: %(list)s, %(subject)s"),
    "decision.withdraw": say("Took back a decision typed from paper: %(list)s, %(subject)s"),
    "publication.ask": say("Asked to make a listing of %(subject)s public"),
    "publication.decide": say("Decided on the publication of a listing of %(subject)s"),
    "objection.file": say("Filed an objection of %(subject)s; the dispute mark stands"),
    "objection.forward": say("Asked another unit to check an objection of %(subject)s"),
    "objection.step": say("Entered a step on an objection of %(subject)s"),
    "objection.decide": say("Entered the decision on an objection of %(subject)s"),
    "objection.decide.confirm": say(
        "Confirmed a decision signed on paper on an objection of %(subject)s"
    ),
    "objection.decide.withdraw": say(
        "Took back a decision typed from paper on an objection of %(subject)s"
    ),
    "objection.withdraw": say("Withdrew an objection of %(subject)s"),
    "round.open": say("Opened the round %(title)s"),
    "round.scope": say("Fixed the scope of the round %(title)s"),
    "round.feedback": say("Gave the feedback of the round %(title)s"),
    "round.review_request": say("Entered a request for review of the result of %(subject)s"),
    "round.review_answer": say("Answered a request for review of the result of %(subject)s"),
    "round.display": say("Displayed the results of the round %(title)s"),
    "round.adopt": say("Adopted and sealed the results of the round %(title)s"),
    "round.publish": say("Published the results of the round %(title)s"),
    "round.cancel": say("Cancelled the round %(title)s"),
    "round.reopen_row": say("Decided anew about the published result of %(subject)s"),
    "export.make": say("Exported %(kind)s as %(format)s, %(rows)s rows"),
    "calendar.propose": say("Handed in the holidays of %(year)s"),
    "calendar.load": say("Loaded the holidays of %(year)s"),
    "calendar.refuse": say("Did not load the holidays of %(year)s"),
    "office.open": say("Opened an office"),
    "office.amend": say("Amended the data of an office"),
    "holder.register": say("Registered a person who uses the system"),
    "account.open": say("Opened the account %(username)s"),
    "account.switch": say("Opened or closed the account %(username)s"),
    "account.code": say("Issued a one-time code for the account %(username)s"),
    "role.propose": say("Proposed the role %(role)s for an account"),
    "role.decide": say("Decided on a role of an account"),
    "deputy.name": say("Named a deputy"),
    "deputy.decide": say("Decided on a deputy"),
    "handover.make": say("Handed work over to another person"),
}
