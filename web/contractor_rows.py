"""What the pages of contractors show: rows of the list, suggestions while typing, a profile as typed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from services.rules.scheme_words import SchemeWords
from services.subjects.find_subjects import UNRATED, FoundSubject, Standing
from services.subjects.show_subject import Profile
from services.subjects.subject_words import KINDS
from web import published_words, show
from web.dispute import marked
from web.language import pick, tell

Named = dict[str, SchemeWords]


def line(row: FoundSubject, named: Named) -> dict[str, Any]:
    """One row of the list."""
    return {
        "subject": row,
        "tone": "is-off" if row.closed_on else "",
        "region": show.region(row.region),
        "kinds": _(", ").join(tell(KINDS[kind]) for kind in row.business if kind in KINDS),
        "published": [
            published_words.mark(found, named.get(found.scheme)) for found in row.published
        ],
        "standings": [_standing(standing, named) for standing in row.standings],
        "lists": [
            marked(_list_name(scheme, code, named), since) for scheme, code, since in row.lists
        ],
    }


def _standing(standing: Standing, named: Named) -> dict[str, Any]:
    words = named.get(standing.scheme)
    grade = words.grades.get(standing.grade or "") if words else None
    return {
        "scheme": pick(words.title.zh, words.title.en) if words else standing.scheme,
        "points": _points(standing, words),
        "grade": pick(grade.name.zh, grade.name.en) if grade else standing.grade,
        "colour": grade.colour if grade else None,
        "unrated": standing.unrated,
    }


def _points(standing: Standing, words: SchemeWords | None) -> str:
    """A dash where the scheme has no points."""
    if words is not None and not words.scored:
        return "—"
    return show.points(standing.points, words.places if words else 2)


def _list_name(scheme: str, code: str, named: Named) -> str:
    rule = named[scheme].lists.get(code) if scheme in named else None
    return pick(rule.label.zh, rule.label.en) if rule else code


def grade_groups(named: Named) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grades to filter by, under their schemes."""
    return [
        (
            pick(words.title.zh, words.title.en),
            [
                *(
                    (f"{scheme}/{g.code}", pick(g.name.zh, g.name.en))
                    for g in words.grades.values()
                ),
                (f"{scheme}/{UNRATED}", _("Unrated")),
            ],
        )
        for scheme, words in named.items()
    ]


def list_groups(named: Named) -> list[tuple[str, list[tuple[str, str]]]]:
    """Lists to filter by, under their schemes."""
    return [
        (
            pick(words.title.zh, words.title.en),
            [(f"{scheme}/{r.code}", pick(r.label.zh, r.label.en)) for r in words.lists.values()],
        )
        for scheme, words in named.items()
        if words.lists
    ]


def suggestion(row: FoundSubject) -> dict[str, str]:
    """One item of the search box: the code tells look-alikes apart, the note says why it was found."""
    notes = [show.region(row.region)]
    if row.former:
        notes.insert(0, _("formerly %(name)s", name=row.former))
    if row.head_name:
        notes.append(_("branch of %(name)s", name=row.head_name))
    if row.closed_on:
        notes.append(_("ended on %(day)s", day=show.day(row.closed_on)))
    return {"id": row.id, "label": row.name, "code": row.code, "note": _("; ").join(notes)}


def answering(row: FoundSubject) -> dict[str, str]:
    """The same, but a branch is offered as its head."""
    if row.head_id is None:
        return suggestion(row)
    return {
        "id": row.head_id,
        "label": row.head_name or "",
        "code": row.head_code or "",
        "note": _("answers for its branch %(name)s", name=row.name),
    }


def as_typed(who: Profile) -> dict[str, Any]:
    """A profile as the amendment form holds it."""
    return {
        "version": str(who.version),
        "code": who.code,
        "code_reason": who.code_reason or "",
        "practice_no": who.practice_no,
        "legal_form": who.legal_form,
        "home_region": who.region,
        "business": list(who.business),
        "address": who.address,
        "telephone": who.telephone,
        "head": who.head.name if who.head else "",
        "head_id": who.head.id if who.head else "",
    }
