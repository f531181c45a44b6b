"""One case: shown with all that belongs to it, and with the form of what is to be done next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.decide_case import FIRST, LATER
from services.messages import Conflict, Invalid
from services.show_case import ShownCase, show_case
from services.who_may import who_may
from services.writing import Once
from web import event_words, show
from web import list_words as words
from web.access import actor, may
from web.case_rail import rail, who
from web.context import config, db, today
from web.form import Form, once
from web.grade_words import condition
from web.language import pick, tell
from web.lists.blueprint import bp
from web.uploads import Uploads

DAYS_TO_REPLY = 15
"""What the form of a notice offers; the clerk changes it to what the paper says."""


@bp.get("/cases/<case_id>")
@may("case.read", "own.read")
def case(case_id: str) -> str:
    return page(shown_case(case_id), request.args.get("do", ""))


def shown_case(case_id: str) -> ShownCase:
    """The case as the reader may see it, or 404."""
    return show_case(db(), actor(), case_id, today())


def page(
    shown: ShownCase,
    doing: str = "",
    form: Form | None = None,
    uploads: Uploads | None = None,
    lost: list[tuple[str, str]] | None = None,
) -> str:
    """The case, with the form of one thing that may be done; ``lost`` is what was typed in vain."""
    labels = _labels()
    if not doing and "own_reply" in shown.actions:
        doing = "own_reply"
    if doing not in labels or doing not in shown.actions:
        doing = ""
    return render_template(
        "lists/case.html",
        c=shown,
        staff=actor().subject_id is None,
        name=pick(shown.name.zh, shown.name.en),
        state=words.state(shown.state),
        steps=rail(shown),
        who=who,
        words=words,
        conditions=_conditions(shown),
        told=event_words.told,
        classes=event_words.CLASSES,
        way_words=event_words.WAYS,
        levels=[(code, tell(words.LEVELS[code])) for code in words.LEVELS],
        ways=[(code, event_words.told(event_words.WAYS, code)) for code in event_words.WAYS],
        buttons=[(code, labels[code]) for code in labels if code in shown.actions],
        doing=doing,
        doing_title=labels.get(doing, ""),
        submit_label=_submit_label(doing),
        labels=field_labels(),
        deciders=_deciders(doing),
        choices=_choices(doing),
        length_hint=words.length_hint(shown.rule, today()),
        max_mb=config().upload_cap_mb,
        fresh=Form,
        form=form or Form(_suggested(shown, doing)),
        uploads=uploads or Uploads(),
        lost=lost or [],
    )


def _conditions(shown: ShownCase) -> dict[str, list[str]]:
    """By what the rules bring a contractor onto the list, and off it."""
    if shown.ruleset is None or shown.rule is None:
        return {"enter": [], "leave": []}
    rule = {"enter": shown.rule.enter, "leave": shown.rule.leave}
    return {way: [condition(shown.ruleset, one) for one in found] for way, found in rule.items()}


def _labels() -> dict[str, str]:
    """What may be done, in the order of the buttons."""
    return {
        "confirm": _("Confirm the decision"),
        "take_back": _("Take the decision back"),
        "notice": _("Record the notice"),
        "own_reply": _("Make a statement and defence"),
        "own_waiver": _("Waive statement and defence"),
        "answer": _("Answer the statement and defence"),
        "reply": _("Record a statement that came on paper"),
        "waiver": _("Record a waiver that came on paper"),
        "decide": _("Decide"),
        "change": _("End, extend or annul the listing"),
        "type_first": _("Type a decision signed on paper"),
        "type_change": _("Type a later decision signed on paper"),
        "agree": _("Agree to the publication"),
        "refuse_publication": _("Refuse the publication"),
        "publish": _("Ask to make it public"),
        "end_publication": _("End the publication"),
    }


def _submit_label(doing: str) -> str:
    """What the button under a decision does."""
    if doing in ("type_first", "type_change"):
        return str(_("Hand over to the second clerk"))
    return str(_("Decide now"))


def field_labels() -> dict[str, str]:
    """How the fields of all these forms are called."""
    return {
        "action": _("Decision"),
        "on": _("Day of the paper"),
        "document_no": _("Document number"),
        "way": _("How it reached the contractor"),
        "due_on": _("Reply possible until"),
        "text": _("What it says"),
        "evidence": _("The paper"),
        "reason": _("Reasons"),
        "from_on": _("From"),
        "last_day": _("Last day"),
        "for_life": _("For life"),
        "decided_by": _("Decided by"),
        "decided_on": _("Day of the decision"),
        "basis_title": _("Title of the legal basis"),
        "basis_number": _("Document number of the legal basis"),
        "basis_article": _("Article"),
        "basis_level": _("Level of the legal basis"),
    }


def _suggested(shown: ShownCase, doing: str) -> dict[str, str]:
    """What a fresh form holds: today, the usual time to reply, the longest publicity."""
    due = today() + timedelta(days=DAYS_TO_REPLY)
    values = {"on": show.day(today()), "due_on": show.day(due), "decided_on": show.day(today())}
    if doing in ("decide", "type_first"):
        return values | {"from_on": show.day(today())}
    if doing == "publish" and shown.listing and shown.public_until:
        begins: date = max(today(), shown.listing.from_on)
        return {"from_on": show.day(begins), "last_day": show.day(shown.public_until)}
    return values


def _choices(doing: str) -> list[tuple[str, str]]:
    """The decisions that a form offers."""
    codes = LATER if doing in ("change", "type_change") else FIRST
    return [(code, tell(words.DECISIONS[code])) for code in codes]


def _deciders(doing: str) -> list[tuple[str, str]]:
    if doing not in ("type_first", "type_change"):
        return []
    return [
        (
            holder.id,
            " · ".join(
                filter(
                    None,
                    (
                        holder.name,
                        pick(holder.office.name_zh, holder.office.name_en) if holder.office else "",
                    ),
                )
            ),
        )
        for holder in who_may(db(), "list.decide")
    ]


def do(
    case_id: str,
    doing: str,
    said: str,
    write: Callable[[Once], str],
    form: Form,
    uploads: Uploads | None = None,
) -> Any:
    """Do one thing with a case and show it again: done, or with what was wrong and all that was typed."""
    try:
        once(write)
    except Invalid as problem:
        return refused(case_id, doing, problem, form, uploads)
    except Conflict as problem:
        return overtaken(case_id, problem, form, uploads)
    return done(case_id, said)


def refused(
    case_id: str, doing: str, problem: Invalid, form: Form, uploads: Uploads | None = None
) -> Any:
    """The case again, with the form that was refused; what no longer fits is shown to be copied."""
    form.refuse(problem)
    shown = shown_case(case_id)
    lost = [] if doing in shown.actions else _lost(form)
    return page(shown, doing, form, uploads, lost), 422


def overtaken(case_id: str, problem: Conflict, form: Form, uploads: Uploads | None = None) -> Any:
    """The case as it is now, why nothing was done, and every word that was typed."""
    form.errors[""] = tell(problem.message)
    return page(shown_case(case_id), "none", form, uploads, _lost(form)), 409


def _lost(form: Form) -> list[tuple[str, str]]:
    labels = field_labels()
    return [(labels[name], form.value(name)) for name in labels if form.value(name)]


def done(case_id: str, said: str) -> Response:
    flash(said, "ok")
    return redirect(url_for("lists.case", case_id=case_id), 303)
