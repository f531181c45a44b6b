"""What a choice on a page offers: words of the house, and divisions in GB/T 2260 order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from identity import regions
from services.messages import Message
from web import show
from web.language import tell

Options = list[tuple[str, str]]


def words(offered: Mapping[str, Message]) -> Options:
    return [(code, tell(word)) for code, word in offered.items()]


def prefectures() -> Options:
    return [(place.code, show.region(place.code)) for place in regions.SICHUAN_PREFECTURES]


def home_regions(present: str = "") -> list[tuple[str, Options]]:
    """Where a subject may be registered: the province's prefectures, then the others as a whole.

    ``present`` is offered, too, where it is none of these.
    """
    others = [region.code for region in regions.children(regions.NATION)]
    groups = [
        (show.region(regions.SICHUAN), prefectures()),
        (_("Other provinces"), _named(code for code in others if code != regions.SICHUAN)),
    ]
    known = {code for _group, members in groups for code, _label in members}
    if present and present not in known and regions.lookup(present):
        groups.insert(0, (_("As registered"), [(present, regions.full_name(present))]))
    return groups


def _named(codes: Iterable[str]) -> Options:
    return [(code, show.region(code)) for code in codes]
