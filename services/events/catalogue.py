"""The catalogue: what may be recorded under which scheme, and what each behaviour asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

import scoring
from identity.names import fold
from models import Subject
from services.rules.applies_to import weighs
from services.rules.rulebook import acting_ruleset, schemes


@dataclass(frozen=True)
class CatalogueEntry:
    """One behaviour of one scheme, by the version in force.

    ``severities`` are the codes its weight knows, in the order of the ruleset; ``lowest`` and ``highest``
    bound a rating (hundredths); ``group`` names the dimension it weighs on; ``kinds`` are the kinds of work
    that the scheme is made for (none: all).
    """

    scheme: str
    title: scoring.Label
    subject_kind: str
    kinds: tuple[str, ...]
    behaviour: scoring.Behaviour
    group: scoring.Label | None
    clause: str | None
    severities: tuple[str, ...]
    lowest: int | None
    highest: int | None

    @property
    def key(self) -> str:
        """``scheme/behaviour``: how pages name it."""
        return f"{self.scheme}/{self.behaviour.code}"

    @property
    def needs(self) -> frozenset[str]:
        """The fields without which it cannot be recorded; a narrative always."""
        return frozenset({*self.behaviour.fields, "narrative"})


Catalogue = Mapping[str, CatalogueEntry]


def catalogue(session: Session, today: date) -> Catalogue:
    """Every behaviour that may be recorded today, by its key, in the order of the rulesets."""
    entries = (
        entry
        for scheme in schemes(session)
        for entry in entries_of(acting_ruleset(session, scheme, today))
    )
    return {entry.key: entry for entry in entries}


def made_for(entries: Catalogue, subject: Subject) -> Catalogue:
    """The behaviours of the schemes that weigh this subject."""
    return {
        key: entry
        for key, entry in entries.items()
        if weighs(entry.subject_kind, entry.kinds, subject)
    }


def entries_of(ruleset: scoring.Ruleset) -> Iterator[CatalogueEntry]:
    for behaviour in ruleset.behaviours.values():
        reading = _read_by(ruleset, behaviour)
        rated = [i for i in reading if i.kind == "mean"]
        yield CatalogueEntry(
            scheme=ruleset.scheme,
            title=ruleset.title,
            subject_kind=ruleset.subject_kind,
            kinds=ruleset.contractor_kinds,
            behaviour=behaviour,
            group=ruleset.dimension(reading[0].dimension).label if reading else None,
            clause=clause_of(ruleset, behaviour),
            severities=ruleset.severities(behaviour.code) or (),
            lowest=max((i.lowest for i in rated), default=None),
            highest=min((i.highest for i in rated), default=None),
        )


def clause_of(ruleset: scoring.Ruleset, behaviour: scoring.Behaviour) -> str | None:
    """The behaviour's own clause, else its indicator's, else its dimension's."""
    reading = _read_by(ruleset, behaviour)
    above = [ruleset.dimension(i.dimension).clause for i in reading]
    return next(filter(None, [behaviour.clause, *(i.clause for i in reading), *above]), None)


def _read_by(ruleset: scoring.Ruleset, behaviour: scoring.Behaviour) -> list[scoring.Indicator]:
    """The indicators that weigh or count a behaviour, then those that it refutes or works for."""
    code = behaviour.code
    weighed = [i for i in ruleset.indicators if code in i.behaviours]
    others = (i for i in ruleset.indicators if code in (*i.refuted_by, *i.work))
    return weighed + [i for i in others if i not in weighed]


def search_catalogue(entries: Iterable[CatalogueEntry], query: str) -> list[CatalogueEntry]:
    """Entries whose code, name or clause holds every part of the query; all of them for a blank one."""
    parts = [part for part in map(fold, query[:100].split()) if part]
    found = [e for e in entries if all(part in _searched(e) for part in parts)]
    return sorted(found, key=lambda entry: _distance(entry, query))


def _distance(entry: CatalogueEntry, query: str) -> int:
    """0 for the very code, 1 where the name holds the query, 2 where only clause or group do."""
    if entry.behaviour.code.lower() == query.strip().lower():
        return 0
    return 1 if any(fold(query) in name for name in _names(entry)) else 2


def _searched(entry: CatalogueEntry) -> str:
    label, group = entry.behaviour.label, entry.group
    words = [entry.behaviour.code, label.zh, label.en, entry.clause or ""]
    if group is not None:
        words += [group.zh, group.en]
    return fold(" ".join(words))


def meant_by(entries: Iterable[CatalogueEntry], text: str) -> list[CatalogueEntry]:
    """What a typed text names: a code, a name, or a code and a name."""
    wanted = fold(text)
    return [e for e in entries if wanted in _names(e)] if wanted else []


def _names(entry: CatalogueEntry) -> set[str]:
    code, label = entry.behaviour.code, entry.behaviour.label
    names = {entry.key, code, label.zh, label.en, f"{code} {label.zh}", f"{code} {label.en}"}
    return {fold(name) for name in names}
