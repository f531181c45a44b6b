"""One case: shown to staff or to its party, with the form of what is to be done next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.cases.show_case import ShownCase, show_case
from services.cases.touched_listings import touched_listings
from services.messages import Conflict, Invalid
from services.writing import Once
from web import case_words, event_words
from web import list_words as words
from web.access import actor, may
from web.case_rail import who
from web.context import config, db, today
from web.form import Form, once
from web.grade_words import condition
from web.language import pick, tell
from web.lists import case_view as view
from web.lists.acts import Act, act_of, several, typed_labels
from web.lists.blueprint import bp
from web.lists.case_dossier import bound_so_far
from web.lists.next_act import next_act, other_acts
from web.lists.own_case import own_parts
from web.paper_words import rows_of
from web.uploads import Uploads


@bp.get("/cases/<case_id>")
@may("case.read", "own.read")
def case(case_id: str) -> str:
    return page(shown_case(case_id), request.args.get("do", ""))


def shown_case(case_id: str) -> ShownCase:
    """The case as the reader may see it, or 404."""
    return show_case(db(), actor(), case_id, today())


def page(
    shown: ShownCase,
    doing: str = "",
    form: Form | None = None,
    uploads: Uploads | None = None,
    lost: list[tuple[str, str]] | None = None,
    more: bool = False,
) -> str:
    """The case, with the form of one thing that may be done; ``lost`` is what was typed in vain."""
    staff = actor().subject_id is None
    act = act_of(shown, actor(), doing, form, more=more)
    common = {
        "c": shown,
        "staff": staff,
        "name": pick(shown.name.zh, shown.name.en),
        "state": case_words.state(shown.state),
        "clocks": view.clock_rows(shown.clocks),
        "papers": view.paper_rows(shown, staff=staff),
        "decisions": [view.decision_row(d, staff=staff) for d in reversed(shown.decisions)],
        "who": who,
        "words": words,
        "act": act,
        "form": form or Form(act.suggested if act else {}),
        "fresh": Form,
        "uploads": uploads or Uploads(),
        "max_mb": config().upload_cap_mb,
        "lost": lost or [],
        "conditions": _conditions(shown),
        "repair_href": view.repair_address(shown, today()),
    }
    if not staff:
        return render_template("lists/own_case.html", **common, **own_parts(shown, act))
    return render_template("lists/case.html", **common, **_staff_parts(shown, act, doing))


def _staff_parts(shown: ShownCase, act: Act | None, doing: str) -> dict[str, Any]:
    return {
        "steps": view.step_rows(shown),
        "dossier": bound_so_far(shown),
        "next": next_act(shown, doing=act.code if act else ""),
        "others": other_acts(shown),
        "official": rows_of("case", shown.case.id),
        "touched": next(touched_listings(db(), today(), shown.case.id), None),
        "told": event_words.told,
        "classes": event_words.CLASSES,
    }


def _conditions(shown: ShownCase) -> dict[str, list[str]]:
    """By what the rules bring a contractor onto the list, and off it."""
    if shown.ruleset is None or shown.rule is None:
        return {"enter": [], "leave": []}
    rule = {"enter": shown.rule.enter, "leave": shown.rule.leave}
    return {way: [condition(shown.ruleset, one) for one in found] for way, found in rule.items()}


def do(
    case_id: str,
    doing: str,
    said: str,
    write: Callable[[Once], str],
    form: Form,
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing with a case and show it again: done, or with what was wrong and all that was typed."""
    try:
        once(write)
    except Invalid as problem:
        return refused(case_id, doing, problem, form, uploads)
    except Conflict as problem:
        return overtaken(case_id, problem, form, uploads)
    return done(case_id, said)


def refused(
    case_id: str, doing: str, problem: Invalid, form: Form, uploads: Uploads | None = None
) -> Any:
    """The case again, with the form that was refused; what no longer fits is shown to be copied."""
    form.refuse(problem)
    shown = shown_case(case_id)
    fits = act_of(shown, actor(), doing, form) is not None
    return page(shown, doing, form, uploads, [] if fits else _lost(form)), 422


def overtaken(case_id: str, problem: Conflict, form: Form, uploads: Uploads | None = None) -> Any:
    """The case as it is now, why nothing was done, and every word that was typed."""
    form.errors[""] = tell(problem.message)
    return page(shown_case(case_id), "none", form, uploads, _lost(form)), 409


def _lost(form: Form) -> list[tuple[str, str]]:
    """Every text that was typed, under the label of its field."""
    return [
        (label, text)
        for name, label in typed_labels().items()
        for text in several(form, name)
        if text
    ]


def done(case_id: str, said: str) -> Response:
    flash(said, "ok")
    return redirect(url_for("lists.case", case_id=case_id), 303)
