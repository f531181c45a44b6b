"""The terms of credit repair: when it may be asked for, when publicity stops by itself, and what is missing.

After the Measures for Credit Repair (NDRC Order 36 of 2025, in force 2026-04-01); other norms are values of
the same shapes. These are terms of a list or of publicity: none of them moves past a holiday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from procedure.deadlines import months_later

Kind = Literal["event", "listing", "publication"]
"""What is repaired: a record, a stay on a list, or its publicity alone."""

ANY = "any"
"""The class of a norm that makes no difference between classes."""


@dataclass(frozen=True, slots=True)
class Term:
    """Months from the day of the determining document.

    ``minimum`` must have passed before repair is asked for (None: there is no early end); ``maximum`` ends
    publicity by itself (None: it lasts as long as the listing). ``public``: whether it is made public in
    principle.
    """

    minimum: int | None
    maximum: int | None
    public: bool = True


@dataclass(frozen=True, slots=True)
class Norm:
    """One regulation on repair. ``title``, ``basis``, ``scope``, ``decides`` and ``source`` are in zh and en.

    ``terms`` are by class (minor, general, serious) or under ANY; ``barred_months`` is for how long nothing
    new may be asked for after a repair that was got by false pleading was revoked.
    """

    code: str
    title: Mapping[str, str]
    basis: Mapping[str, str]
    scope: Mapping[str, str]
    decides: Mapping[str, str]
    source: Mapping[str, str]
    terms: Mapping[str, Term]
    barred_months: int

    def term(self, severity: str) -> Term:
        """Of a class; KeyError where the norm does not know it."""
        return self.terms[severity] if severity in self.terms else self.terms[ANY]


@dataclass(frozen=True, slots=True)
class Times:
    """``first``: the first day on which repair may be asked for; ``stops``: the first day without publicity."""

    first: date | None
    stops: date | None

    @property
    def last_public(self) -> date | None:
        """The last day of publicity, as the law speaks."""
        return self.stops and self.stops - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that repair is asked for. ``until`` is the exclusive end that it has anyway (None: open)."""

    norm: Norm
    severity: str
    determined_on: date
    kind: Kind = "event"
    until: date | None = None
    for_life: bool = False

    @property
    def times(self) -> Times:
        return times(self.norm, self.severity, self.determined_on)


@dataclass(frozen=True, slots=True)
class Papers:
    """What was handed in: the duties done and their proof, the public pledge signed."""

    duties: bool = False
    proof: bool = False
    pledge: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands in the way: a code and the days it speaks of."""

    code: str
    params: Mapping[str, date] = field(default_factory=dict)


def times(norm: Norm, severity: str, determined_on: date) -> Times:
    """Both days, counted from the day of the determining document; KeyError for an unknown class."""
    term = norm.term(severity)
    first = None if term.minimum is None else months_later(determined_on, term.minimum)
    stops = None if term.maximum is None else months_later(determined_on, term.maximum)
    return Times(first, stops)


def barred_until(norm: Norm, revoked_on: date) -> date:
    """The first day on which repair may be asked for again after one was revoked as falsely got."""
    return months_later(revoked_on, norm.barred_months)


def missing(
    items: Iterable[Item], papers: Papers, day: date, barred: date | None = None
) -> tuple[Missing, ...]:
    """What stands in the way of asking on a day; nothing: it may be asked for.

    ``barred`` is the first day after a bar for an earlier false application. Codes: nothing, barred
    (until), for_life, ended (on), no_early_end, too_early (from), duties, proof, pledge.
    """
    asked = tuple(items)
    found = [] if asked else [Missing("nothing")]
    if barred is not None and day < barred:
        found.append(Missing("barred", {"day": barred}))
    for item in asked:
        found += _of_item(item, day)
    return (*_early_last(found), *_of_papers(papers))


def _of_item(item: Item, day: date) -> Iterator[Missing]:
    first = item.times.first
    if item.for_life:
        yield Missing("for_life")
    elif item.until is not None and item.until <= day:
        yield Missing("ended", {"day": item.until})
    elif first is None:
        yield Missing("no_early_end")
    elif day < first:
        yield Missing("too_early", {"day": first})


def _early_last(found: list[Missing]) -> list[Missing]:
    """Of several first days only the latest matters: before it not everything can be asked for."""
    early = [one for one in found if one.code == "too_early"]
    rest = [one for one in found if one.code != "too_early"]
    return [*rest, *sorted(early, key=lambda one: one.params["day"])[-1:]]


def _of_papers(papers: Papers) -> Iterator[Missing]:
    if not papers.duties:
        yield Missing("duties")
    if not papers.proof:
        yield Missing("proof")
    if not papers.pledge:
        yield Missing("pledge")
