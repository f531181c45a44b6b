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
    "disclosure.record": say("Entered what was given of %(subject)s to an office outside"),
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
    "proposal.seen": say("A proposal became known: %(list)s, %(subject)s"),
    "proposal.gone": say("A proposal no longer stands: %(subject)s"),
    "proposal.taken": say("A case took up a proposal: %(subject)s"),
    "proposal.decline": say("Signed that no case is opened on a proposal: %(subject)s"),
    "proposal.decline.answer": say("Answered a refusal to open a case: %(subject)s"),
    "listing.confirm_by_rule": say("Confirmed listings by rule for the register"),
    "listing.enter_by_rule": say("Put into the register by rule: %(list)s, %(subject)s"),
    "listing.change_by_rule": say("A listing by rule got another end: %(subject)s"),
    "successor.dismiss": say("Dismissed a warning of a possible succession: %(subject)s"),
    "subject.contact": say("Recorded address and telephone of %(subject)s"),
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
    "service.record": say("Recorded how a document was served on %(subject)s"),
    "address.confirm": say("Filed the confirmation of address of %(subject)s"),
    "address.revoke": say("Revoked the confirmation of address of %(subject)s"),
    "export.make": say("Exported %(kind)s as %(format)s, %(rows)s rows"),
    "calendar.propose": say("Handed in the holidays of %(year)s"),
    "calendar.load": say("Loaded the holidays of %(year)s"),
    "calendar.refuse": say("Did not load the holidays of %(year)s"),
    "extension.ask": say("Asked for more time in the matter of %(subject)s"),
    "extension.decide": say("Decided on more time in the matter of %(subject)s"),
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
