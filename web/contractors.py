"""Contractors and persons: found, registered, amended, renamed, related and succeeded."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError

from schemas.subjects import (
    SUCCESSORS,
    ContractorAmendment,
    ContractorForm,
    EndForm,
    FindForm,
    NewName,
    PersonAmendment,
    PersonForm,
    RelationForm,
    SuccessionForm,
)
from services.installation import secret
from services.messages import Invalid, Message
from services.rules.scheme_words import scheme_words
from services.subjects.amend_subject import Amendment, amend_subject
from services.subjects.find_subjects import Filters, find_subjects
from services.subjects.look_alikes import find_look_alikes
from services.subjects.match_contractors import match_contractor
from services.subjects.register_subject import Registration, register_subject
from services.subjects.relate_subjects import NewRelation, end_relation, relate_subjects
from services.subjects.rename_subject import rename_subject
from services.subjects.show_subject import Profile, profile
from services.subjects.subject_words import (
    KEY_PERSONS,
    KINDS,
    LEGAL_FORMS,
    PERSON,
    RELATED_PARTIES,
    RELATIONS,
    SUCCESSIONS,
)
from services.subjects.succeed_subject import NewSuccession, succeed_subject
from web import contractor_rows as rows
from web.access import actor, current_actor, may
from web.choices import home_regions, words
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.uploads import Uploads, receive_uploads

bp = Blueprint("contractors", __name__, url_prefix="/contractors")

SUGGESTIONS = 12


@bp.app_template_global()
def subject_url(subject_id: str) -> str:
    """The page of a contractor or person."""
    shown = "statements.show" in current_app.view_functions
    return url_for("statements.show" if shown else "contractors.edit", subject_id=subject_id)


@bp.app_template_global()
def may_look_around() -> bool:
    """Whether links to other subjects and to programmes lead anywhere for this person."""
    who = current_actor()
    return who is not None and who.may("contractor.read")


@bp.app_template_global()
def subject_words() -> dict[str, dict[str, str]]:
    """The words of profiles and lists, by kind of code."""
    offered = {"legal_forms": LEGAL_FORMS, "kinds": KINDS, "relations": RELATIONS}
    offered["successions"] = SUCCESSIONS
    return {name: dict(words(codes)) for name, codes in offered.items()}


@bp.get("/")
@may("contractor.read")
def index() -> str:
    wishes, named = _wishes(), scheme_words(db(), today())
    scheme = (wishes["grade"] or "").partition("/")[0] or next(iter(named), None)
    found = find_subjects(
        db(),
        actor(),
        wishes.pop("q"),
        Filters(**wishes, scheme=scheme),
        today(),
        sort=request.args.get("sort", "")[:20],
        page=request.args.get("page", 1, int),
    )
    return render_template(
        "contractors/index.html",
        found=found,
        rows=[rows.line(row, named) for row in found.rows],
        grades=rows.grade_groups(named),
        lists=rows.list_groups(named),
        regions=home_regions(wishes["region"] or ""),
        kinds=words(KINDS),
    )


def _wishes() -> dict[str, Any]:
    """The filter in the address; what cannot be is passed over."""
    schema = FindForm()
    asked = {name: request.args[name] for name in schema.fields if name in request.args}
    try:
        return dict(schema.load(asked))
    except ValidationError as error:
        good = {name: asked[name] for name in asked if name not in error.messages_dict}
        return dict(schema.load(good))


@bp.get("/find.json")
@may("contractor.read")
def find() -> Any:
    """What a search box offers; a branch as its head, which answers for it, unless branches are meant."""
    suggest = rows.suggestion if request.args.get("branches") else rows.answering
    kind = request.args.get("kind")
    wanted = Filters(kind=kind if kind in ("contractor", PERSON) else None)
    query = request.args.get("q", "")
    if not query.strip():
        return {"items": []}
    found = find_subjects(db(), actor(), query, wanted, today(), size=SUGGESTIONS)
    offered: dict[str, dict[str, str]] = {}
    for row in found.rows:
        item = suggest(row)
        offered.setdefault(item["id"], item)
    return {"items": list(offered.values())}


@bp.get("/new")
@may("subject.register")
def new() -> str:
    return _registration(Form({"file_opened_on": today().isoformat()}))


@bp.post("/new")
@may("subject.register")
def register() -> Any:
    form = typed()
    person = request.args.get("kind") == PERSON
    try:
        given = load(PersonForm() if person else ContractorForm())
        draft = Registration(kind=PERSON if person else "contractor", **_resolved(given, "head"))
        sealing = secret(config().instance, "identity")
        subject_id = once(lambda key: register_subject(db(), actor(), draft, sealing, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _registration(form), 422
    flash(_("%(name)s is registered.", name=draft.name), "ok")
    return redirect(subject_url(subject_id), 303)


def _registration(form: Form) -> str:
    asked = "another" in form.errors
    return render_template(
        "contractors/new.html",
        form=form,
        person=request.args.get("kind") == PERSON,
        alike=find_look_alikes(db(), form.value("name").strip()) if asked else (),
        **_offered(),
    )


def _offered(region: str = "") -> dict[str, Any]:
    return {
        "legal_forms": words(LEGAL_FORMS),
        "kinds": words(KINDS),
        "regions": home_regions(region),
        "find_url": url_for("contractors.find", kind="contractor", branches="yes"),
    }


def _resolved(given: dict[str, Any], *fields: str) -> dict[str, Any]:
    """The form's value with the id of what was chosen in each search box in place of its text."""
    values = dict(given)
    for field in fields:
        if f"{field}_id" in values:
            values[f"{field}_id"] = chosen(values.pop(field), values[f"{field}_id"], field)
    return values


