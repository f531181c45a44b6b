"""A case as its party meets it: what it is told, what it may do and until when, and what comes of it."""

from __future__ import annotations

from typing import Any

from services.cases.show_case import ShownCase
from web import case_words as words
from web import show
from web.language import _, tell
from web.lists.acts import Act, may_here, title_of
from web.lists.case_view import case_address

OWN = ("reply", "hearing_request", "waiver", "recusal_request")


def own_parts(shown: ShownCase, act: Act | None) -> dict[str, Any]:
    return {"next": _standing(shown, act), "investigators": _named(shown)}


def _standing(shown: ShownCase, act: Act | None) -> dict[str, Any]:
    """What stands, in a sentence, and the buttons of what the party may do now."""
    word, _tone = words.state(shown.state)
    offers = [shown.offers[code] for code in OWN]
    keys = [
        {
            "label": title_of(offer.code, own=True),
            "href": case_address(shown.case.id, offer.code),
            "main": offer.code == "reply",
        }
        for offer in offers
        if may_here(offer)
        and (act is None or act.code != offer.code)
        and (offer.code != "recusal_request" or shown.investigators)
    ]
    return {
        "kicker": _("Where it stands"),
        "title": word,
        "says": _says(shown),
        "lacks": [],
        "buttons": keys,
    }


def _says(shown: ShownCase) -> str:
    """What it means for the party today."""
    if shown.state in words.OWN_STATES:
        return tell(words.OWN_STATES[shown.state])
    if shown.listing and shown.state in ("listed", "coming", "stayed"):
        said = _("Listed from %(day)s", day=show.long_day(shown.listing.from_on))
        if shown.last_day:
            said += str(_("; last day %(day)s", day=show.long_day(shown.last_day)))
        return str(said)
    return ""


def _named(shown: ShownCase) -> list[tuple[str, str]]:
    return [(person.someone.name, person.certificate) for person in shown.investigators]
