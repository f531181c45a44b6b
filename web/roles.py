"""Roles: one security administrator proposes, another decides; the auditor reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import RoleProposal
from services.actor import roles
from services.messages import Invalid
from services.people import change_roles
from services.people.list_roles import show_roles
from web.access import actor, may
from web.context import db, now
from web.form import Form, load, once, typed

bp = Blueprint("roles", __name__, url_prefix="/roles")


@bp.get("/")
@may("role.propose", "role.grant", "account.read")
def index() -> str:
    return _page(Form())


@bp.post("/")
@may("role.propose")
def propose() -> Any:
    form = typed()
    try:
        given = load(RoleProposal())
        once(lambda key: change_roles.propose_role(db(), actor(), **given, now=now(), once=key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    flash(_("Proposed. Another security administrator decides."), "ok")
    return redirect(url_for("roles.index"), 303)


@bp.post("/<grant_id>/grant")
@may("role.grant")
def grant(grant_id: str) -> Any:
    return _decide(change_roles.grant_role, grant_id, _("Granted; the role acts from now on."))


@bp.post("/<grant_id>/refuse")
@may("role.grant")
def refuse(grant_id: str) -> Any:
    return _decide(change_roles.refuse_role, grant_id, _("Not granted."))


@bp.post("/<grant_id>/end")
@may("role.propose")
def end(grant_id: str) -> Any:
    said = _("Proposed. Another security administrator decides.")
    return _decide(change_roles.propose_revocation, grant_id, said)


@bp.post("/<grant_id>/revoke")
@may("role.grant")
def revoke(grant_id: str) -> Any:
    return _decide(change_roles.revoke_role, grant_id, _("The role has ended."))


@bp.post("/<grant_id>/keep")
@may("role.grant")
def keep(grant_id: str) -> Any:
    return _decide(change_roles.keep_role, grant_id, _("The role stays."))


def _decide(act: Callable[..., str], grant_id: str, said: str) -> Any:
    once(lambda key: act(db(), actor(), grant_id, now(), key))
    flash(said, "ok")
    return redirect(url_for("roles.index"), 303)


def _page(form: Form) -> str:
    offered = [code for code, role in roles().items() if role.scope != "own"]
    board = show_roles(db(), actor())
    return render_template(
        "roles/index.html", form=form, board=board, offered=offered, new_form=Form
    )
