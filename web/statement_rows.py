"""What the pages of a statement show: the macros' rows from an account, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

import scoring
from services.labels import Both
from services.limit_words import Words
from services.messages import Message
from services.next_changes import Ahead, Due
from services.show_statement import Account
from services.shown_lists import ShownListing
from services.statement_lines import Contact, StatementLine
from services.subject_records import counted_records
from services.weight_words import change, points
from web import show
from web.addresses import known_address
from web.language import pick, tell

KINDS = {"event": "event", "measured": "event", "part": "event", "start": "event"}
"""The macro's word for a line's kind; return and limit are its own."""


def said(words: Words) -> str:
    """A name in both languages, a sentence, or a plain text, as the reader reads it."""
    if isinstance(words, Both):
        return pick(words.zh, words.en)
    return tell(words) if isinstance(words, Message) else words


def reason(unrated: str | None) -> str:
    """Why there is no grade."""
    reasons = {
        "too_little_work": _("too little work to be graded"),
        "not_assessed": _("a needed indicator was not assessed"),
    }
    return str(reasons.get(unrated or "", ""))


def grade_of(account: Account) -> dict[str, str] | None:
    return _word(account.grade) if account.grade else None


def _word(grade: scoring.Grade) -> dict[str, str]:
    return {"word": pick(grade.name.zh, grade.name.en), "colour": grade.colour}


def statement(account: Account, own: bool) -> dict[str, Any]:
    """The dict of ui/statement.html; points and balances are printed with the scheme's places."""
    score, places = account.score, account.places
    opened = score.statement.opened_on
    return {
        "caption": _("Statement of account"),
        "period": _("%(first)s to %(last)s", first=show.day(opened), last=show.day(score.view.on)),
        "opening": {
            "date": opened,
            "text": _("Opening balance"),
            "clause": account.ruleset.scale.clause or "",
            "balance": points(account.opening, places),
        },
        "lines": [line_of(line, account, own) for line in account.lines] + verdicts(account),
        "closing": {
            "date": score.view.on,
            "text": _("Live reference score"),
            "balance": points(score.points, places),
            "grade": grade_of(account),
            "note": "" if account.grade else _("Unrated: %(why)s", why=reason(score.unrated)),
        },
        "forecast": [ahead(row, places, own) for row in account.ahead],
    }


def line_of(line: StatementLine, account: Account, own: bool = False) -> dict[str, Any]:
    """One line with what its fold holds."""
    places, version = account.places, account.knowledge.versions.get(line.version)
    return {
        "date": line.on,
        "text": said(line.what),
        "clause": line.clause,
        "points": change(line.points, places),
        "balance": points(line.balance, places),
        "kind": KINDS.get(line.kind, line.kind),
        "note": _note(line, own),
        "href": event_address(line.event_id),
        "how": [tell(words) for words in line.how],
        "beneath": [
            {
                "date": held.on,
                "text": said(held.what),
                "result": held.result,
                "ended": tell(held.ended) if held.ended else "",
                "href": event_address(held.event_id),
            }
            for held in line.beneath
        ],
        "confirmed": tell(line.confirmed) if line.confirmed else "",
        "version": line.version,
        "version_href": known_address("rules.version", ruleset_id=version) if version else "",
        "contact": reached(line.contact) if own else "",
    }


def _note(line: StatementLine, own: bool) -> str:
    notes = []
    if line.happened_on and line.happened_on != line.on:
        notes.append(_("happened on %(day)s", day=show.day(line.happened_on)))
    if line.kind == "measured" and line.how:
        notes.append(tell(line.how[0]))
    if line.kind == "return" and line.how:
        notes.append(tell(line.how[0]))
    if own and line.contact and line.kind != "return":
        notes.append(reached(line.contact))
    return str(_(" · ").join(notes))


def reached(contact: Contact | None) -> str:
    """An office with its telephone."""
    return f"{said(contact.name)} {contact.telephone}" if contact else ""


def event_address(event_id: str | None) -> str:
    return known_address("events.show", event_id=event_id) if event_id else ""


def verdicts(account: Account) -> list[dict[str, Any]]:
    """Lines without points: why there is no grade, or another one."""
    return [
        {"date": account.score.view.on, "text": tell(words), "clause": clause, "kind": "limit"}
        for words, clause in account.verdicts
    ]


def ahead(row: Ahead, places: int, own: bool = False) -> dict[str, Any]:
    """One line of the forecast."""
    return {
        "date": row.on,
        "text": ahead_words(row),
        "points": change(row.points, places) if row.points else None,
        "balance": points(row.balance, places),
        "kind": "return" if row.points and not _begins(row) else "event",
        "grade": _grade_ahead(row),
        "note": _ahead_note(row, own),
        "how": [due_words(due) for due in row.due] if len(row.due) > 1 else [],
    }


def _begins(row: Ahead) -> bool:
    return any(not due.ends for due in row.due)


