"""What comes next, in words: the forecast's lines, the next change, and the way back."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from services.statements.next_changes import Ahead, Due
from services.statements.show_statement import Account
from services.statements.shown_path import ShownPath, ShownStep, ShownWay
from services.statements.weight_words import change, points
from web import show
from web.access import open_address
from web.language import tell
from web.spoken import grade_word, reached, reason, said


def ahead(row: Ahead, account: Account, own: bool = False) -> dict[str, Any]:
    """One line of the forecast."""
    return {
        "date": row.on,
        "text": ahead_words(row, account.scored),
        "points": change(row.points, account.places) if row.points and row.scored else None,
        "balance": points(row.balance, account.places) if row.scored else None,
        "kind": "return" if row.points and _ends(row) else "event",
        "grade": _grade_ahead(row),
        "note": _ahead_note(row, own),
        "disputed": min((due.disputed for due in row.due if due.disputed), default=None),
        "how": [due_words(due, account.scored) for due in row.due] if len(row.due) > 1 else [],
    }


def _ends(row: Ahead) -> bool:
    """Whether it moves because records end, and none begins."""
    return bool(row.due) and all(due.ends for due in row.due)


def _grade_ahead(row: Ahead) -> dict[str, str] | None:
    if not row.graded or row.grade is None:
        return None
    return grade_word(row.grade)


def ahead_words(row: Ahead, scored: bool) -> str:
    """What happens on that day, in a sentence."""
    found = []
    if len(row.due) == 1:
        found.append(due_words(row.due[0], scored))
    elif row.due and scored:
        found.append(_("records that end or begin to weigh: %(count)s", count=len(row.due)))
    elif row.due:
        found.append(_("records that end or begin to count: %(count)s", count=len(row.due)))
    if row.version:
        found.append(_("version %(version)s takes effect", version=row.version))
    found += map(tell, row.why)
    found += [_("leaves the list “%(name)s”", name=said(name)) for name in row.left]
    found += [_("enters the list “%(name)s”", name=said(name)) for name in row.entered]
    other = _("the rules change what is weighed") if scored else _("the rules change what counts")
    return str(_("; ").join(found) or other)


def due_words(due: Due, scored: bool) -> str:
    """What happens to one record; where there are no points, records count and do not weigh."""
    told = {"what": said(due.what), "day": show.long_day(due.occurred_on)}
    if due.ends:
        return str(
            _("no longer weighs: %(what)s of %(day)s", **told)
            if scored
            else _("no longer counts: %(what)s of %(day)s", **told)
        )
    return str(
        _("begins to weigh: %(what)s of %(day)s", **told)
        if scored
        else _("begins to count: %(what)s of %(day)s", **told)
    )


def _ahead_note(row: Ahead, own: bool) -> str:
    notes = []
    if row.graded and row.grade is None:
        notes.append(_("Unrated: %(why)s", why=reason(row.unrated)))
    if own and (offices := offices_of(row)):
        notes.append(offices)
    return str(_(" · ").join(notes))


def next_sentence(account: Account) -> str:
    """The next change in a sentence."""
    if not account.ahead:
        return str(_("Nothing known changes it."))
    row = account.ahead[0]
    grade = _grade_ahead(row)
    then = _(" Grade then: %(grade)s.", grade=grade["word"]) if grade else ""
    if not (account.scored and row.scored):
        day = show.long_day(row.on)
        what = ahead_words(row, account.scored)
        return str(_("%(day)s: %(what)s.", day=day, what=what)) + then
    told = {"day": show.long_day(row.on), "balance": points(row.balance, account.places)}
    back = row.points > 0 and account.ruleset.scale.direction == "down" and _ends(row)
    if back:
        given = points(row.points, account.places)
        sentence = _("%(day)s: %(points)s come back, balance %(balance)s.", points=given, **told)
    else:
        given = change(row.points, account.places)
        sentence = _("%(day)s: %(points)s, balance %(balance)s.", points=given, **told)
    return f"{sentence}{then}"


def way_back(account: Account, path: ShownPath, own: bool) -> dict[str, Any] | None:
    """What statements/_way_back.html shows; None where there is no better grade to reach."""
    if account.grade is None or account.grade.code != account.ruleset.grades[0].code:
        ways = [_way(way, account, own) for way in path.ways]
        return {
            "ways": ways,
            "stepped": any(way["steps"] for way in ways),
            "none": "" if ways else _none_until(path),
        }
    return None


def _none_until(path: ShownPath) -> str:
    return str(
        _(
            "Up to %(day)s nothing that is known brings a better grade.",
            day=show.long_day(path.until),
        )
    )


def _way(way: ShownWay, account: Account, own: bool) -> dict[str, Any]:
    asked = offices_of(way.then) if own and way.then and not way.steps else ""
    return {
        "date": way.on,
        "grade": grade_word(way.grade),
        "balance": points(way.points, account.places) if account.scored else "",
        "ask": asked,
        "steps": [_step(step, account.score.view.on, own) for step in way.steps],
        "then": _then(way, account),
        "waiting": _waiting(way),
    }


def _step(step: ShownStep, today: date, own: bool) -> dict[str, Any]:
    told = {"what": said(step.what), "day": show.long_day(step.occurred_on)}
    words = (
        _("Ask for the repair of “%(what)s” of %(day)s", **told)
        if step.kind == "repair"
        else _("Hand in the rectification report for “%(what)s” of %(day)s", **told)
    )
    return {
        "text": words,
        "from": show.long_day(step.on) if step.on > today else "",
        "href": _where(step, own),
        "ask": reached(step.contact) if own and step.contact else "",
    }


def _where(step: ShownStep, own: bool) -> str:
    """The party is led to the form itself, others to the record."""
    if step.event_id is None:
        return ""
    if not own:
        return open_address("events.show", event_id=step.event_id)
    if step.kind == "repair":
        return open_address("repairs.new", record=step.event_id)
    return open_address("repairs.rectify", event_id=step.event_id)


def _then(way: ShownWay, account: Account) -> str:
    """What comes back by itself on the day to which the steps lead."""
    if way.then is None:
        return ""
    words = ahead_words(way.then, account.scored)
    if not account.scored or not way.then.points:
        return words
    moved = change(way.then.points, account.places)
    return str(_("%(points)s: %(what)s", points=moved, what=words))


def _waiting(way: ShownWay) -> str:
    """When waiting alone would bring it, where steps bring it earlier."""
    if not way.steps:
        return ""
    if way.waiting is None:
        return str(_("Waiting alone does not bring it within five years."))
    return str(_("Waiting alone brings it on %(day)s.", day=show.long_day(way.waiting)))


def offices_of(row: Ahead) -> str:
    """The offices in charge of what ends or begins on a day, each once."""
    contacts = dict.fromkeys(reached(due.contact) for due in row.due if due.contact)
    return str(_(", ").join(contacts))
