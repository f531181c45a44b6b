"""Offices: the province, its 21 prefectures and the counties, with their telephones."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import NewOffice, OfficeForm
from services.messages import Invalid
from services.people.keep_offices import (
    OfficeDraft,
    amend_office,
    list_offices,
    office_or_404,
    open_office,
    regions_without_office,
)
from web.access import actor, may
from web.context import db, now
from web.form import Form, load, once, typed

bp = Blueprint("offices", __name__, url_prefix="/offices")


@bp.get("/")
@may("office.manage")
def index() -> str:
    return render_template("offices/index.html", offices=list_offices(db()))


@bp.get("/new")
@may("office.manage")
def new() -> str:
    return _new(Form())


@bp.post("/")
@may("office.manage")
def create() -> Any:
    form = typed()
    try:
        given = load(NewOffice())
        region = given.pop("region")
        draft = OfficeDraft(**given)
        once(lambda key: open_office(db(), actor(), region, draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _new(form), 422
    flash(_("The office is open."), "ok")
    return redirect(url_for("offices.index"), 303)


@bp.get("/<office_id>")
@may("office.manage")
def edit(office_id: str) -> str:
    office = office_or_404(db(), office_id)
    names = ("name_zh", "name_en", "telephone", "address")
    return _edit(office_id, Form({name: getattr(office, name) for name in names}))


@bp.post("/<office_id>")
@may("office.manage")
def amend(office_id: str) -> Any:
    form = typed()
    office_or_404(db(), office_id)
    try:
        draft = OfficeDraft(**load(OfficeForm()))
        once(lambda key: amend_office(db(), actor(), office_id, draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _edit(office_id, form), 422
    flash(_("The office is amended; the record keeps what it was before."), "ok")
    return redirect(url_for("offices.index"), 303)


def _new(form: Form) -> str:
    return render_template("offices/new.html", form=form, regions=regions_without_office(db()))


def _edit(office_id: str, form: Form) -> str:
    return render_template("offices/edit.html", form=form, office=office_or_404(db(), office_id))
