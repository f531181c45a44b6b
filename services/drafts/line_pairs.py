"""The lines of one score under two rule books, side by side: what each thing counted before and counts after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import scoring
from services.drafts.draft_parts import Both
from services.messages import Message
from services.statements.indicator_words import MEASURED, measured
from services.statements.limit_words import limit_words
from services.statements.verdict_words import VERDICTS, verdict
from services.statements.weight_words import noted

Words = Both | Message | str
Versions = Mapping[str, scoring.Ruleset]
Key = tuple[str, str | None, str | None, str | None, str]


@dataclass(frozen=True, slots=True)
class LinePair:
    """One thing under either; hundredths, None where it does not stand.

    ``event_id`` where it is a record; ``beneath``: it belongs to the dimension above and is no part of the sum.
    ``how`` says what the line after (or, if it is gone, before) rests on.
    """

    what: Words
    kind: str
    event_id: str | None
    on: date | None
    before: int | None
    after: int | None
    clause_before: str
    clause_after: str
    how: tuple[Message, ...]
    beneath: bool

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)


def line_pairs(
    before: scoring.Score | None, after: scoring.Score, versions: Versions
) -> tuple[LinePair, ...]:
    """In the order of the lines after; what has gone comes where it stood, at the end of its kind."""
    old = dict(_keyed(before.lines)) if before else {}
    new = dict(_keyed(after.lines))
    order = sorted({*old, *new}, key=_place(list(new), list(old)).__getitem__)
    return tuple(_pair(old.get(key), new.get(key), versions, bool(key[3])) for key in order)


def _keyed(lines: tuple[scoring.Line, ...], under: str = "") -> Iterator[tuple[Key, scoring.Line]]:
    for line in lines:
        rule = str(line.note.params.get("override", "")) if line.note else ""
        what = rule if line.kind in VERDICTS else (line.indicator or "")
        yield (line.kind, line.event_id, line.dimension, under, what), line
        if line.kind == "dimension":
            yield from _keyed(line.parts, line.dimension or "")


def _place(new: list[Key], old: list[Key]) -> dict[Key, tuple[int, int]]:
    """Where each line stands: by the newer account, and what stands in the older alone behind its neighbour."""
    places = {key: (n, 0) for n, key in enumerate(new)}
    last = (-1, 0)
    for key in old:
        last = places[key] if key in places else (last[0], last[1] + 1)
        places.setdefault(key, last)
    return places


def _pair(
    old: scoring.Line | None, new: scoring.Line | None, versions: Versions, beneath: bool
) -> LinePair:
    line = new or old
    assert line is not None
    what, how = _words(line, versions[line.version])
    return LinePair(
        what=what,
        kind=line.kind,
        event_id=line.event_id,
        on=line.counts_from,
        before=old.amount if old else None,
        after=new.amount if new else None,
        clause_before=(old.clause or "") if old else "",
        clause_after=(new.clause or "") if new else "",
        how=how,
        beneath=beneath,
    )


def _words(line: scoring.Line, ruleset: scoring.Ruleset) -> tuple[Words, tuple[Message, ...]]:
    if line.kind == "event":
        return ruleset.behaviours[line.behaviour or ""].label, tuple(noted(ruleset, line))
    if line.kind in MEASURED:
        label = ruleset.indicator(line.indicator or "").label
        return label, tuple(measured(ruleset, line, line.amount))
    if line.kind in VERDICTS and line.note is not None:
        found = verdict(ruleset, line, line.note)
        return found.words, found.how
    return limit_words(ruleset, line)
