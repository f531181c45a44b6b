"""A party's confirmation of address: on its file for the office, on its own account for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from schemas.service import AddressForm, RevocationForm
from services.messages import Conflict, Invalid, Message, say
from services.serving.confirm_address import KINDS, AddressDraft, confirm_address, revoke_address
from services.serving.show_addresses import ShownAddresses, show_addresses
from services.serving.show_reminders import reminders
from services.writing import Once
from web import show as shows
from web.access import actor, may
from web.context import config, db, now, today
from web.form import Form, load, once, typed
from web.language import _, tell
from web.uploads import Uploads, receive_uploads

bp = Blueprint("address", __name__, url_prefix="/address")

KIND_WORDS: dict[str, Message] = {
    "email": say("E-mail"),
    "fax": say("Fax"),
    "mobile": say("Text message to a mobile telephone"),
    "account": say("The party's own account here"),
}


@bp.get("/<subject_id>")
@may("contractor.read", "own.read")
def show(subject_id: str) -> str:
    shown = show_addresses(db(), actor(), subject_id, today())
    return _page(shown, request.args.get("do", ""))


@bp.post("/<subject_id>")
@may("event.step", "list.step", "own.reply")
def confirm(subject_id: str) -> Any:
    form, uploads = typed(), receive_uploads(party=False)
    try:
        draft = AddressDraft(files=uploads.files(), **load(AddressForm()))
    except Invalid as problem:
        return _refused(subject_id, "confirm", problem, form, uploads)
    said = _("The confirmation of address is on file.")
    return _do(
        subject_id,
        "confirm",
        said,
        lambda key: confirm_address(db(), actor(), subject_id, draft, now(), key),
        form,
        uploads,
    )


@bp.post("/<subject_id>/revoke")
@may("event.step", "list.step", "own.reply")
def revoke(subject_id: str) -> Any:
    form = typed()
    try:
        day = load(RevocationForm())["revoked_on"]
    except Invalid as problem:
        return _refused(subject_id, "revoke", problem, form)
    said = _("The confirmation is revoked; from that day on nothing is served electronically.")
    return _do(
        subject_id,
        "revoke",
        said,
        lambda key: revoke_address(db(), actor(), subject_id, day, now(), key),
        form,
    )


def _do(
    subject_id: str,
    doing: str,
    said: str,
    write: Callable[[Once], str],
    form: Form,
    uploads: Uploads | None = None,
) -> Any:
    try:
        once(write)
    except Invalid as problem:
        return _refused(subject_id, doing, problem, form, uploads)
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        shown = show_addresses(db(), actor(), subject_id, today())
        return _page(shown, doing, form, uploads), problem.status
    flash(said, "ok")
    return redirect(url_for("address.show", subject_id=subject_id), 303)


def _refused(
    subject_id: str, doing: str, problem: Invalid, form: Form, uploads: Uploads | None = None
) -> Any:
    form.refuse(problem)
    shown = show_addresses(db(), actor(), subject_id, today())
    return _page(shown, doing, form, uploads), 422


def _page(
    shown: ShownAddresses, doing: str, form: Form | None = None, uploads: Uploads | None = None
) -> str:
    if doing not in ("confirm", "revoke") or not shown.may_change:
        doing = ""
    return render_template(
        "service/addresses.html",
        a=shown,
        staff=actor().subject_id is None,
        doing=doing,
        reminders=reminders(db(), shown.subject.id),
        kinds=[(code, tell(KIND_WORDS[code])) for code in KINDS],
        kind_words={code: tell(words) for code, words in KIND_WORDS.items()},
        max_mb=config().upload_cap_mb,
        form=form or Form(_suggested(shown)),
        uploads=uploads or Uploads(),
    )


def _suggested(shown: ShownAddresses) -> dict[str, str]:
    """Today, and what the confirmation that stands says."""
    values = {"signed_on": shows.day(today()), "revoked_on": shows.day(today())}
    if shown.standing is not None:
        names = ("recipient", "telephone", "postal", "electronic_kind", "electronic")
        standing = shown.standing.confirmation
        values |= {name: getattr(standing, name) or "" for name in names}
    return values
