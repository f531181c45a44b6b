"""One objection: its points, steps, clock and answer, with the form of one thing that may be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from models import Objection, Office
from services.calendar.deadlines import deadline
from services.messages import Conflict, Invalid
from services.objections.objection_file import file_of
from services.objections.show_objections import ShownObjection, show_objection
from services.people.keep_offices import list_offices
from services.people.who_may import who_may
from services.writing import Once
from web import objection_words as words
from web.access import actor, may
from web.case_rail import who
from web.choices import Options
from web.context import config, db, today
from web.form import Form, once
from web.language import pick, tell
from web.objection_rail import rail
from web.objections.blueprint import bp
from web.paper_words import rows_of
from web.show import day
from web.uploads import Uploads

FORMS = ("forward", "finding", "pause", "extend", "decide", "type")


@bp.get("/<objection_id>")
@may("own.read", "objection.handle", "objection.decide", "record.read")
def show(objection_id: str) -> str:
    shown = shown_objection(objection_id)
    return page(shown, request.args.get("do", ""))


@bp.get("/<objection_id>/paper")
@may("own.read", "objection.handle", "objection.decide", "record.read")
def paper(objection_id: str) -> Any:
    """The decision as the document that is served."""
    shown = shown_objection(objection_id)
    if shown.ruling is None or shown.ruling.waits:
        return redirect(url_for("objections.show", objection_id=objection_id), 303)
    return render_template(
        "objections/paper.html", o=shown, words=words, who=who, paper=_paper(shown)
    )


def _paper(shown: ShownObjection) -> dict[str, Any]:
    ruling = shown.ruling
    assert ruling is not None
    office = ruling.decided_by.office or shown.office
    return {
        "title": _("Decision on an objection"),
        "back": url_for("objections.show", objection_id=shown.objection.id),
        "signs": [
            (_("Office"), pick(office.zh, office.en)),
            (_("Date"), day(ruling.decided_on)),
        ],
    }


def page(
    shown: ShownObjection,
    doing: str = "",
    form: Form | None = None,
    uploads: Uploads | None = None,
) -> str:
    """The objection, with the form of one thing: the one asked for, or the one refused."""
    labels = _labels()
    if doing not in FORMS or doing not in shown.actions:
        doing = ""
    return render_template(
        "objections/show.html",
        o=shown,
        staff=actor().subject_id is None,
        words=words,
        state=words.state(shown.row.state, shown.row.put_right),
        steps=rail(shown),
        who=who,
        follow=_follow(shown),
        buttons=[(code, labels[code]) for code in labels if code in shown.actions],
        doing=doing,
        doing_title=labels.get(doing, ""),
        offices=_offices(shown.objection) if doing == "forward" else [],
        deciders=_deciders() if doing == "type" else [],
        most_days=deadline(file_of(shown.objection).deadline).extension,
        official=rows_of("objection", shown.objection.id),
        max_mb=config().upload_cap_mb,
        fresh=Form,
        form=form or Form({"decided_on": day(today())}),
        uploads=uploads or Uploads(),
    )


def _labels() -> dict[str, str]:
    """What may be done, in the order of the buttons."""
    return {
        "accept": _("Take it up"),
        "confirm": _("Confirm the decision"),
        "take_back": _("Take the decision back"),
        "decide": _("Decide"),
        "finding": _("Enter the finding"),
        "resume": _("The test has ended"),
        "forward": _("Ask another unit to check"),
        "pause": _("A test or an appraisal begins"),
        "extend": _("Extend the time"),
        "type": _("Type a decision signed on paper"),
        "withdraw": _("Withdraw the objection"),
    }


def _follow(shown: ShownObjection) -> str:
    """Where what was upheld is put right."""
    if "put_right" not in shown.actions:
        return ""
    if shown.thing.event is not None:
        return url_for("events.correct", event_id=shown.thing.id, objection=shown.objection.id)
    listing = shown.thing.listing
    assert listing is not None
    if shown.thing.kind == "publicity":
        return url_for("publicity.show", listing_id=listing.id, do="end") + "#doing"
    if listing.case_id is None:
        return url_for("statements.show", subject_id=listing.subject_id, scheme=listing.scheme)
    return url_for("lists.case", case_id=listing.case_id, do="annul") + "#doing"


def _offices(objection: Objection) -> Options:
    others = (office for office in list_offices(db()) if office.id != objection.office_id)
    return [(office.id, _office(office)) for office in others]


def _office(office: Office) -> str:
    return pick(office.name_zh, office.name_en)


def _deciders() -> Options:
    return [
        (
            holder.id,
            " · ".join(
                filter(None, (holder.name, _office(holder.office) if holder.office else ""))
            ),
        )
        for holder in who_may(db(), "objection.decide")
    ]


def do(
    objection_id: str,
    doing: str,
    said: str,
    write: Callable[[Once], str],
    form: Form,
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing and show the objection again: done, or with what was wrong and all that was typed."""
    try:
        once(write)
    except Invalid as problem:
        return refused(objection_id, doing, problem, form, uploads)
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return page(shown_objection(objection_id), doing, form, uploads), 409
    flash(said, "ok")
    return redirect(url_for("objections.show", objection_id=objection_id), 303)


def refused(
    objection_id: str, doing: str, problem: Invalid, form: Form, uploads: Uploads | None = None
) -> tuple[str, int]:
    form.refuse(problem)
    return page(shown_objection(objection_id), doing, form, uploads), 422


def shown_objection(objection_id: str) -> ShownObjection:
    """The objection as the reader may see it, or 404."""
    return show_objection(db(), actor(), objection_id, today())
