"""What schemes, behaviours, lists, offices, roles and subjects are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

import scoring
from models import Office, Programme, Stage, SubjectName
from models.subject import name_of_day
from services.actor import roles
from services.rules.rulebook import published

Both = scoring.Label
"""A name in both languages; a page shows it in the reader's."""

PART = 10_000
"""So many ids are asked for in one statement, which takes not many more."""


def behaviour_label(session: Session, scheme: str, code: str) -> Both:
    """What a behaviour is called by the published versions of its scheme."""
    return behaviour_named(published(session, scheme), code)


def behaviour_named(versions: Sequence[scoring.Ruleset], code: str) -> Both:
    """The newest of these versions that knows the behaviour names it; else its code stands for itself."""
    known = (version for version in reversed(versions) if code in version.behaviours)
    newest = next(known, None)
    return newest.behaviours[code].label if newest else Both(code, code)


def list_label(session: Session, scheme: str, code: str) -> Both:
    """The list's own legal name by the published versions of its scheme."""
    return list_named(published(session, scheme), code)


def list_named(versions: Sequence[scoring.Ruleset], code: str) -> Both:
    """The newest of these versions that knows the list names it; else its code stands for itself."""
    found = (rule for version in reversed(versions) for rule in version.lists if rule.code == code)
    newest = next(found, None)
    return newest.label if newest else Both(code, code)


def scheme_label(session: Session, scheme: str) -> Both:
    """The title of the newest published version."""
    versions = published(session, scheme)
    return versions[-1].title if versions else Both(scheme, scheme)


def row_label(row: Office | Programme | Stage | Row[*tuple[Any, ...]]) -> Both:
    """The name that a row carries in both languages."""
    return Both(row.name_zh, row.name_en)


def role_label(code: str) -> Both:
    role = roles().get(code)
    return Both(role.zh, role.en) if role else Both(code, code)


def subject_names(session: Session, subject_ids: Iterable[str | None]) -> dict[str, str]:
    """Today's name of each of these subjects, by its id."""
    wanted = sorted({subject_id for subject_id in subject_ids if subject_id})
    latest = select(SubjectName.subject_id, SubjectName.name).where(SubjectName.latest)
    found: dict[str, str] = {}
    for first in range(0, len(wanted), PART):
        part = latest.where(SubjectName.subject_id.in_(wanted[first : first + PART]))
        found |= {subject_id: name or "" for subject_id, name in session.execute(part)}
    return found


def names_on(session: Session, subject_ids: Iterable[str], day: date) -> Mapping[str, str]:
    """The name of each of these subjects on a day, by its id: as ``Subject.name_on`` has it, without row objects."""
    query = (
        select(SubjectName.subject_id, SubjectName.from_on, SubjectName.name)
        .where(SubjectName.subject_id.in_(list(subject_ids)))
        .order_by(SubjectName.subject_id, SubjectName.from_on, SubjectName.position)
    )
    borne: dict[str, list[tuple[date, str | None]]] = defaultdict(list)
    for subject_id, from_on, name in session.execute(query):
        borne[subject_id].append((from_on, name))
    return {subject_id: name_of_day(names, day) for subject_id, names in borne.items()}
