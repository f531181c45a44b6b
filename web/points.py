"""Points to look at (疑点), and the report on a person: for the auditor alone, whose own reading is kept as well."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.points import NoteForm, OnePointSchema, PersonSchema, PointsSchema, ThresholdsForm
from services.messages import Invalid, NotFound, say
from services.people.keep_offices import list_offices
from services.points import KINDS, ORDER
from services.points.note_point import note_point
from services.points.person_report import PersonReport, person_report, staff
from services.points.point_thresholds import set_thresholds, show_settings, thresholds, values_now
from services.points.show_points import DAYS_BACK, PAGE, PointFilter, show_point, show_points
from web import point_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, asked, load, once, typed
from web.language import pick, tell
from web.reading import note_read, write
from web.show import day, long_day

bp = Blueprint("points", __name__, url_prefix="/points")

SELF = ("from_on", "until_on", "kind", "about")


@bp.get("/")
@may("point.look")
def index() -> Any:
    """Leads, not findings: counted by kind, the newest first."""
    write()
    wanted, form = asked(PointsSchema())
    wanted["page"] = wanted["page"] or 1
    note_read("points.view", wanted["kind"] or "")
    try:
        found = show_points(db(), actor(), PointFilter(**wanted), today())
    except Invalid as problem:
        form.refuse(problem)
        plain = PointFilter(kind=wanted["kind"], state=wanted["state"])
        found = show_points(db(), actor(), plain, today())
    total = found.counts[wanted["kind"]] if wanted["kind"] else found.total
    shown = {"from_on": day(found.span.first), "until_on": day(found.span.last)}
    return render_template(
        "points/index.html",
        found=found,
        rows=[words.row(one, found.span.first, found.span.last) for one in found.rows],
        form=form,
        values=shown | {k: v for k, v in request.args.items() if k not in shown or form.errors},
        kinds=[(code, tell(KINDS[code].label)) for code in ORDER],
        offices=[(one.id, pick(one.name_zh, one.name_en)) for one in list_offices(db())],
        states=_states(),
        total=total,
        pages=max(1, -(-total // PAGE)),
    )


def _states() -> list[tuple[str, str]]:
    return [
        ("open", _("Not looked at yet")),
        ("noted", _("Looked at, nothing found")),
        ("all", _("All")),
    ]


@bp.get("/look")
@may("point.look")
def look() -> Any:
    """One point, and what is noted on it."""
    wanted, form = asked(OnePointSchema(partial=True))
    if form.errors or not all(wanted.get(name) for name in SELF):
        raise NotFound(say("There is no such point in the time and with the thresholds chosen."))
    note_read("points.view", wanted["kind"])
    return _look(wanted, Form())


def _look(wanted: dict[str, Any], form: Form) -> str:
    about = wanted["about"]
    span = PointFilter(wanted["from_on"], wanted["until_on"], kind=wanted["kind"])
    shown = show_point(db(), actor(), span, about, today())
    named: dict[str, Any] = {name: day(wanted[name]) for name in ("from_on", "until_on")}
    return render_template(
        "points/look.html",
        row=words.row(shown, wanted["from_on"], wanted["until_on"]),
        picture=words.picture(shown),
        form=form,
        named=named | {"kind": wanted["kind"], "about": about},
        back=url_for("points.index", kind=wanted["kind"], **named),
    )


@bp.post("/look")
@may("point.look")
def note() -> Any:
    form = typed()
    wanted = dict(load(OnePointSchema(unknown="exclude")))
    span = PointFilter(wanted["from_on"], wanted["until_on"], kind=wanted["kind"])
    try:
        text = load(NoteForm())["text"]
        once(lambda key: note_point(db(), actor(), span, wanted["about"], text, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _look(wanted, form), 422
    flash(_("Noted: looked at, nothing found."), "ok")
    return redirect(
        url_for("points.index", from_on=day(wanted["from_on"]), until_on=day(wanted["until_on"])),
        303,
    )


@bp.get("/thresholds")
@may("point.look")
def settings() -> str:
    values = values_now(db())
    return _settings(Form({code: str(value) for code, value in values.items()}))


@bp.post("/thresholds")
@may("point.look")
def change() -> Any:
    form = typed()
    try:
        wanted = dict(load(ThresholdsForm()))
        reason = wanted.pop("reason")
        once(lambda key: set_thresholds(db(), actor(), wanted, reason, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _settings(form), 422
    flash(_("The thresholds are set; the record says by whom and when."), "ok")
    return redirect(url_for("points.settings"), 303)


def _settings(form: Form) -> str:
    return render_template(
        "points/thresholds.html",
        form=form,
        thresholds=thresholds().values(),
        units=words.units(),
        changes=show_settings(db(), actor()),
    )


@bp.get("/person")
@may("point.look")
def person() -> Any:
    """Everything that one person did, decided, read and exported, in sentences."""
    return _person("points/person.html")


@bp.get("/person/paper")
@may("point.look")
def paper() -> Any:
    """The same on paper."""
    return _person("points/person_paper.html")


def _person(template: str) -> Any:
    write()
    wanted, form = asked(PersonSchema())
    last: date = wanted["until_on"] or today()
    first: date = wanted["from_on"] or last - timedelta(days=DAYS_BACK)
    report: PersonReport | None = None
    if wanted["holder_id"] and not form.errors:
        note_read("person.view", wanted["holder_id"])
        try:
            report = person_report(db(), actor(), wanted["holder_id"], first, last)
        except Invalid as problem:
            form.refuse(problem)
    elif template.endswith("paper.html"):
        raise NotFound(say("There is no such person."))
    days: dict[str, Any] = {"from_on": day(first), "until_on": day(last)}
    return render_template(
        template,
        form=form,
        values=days | dict(request.args),
        people=_people(),
        report=report,
        parts=words.parts(report) if report else [],
        days=days,
        paper=_paper(report, days) if report else None,
    )


def _paper(report: PersonReport, days: dict[str, Any]) -> dict[str, Any]:
    """The head of the report on paper."""
    office = pick(report.office.zh, report.office.en) if report.office else ""
    return {
        "title": _("What %(name)s did, decided, read and exported", name=report.name),
        "facts": [
            (_("Person"), report.name),
            (_("Office"), office),
            (_("From"), long_day(report.first)),
            (_("Until"), long_day(report.last)),
            (_("Drawn up by"), actor().name),
            (_("Printed on"), long_day(today())),
        ],
        "back": url_for("points.person", holder_id=report.holder_id, **days),
    }


def _people() -> list[tuple[str, str]]:
    return [
        (one.id, f"{one.name} · {pick(one.office.zh, one.office.en)}" if one.office else one.name)
        for one in staff(db(), actor())
    ]
