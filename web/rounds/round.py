"""One round: where it stands, its totals and table, requests to answer, and the form of what is next."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from schemas.rounds import TableFilter
from services.calendar.deadlines import deadline
from services.people.who_may import who_may
from services.rounds.display_round import earliest_end
from services.rounds.round_file import told
from services.rounds.show_rounds import RowFilter, ShownRound, show_round, table_page
from web import round_words as words
from web.access import actor, may
from web.case_rail import who
from web.charts import numbers_file
from web.context import config, db, today
from web.form import Form, asked
from web.language import tell
from web.paper_words import back_for, rows_of
from web.round_charts import totals_of
from web.rounds.blueprint import bp
from web.show import day
from web.uploads import Uploads


@bp.get("/<round_id>")
@may("round.read")
def show(round_id: str) -> str:
    return page(show_round(db(), actor(), round_id, today()), request.args.get("do", ""))


@bp.get("/<round_id>/numbers")
@may("round.read")
def numbers(round_id: str) -> Any:
    """The numbers of the picture as a file."""
    shown = show_round(db(), actor(), round_id, today())
    return numbers_file(totals_of(shown.totals, shown.round.id), "round")


def page(
    shown: ShownRound, doing: str = "", form: Form | None = None, uploads: Uploads | None = None
) -> str:
    """The round, with the form of one step; ``form`` keeps what was typed."""
    given, filters = asked(TableFilter())
    wanted = RowFilter(given["q"] or "", given["grade"], given["what"])
    doing = doing if doing in allowed(shown) else ""
    return render_template(
        "rounds/round.html",
        s=shown,
        words=words,
        state=words.stage(shown.stage),
        rail=words.rail(shown, today()),
        picture=totals_of(shown.totals, shown.round.id),
        table=table_page(db(), shown, wanted, given["sort"] or "", given["page"] or 1),
        filters=filters,
        grades=words.grade_choices(shown.ruleset),
        whats=[
            ("unserved", _("Feedback not served yet")),
            ("requests", _("With a request for review")),
            ("changed", _("Changed by a decision")),
            ("affected", _("Touched by a later correction")),
        ],
        hindered=tell(told(shown.hindered)) if shown.hindered else "",
        steps=[(code, tell(words.STEPS[code])) for code in allowed(shown)],
        doing=doing,
        doing_title=tell(words.STEPS[doing]) if doing else "",
        labels=field_labels(),
        form=form or Form(_suggested(shown, doing)),
        uploads=uploads or Uploads(),
        max_mb=config().upload_cap_mb,
        official=rows_of("round", shown.round.id),
        signers=[(holder.id, holder.name or "") for holder in who_may(db(), "round.decide")],
        fresh=Form,
        who=who,
    )


def allowed(shown: ShownRound) -> list[str]:
    """The steps that this person may take now."""
    found = [str(shown.next)] if shown.next and shown.mine and not shown.hindered else []
    return [
        *(["serve"] if shown.may_serve else []),
        *found,
        *(["adopt_paper"] if shown.may_type else []),
        *(["cancel"] if shown.may_cancel else []),
    ]


def field_labels() -> dict[str, str]:
    """How the fields of all these forms are called."""
    return {
        "days": _("Days to ask for a review"),
        "text": _("Text of the display"),
        "telephone": _("Telephone for objections"),
        "address": _("Address for objections"),
        "from_on": _("First day of the display"),
        "until_on": _("Last day of the display"),
        "decided_by": _("Signed by"),
        "decided_on": _("Day of the decision"),
        "opinion": _("What the display brought, and the decision"),
        "document_no": _("Document number"),
        "published_on": _("Day of publication"),
        "reason": _("Reasons"),
        "received_on": _("Day on which it reached their systems"),
        "leave_out": _("Those whom the feedback has not reached are left out of this round"),
        "evidence": _("Scan of the signed form"),
    }


def _suggested(shown: ShownRound, doing: str) -> dict[str, Any]:
    """What a fresh form holds."""
    begins = today()
    if doing == "serve":
        return {"received_on": day(begins)}
    if doing == "adopt_paper":
        return {"decided_on": day(begins)}
    if doing == "feedback":
        return {"days": deadline("review_request").n}
    if doing == "display":
        return {"from_on": day(begins), "until_on": day(earliest_end(db(), begins))}
    back = back_for(shown.round.id, doing, "round")
    if back is not None:
        return {"published_on": day(back.signed_on), "document_no": back.number}
    return {"published_on": day(begins)} if doing == "publish" else {}
