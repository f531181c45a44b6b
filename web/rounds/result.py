"""One contractor's result in a round, for both sides: statement, requests and answers, changes, scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.rounds import POINTS, AnswerForm, OutForm, ReopenForm, RequestForm
from services.labels import behaviour_label
from services.messages import Conflict, Forbidden, Invalid
from services.rounds.answer_review import AnswerDraft, PointAnswer, answer_review, result_in
from services.rounds.ask_review import RequestDraft, ask_review
from services.rounds.change_scope import OUT, put_back, take_out
from services.rounds.reopen_row import RowDecision, reopen_row
from services.rounds.round_table import Result
from services.rounds.show_result import ShownResult, show_result
from services.writing import Once
from web import round_words as words
from web import statement_rows
from web.access import actor, may
from web.case_rail import who
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import pick, tell
from web.rounds.blueprint import bp
from web.show import day
from web.uploads import Uploads, receive_uploads

Write = Callable[[Once], str]


@bp.get("/results/<row_id>")
@may("round.read", "own.read")
def result(row_id: str) -> str:
    return page(show_result(db(), actor(), row_id, today()), request.args.get("do", ""))


def page(
    shown: ShownResult, doing: str = "", form: Form | None = None, uploads: Uploads | None = None
) -> str:
    """The result, with the form of one thing that may be done; ``form`` keeps what was typed."""
    row, own = shown.row, actor().subject_id is not None
    if not doing:
        doing = next((code for code in ("answer", "ask") if code in shown.actions and own), "")
    doing = doing if doing in shown.actions else ""
    held = result_in(row) if row.out is None else None
    return render_template(
        "rounds/result.html",
        s=shown,
        own=own,
        words=words,
        state=words.stage(shown.stage),
        begins_with_service=shown.stage == "feedback" and not shown.row.out and shown.until is None,
        clock=words.countdown(shown.until, today()) if shown.stage == "feedback" else None,
        held=words.result(held, shown.ruleset),
        old_result=words.result_text(held, shown.ruleset) if held else "",
        fresh_result=words.result_text(shown.now, shown.ruleset) if shown.now else "",
        same=shown.now == held,
        changes=[_change(shown, change) | {"by": who(by)} for change, by in shown.changes],
        affected=[_corrected(one) for one in shown.affected],
        statement=statement_of(shown, own) if shown.account else None,
        who=who,
        buttons=[(code, text) for code, text in _buttons(own).items() if code in shown.actions],
        doing=doing,
        labels=_labels(shown),
        outs=[(code, tell(text)) for code, text in OUT.items()],
        points=POINTS,
        form=form or Form({"on": day(today())}),
        fresh=Form,
        uploads=uploads or Uploads(),
        max_mb=config().upload_cap_mb,
    )


def statement_of(shown: ShownResult, own: bool) -> dict[str, Any]:
    """The statement as of the round: it closes with the round's result, and forecasts nothing."""
    assert shown.account is not None
    found = statement_rows.statement(shown.account, own)
    found["closing"]["text"] = _("Result of the round")
    return found | {"forecast": []}


def _change(shown: ShownResult, change: Any) -> dict[str, Any]:
    old = Result(change.old_points, change.old_grade, change.old_unrated)
    new = Result(change.points, change.grade, change.unrated)
    return {
        "change": change,
        "old": words.result_text(old, shown.ruleset),
        "new": words.result_text(new, shown.ruleset),
    }


def _corrected(one: Any) -> dict[str, Any]:
    label = behaviour_label(db(), one.scheme, one.behaviour)
    return {"event_id": one.event_id, "what": pick(label.zh, label.en), "on": one.on}


def _buttons(own: bool) -> dict[str, str]:
    return {
        "ask": _("Ask for a review") if own else _("Enter a request that came on paper"),
        "answer": _("Answer the request"),
        "reopen": _("Decide about the result"),
        "take_out": _("Take out of scope"),
    }


