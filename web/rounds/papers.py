"""A result on paper: the statement as of the round, and the 评价结果查询单 with its code."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from services.messages import NotFound, say
from services.rounds.answer_review import result_in
from services.rounds.show_result import ShownResult, show_result
from web import round_words as words
from web.access import actor, may
from web.context import db, now, today
from web.language import pick
from web.rounds.blueprint import bp
from web.rounds.result import statement_of
from web.show import day, long_day


@bp.get("/results/<row_id>/statement")
@may("round.read", "own.read")
def statement(row_id: str) -> str:
    """第三方服务机构环境信用计分明细表, as of the round."""
    shown = show_result(db(), actor(), row_id, today())
    account = shown.account
    if account is None:
        raise NotFound(say("Who is out of scope has no statement."))
    title = _("Statement of environmental credit points of a third-party contractor")
    if not account.scored:
        title = _("Statement of the environmental credit grade of a third-party contractor")
    opened = account.score.statement.opened_on
    paper = {
        "title": title,
        "basis": _("%(title)s: result of the round", title=shown.round.title),
        "facts": [
            *_subject(shown),
            (_("Version of the rules"), account.score.version),
            (_("Period"), _("%(first)s to %(last)s", first=day(opened), last=day(shown.round.on))),
            (_("As of"), long_day(shown.round.on)),
        ],
        "statement": statement_of(shown, own=False),
        "decimals": account.places,
        "signs": _signs(shown),
        "verify": _verify(shown),
        "back": url_for("rounds.result", row_id=row_id),
    }
    return render_template("statements/paper.html", paper=paper)


@bp.get("/results/<row_id>/slip")
@may("round.read", "own.read")
def slip(row_id: str) -> str:
    """评价结果查询单: what was published about one contractor, with a code that anybody may check."""
    shown = show_result(db(), actor(), row_id, today())
    if shown.code is None:
        raise NotFound(say("This result is not published yet."))
    row, found = shown.row, shown.round
    held = words.result(result_in(row) if row.out is None else None, shown.ruleset)
    paper = {
        "title": _("Query slip of an evaluation result"),
        "basis": found.title,
        "facts": [
            *_subject(shown),
            (_("As of"), long_day(found.on)),
            (_("Document number of the publication"), found.document_no or ""),
            (_("Day of publication"), long_day(found.published_on) if found.published_on else ""),
        ],
        "signs": [*_signs(shown), (_("Printed on"), long_day(today()))],
        "verify": _verify(shown),
        "back": url_for("rounds.result", row_id=row_id),
    }
    return render_template(
        "rounds/slip.html",
        paper=paper,
        held=held,
        out=words.out(row.out),
        changed=shown.changes[-1][0] if shown.changes else None,
        in_force=shown.in_force,
        at=now(),
    )


def _subject(shown: ShownResult) -> list[tuple[str, str]]:
    subject = shown.row.subject
    return [
        (_("Contractor"), subject.name_on(shown.round.on)),
        (_("Credit code or number"), subject.code or subject.practice_no or ""),
        (_("Scheme"), pick(shown.scheme.zh, shown.scheme.en)),
    ]


def _signs(shown: ShownResult) -> list[tuple[str, str]]:
    return [(_("Drawn up by"), pick(shown.office.zh, shown.office.en))]


def _verify(shown: ShownResult) -> dict[str, Any] | None:
    """The code that is answered to everybody; none before the result is published."""
    if shown.code is None:
        return None
    address = url_for("results.verify", _external=True)
    return {
        "code": shown.code,
        "groups": [4] * 5,
        "says": _("To check this paper, type the code at %(address)s.", address=address),
    }
