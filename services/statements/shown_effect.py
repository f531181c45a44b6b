"""What one decision would do to score, grade and lists, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import scoring
from services.events.confirm_event import Effect
from services.labels import Both, list_named
from services.messages import Message
from services.statements.verdict_words import VERDICTS, verdict
from services.statements.weight_words import noted


@dataclass(frozen=True)
class Standing:
    """A total and a grade as a page shows them; ``unrated`` is the reason, if there is one.

    Without ``places`` there are no points: a scheme of grades alone.
    """

    points: int
    places: int | None
    grade: scoring.Grade | None
    unrated: str | None


@dataclass(frozen=True)
class ShownEffect:
    """Score, grade and lists before and after, were this one record confirmed today.

    ``lists`` would be proposed, ``entered`` and ``left`` are by the rules alone; ``why`` says what the
    record would weigh otherwise than by itself, and what else would change the grade.
    """

    before: Standing
    after: Standing
    lists: tuple[Both, ...]
    entered: tuple[Both, ...]
    left: tuple[Both, ...]
    why: tuple[Message, ...]


def shown_effect(effect: Effect, rulesets: Sequence[scoring.Ruleset]) -> ShownEffect:
    """An effect under the versions of its scheme."""
    return between(effect.before, effect.after, rulesets, tuple(_why(effect, rulesets)))


def between(
    before: scoring.Score,
    after: scoring.Score,
    rulesets: Sequence[scoring.Ruleset],
    why: tuple[Message, ...] = (),
) -> ShownEffect:
    """What lies between two scores of one subject."""
    stood, stands = _in_force(before), _in_force(after)
    known = {entry.list for entry in before.lists if entry.state != "ended"}
    new = [e.list for e in after.lists if e.state != "ended" and e.list not in known]
    return ShownEffect(
        _standing(rulesets, before),
        _standing(rulesets, after),
        _named(rulesets, [code for code in new if code not in stands]),
        _named(rulesets, [code for code in new if code in stands]),
        _named(rulesets, [code for code in stood if code not in stands]),
        why,
    )


def _standing(rulesets: Sequence[scoring.Ruleset], score: scoring.Score) -> Standing:
    grades = {g.code: g for ruleset in rulesets for g in ruleset.grades}
    grade = grades.get(score.grade) if score.grade else None
    places = None if rulesets[-1].category else rulesets[-1].scale.places
    return Standing(score.points, places, grade, score.unrated)


def _in_force(score: scoring.Score) -> list[str]:
    return [entry.list for entry in score.lists if entry.state == "in_force"]


def _named(rulesets: Sequence[scoring.Ruleset], codes: Iterable[str]) -> tuple[Both, ...]:
    return tuple(list_named(rulesets, code) for code in codes)


def _why(effect: Effect, rulesets: Sequence[scoring.Ruleset]) -> Iterator[Message]:
    by_version = {ruleset.version: ruleset for ruleset in rulesets}
    for line in every_line(effect.after.lines):
        if line.event_id == effect.event.id:
            yield from noted(by_version[line.version], line)
    stood = _verdicts(effect.before, by_version)
    for told in _verdicts(effect.after, by_version):
        if told not in stood:
            yield told


def _verdicts(score: scoring.Score, by_version: dict[str, scoring.Ruleset]) -> list[Message]:
    told = [
        verdict(by_version[line.version], line, line.note)
        for line in score.lines
        if line.kind in VERDICTS and line.note is not None
    ]
    return [found.words for found in told]


def every_line(lines: Iterable[scoring.Line]) -> Iterator[scoring.Line]:
    """Lines and what stands beneath them."""
    for line in lines:
        yield line
        yield from every_line(line.parts)
