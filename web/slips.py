"""Query slips for everybody: names or codes in, one numbered paper out; its number and code answer for good."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from schemas.slips import SlipForm, SlipNumber
from services.messages import Invalid, Refusal
from services.people.throttle import TooManyQuestions, admit_question
from services.slips.make_slip import MOST_FIRMS, make_slip
from services.slips.read_slip import ShownSlip, read_slip, slip_address
from web import slip_words as words
from web.access import MOST_PASTED_BY_STRANGERS, current_actor, public, takes
from web.context import db, now
from web.form import Form, asked, load, once, typed
from web.language import tell
from web.sign_in import caller

bp = Blueprint("slips", __name__, url_prefix="/slips")


@bp.get("/")
@public
def index() -> str:
    """Ask, or type the number of an old slip."""
    return _page(Form())


@bp.post("/")
@takes(MOST_PASTED_BY_STRANGERS)
@public
def make() -> Any:
    form = typed()
    try:
        _admit()
        text = load(SlipForm())["firms"]
        slip_id = once(lambda key: make_slip(db(), current_actor(), text, now(), key))
    except TooManyQuestions as refusal:
        form.errors[""] = tell(refusal.message)
        return _page(form), 429, {"Retry-After": str(refusal.seconds)}
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    except Refusal as refusal:
        form.errors[""] = tell(refusal.message)
        return _page(form), refusal.status
    return redirect(url_for("slips.paper", slip=slip_address(db(), slip_id)), 303)


def _admit() -> None:
    """Strangers may ask so often and no oftener."""
    if current_actor() is None:
        admit_question(db(), caller(), now())


def _page(form: Form) -> str:
    return render_template("slips/index.html", form=form, most=MOST_FIRMS)


@bp.get("/check")
@public
def check() -> Any:
    """What the slip of this number and code said, and that it must be asked anew."""
    form, found = _asked_slip()
    status = 422 if request.args.get("slip") and found is None else 200
    return render_template("slips/check.html", form=form, s=found, words=words, at=now()), status


@bp.get("/paper")
@public
def paper() -> Any:
    """The slip for the file, A4; one that can no longer be told whole is shown on the page instead."""
    form, found = _asked_slip()
    if found is None or not found.whole:
        return redirect(url_for("slips.check", slip=form.value("slip") or None), 303)
    return render_template(
        "slips/paper.html", s=found, words=words, paper=_paper(found), at=found.at
    )


def _asked_slip() -> tuple[Form, ShownSlip | None]:
    wanted, form = asked(SlipNumber())
    if not wanted["slip"]:
        return form, None
    _admit()
    return form, read_slip(db(), wanted["slip"], now())


def _paper(slip: ShownSlip) -> dict[str, Any]:
    return {
        "title": _("Query slip of the public register"),
        "basis": _("No. %(number)s", number=slip.number),
        "facts": [
            (_("Time of the query"), words.second(slip.at)),
            (_("Firms asked about"), len(slip.lines)),
        ],
        "verify": {
            "says": _(
                "Anybody can check this slip at %(address)s: number %(number)s and this code.",
                address=url_for("slips.check", _external=True),
                number=slip.number,
            ),
            "code": slip.code,
            "groups": [4, 4, 4, 4],
        },
        "back": url_for("slips.index"),
    }
