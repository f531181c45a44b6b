"""What the pages of a statement show: the macros' rows from an account, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from services.events.subject_records import counted_records
from services.messages import Message
from services.statements.show_statement import Account
from services.statements.shown_lists import ShownListing
from services.statements.statement_parts import Beneath, Contact, StatementLine, first_mark
from services.statements.weight_words import change, points
from web import show
from web.access import actor, open_address
from web.forecast_rows import ahead
from web.grade_words import condition
from web.language import is_chinese, pick, tell
from web.spoken import grade_word, reached, reason, said

KINDS = {"event": "event", "measured": "event", "part": "event", "start": "event"}
"""The macro's word for a line's kind; return and limit are its own."""

MOST_LINES = 100
"""More than a person reads at a sitting; the paper always has all of them."""


def grade_of(account: Account) -> dict[str, str] | None:
    return grade_word(account.grade) if account.grade else None


def statement(account: Account, own: bool, whole: bool = True) -> dict[str, Any]:
    """The dict of ui/statement.html; points and balances are printed with the scheme's places.

    A long one begins with the balance brought forward, unless the ``whole`` is asked for. Where a scheme
    has no points there are no such columns, and the grade stands in their place.
    """
    score = account.score
    opened = score.statement.opened_on
    shown = account.lines if whole else account.lines[-MOST_LINES:]
    return {
        "caption": _("Statement of account") if account.scored else _("Statement of the grade"),
        "graded": not account.scored,
        "period": _("%(first)s to %(last)s", first=show.day(opened), last=show.day(score.view.on)),
        "opening": _opening(account, len(account.lines) - len(shown)),
        "earlier": len(account.lines) - len(shown),
        "lines": [*_lines(shown, account, own), *verdicts(account)],
        "closing": {
            "date": score.view.on,
            "text": live(account),
            "balance": _balance(account, score.points),
            "grade": grade_of(account),
            "note": "" if account.grade else _("Unrated: %(why)s", why=reason(score.unrated)),
        },
        "forecast": [ahead(row, account, own) for row in account.ahead],
    }


def _lines(shown: Sequence[StatementLine], account: Account, own: bool) -> Iterator[dict[str, Any]]:
    """The lines; without points the grade after a day stands beside its last line."""
    following: Iterable[StatementLine | None] = (*shown[1:], None)
    for line, after in zip(shown, following, strict=bool(shown)):
        told = line_of(line, account, own)
        last = after is None or after.on != line.on
        grade = account.grade_on(line.on) if last else None
        yield told | {"grade": grade_word(grade)} if grade else told


def live(account: Account) -> str:
    """What the figure of today is called."""
    return str(_("Live reference score") if account.scored else _("Live reference grade"))


def _balance(account: Account, hundredths: int) -> str | None:
    return points(hundredths, account.places) if account.scored else None


def _moved(account: Account, hundredths: int) -> str | None:
    return change(hundredths, account.places) if account.scored else None


def _opening(account: Account, earlier: int) -> dict[str, Any] | None:
    if earlier:
        before = account.lines[earlier - 1]
        return {
            "date": before.on,
            "text": _("Brought forward"),
            "note": _("earlier lines: %(count)s", count=earlier),
            "balance": _balance(account, before.balance),
        }
    if not account.scored:
        return None
    return {
        "date": account.score.statement.opened_on,
        "text": _("Opening balance"),
        "clause": account.ruleset.scale.clause or "",
        "balance": points(account.opening, account.places),
    }


def line_of(line: StatementLine, account: Account, own: bool = False) -> dict[str, Any]:
    """One line with what its fold holds."""
    version = account.knowledge.versions.get(line.version)
    return {
        "date": line.on,
        "text": _text(line),
        "clause": line.clause,
        "points": _moved(account, line.points),
        "balance": _balance(account, line.balance),
        "kind": KINDS.get(line.kind, line.kind),
        "note": _note(line, own),
        "disputed": line.disputed,
        "object": _object(line) if own else "",
        "href": event_address(_event(line)),
        "of": asked_of(line),
        "how": _how(line, account),
        "beneath": [_beneath(held) for held in line.beneath],
        "confirmed": tell(line.confirmed) if line.confirmed else "",
        "version": line.version,
        "version_href": open_address("rules.version", ruleset_id=version) if version else "",
    }


def _object(line: StatementLine) -> str:
    """Where the party objects to the record of a line; not twice while it is disputed."""
    event_id = _event(line)
    if event_id is None or line.disputed or not actor().may("own.reply"):
        return ""
    return open_address("objections.of_record", event_id=event_id)


def asked_of(line: StatementLine) -> str:
    """What the page of a line is asked for by; empty for a record of which this person sees the heading alone."""
    if event_id := _event(line):
        return f"record.{event_id}"
    if line.kind in ("event", "return"):
        return ""
    if line.indicator:
        return f"indicator.{line.indicator}"
    return f"dimension.{line.dimension}" if line.dimension else "total"


def _how(line: StatementLine, account: Account) -> list[str]:
    """How a line came about: without points only how long a record lives."""
    if not (account.scored or line.kind == "event"):
        return []
    return [*map(tell, line.how[line.noted :]), *_within(line, account.places)]


def _text(line: StatementLine) -> str:
    """What happened; in a weighted scheme what happened in the dimension."""
    happened = [said(held.what) for held in line.within if held.kind not in ("limit", "start")]
    return str(_("; ").join(dict.fromkeys(happened))) or said(line.what)


def _event(line: StatementLine) -> str | None:
    """The record a line leads to, where it is one."""
    opened = [held.event_id for held in line.within if held.event_id]
    return opened[0] if len(opened) == 1 else line.event_id


def _beneath(held: Beneath) -> dict[str, Any]:
    return {
        "date": held.on,
        "text": said(held.what),
        "result": held.result,
        "ended": tell(held.ended) if held.ended else "",
        "disputed": held.disputed,
        "href": event_address(held.event_id),
        "of": f"record.{held.event_id}" if held.event_id else "",
    }


def _within(line: StatementLine, places: int) -> list[str]:
    """The lines of a part with their own points, before its weight, and what they were read from."""
    return [
        f"{said(held.what)} {change(held.points, places)} {_sentences(held.how)}".strip()
        for held in line.within
    ]


def _offices(contacts: Iterable[Contact]) -> str:
    return str(_(", ").join(map(reached, contacts)))


def _note(line: StatementLine, own: bool) -> str:
    notes = []
    if line.happened_on and line.happened_on != line.on:
        notes.append(_("happened on %(day)s", day=show.day(line.happened_on)))
    if line.noted:
        notes.append(_sentences(line.how[: line.noted]))
    if own and line.contacts:
        notes.append(_offices(line.contacts))
    return str(_(" · ").join(notes))


def _sentences(told: Iterable[Message]) -> str:
    """Sentences one after another: Chinese ones without a space between them."""
    return ("" if is_chinese() else " ").join(map(tell, told))


def event_address(event_id: str | None) -> str:
    return open_address("events.show", event_id=event_id) if event_id else ""


def verdicts(account: Account) -> list[dict[str, Any]]:
    """Lines without points: why there is no grade, or another one."""
    return [
        {
            "date": account.score.view.on,
            "text": tell(verdict.words),
            "clause": verdict.clause,
            "kind": "limit",
            "of": "total",
            "note": _sentences(verdict.how),
            "disputed": first_mark(records),
            "beneath": [_beneath(held) for held in records],
        }
        for verdict, records in account.verdicts
    ]


def listing(shown: ShownListing) -> dict[str, Any]:
    """One row of the table of lists."""
    states = {"proposed": _("proposed"), "in_force": _("in force"), "ended": _("ended")}
    tones = {"proposed": "wait", "in_force": "now", "ended": "off"}
    return {
        "name": said(shown.name),
        "basis": [said(name) for name in shown.basis],
        "from": shown.from_on,
        "until": shown.last_day,
        "open": _("for life") if shown.for_life else _("no end set"),
        "state": states[shown.state],
        "tone": tones[shown.state],
        "by": _by(shown),
        "public": _public(shown),
        "href": open_address("lists.case", case_id=shown.case_id) if shown.case_id else "",
        "disputed": shown.disputed,
        "effects": [said(effect) for effect in shown.effects],
        "ways_off": _ways_off(shown),
    }


def _ways_off(shown: ShownListing) -> list[str]:
    """By what the rules themselves end a stay that lasts."""
    stands = shown.state == "in_force"
    return [condition(shown.ruleset, leave) for leave in shown.rule.leave if stands]


def _by(shown: ShownListing) -> str:
    if shown.by == "decision":
        return str(_("by decision"))
    by_change = _("by the rules, after a change of rule")
    return str(by_change if shown.by_change else _("by the rules"))


def _public(shown: ShownListing) -> str:
    if shown.public_until is None:
        return str(_("internal"))
    return str(_("public until %(day)s", day=show.day(shown.public_until)))


def made_of(account: Account) -> list[dict[str, Any]]:
    """The lines of the day under their dimensions; of a weighted one those within it."""
    return [
        {
            "name": pick(dimension.label.zh, dimension.label.en),
            "clause": dimension.clause or "",
            "sum": _moved(account, sum(line.points for line in lines)),
            "weight": tell(lines[0].how[0]) if lines and lines[0].kind == "part" else "",
            "lines": [
                _weighing(held, account)
                for line in lines
                for held in (line.within if line.kind == "part" else (line,))
            ],
        }
        for dimension, lines in account.made_of
    ]


def _weighing(line: StatementLine, account: Account) -> dict[str, Any]:
    """A line of the day; why a record weighs what it does stands in the statement."""
    drawn = line_of(line, account)
    return drawn | {"how": [], "confirmed": ""} if line.kind == "event" else drawn


def records(account: Account) -> list[dict[str, Any]]:
    """Every record that counts, newest first, with its weight or why it has none."""
    return [
        {
            "date": record.on,
            "text": said(record.what),
            "href": event_address(record.event_id),
            "of": f"record.{record.event_id}" if record.event_id else "",
            "result": record.result,
            "points": None if record.points is None else _moved(account, record.points),
            "state": _("; ").join(map(tell, record.state)),
            "disputed": record.disputed,
            "place": show.region(record.region) if record.region else "",
            "office": reached(record.contact) if record.contact else "",
        }
        for record in counted_records(account)
    ]
