"""How repair is worded on pages: states, channels, papers, decisions, norms and their days."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from procedure.repair import Item, Norm
from services.messages import Message, say
from web.language import pick, tell

STATES: dict[str, tuple[Message, str]] = {
    "filed": (say("To be checked"), "wait"),
    "checked": (say("To be decided"), "wait"),
    "typed": (say("Waiting for the second person"), "wait"),
    "granted": (say("Repaired"), "done"),
    "refused": (say("Repair refused"), "off"),
    "given_up": (say("Taken back by the contractor"), "off"),
    "noticed": (say("Notice of revocation given"), "now"),
    "unserved": (say("Revocation to be served"), "wait"),
    "revoked": (say("Repair revoked"), "off"),
}
CHANNELS: dict[str, Message] = {
    "credit_china": say("Credit China"),
    "window": say("the office's window"),
    "portal": say("this portal"),
}
KINDS: dict[str, Message] = {
    "event": say("Record"),
    "listing": say("Listing"),
    "publication": say("Publicity of a listing"),
}
PAPERS: dict[str, Message] = {
    "examination": say("Check of the application"),
    "notice": say("Notice that the repair shall be revoked"),
    "reply": say("Statement and defence"),
    "waiver": say("Waiver of statement and defence"),
    "hearing_request": say("Request for a hearing"),
    "hearing_notice": say("Notice of the hearing"),
    "hearing_record": say("Record of the hearing"),
    "answer": say("Answer to the statement and defence"),
}
DECIDED: dict[str, Message] = {
    "grant": say("Repair granted"),
    "refuse": say("Repair refused"),
    "revoke": say("Repair revoked"),
}


def state(code: str) -> tuple[str, str]:
    """Word and tone."""
    word, tone = STATES[code]
    return tell(word), tone


def told(words: Mapping[str, Message], code: str) -> str:
    return tell(words[code])


def norm(found: Norm) -> str:
    """Title and number, as documents cite it."""
    zh, en = (f"{found.title[lang]}{_brackets(found.basis[lang])}" for lang in ("zh", "en"))
    return pick(zh, en)


def _brackets(text: str) -> str:
    return str(_(" (%(text)s)", text=text))


def term(item: Item) -> str:
    """What the norm says of this class: minimum and maximum, counted from the determining document."""
    found = item.norm.term(item.severity)
    least = _("no early end") if found.minimum is None else _months(found.minimum)
    most = _("as long as the listing") if found.maximum is None else _months(found.maximum)
    return str(_("minimum %(least)s, maximum %(most)s", least=least, most=most))


def _months(count: int) -> str:
    if count == 0:
        return str(_("none"))
    if count % 12 == 0:
        years = count // 12
        return str(_("1 year") if years == 1 else _("%(years)s years", years=years))
    return str(_("%(count)s months", count=count))
