"""The kinds of entries in which somebody decides, in words."""

from __future__ import annotations

from collections.abc import Mapping

from services.messages import Message, say

DECISIONS: Mapping[str, Message] = {
    "event.confirm": say("a record was confirmed"),
    "event.withdraw": say("a record was taken back or refused"),
    "event.correct.confirm": say("a correction was agreed to"),
    "event.correct.refuse": say("a correction was refused"),
    "event.rectify_accept": say("a rectification was accepted"),
    "event.rectify_refuse": say("a rectification was refused"),
    "decision.make": say("a decision about a list was made"),
    "decision.confirm": say("a decision signed on paper was confirmed"),
    "publication.decide": say("a publication was decided on"),
    "proposal.decline": say("no case was opened on a proposal"),
    "proposal.decline.answer": say("a refusal to open a case was answered"),
    "listing.confirm_by_rule": say("listings by rule were confirmed"),
    "objection.decide": say("an objection was decided on"),
    "objection.decide.confirm": say("a decision on an objection was confirmed"),
    "repair.decide": say("a repair was decided on"),
    "repair.confirm": say("a decision on a repair was confirmed"),
    "round.review_answer": say("a request for review was answered"),
    "round.adopt": say("the results of a round were adopted"),
    "round.publish": say("the results of a round were published"),
    "round.cancel": say("a round was cancelled"),
    "round.reopen_row": say("a published result was decided anew"),
    "extension.decide": say("more time was decided on"),
    "ruleset.publish": say("rules were published"),
    "ruleset.withdraw": say("rules were withdrawn"),
    "successor.dismiss": say("a warning of a succession was dismissed"),
    "calendar.load": say("holidays were agreed to"),
    "calendar.refuse": say("holidays were refused"),
    "paper.template.decide": say("a template of official papers was decided on"),
    "role.decide": say("a role was decided on"),
    "deputy.decide": say("a deputy was decided on"),
}
