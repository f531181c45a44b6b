"""Worked cases kept with a draft: written in a form, run by one button, told in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from flask import flash, redirect, request, url_for

import scoring
from schemas.fields import Day, Hundredths, Line, TypedSchema, Whole
from services.drafts.check_draft import check_draft
from services.drafts.draft_cases import CasesRun, run_cases
from services.drafts.edit_draft import Overtaken, keep_cases
from services.drafts.show_drafts import ShownDraft
from services.messages import Invalid, say
from web.access import actor, may
from web.context import db, now, today
from web.drafts.blueprint import READ, bp, may_change, overtaken, sent_revision, shown, the_draft
from web.drafts.case_texts import Case, cases_of, with_case, without_case
from web.form import Form, first_message
from web.language import _, pick

ROWS = 5
"""Facts and expected days that the form of a new case has room for."""


class FactRow(TypedSchema):
    behaviour = Line(required=True)
    on = Day(required=True)
    severity = Line()
    quantity = Whole()
    yuan = Hundredths()
    times = Whole()


class ExpectedRow(TypedSchema):
    on = Day(required=True)
    points = Line()
    grade = Line()
    lists = Line()


@bp.get("/<draft_id>/cases")
@may(*READ)
def cases(draft_id: str) -> Any:
    """The cases in words, and what came of each."""
    return _page(the_draft(draft_id), Form(), run="run" in request.args)


@bp.post("/<draft_id>/cases")
@may("rules.propose")
def keep(draft_id: str) -> Any:
    """One more case, one less, or all of them as text."""
    draft = the_draft(draft_id)
    may_change(draft)
    form = Form(request.form)
    try:
        keep_cases(db(), actor(), draft_id, sent_revision(), _changed(draft), now())
    except Invalid as problem:
        form.refuse(problem)
        return _page(draft, form, run=False), 422
    except Overtaken as first:
        back = url_for(".cases", draft_id=draft_id)
        return overtaken(draft, first, "cases", fits=False, back=back)
    flash(_("Saved."), "ok")
    return redirect(url_for(".cases", draft_id=draft_id, run="yes", _anchor="cases"), 303)


def _changed(draft: ShownDraft) -> str:
    verb, _space, place = request.form.get("do", "").partition(" ")
    if verb == "remove" and place.isascii() and place.isdigit():
        return without_case(draft.cases, int(place))
    if verb == "text":
        return request.form.get("cases", "").replace("\r\n", "\n")
    return with_case(draft.cases, _typed())


def _typed() -> Case:
    """The case of the form; raises ``Invalid`` by field."""
    name = request.form.get("name", "").strip()
    if not name:
        raise Invalid({"name": say("Say in a sentence what the case shows.")})
    facts = tuple(_fact(n, row) for n, row in _rows("facts", FactRow()))
    expected = tuple(_expected(row) for _n, row in _rows("expect", ExpectedRow()))
    if not expected:
        raise Invalid({"expect-1-on": say("Say for at least one day what is expected.")})
    return Case(name, facts, expected)


def _rows(part: str, schema: TypedSchema) -> Iterator[tuple[int, dict[str, Any]]]:
    for n in range(1, ROWS + 1):
        typed = {k: request.form.get(f"{part}-{n}-{k}", "").strip() for k in schema.fields}
        if any(typed.values()):
            found = schema.validate(typed)
            if found:
                raise Invalid({f"{part}-{n}-{k}": first_message(p) for k, p in found.items()})
            yield n, schema.load(typed)


def _fact(n: int, row: dict[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in row.items() if value is not None}
    if "yuan" in found:
        found["yuan"] = Decimal(found["yuan"]) / 100
    return found


def _expected(row: dict[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in row.items() if value is not None}
    if "lists" in found:
        found["lists"] = found["lists"].split()
    return found


def _page(draft: ShownDraft, form: Form, *, run: bool) -> str:
    ruleset = check_draft(db(), draft.text, today()).ruleset
    ran = run_cases(db(), ruleset, draft.cases) if run and ruleset else None
    return shown(
        "cases",
        draft,
        "cases",
        form=form,
        ruleset=ruleset,
        ran=ran,
        cases=[(case, _result(ran, n)) for n, case in enumerate(cases_of(draft.cases))],
        rows=range(1, ROWS + 1),
        wanted=run,
        **_offered(ruleset),
    )


def _result(ran: CasesRun | None, n: int) -> Any:
    return ran.results[n] if ran and n < len(ran.results) else None


def _offered(ruleset: scoring.Ruleset | None) -> dict[str, Any]:
    if ruleset is None:
        return {"behaviours": [], "grades": []}
    return {
        "behaviours": [(c, pick(b.label.zh, b.label.en)) for c, b in ruleset.behaviours.items()],
        "grades": [(g.code, pick(g.name.zh, g.name.en)) for g in ruleset.grades],
    }
