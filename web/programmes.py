"""Programmes: listed, shown, opened; their work assigned and ended."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError

from schemas.programmes import MEMBERS, AssignmentForm, ProgrammeForm, StageRow, WorkEndForm
from services.messages import Invalid, Message, say
from services.programmes.assign_work import NewAssignment, assign_work
from services.programmes.end_assignment import end_assignment
from services.programmes.open_programme import NewProgramme, NewStage, open_programme
from services.programmes.show_programmes import ProgrammePage, list_programmes, show_programme
from services.rules.scheme_words import scheme_words
from web.access import actor, may
from web.choices import prefectures
from web.context import db, now, today
from web.contractors import chosen
from web.form import Form, load, once, typed
from web.language import pick

bp = Blueprint("programmes", __name__, url_prefix="/programmes")


@bp.get("/")
@may("contractor.read")
def index() -> str:
    programmes = list_programmes(db(), actor(), today())
    return render_template("programmes/index.html", programmes=programmes, schemes=_schemes())


def _schemes() -> dict[str, str]:
    named = scheme_words(db(), today())
    return {code: pick(words.title.zh, words.title.en) for code, words in named.items()}


@bp.get("/new")
@may("programme.manage")
def new() -> str:
    return _opening(Form())


@bp.post("/new")
@may("programme.manage")
def open_new() -> Any:
    form = typed()
    try:
        given = load(ProgrammeForm())
        name_en = given["name_en"] or given["name_zh"]
        draft = NewProgramme(**{**given, "name_en": name_en, "stages": _stages(given["stages"])})
        programme_id = once(lambda key: open_programme(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _opening(form), 422
    flash(_("The programme is open."), "ok")
    return redirect(url_for("programmes.show", programme_id=programme_id), 303)


def _opening(form: Form) -> str:
    return render_template("programmes/new.html", form=form, schemes=list(_schemes().items()))


def _stages(text: str) -> tuple[NewStage, ...]:
    """The pasted lines; raises ``Invalid`` that names the line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple(_stage(number, line) for number, line in enumerate(lines, 1))


def _stage(number: int, line: str) -> NewStage:
    """A line of name, English name and day, or of name and day."""
    cells = [cell.strip() for cell in line.split("\t")]
    names, day = cells[:-1], cells[-1]
    row = {"name_zh": names[0] if names else "", "due_on": day, "name_en": "".join(names[1:2])}
    try:
        stage = StageRow().load(row)
    except ValidationError as error:
        fault = next(iter(error.messages_dict.values()))
        message = fault[0] if isinstance(fault, list) else fault
        raise Invalid({"stages": _in_line(number, message)}) from None
    return NewStage(stage["name_zh"], stage["name_en"] or stage["name_zh"], stage["due_on"])


def _in_line(number: int, fault: Message) -> Message:
    return say("Line %(number)s: %(fault)s", number=number, fault=fault)


@bp.get("/<programme_id>")
@may("contractor.read")
def show(programme_id: str) -> str:
    return _page(programme_id, Form({"until_on": today().isoformat()}))


def _page(programme_id: str, form: Form, ending: str = "") -> str:
    programme = show_programme(db(), actor(), programme_id, today())
    return render_template(
        "programmes/show.html",
        programme=programme,
        scheme=_schemes().get(programme.scheme, programme.scheme),
        form=form,
        ending=ending,
        grounds=_grounds(),
    )


def _grounds() -> list[tuple[str, str]]:
    """Why an assignment ends."""
    return [
        ("finished", _("The work is done")),
        ("agreed", _("Ended by agreement")),
        ("disqualified", _("Qualification lost by a case")),
    ]


@bp.get("/<programme_id>/assign")
@may("programme.manage")
def assign(programme_id: str) -> str:
    programme = show_programme(db(), actor(), programme_id, today())
    day = max(today(), programme.from_on).isoformat()
    return _assigning(programme, Form({"part": "sole", "from_on": day}))


@bp.post("/<programme_id>/assign")
@may("programme.manage")
def take_on(programme_id: str) -> Any:
    form = typed()
    try:
        given = load(AssignmentForm())
        once(lambda key: assign_work(db(), actor(), programme_id, _assignment(given), now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _assigning(show_programme(db(), actor(), programme_id, today()), form), 422
    flash(_("The work is assigned."), "ok")
    return redirect(url_for("programmes.show", programme_id=programme_id), 303)


def _assignment(given: dict[str, Any]) -> NewAssignment:
    leader = chosen(given["leader"], given["leader_id"], "leader")
    named = [chosen(given[name], given[f"{name}_id"], name) for name in MEMBERS]
    members = tuple(member for member in named if member)
    if given["part"] == "sole" and members:
        raise Invalid({"part": say("With members it is a consortium.")})
    if given["part"] == "consortium" and not members:
        raise Invalid({"member_1": say("A consortium has at least one member beside its leader.")})
    return NewAssignment(given["region"], str(leader), members, given["from_on"])


def _assigning(programme: ProgrammePage, form: Form) -> str:
    return render_template(
        "programmes/assign.html",
        programme=programme,
        form=form,
        members=MEMBERS,
        regions=prefectures(),
        find_url=url_for("contractors.find", kind="contractor", branches="yes"),
    )


@bp.post("/<programme_id>/assignments/<assignment_id>/end")
@may("programme.manage")
def end(programme_id: str, assignment_id: str) -> Any:
    form = typed()
    try:
        given = load(WorkEndForm())
        once(lambda key: end_assignment(db(), actor(), assignment_id, **given, now=now(), once=key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(programme_id, form, ending=assignment_id), 422
    flash(_("The end is recorded."), "ok")
    return redirect(url_for("programmes.show", programme_id=programme_id), 303)
