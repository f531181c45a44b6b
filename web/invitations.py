"""A contractor's accounts, for staff: the first one is opened from the signed authorisation."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.people import ContractorAccount
from services.messages import Invalid
from services.people import switch_account
from services.people.account_scope import account_of_or_404
from services.people.invite_contractor import Invitation, contractor_or_404, invite_contractor
from services.people.list_accounts import accounts_of_contractor
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.letters import letter as printed
from web.uploads import Uploads, receive_uploads

bp = Blueprint("invitations", __name__, url_prefix="/contractors/<subject_id>/accounts")


@bp.get("/")
@may("account.invite")
def index(subject_id: str) -> str:
    return _page(subject_id, Form(), Uploads())


@bp.post("/")
@may("account.invite")
def create(subject_id: str) -> Any:
    contractor_or_404(db(), actor(), subject_id)
    form, uploads = typed(), receive_uploads("mandate", party=False)
    try:
        given = load(ContractorAccount())
        del given["mandate_kept"]
        draft = Invitation(**given, files=uploads.files("mandate"))
        once(lambda key: invite_contractor(db(), actor(), subject_id, draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _page(subject_id, form, uploads), 422
    flash(_("The account is open. Print its letter and hand it over."), "ok")
    return _back(subject_id)


@bp.post("/<account_id>/letter")
@may("account.invite")
def letter(subject_id: str, account_id: str) -> Any:
    account_of_or_404(db(), actor(), subject_id, account_id)
    return printed(account_id, url_for("invitations.index", subject_id=subject_id))


@bp.post("/<account_id>/close")
@may("account.invite")
def close(subject_id: str, account_id: str) -> Any:
    account_of_or_404(db(), actor(), subject_id, account_id)
    once(lambda key: switch_account.close_account(db(), actor(), account_id, now(), key))
    flash(_("The account is closed. Whoever was logged in with it is out."), "ok")
    return _back(subject_id)


@bp.post("/<account_id>/reopen")
@may("account.invite")
def reopen(subject_id: str, account_id: str) -> Any:
    account_of_or_404(db(), actor(), subject_id, account_id)
    once(lambda key: switch_account.reopen_account(db(), actor(), account_id, now(), key))
    flash(_("The account is open again and needs a new letter."), "ok")
    return _back(subject_id)


def _back(subject_id: str) -> Any:
    return redirect(url_for("invitations.index", subject_id=subject_id), 303)


def _page(subject_id: str, form: Form, uploads: Uploads) -> str:
    return render_template(
        "accounts/contractor.html",
        contractor=contractor_or_404(db(), actor(), subject_id),
        rows=accounts_of_contractor(db(), actor(), subject_id),
        form=form,
        kept=uploads.kept,
        new_form=Form,
        latest=today(),
    )
