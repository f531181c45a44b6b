"""A draft as forms show it: sections, rows and fields, each with its address, and what can be done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import scoring

Both = scoring.Label

Typed: TypeAlias = str | Sequence[str] | Mapping[str, str]
"""What a form gives: one text, several (codes, texts, choices), or named parts (label, duration, severities)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word that a field may hold, and what it is called."""

    code: str
    name: Both


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table.

    ``path`` is its address, places counted from 1: ``indicators/3/bands/1/points``; ``told`` the same as the
    parser's messages say it: ``indicators[delay].bands[1].points``. ``type`` is one of ``scoring.keys.TYPES``
    but tables, or ``unknown`` for a key that no table of this kind has (it can only be removed).

    What is written stands in one of three, as it was typed even if it cannot be read: ``value`` (code, text,
    date, whole, number, rate, rating, yuan, share, times, choice; flag: ``true`` or ``false``), ``parts``
    (label: zh, en; duration, validity, length: ``unit`` and ``n``, no ``n`` where the unit is a word such as
    until_on, life or decision; severities: code -> points) or ``items`` (codes, texts, choices).
    Nothing written: all are empty, and ``default`` is what then holds.

    ``choices``: of choice and choices; of a code or codes that name another part, the declared ones (``names``
    is then the section); of duration, validity and length the units.

    ``sourced``: a number that may say where it comes from; ``clause`` and ``source`` are what stands beside
    this very number, ``inherits`` what it takes from the tables around it otherwise (clause, source).
    """

    path: str
    told: str
    name: str
    label: Both
    type: str
    value: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    names: str = ""
    required: bool = False
    written: bool = False
    default: str = ""
    sourced: bool = False
    clause: str = ""
    source: str = ""
    inherits: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One table: the head, a behaviour, a band, a ladder.

    ``kind`` is the word that decides its keys (points, rolling, veto …) and ``kinds`` those it can be turned
    into; empty where a table has no kinds. ``heading`` is its name, or what its kind of table is called.
    """

    path: str
    told: str
    code: str
    heading: Both
    kind: str
    kinds: tuple[Choice, ...]
    fields: tuple[Field, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A key that holds tables: several (``many``) or at most one (a ladder, the scale).

    ``table`` names what its rows are (behaviour, band.rate, condition, effect, anchor …). ``kinds``: of what
    kind a new row can be; choose one when adding, empty if there are none.
    """

    path: str
    told: str
    name: str
    label: Both
    table: str
    many: bool
    required: bool
    kinds: tuple[Choice, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter of the regulation.

    ``head`` (fields of the draft itself, with the groups applies_to and basis), ``scale``, ``period``,
    ``behaviours``, ``dimensions``, ``indicators``, ``grades``, ``overrides``, ``lists``. The head is in
    ``group`` as one row whose path is empty.
    """

    code: str
    title: Both
    group: Group


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole draft. ``problem``: the text is no TOML, so there is nothing but the source to show."""

    text: str
    sections: tuple[Section, ...]
    problem: scoring.Problem | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Write one field; an empty value takes the key away.

    ``path`` is a field's, or ``<field>/zh``, ``<field>/clause``, ``<field>/source`` for a part of it.
    """

    path: str
    value: Typed


@dataclass(frozen=True, slots=True)
class Add:
    """A new row at the end of a group (``many``), or the one table of it; ``kind`` from its kinds.

    ``values`` by key name fill it; needed keys that are not given are left out and told by the check.
    """

    path: str
    kind: str = ""
    values: Mapping[str, Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a row away, with what stands in it."""

    path: str


@dataclass(frozen=True, slots=True)
class Move:
    """Put a row of a group at another place, counted from 1 among those that then stand there."""

    path: str
    to: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Make a row one of another kind; keys that the new kind does not have go away."""

    path: str
    kind: str


Change: TypeAlias = Put | Add | Remove | Move | Turn