def _labels(shown: ShownResult) -> dict[str, str]:
    """How the fields of all these forms are called."""
    points = {name: _("Point %(n)s", n=n) for n, name in enumerate(POINTS, 1)}
    answers = {f"answer_{n}": _("Answer to point %(n)s", n=n) for n in range(1, len(POINTS) + 1)}
    return {
        "points": _("Points"),
        "on": _("Day of the paper"),
        "evidence": _("Enclosures"),
        "document_no": _("Document number"),
        "recompute": _("Evaluation result"),
        "stands": _("Decision"),
        "reason": _("Reasons"),
        "out": _("Why out of scope"),
        "note": _("Facts"),
        **points,
        **answers,
    }


@bp.post("/results/<row_id>/ask")
@may("own.reply", "round.request")
def ask(row_id: str) -> Any:
    uploads = receive_uploads(party=False)

    def write() -> Write:
        given = load(RequestForm())
        points = tuple(given[name] for name in POINTS if given[name])
        own = actor().subject_id is not None
        on = today() if own or given["on"] is None else given["on"]
        draft = RequestDraft(points, on, uploads.files())
        return lambda key: ask_review(db(), actor(), row_id, draft, now(), key)

    said = _("The request is handed in. Every point of it must be answered.")
    return _do(row_id, "ask", said, write, uploads)


@bp.post("/results/<row_id>/answer/<request_id>")
@may("round.answer")
def answer(row_id: str, request_id: str) -> Any:
    uploads = receive_uploads(party=False)

    def write() -> Write:
        given = load(AnswerForm())
        draft = AnswerDraft(
            _answers(row_id, given), given["recompute"], given["document_no"], uploads.files()
        )
        return lambda key: answer_review(db(), actor(), row_id, request_id, draft, now(), key)

    return _do(row_id, "answer", _("The request is answered."), write, uploads)


def _answers(row_id: str, given: dict[str, Any]) -> tuple[PointAnswer, ...]:
    """One answer for each point of the request that waits."""
    waiting = show_result(db(), actor(), row_id, today()).open_request
    count = len(waiting.request.points) if waiting else 0
    return tuple(
        PointAnswer(given[f"taken_{n}"] == "yes", given[f"answer_{n}"] or "")
        for n in range(1, count + 1)
    )


@bp.post("/results/<row_id>/reopen")
@may("round.decide")
def reopen(row_id: str) -> Any:
    uploads = receive_uploads(party=False)

    def write() -> Write:
        given = load(ReopenForm())
        stands = given.pop("stands") == "yes"
        draft = RowDecision(stands, **given, files=uploads.files())
        return lambda key: reopen_row(db(), actor(), row_id, draft, now(), key)

    return _do(
        row_id, "reopen", _("The decision is recorded; both results are kept."), write, uploads
    )


@bp.post("/results/<row_id>/out")
@may("round.manage")
def out(row_id: str) -> Any:
    def write() -> Write:
        given = load(OutForm())
        return lambda key: take_out(db(), actor(), row_id, given["out"], given["note"], now(), key)

    return _do(row_id, "take_out", _("Taken out of scope."), write)


@bp.post("/results/<row_id>/back")
@may("round.manage")
def back(row_id: str) -> Any:
    def write() -> Write:
        return lambda key: put_back(db(), actor(), row_id, now(), key)

    return _do(row_id, "", _("Put back into scope."), write)


def _do(
    row_id: str,
    doing: str,
    said: str,
    write: Callable[[], Write],
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing with a result and show it again: done, or with what was wrong and all that was typed."""
    show_result(db(), actor(), row_id, today())
    form = typed()
    try:
        once(write())
    except Invalid as problem:
        form.refuse(problem)
        return page(show_result(db(), actor(), row_id, today()), doing, form, uploads), 422
    except (Conflict, Forbidden) as problem:
        form.errors[""] = tell(problem.message)
        shown = show_result(db(), actor(), row_id, today())
        return page(shown, doing, form, uploads), problem.status
    flash(said, "ok")
    return redirect(url_for("rounds.result", row_id=row_id), 303)
