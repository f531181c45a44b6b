"""Stays on automatic lists: shown with their reasons, and confirmed for the register by one click."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import ngettext

from schemas.lists import ShownRows
from services.lists.confirm_by_rule import confirm_by_rule
from services.lists.rule_stays import StayByRule, StayReason, fingerprint, reasons_of, unconfirmed
from services.lists.show_lists import ListFilter
from services.messages import Conflict
from services.rules.list_rules import last_day
from services.rules.scheme_words import SchemeWords, scheme_words
from web import list_words, show
from web.access import actor, may
from web.context import db, now, today
from web.form import load, once
from web.grade_words import condition
from web.language import _, pick, tell
from web.lists.blueprint import bp


@dataclass(frozen=True)
class Row:
    """A stay with its reasons in words; ``was`` is the last day that the register still says."""

    stay: StayByRule
    why: tuple[str, ...]
    last: str
    was: str


@dataclass(frozen=True)
class Part:
    """What one click confirms: a scheme's rows; ``shown`` fixes them."""

    scheme: str
    title: str
    rows: tuple[Row, ...]
    shown: str


def section(wanted: ListFilter) -> list[Part]:
    """By scheme. A batch is confirmed whole, so only the list chosen in the filter narrows it."""
    scheme = wanted.list.partition("/")[0] if wanted.list else None
    stays = sorted(unconfirmed(db(), today(), scheme), key=lambda stay: stay.scheme)
    named = scheme_words(db(), today())
    return [_part(code, list(found), named[code]) for code, found in groupby(stays, _scheme)]


def _scheme(stay: StayByRule) -> str:
    return stay.scheme


def _part(scheme: str, stays: list[StayByRule], words: SchemeWords) -> Part:
    return Part(
        scheme=scheme,
        title=pick(words.title.zh, words.title.en),
        rows=tuple(_row(stay) for stay in stays),
        shown=fingerprint(stays),
    )


def _row(stay: StayByRule) -> Row:
    return Row(
        stay=stay,
        why=tuple(_why(reasons_of(db(), stay))),
        last=list_words.last_day_words(last_day(stay.until_on), for_life=stay.for_life),
        was=list_words.last_day_words(last_day(stay.was_until), for_life=stay.was_for_life)
        if stay.listing_id
        else "",
    )


def _why(reason: StayReason) -> list[str]:
    """The condition, what the day's figure was, and the records that began that day."""
    said = [condition(reason.ruleset, one) for one in reason.conditions]
    if not reason.ruleset.category:
        points = show.points(reason.points, reason.ruleset.scale.places)
        said.append(_("on that day: %(points)s", points=points))
    said += [
        _("%(what)s, counts from %(day)s", what=pick(label.zh, label.en), day=show.day(on))
        for label, on in reason.records
    ]
    return said


@bp.post("/by-rule/<scheme>/confirm")
@may("list.confirm")
def confirm_rows(scheme: str) -> Any:
    shown = load(ShownRows())["shown"]
    try:
        count = int(once(lambda key: confirm_by_rule(db(), actor(), scheme, shown, now(), key)))
    except Conflict as problem:
        flash(tell(problem.message), "error")
    else:
        said = ngettext(
            "%(num)s row is in the register.", "%(num)s rows are in the register.", count
        )
        flash(said, "ok")
    return redirect(url_for("lists.index") + f"#by-rule-{scheme}", 303)
