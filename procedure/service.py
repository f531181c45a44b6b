"""The ways in which a document is served, the legal day of each, and the proof that it needs.

The Law on Administrative Penalties, article 61, sends to the Civil Procedure Law (articles 87 to 95 of the
2023 text); electronic service asks there for a signed confirmation of the party.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

FIELDS = (
    "received_on",
    "recipient",
    "place",
    "servers",
    "waybill",
    "through",
    "reason",
    "published_in",
    "proof",
)
"""What a record of service may hold beside its document, way and day of sending."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of service.

    ``day`` says which day is the legal one: *received* (on the receipt), *left* (with witnesses or
    pictures), *arrived* (in the party's system), *announced* (the term of the announcement ran out).
    ``needs`` are those of FIELDS without which it is no service; ``source`` is its article, in
    ``zh`` and ``en``.
    """

    code: str
    day: Literal["received", "left", "arrived", "announced"]
    needs: frozenset[str]
    source: Mapping[str, str]
    servers: int = 0


def _civil(article: int) -> Mapping[str, str]:
    zh = f"《民事诉讼法》第{_ARTICLES[article]}条"
    return {"zh": zh, "en": f"Civil Procedure Law, article {article}"}


_ARTICLES = {
    88: "八十八",
    89: "八十九",
    90: "九十",
    91: "九十一",
    94: "九十四",
    95: "九十五",
}

_BY_HAND = frozenset({"place", "servers"})
_SIGNED = frozenset({"received_on", "recipient", "proof"})

WAYS: Mapping[str, Way] = MappingProxyType(
    {
        way.code: way
        for way in (
            Way("direct", "received", _BY_HAND | _SIGNED, _civil(88), servers=2),
            Way("left", "left", _BY_HAND | {"received_on", "reason", "proof"}, _civil(89), servers=2),
            Way("post", "received", _SIGNED | {"place", "waybill"}, _civil(91)),
            Way("entrusted", "received", _SIGNED | {"through"}, _civil(91)),
            Way("passed_on", "received", _SIGNED | {"through"}, _civil(94)),
            Way("announcement", "announced", frozenset({"published_in", "reason", "proof"}), _civil(95)),
            Way("electronic", "arrived", frozenset({"received_on", "proof"}), _civil(90)),
        )
    }
)  # fmt: skip
"""By code, in the order of the law."""

NEEDS_CONFIRMATION = frozenset({"electronic"})
"""Only to a party whose signed confirmation of its address is on file (Penalty Law, article 61)."""

LAST_RESORT = frozenset({"announcement"})
"""Only when the party cannot be found or no other way succeeded (Civil Procedure Law, article 95)."""


def served_on(way: str, received_on: date | None, announced_until: date | None = None) -> date:
    """The legal day of a service that succeeded.

    ``received_on``: the day on the receipt, on which it was left, or on which it arrived.
    ``announced_until``: the last day of the announcement's term, on which it counts as served.
    Raises ``KeyError`` for a way that there is not, ``ValueError`` without the day that the way needs.
    """
    day = announced_until if WAYS[way].day == "announced" else received_on
    if day is None:
        raise ValueError(f"service by {way} has no day")
    return day


def lacking(way: str, given: Mapping[str, object]) -> tuple[str, ...]:
    """Those of FIELDS that this way needs and that are empty in ``given``, in the order of a form.

    ``servers`` lacks as long as fewer persons are named than the way asks for.
    """
    wanted = WAYS[way]
    return tuple(
        name
        for name in FIELDS
        if name in wanted.needs and not _given(wanted, name, given.get(name))
    )


def _given(way: Way, name: str, value: object) -> bool:
    if name == "servers":
        return isinstance(value, tuple) and len({one for one in value if one}) >= way.servers
    return bool(value)
