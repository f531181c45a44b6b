"""The account letter: printed from the answer to the button, for its code is shown once and never again."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from services.people.issue_letter import Letter, issue_letter
from services.writing import Once
from web.access import actor
from web.context import db, now
from web.form import once


def letter(account_id: str, back: str) -> Any:
    """The letter itself, not a redirection to it: a second look would need the code to be kept."""
    issued: list[Letter] = []

    def issue(key: Once) -> str:
        issued.append(issue_letter(db(), actor(), account_id, now(), key))
        return account_id

    once(issue)
    if not issued:
        flash(_("A letter is shown once. If it was not printed, issue a new one."), "warn")
        return redirect(back, 303)
    return render_template("accounts/letter.html", letter=issued[0], paper=_paper(back))


def _paper(back: str) -> dict[str, Any]:
    """What print.html wants to know."""
    return {
        "title": _("Account letter"),
        "back": back,
        "address": url_for("password.activation", _external=True),
    }