def chosen(text: str | None, subject_id: str | None, field: str) -> str | None:
    """The subject chosen in a search box; without its script, the one whose code or name was typed."""
    found = match_contractor(db(), actor(), text, subject_id) if text else None
    if isinstance(found, Message):
        raise Invalid({field: found})
    return found


@bp.get("/<subject_id>/edit")
@may("subject.amend")
def edit(subject_id: str) -> str:
    who = profile(db(), actor(), subject_id)
    return _amendment(who, Form(rows.as_typed(who)))


@bp.post("/<subject_id>/edit")
@may("subject.amend")
def amend(subject_id: str) -> Any:
    form, who = typed(), profile(db(), actor(), subject_id)
    try:
        given = load(PersonAmendment() if who.kind == PERSON else ContractorAmendment())
        wanted = Amendment(**_resolved(given, "head"))
        once(lambda key: amend_subject(db(), actor(), subject_id, wanted, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _amendment(who, form), 422
    flash(_("The changes are recorded."), "ok")
    return redirect(subject_url(subject_id), 303)


def _amendment(who: Profile, form: Form) -> str:
    return render_template("contractors/edit.html", who=who, form=form, **_offered(who.region))


@bp.get("/<subject_id>/rename")
@may("subject.amend")
def rename(subject_id: str) -> str:
    return _renaming(profile(db(), actor(), subject_id), Form())


@bp.post("/<subject_id>/rename")
@may("subject.amend")
def take_name(subject_id: str) -> Any:
    form, who = typed(), profile(db(), actor(), subject_id)
    try:
        given = load(NewName())
        once(lambda key: rename_subject(db(), actor(), subject_id, **given, now=now(), once=key))
    except Invalid as problem:
        form.refuse(problem)
        return _renaming(who, form), 422
    flash(_("The new name is recorded."), "ok")
    return redirect(subject_url(subject_id), 303)


def _renaming(who: Profile, form: Form) -> str:
    asked = "another" in form.errors
    alike = find_look_alikes(db(), form.value("name").strip(), who.id) if asked else ()
    return render_template("contractors/rename.html", who=who, form=form, alike=alike)


@bp.get("/<subject_id>/relations")
@may("subject.amend")
def relations(subject_id: str) -> str:
    return _relations(profile(db(), actor(), subject_id), Form())


@bp.post("/<subject_id>/relations")
@may("subject.amend")
def relate(subject_id: str) -> Any:
    form, who = typed(), profile(db(), actor(), subject_id)
    try:
        given = load(RelationForm())
        wanted = NewRelation(given["kind"], given["from_on"], given["other_id"], given["other"])
        once(lambda key: relate_subjects(db(), actor(), subject_id, wanted, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _relations(who, form), 422
    flash(_("The relation is recorded."), "ok")
    return redirect(url_for("contractors.relations", subject_id=subject_id), 303)


@bp.post("/<subject_id>/relations/<relation_id>/end")
@may("subject.amend")
def unrelate(subject_id: str, relation_id: str) -> Any:
    form, who = typed(), profile(db(), actor(), subject_id)
    try:
        until_on = load(EndForm())["until_on"]
        once(lambda key: end_relation(db(), actor(), relation_id, until_on, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _relations(who, Form(), ending=relation_id, ended=form), 422
    flash(_("The end is recorded."), "ok")
    return redirect(url_for("contractors.relations", subject_id=subject_id), 303)


def _relations(who: Profile, form: Form, ending: str = "", ended: Form | None = None) -> str:
    return render_template(
        "contractors/relations.html",
        who=who,
        form=form,
        ending=ending,
        ended=ended or Form({"until_on": today().isoformat()}),
        groups=[(_("Key persons"), words(KEY_PERSONS))] * (who.kind != PERSON)
        + [(_("Related parties"), words(RELATED_PARTIES))],
        find_url=url_for("contractors.find", branches="yes"),
    )


@bp.get("/<subject_id>/succession")
@may("subject.amend")
def succession(subject_id: str) -> str:
    return _succession(profile(db(), actor(), subject_id), Form(), Uploads())


@bp.post("/<subject_id>/succession")
@may("subject.amend")
def succeed(subject_id: str) -> Any:
    form, who = typed(), profile(db(), actor(), subject_id)
    uploads = receive_uploads(party=False)
    try:
        given = _resolved(load(SuccessionForm()), *SUCCESSORS)
        named = [given.pop(f"{field}_id") for field in SUCCESSORS]
        successors = tuple(filter(None, named))
        wanted = NewSuccession(successor_ids=successors, files=uploads.files(), **given)
        once(lambda key: succeed_subject(db(), actor(), subject_id, wanted, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _succession(who, form, uploads), 422
    flash(_("The succession is recorded."), "ok")
    return redirect(subject_url(subject_id), 303)


def _succession(who: Profile, form: Form, uploads: Uploads) -> str:
    return render_template(
        "contractors/succession.html",
        who=who,
        form=form,
        kinds=words(SUCCESSIONS),
        uploads=uploads,
        max_mb=config().upload_cap_mb,
        find_url=url_for("contractors.find", kind="contractor", branches="yes"),
    )
