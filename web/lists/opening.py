"""Open a case: on the rules' proposal, or on a person's own grounds."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.lists import CaseForm
from services.cases.open_case import CaseDraft, Proposed, find_proposal, open_case
from services.lists.show_proposals import ShownProposal, show_proposal
from services.messages import Conflict, Invalid, Refusal
from services.rules.scheme_words import scheme_words
from services.scope import subject_or_404
from web import list_words as words
from web import show
from web.access import actor, may
from web.context import db, now, today
from web.contractors import chosen
from web.form import Form, load, once, typed
from web.language import pick, tell
from web.lists.blueprint import bp
from web.proposal_words import why


@bp.get("/new")
@may("list.propose")
def new_case() -> str:
    return _page(Form(_prefilled()))


def _prefilled() -> dict[str, str]:
    """What the address names: a contractor, a list, and the proposal that stands for both."""
    subject_id, chosen_list = request.args.get("contractor", ""), request.args.get("list", "")
    values = {"list": chosen_list[:130], "origin": "person"}
    if not subject_id:
        return values
    subject = subject_or_404(db(), actor(), subject_id)
    values |= {"contractor": subject.name, "contractor_id": subject.id}
    scheme, _sep, code = chosen_list.partition("/")
    if bearing := request.args.get("proposal", ""):
        shown = show_proposal(db(), actor(), bearing, today())
        if shown.origin == "affiliate" and shown.subject_id == subject.id:
            return values | {"origin": "affiliate", "grounds": _bearing(shown)}
    proposed = find_proposal(db(), actor(), subject.id, scheme, code)
    if proposed is None:
        return values
    return values | {"origin": "rule", "grounds": _grounds(scheme, proposed)}


def _bearing(shown: ShownProposal) -> str:
    """On what it rests that another's listing bears on this one, to be completed by hand."""
    said = why(shown, scheme_words(db(), today()))
    if shown.last_day:
        said.append(
            _(
                "By the list's article it would stand there until %(day)s.",
                day=show.long_day(shown.last_day),
            )
        )
    return "\n".join(said)


def _grounds(scheme: str, proposed: Proposed) -> str:
    """The proposal in a sentence, to be completed by hand."""
    said = str(_("Since %(day)s the rules propose this list.", day=show.long_day(proposed.from_on)))
    if proposed.points is None:
        return said
    words = scheme_words(db(), today())[scheme]
    grade = words.grades.get(proposed.grade or "")
    named = pick(grade.name.zh, grade.name.en) if grade else _("Unrated")
    if not words.scored:
        return said + str(_("The live grade is %(grade)s.", grade=named))
    points = show.points(proposed.points, words.places)
    return said + str(
        _("The live score is %(points)s, grade %(grade)s.", points=points, grade=named)
    )


@bp.post("/new")
@may("list.propose")
def open_new() -> Any:
    form = typed()
    try:
        given = load(CaseForm())
        subject_id = chosen(given["contractor"], given["contractor_id"], "contractor")
        scheme, _sep, code = given["list"].partition("/")
        draft = CaseDraft(str(subject_id), scheme, code, given["origin"], given["grounds"])
        case_id = once(lambda key: open_case(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    except Conflict as problem:
        return _overtaken(form, problem)
    flash(
        _("The case is open. Nobody is listed before notice was given and the party heard."), "ok"
    )
    return redirect(url_for("lists.case", case_id=case_id), 303)


def _overtaken(form: Form, problem: Refusal) -> Any:
    form.errors[""] = tell(problem.message)
    return _page(form), 409


def _page(form: Form) -> str:
    return render_template(
        "lists/new.html",
        form=form,
        groups=words.list_groups(scheme_words(db(), today())),
        find_url=url_for("contractors.find"),
    )
