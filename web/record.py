"""The record of changes, and whether it is whole: for the auditor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _

from schemas.record import HistorySchema
from services.messages import say
from services.record.finding_words import OUTCOMES, sentence
from services.record.keep_record import fingerprints, trusted_keys
from services.record.read_history import HistoryFilter, Told, read_history
from services.record.verify_record import Verification, verify_record
from web.access import actor, may
from web.context import config, db, store, today
from web.form import asked
from web.language import pick, tell
from web.show import for_whom, moment

bp = Blueprint("record", __name__, url_prefix="/record")

# What a kind of entry is called in the filter; the sentences need a subject, these do not.
KINDS = {
    "event.record": say("Records entered"),
    "event.confirm": say("Records confirmed"),
    "event.withdraw": say("Records withdrawn"),
    "event.correct": say("Corrections asked for"),
    "event.correct.confirm": say("Corrections agreed to"),
    "decision.make": say("List decisions"),
    "publication.decide": say("Publications decided"),
    "ruleset.publish": say("Rules published"),
    "role.decide": say("Roles decided"),
    "export.make": say("Exports"),
    "export.bundle": say("Bundles taken"),
    "dossier.make": say("Dossiers bound"),
    "dossier.open": say("Dossiers read by readers outside"),
    "evidence.download": say("Downloads of evidence"),
}


@bp.get("/")
@may("record.read")
def index() -> str:
    """What happened, in sentences by day."""
    wanted, form = asked(HistorySchema())
    wanted["page"] = wanted["page"] or 1
    history = read_history(db(), actor(), HistoryFilter(**wanted))
    days = [
        {"date": day, "entries": [_entry(told) for told in entries]}
        for day, entries in history.days
    ]
    kinds = [(code, tell(words)) for code, words in KINDS.items()]
    return render_template("record/index.html", history=history, days=days, form=form, kinds=kinds)


def _entry(told: Told) -> dict[str, Any]:
    office = pick(told.office_zh, told.office_en)
    who = for_whom(told.who, told.acted_for) or _("the system")
    return {
        "time": moment(told.at)[-5:],
        "text": tell(told.sentence),
        "who": f"{who} · {office}" if office else who,
        "note": _("Reason: %(why)s", why=told.why) if told.why else "",
        "href": _address(told),
    }


def _address(told: Told) -> str:
    if told.event_id:
        return url_for("events.show", event_id=told.event_id)
    if told.case_id:
        return url_for("lists.case", case_id=told.case_id)
    if told.subject_id:
        return url_for("statements.show", subject_id=told.subject_id)
    return ""


@bp.get("/verify")
@may("record.verify")
def verify() -> str:
    """One click: is the record whole, and if not, which record."""
    settings = config()
    witness = settings.witness if settings.witness.exists() else None
    report = verify_record(db(), store(), witness, trusted_keys(settings.witness), today())
    return render_template(
        "record/verify.html",
        report=report,
        outcome=tell(OUTCOMES[report.outcome]),
        findings=[tell(sentence(f)) for f in (*report.log.findings, *report.findings)],
        fingerprints=fingerprints(settings.witness),
        tone=_tone(report),
    )


def _tone(report: Verification) -> str:
    return {0: "ok", 3: "warn"}.get(int(report.outcome), "error")
