"""My requests (本单位的申请): what a contractor has asked for, with its clocks and answers, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from services.messages import Message, say
from services.objections.show_objections import ObjectionRow, own_objections
from services.repairs.show_repairs import own_applications
from services.statements.own_requests import OwnRequest, own_in_cases, own_reviews
from web import clock_rows, objection_words, repair_words
from web.access import actor, may
from web.context import db, today
from web.language import pick, tell
from web.show import day

bp = Blueprint("requests", __name__, url_prefix="/requests")


@dataclass(frozen=True)
class Request:
    """One thing asked for. ``state`` is word and tone, ``clock`` the dict of a rail's clock, ``open``: undecided."""

    on: date
    kind: str
    what: str
    href: str
    state: tuple[str, str]
    open: bool
    clock: dict[str, Any] | None = None
    answer: str = ""


def _objections() -> Iterable[Request]:
    return map(_objection, own_objections(db(), actor(), today()))


def _objection(row: ObjectionRow) -> Request:
    name = pick(row.what.zh, row.what.en)
    return Request(
        on=row.marked_on,
        kind=_("Objection"),
        what=_("%(what)s of %(day)s", what=name, day=day(row.on)),
        href=url_for("objections.show", objection_id=row.id),
        state=objection_words.state(row.state, row.put_right),
        open=row.decided_on is None,
        clock=objection_words.row_clock(row),
        answer=_answer(row),
    )


def _answer(row: ObjectionRow) -> str:
    if row.decided_on is None or row.state == "withdrawn":
        return ""
    word = tell(objection_words.STATES[row.state][0])
    return str(_("%(outcome)s on %(day)s", outcome=word, day=day(row.decided_on)))


def _repairs() -> Iterable[Request]:
    for row in own_applications(db(), actor(), today()):
        yield Request(
            on=row.received_on,
            kind=_("Credit repair"),
            what=_("; ").join(pick(one.zh, one.en) for one in row.what),
            href=url_for("repairs.show", repair_id=row.id),
            state=repair_words.state(row.state),
            open=row.due is not None,
            clock=clock_rows.of_working_days(row.due, today()),
        )


def _reviews() -> Iterable[Request]:
    return map(_asked, own_reviews(db(), actor()))


def _in_cases() -> Iterable[Request]:
    return map(_asked, own_in_cases(db(), actor()))


_KINDS = {
    "review_request": say("Review request"),
    "hearing_request": say("Hearing"),
    "recusal_request": say("Withdrawal of an official"),
}
_ANSWERS: dict[str, tuple[Message, str]] = {
    "": (say("to be answered"), "wait"),
    "upheld": (say("result upheld"), "done"),
    "changed": (say("result changed"), "done"),
    "told": (say("the day is set"), "now"),
    "held": (say("held"), "done"),
    "given_up": (say("given up"), "off"),
    "granted": (say("granted"), "done"),
    "refused": (say("refused"), "done"),
}


def _asked(row: OwnRequest) -> Request:
    word, tone = _ANSWERS[row.answer]
    if row.kind == "review_request":
        href = url_for("rounds.result", row_id=row.about)
    else:
        href = url_for("lists.case", case_id=row.about)
    return Request(
        on=row.on,
        kind=tell(_KINDS[row.kind]),
        what=pick(row.what.zh, row.what.en),
        href=href,
        state=(tell(word), tone),
        open=row.answer in ("", "told"),
        clock=clock_rows.of_working_days(row.due, today()),
        answer=_("%(outcome)s on %(day)s", outcome=tell(word), day=day(row.on_day))
        if row.on_day
        else "",
    )


KINDS: tuple[Callable[[], Iterable[Request]], ...] = (_objections, _repairs, _reviews, _in_cases)
"""What a contractor may ask for: each kind gives its requests, in words."""


def own_requests() -> list[Request]:
    """All of them: open ones first, then the newest."""
    found = [one for kind in KINDS for one in kind()]
    newest = sorted(found, key=lambda one: one.on, reverse=True)
    return sorted(newest, key=lambda one: not one.open)


@bp.get("/")
@may("own.reply")
def index() -> str:
    return render_template("requests/index.html", requests=own_requests())
