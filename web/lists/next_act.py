"""The one next lawful act of a case: who may do it, and what is missing for it; and what else may be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask import url_for

from procedure.case_file import CLOSING, LATER, PAUSING
from procedure.cases import ACTIONS, RULINGS, Action
from services.cases.case_state import Offer
from services.cases.case_words import missing_message
from services.cases.show_case import ShownCase
from web import case_words as words
from web import show
from web.language import _, tell
from web.lists.acts import TYPED, hint_of, may_here, may_type, title_of
from web.lists.case_view import case_address, service_address

Key = dict[str, Any]


def next_act(shown: ShownCase, doing: str = "") -> dict[str, Any]:
    """``buttons``: the buttons of whoever may press them, ``lacks``: in a sentence each what stands against it."""
    code = shown.next
    if not code:
        return _standing(shown)
    action = ACTIONS["notice" if code == "serve" else code]
    offer = shown.offers[action.code]
    keys = [] if doing.removeprefix(TYPED) == code else list(_keys(shown, code, offer))
    return {
        "kicker": _("Next act"),
        "title": _title(shown, code),
        "says": _by_whom(action),
        "lacks": [tell(missing_message(offer.barred))] if offer.barred and offer.here else [],
        "buttons": keys,
    }


def _by_whom(action: Action) -> str:
    """The roles that may do it, and who of them may not."""
    roles = words.holders_of([action.permission])
    if action.code == "confirm":
        return _("To be done by: %(roles)s; not who entered it, nor an investigator", roles=roles)
    if action.code == "enter":
        return _(
            "To be done by: %(roles)s; not who opened, investigated or reviewed the case",
            roles=roles,
        )
    if action.code in ("review", "hearing_notice", "hearing_record"):
        return _("To be done by: %(roles)s; not who opened or investigated the case", roles=roles)
    return _("To be done by: %(roles)s", roles=roles)


def _title(shown: ShownCase, code: str) -> str:
    if code == "enter":
        return str(_("Decide: enter on the list, or not"))
    if code in ("serve", "serve_decision") and (paper := shown.unserved):
        what = words.document(paper)
        return str(_("Serve: %(document)s", document=what))
    return title_of(code)


def _standing(shown: ShownCase) -> dict[str, Any]:
    """Nothing is to be done now: what stands instead, and what is waited for."""
    word, _tone = words.state(shown.state)
    waits = shown.offers["enter"].missing[:1] if shown.state == "running" else ()
    says = "".join(tell(missing_message(one)) for one in waits)
    if shown.state in ("listed", "stayed", "coming") and shown.listing:
        says = _("Listed from %(day)s", day=show.long_day(shown.listing.from_on))
        if shown.last_day:
            says += str(_("; last day %(day)s", day=show.long_day(shown.last_day)))
    return {
        "kicker": _("Where it stands"),
        "title": word,
        "says": says,
        "lacks": [],
        "buttons": [],
    }


def _keys(shown: ShownCase, code: str, offer: Offer) -> Iterator[Key]:
    """The main button first."""
    case_id = shown.case.id
    entry = shown.file.entry
    if entry is not None and may_here(shown.offers["take_back"]):
        yield {"post": "take_back", "label": title_of("take_back"), "id": entry.id}
    if code in ("serve", "serve_decision"):
        if (offer.here or offer.typed) and (paper := shown.unserved):
            yield {"label": _("Record its service"), "href": service_address(paper), "main": True}
        return
    if code == "confirm":
        yield from _confirming(shown)
        return
    for one in ("enter", "refuse") if code == "enter" else (code,):
        yield from _to_forms(case_id, shown.offers[one], main=one == code)


def _confirming(shown: ShownCase) -> Iterator[Key]:
    waiting = shown.waiting
    if waiting is None:
        return
    if may_here(shown.offers["confirm"]):
        yield {"post": "confirm", "label": title_of("confirm"), "id": waiting.id, "main": True}
    if may_here(shown.offers["take_back"]):
        yield {"post": "take_back", "label": title_of("take_back"), "id": waiting.id}


def _to_forms(case_id: str, offer: Offer, *, main: bool = False) -> Iterator[Key]:
    """Doing it here, and typing it from paper, each where this person may."""
    if may_here(offer):
        href = case_address(case_id, offer.code)
        yield {
            "label": title_of(offer.code),
            "href": href,
            "main": main,
            "hint": hint_of(offer.code),
        }
    if may_type(offer):
        href = case_address(case_id, TYPED + offer.code)
        label = title_of(offer.code, typed=True)
        alone = main and not may_here(offer)
        yield {"label": label, "href": href, "main": alone, "hint": hint_of(offer.code)}


_GROUPS = (
    ("papers", [code for code in ACTIONS if code not in RULINGS]),
    ("endings", [*CLOSING, *PAUSING]),
    ("listing", [*LATER]),
)
_NO_FORM = frozenset({"serve_decision", "confirm", "take_back", "publish"})


def other_acts(shown: ShownCase) -> dict[str, Any]:
    """What else this person may do now, by group; and what no one may do yet, with what is missing."""
    offers = [o for code, o in shown.offers.items() if (o.here or o.typed) and code not in _NO_FORM]
    taken = {"enter", "refuse"} if shown.next == "enter" else {shown.next}
    rest = [offer for offer in offers if offer.code not in taken]
    open_now = {
        name: [key for o in rest if o.code in codes for key in _to_forms(shown.case.id, o)]
        for name, codes in _GROUPS
    }
    return open_now | {"later": list(_later(shown, rest)), "publish": _publishing(shown)}


def _publishing(shown: ShownCase) -> list[Key]:
    """Asked for once at a time."""
    if shown.listing is None or shown.standing_publication or not may_here(shown.offers["publish"]):
        return []
    here = url_for("publicity.show", listing_id=shown.listing.id, do="publish")
    return [{"label": title_of("publish"), "href": f"{here}#doing"}]


def _later(shown: ShownCase, offers: Iterable[Offer]) -> Iterator[tuple[str, list[str]]]:
    """Acts of this person's that are still ahead; what can never come again in this case is left out."""
    ahead = LATER if shown.listing else (*ACTIONS,)
    for offer in offers:
        if (
            offer.stands_open
            or offer.code not in ahead
            or (shown.file.closing and not shown.listing)
        ):
            continue
        lacks = [offer.barred] if offer.barred else list(offer.missing)
        yield title_of(offer.code), [tell(missing_message(one)) for one in lacks]