def _grade_ahead(row: Ahead) -> dict[str, str] | None:
    if not row.graded or row.grade is None:
        return None
    return _word(row.grade)


def ahead_words(row: Ahead) -> str:
    """What happens on that day, in a sentence."""
    found = []
    if len(row.due) == 1:
        found.append(due_words(row.due[0]))
    elif row.due:
        found.append(_("%(count)s records end or begin to weigh", count=len(row.due)))
    if row.version:
        found.append(_("version %(version)s takes effect", version=row.version))
    found += [_("leaves the list “%(name)s”", name=said(name)) for name in row.left]
    found += [_("enters the list “%(name)s”", name=said(name)) for name in row.entered]
    return str(_("; ").join(found) or _("the rules change what is weighed"))


def due_words(due: Due) -> str:
    day = show.long_day(due.occurred_on)
    if due.ends:
        return str(_("no longer weighs: %(what)s of %(day)s", what=said(due.what), day=day))
    return str(_("begins to weigh: %(what)s of %(day)s", what=said(due.what), day=day))


def _ahead_note(row: Ahead, own: bool) -> str:
    notes = []
    if row.graded and row.grade is None:
        notes.append(_("Unrated: %(why)s", why=reason(row.unrated)))
    if own and (offices := offices_of(row)):
        notes.append(offices)
    return str(_(" · ").join(notes))


def listing(shown: ShownListing) -> dict[str, Any]:
    """One row of the table of lists."""
    states = {"proposed": _("proposed"), "in_force": _("in force"), "ended": _("ended")}
    tones = {"proposed": "wait", "in_force": "now", "ended": "off"}
    return {
        "name": said(shown.name),
        "basis": shown.basis,
        "from": shown.from_on,
        "until": shown.last_day,
        "open": _("for life") if shown.for_life else _("no end set"),
        "state": states[shown.state],
        "tone": tones[shown.state],
        "by": _by(shown),
        "public": _public(shown),
        "href": known_address("lists.case", case_id=shown.case_id) if shown.case_id else "",
        "effects": [said(effect) for effect in shown.effects],
    }


def _by(shown: ShownListing) -> str:
    if shown.by == "decision":
        return str(_("by decision"))
    by_change = _("by the rules, after a change of rule")
    return str(by_change if shown.by_change else _("by the rules"))


def _public(shown: ShownListing) -> str:
    if shown.public_until is None:
        return str(_("internal"))
    return str(_("public until %(day)s", day=show.day(shown.public_until)))


def next_sentence(account: Account) -> str:
    """The next change in a sentence."""
    if not account.ahead:
        return str(_("Nothing known changes it."))
    row = account.ahead[0]
    told = {"day": show.long_day(row.on), "balance": points(row.balance, account.places)}
    back = row.points > 0 and account.ruleset.scale.direction == "down"
    if back:
        given = points(row.points, account.places)
        sentence = _("%(day)s: %(points)s come back, balance %(balance)s.", points=given, **told)
    else:
        given = change(row.points, account.places)
        sentence = _("%(day)s: %(points)s, balance %(balance)s.", points=given, **told)
    grade = _grade_ahead(row)
    then = _(" Grade then: %(grade)s.", grade=grade["word"]) if grade else ""
    return f"{sentence}{then}"


def way_back(account: Account, own: bool) -> list[dict[str, Any]]:
    """The earliest day of each better grade if nothing else happens, with whom to ask."""
    codes = [grade.code for grade in account.ruleset.grades]
    best = codes.index(account.grade.code) if account.grade else len(codes)
    found = []
    for row in account.ahead:
        if row.grade is None or codes.index(row.grade.code) >= best:
            continue
        best = codes.index(row.grade.code)
        found.append(
            {
                "date": row.on,
                "grade": _word(row.grade),
                "balance": points(row.balance, account.places),
                "ask": offices_of(row) if own else "",
            }
        )
    return found


def offices_of(row: Ahead) -> str:
    """The offices in charge of what ends or begins on a day, each once."""
    contacts = dict.fromkeys(reached(due.contact) for due in row.due if due.contact)
    return str(_(", ").join(contacts))


def made_of(account: Account) -> list[dict[str, Any]]:
    """The lines of the day under their dimensions."""
    places = account.places
    return [
        {
            "name": pick(dimension.label.zh, dimension.label.en),
            "clause": dimension.clause or "",
            "sum": change(sum(line.points for line in lines), places),
            "count": len(lines),
            "lines": [line_of(line, account) for line in lines],
        }
        for dimension, lines in account.made_of
    ]


def records(account: Account) -> list[dict[str, Any]]:
    """Every record that counts, newest first, with its weight or why it has none."""
    return [
        {
            "date": record.on,
            "text": said(record.what),
            "href": event_address(record.event_id),
            "result": record.result,
            "points": None if record.points is None else change(record.points, account.places),
            "state": tell(record.state) if record.state else _("weighs"),
            "place": show.region(record.region) if record.region else "",
            "office": reached(record.contact),
        }
        for record in counted_records(account)
    ]
