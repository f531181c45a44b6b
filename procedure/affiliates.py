"""On whom a listing bears besides the unit itself: the ownership that links others to it.

Order 9 of 2019 of the Ministry of Ecology and Environment, article 39: the investors of a blacklisted unit,
the entities in which it or its legal representative invests, and those in which its investors invest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

SHAREHOLDER = "shareholder"
REPRESENTATIVE = "legal_representative"


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation that held on the day: ``entity`` has ``holder`` as its shareholder, representative and so on.

    Both are keys of parties: that of a registered subject, or one made of a bare name.
    """

    id: str
    entity: str
    holder: str
    kind: str


@dataclass(frozen=True, slots=True)
class Affiliate:
    """``how``: investor, invested, by_representative, by_investor, or the kind of a direct relation.

    ``ties`` are the ids of the relations from the listed unit to the party, in order.
    """

    party: str
    how: str
    ties: tuple[str, ...]


def affiliates_of(
    listed: str, ties: Iterable[Tie], relations: Collection[str]
) -> tuple[Affiliate, ...]:
    """Every party that the listing bears on, once, by the shortest way; never the listed unit itself.

    ``relations`` are the kinds that the list names. Each way has one step or two, as the article says, so
    a circle of owners ends where it began.
    """
    graph = _Graph(ties)
    found: dict[str, Affiliate] = {}
    for affiliate in _ways(listed, graph, relations):
        if affiliate.party != listed:
            found.setdefault(affiliate.party, affiliate)
    return tuple(found.values())


class _Graph:
    """Ties by kind and by either end, in the order of their ids: the answer never hangs on the order of rows."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self.holders: Mapping[tuple[str, str], list[Tie]] = defaultdict(list)
        self.entities: Mapping[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in sorted(ties, key=lambda tie: tie.id):
            self.holders[tie.kind, tie.entity].append(tie)
            self.entities[tie.kind, tie.holder].append(tie)


def _ways(listed: str, graph: _Graph, relations: Collection[str]) -> Iterator[Affiliate]:
    for kind in sorted(set(relations) - {SHAREHOLDER, REPRESENTATIVE}):
        for tie in graph.holders[kind, listed]:
            yield Affiliate(tie.holder, kind, (tie.id,))
        for tie in graph.entities[kind, listed]:
            yield Affiliate(tie.entity, kind, (tie.id,))
    if SHAREHOLDER in relations:
        yield from _by_shares(listed, graph)
    if REPRESENTATIVE in relations:
        for first in graph.holders[REPRESENTATIVE, listed]:
            for tie in graph.entities[SHAREHOLDER, first.holder]:
                yield Affiliate(tie.entity, "by_representative", (first.id, tie.id))


def _by_shares(listed: str, graph: _Graph) -> Iterator[Affiliate]:
    investors = graph.holders[SHAREHOLDER, listed]
    for tie in investors:
        yield Affiliate(tie.holder, "investor", (tie.id,))
    for tie in graph.entities[SHAREHOLDER, listed]:
        yield Affiliate(tie.entity, "invested", (tie.id,))
    for first in investors:
        for tie in graph.entities[SHAREHOLDER, first.holder]:
            yield Affiliate(tie.entity, "by_investor", (first.id, tie.id))
