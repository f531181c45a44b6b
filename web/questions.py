"""Questions anyone may ask a score: why this line, what if, and what lies between two views of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template
from flask_babel import gettext as _

from schemas.questions import SecondViewSchema, WhatIfSchema, WhySchema
from services.messages import Invalid
from services.statements.ask_what_if import (
    Question,
    WhatIf,
    ask_what_if,
    may_ask,
    older_version,
    questions_about,
)
from services.statements.ask_why import ask_why
from services.statements.compare_views import Compared, compare_views
from services.statements.show_statement import Account, Axes
from web.access import actor, may
from web.context import db, today
from web.difference_rows import between, sides
from web.form import Form, asked
from web.question_rows import asked_words, offered, why_rows
from web.show import day
from web.statements import Read, asof_words, read_account

bp = Blueprint("questions", __name__, url_prefix="/contractors")


def _account(read: Read) -> Account:
    if not isinstance(read.chosen, Account):
        abort(404)
    return read.chosen


def _page(template: str, read: Read, form: Form, **found: Any) -> Any:
    errors = read.form.errors | form.errors
    answer = render_template(
        f"statements/{template}.html",
        shown=read.shown,
        chosen=read.chosen,
        own=read.own,
        address=read.address,
        asof=asof_words(read.shown.axes) if template != "difference" else "",
        form=form,
        errors=errors,
        **found,
    )
    return (answer, 422) if errors else answer


@bp.get("/<subject_id>/line")
@may("contractor.read", "own.read")
def line(subject_id: str) -> Any:
    """Why a line is what it is, and why not more."""
    read, (wanted, form) = read_account(subject_id), asked(WhySchema())
    account = _account(read)
    why = ask_why(db(), actor(), account, wanted["of"])
    questions = questions_about(db(), account, why.event.id, today()) if why.event else ()
    older = older_version(account) if may_ask(account) else None
    return _page(
        "line",
        read,
        form,
        why=why_rows(why, account, read.own),
        of=wanted["of"],
        questions=offered(questions),
        older=older.version if older else "",
        decimals=account.places,
    )


@bp.get("/<subject_id>/what-if")
@may("contractor.read", "own.read")
def what_if(subject_id: str) -> Any:
    """What the score would be if one thing were otherwise; it decides nothing and is kept nowhere."""
    read, (wanted, form) = read_account(subject_id), asked(WhatIfSchema())
    account = _account(read)
    kind, record = wanted["suppose"], wanted["record"]
    older = older_version(account)
    if kind is None:
        return _page(
            "what_if",
            read,
            form,
            question=None,
            asked=_("What would the score be"),
            others=(),
            older=older.version if older and may_ask(account) else "",
        )
    if record is None and kind != "older":
        abort(404)
    question = Question(kind, None if kind == "older" else record, wanted["since"])
    found: WhatIf | None = None
    try:
        found = ask_what_if(db(), actor(), account, question, today())
    except Invalid as problem:
        form.refuse(problem)
    others = questions_about(db(), account, question.event_id, today()) if question.event_id else ()
    return _page(
        "what_if",
        read,
        form,
        question=question,
        asked=asked_words(question, account, older.version if older else None),
        others=offered([other for other in others if other.kind != kind]),
        answer=_answer(found) if found else None,
    )


def _answer(found: WhatIf) -> dict[str, Any]:
    real, supposed = found.real, found.supposed
    totals = real.score.points, supposed.score.points
    places = real.places if real.scored else None
    return {
        "sides": sides(real, supposed),
        "lines": between(found.differences, found.verdicts, totals, places),
        "heads": (_("As it is"), _("Supposed")),
        "since": found.since,
    }


@bp.get("/<subject_id>/difference")
@may("contractor.read", "own.read")
def difference(subject_id: str) -> Any:
    """Two views of one account, and every line that lies between them."""
    read, (wanted, form) = read_account(subject_id), asked(SecondViewSchema())
    account = _account(read)
    known = wanted["known2"]
    first = read.shown.axes
    second = Axes(wanted["on2"] or today(), None if known == today() else known)
    found: Compared | None = None
    try:
        found = compare_views(db(), actor(), subject_id, account.scheme, (first, second), today())
    except Invalid as problem:
        form.refuse(problem)
    return _page(
        "difference",
        read,
        form,
        answer=_between(found, first, second) if found else None,
    )


def _between(found: Compared, first: Axes, second: Axes) -> dict[str, Any]:
    before, after = found.before, found.after
    scored = before.scored and after.scored
    places = max(before.places, after.places) if scored else None
    totals = before.score.points, after.score.points
    return {
        "sides": sides(before, after),
        "lines": between(found.differences, found.verdicts, totals, places),
        "heads": (_view(first), _view(second)),
    }


def _view(axes: Axes) -> str:
    on = day(axes.on)
    if axes.known_on is None:
        return str(_("%(on)s, as known now", on=on))
    return str(_("%(on)s, as known at the end of %(known)s", on=on, known=day(axes.known_on)))
