"""Ways of service in words: what each is called, which day counts, and which fields its form has."""

from __future__ import annotations

from collections.abc import Mapping

from procedure.service import WAYS
from services.messages import Message, say
from web.language import _, pick, tell

NAMES: dict[str, Message] = {
    "direct": say("Delivered in person"),
    "left": say("Left at the place"),
    "post": say("By post"),
    "entrusted": say("By another office on request"),
    "passed_on": say("Passed on"),
    "announcement": say("By announcement"),
    "electronic": say("Electronically"),
}
_DAYS: dict[str, Message] = {
    "received": say("It is served on the day on the receipt."),
    "left": say("It is served on the day on which it was left."),
    "arrived": say("It is served on the day on which it reached the party's system."),
    "announced": say("It is served when 30 days have passed since the announcement."),
}

FIELDS: Mapping[str, tuple[str, ...]] = {
    "direct": ("received_on", "recipient", "place", "server_1", "server_2"),
    "left": ("received_on", "place", "server_1", "server_2", "reason", "witness"),
    "post": ("sent_on", "waybill", "place", "received_on", "recipient"),
    "entrusted": ("sent_on", "through", "received_on", "recipient", "place"),
    "passed_on": ("sent_on", "through", "received_on", "recipient", "place"),
    "announcement": ("sent_on", "published_in", "reason"),
    "electronic": ("sent_on", "received_on", "place"),
}
"""By way, what its form asks for; every form also takes the proof and a remark."""

FAILED = ("sent_on", "place", "server_1", "server_2", "waybill", "reason")
OPTIONAL = frozenset({"witness", "place", "server_1", "server_2", "waybill", "recipient"})


def way(code: str) -> str:
    return tell(NAMES[code])


def says(code: str) -> str:
    """Which day counts, and where that stands."""
    law = WAYS[code]
    source = pick(law.source["zh"], law.source["en"])
    return _("%(day)s (%(source)s)", day=tell(_DAYS[law.day]), source=source)


def reason(way: str) -> str:
    """What is to be said of it: why it failed, why it was left or had to be announced."""
    if way == "failed":
        return _("Why it did not reach the party")
    return _("Reason and course") if way == "announcement" else _("Why it was left")


def optional(code: str, *, failed: bool) -> frozenset[str]:
    """The fields that may stay empty."""
    if failed:
        return OPTIONAL
    needs = WAYS[code].needs
    return frozenset(
        name for name in OPTIONAL if ("servers" if name.startswith("server") else name) not in needs
    )


def labels(way: str) -> dict[str, str]:
    """What each field is called in the form of a way; ``failed`` is that of an attempt that failed."""
    return {
        "way": _("Way of service"),
        "sent_on": _("Announced on") if way == "announcement" else _("Sent on"),
        "received_on": _("Received on"),
        "recipient": _("Recipient"),
        "place": _("Place or address"),
        "server_1": _("First server"),
        "server_2": _("Second server"),
        "servers": _("Served by"),
        "waybill": _("Number of the postal receipt"),
        "through": _("Through"),
        "witness": _("Witnesses"),
        "reason": reason(way),
        "published_in": _("Published in"),
        "remark": _("Remark"),
        "evidence": _("Proof that it was served"),
    }
