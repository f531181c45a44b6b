"""How proposals of the rules are worded on pages: where they come from, how they stand, what is shared."""

from __future__ import annotations

from flask_babel import gettext as _

from services.clocks.registry import days_left
from services.lists.show_proposals import ShownProposal, ShownTie
from services.messages import Message, say
from services.subjects.subject_words import KEY_PERSONS, RELATED_PARTIES
from web import clock_rows, list_words, show
from web.context import db, today
from web.language import tell

STATES: dict[str, tuple[Message, str]] = {
    "open": (say("To be answered"), "wait"),
    "signed": (say("Waiting for the second signature"), "wait"),
    "declined": (say("No case opened"), "off"),
    "taken": (say("Taken up by a case"), "now"),
    "gone": (say("No longer stands"), "off"),
}
ORIGINS: dict[str, Message] = {
    "rule": say("A condition of the list holds"),
    "affiliate": say("Another’s listing bears on it"),
    "annul": say("The rules no longer make this listing"),
}
SHARED: dict[str, Message] = {
    "legal_representative": say("the same legal representative: %(text)s"),
    "key_person": say("a key person in common: %(text)s"),
    "address": say("the same address: %(text)s"),
    "telephone": say("the same telephone: %(text)s"),
}


def state(code: str) -> tuple[str, str]:
    """Word and tone."""
    word, tone = STATES[code]
    return tell(word), tone


def origin(code: str) -> str:
    return tell(ORIGINS[code])


def days(shown: ShownProposal) -> str:
    """The last day of the answer, or how long it has been over."""
    if shown.over:
        past = days_left(db(), shown.due_on, today(), working=True)
        return clock_rows.left(past, "working_days", late=True)
    until = show.day(shown.due_on)
    return str(_("until %(day)s, provisional", day=until)) if shown.provisional else until


def why(shown: ShownProposal, named: list_words.Named) -> list[str]:
    """The reasons in sentences, the first what it is."""
    if shown.origin == "rule":
        return [str(_("A condition of the list holds since %(day)s.", day=show.day(shown.from_on)))]
    if shown.origin == "annul":
        return [str(_("It was made by rule from records that were put right since."))]
    listed = _(
        "%(name)s stands on the list %(list)s from %(day)s.",
        name=shown.cause,
        list=list_words.list_name(shown.scheme, shown.cause_list, named),
        day=show.day(shown.cause_from),
    )
    by_name = [_("One of these is recorded by name alone: make sure that it is the same.")]
    lone = any(tie.by_name for tie in shown.ties)
    return [str(s) for s in (listed, *map(tie, shown.ties), *(by_name if lone else ()))]


def tie(one: ShownTie) -> str:
    """A relation in a sentence."""
    words = {"entity": one.entity, "holder": one.holder, "day": show.day(one.from_on)}
    if one.kind == "shareholder":
        return str(_("%(holder)s has held shares in %(entity)s since %(day)s.", **words))
    relation = tell({**KEY_PERSONS, **RELATED_PARTIES}[one.kind])
    return str(
        _("%(entity)s and %(holder)s: %(relation)s since %(day)s.", relation=relation, **words)
    )


def shared(code: str, text: str) -> str:
    return tell(Message(SHARED[code].text, {"text": text}))
