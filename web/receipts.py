"""Score receipts: the page, the file and the paper of one; and for everybody how a receipt is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.receipts import JoinSchema, ReceiptSchema
from services.messages import Invalid, NotFound, Refusal, say
from services.receipts.hand_out_checker import checker
from services.receipts.make_receipt import Asked, Receipt, make_receipt, published_fingerprints
from services.record.join_checkpoints import join_checkpoints
from services.scope import subject_or_404
from services.statements.show_statement import Account, Axes, account_of, schemes_of
from web.access import actor, may, public, signed_in
from web.attachment import attachment
from web.context import config, db, today
from web.form import asked
from web.language import tell
from web.receipt_paper import paper_of
from web.receipt_words import words_of
from web.show import day

bp = Blueprint("receipts", __name__)

PLACE = "/contractors/<subject_id>/receipt"


@dataclass(frozen=True)
class Made:
    """A receipt with the account that tells its lines; or why there is none."""

    name: str
    back: str
    wishes: dict[str, Any]
    receipt: Receipt | None = None
    account: Account | None = None
    refused: str = ""


@bp.get(PLACE)
@may("contractor.read", "own.read")
def show(subject_id: str) -> str:
    """What the receipt says, what it proves, and how to check it."""
    made = _made(subject_id)
    if made.receipt is None or made.account is None:
        return render_template("receipts/none.html", made=made)
    return render_template(
        "receipts/show.html", made=made, shown=words_of(made.receipt, made.account, made.name)
    )


@bp.get(f"{PLACE}/file")
@may("contractor.read", "own.read")
def file(subject_id: str) -> Any:
    """The receipt itself; where there is none, the page says why."""
    made = _made(subject_id)
    if made.receipt is None:
        return redirect(url_for("receipts.show", subject_id=subject_id, **made.wishes), 303)
    return attachment(made.receipt.content, "application/json", _file_name(made), "json")


@bp.get(f"{PLACE}/paper")
@may("contractor.read", "own.read")
def paper(subject_id: str) -> Any:
    """The receipt as PDF/A."""
    made = _made(subject_id)
    if made.receipt is None or made.account is None:
        return redirect(url_for("receipts.show", subject_id=subject_id, **made.wishes), 303)
    shown = words_of(made.receipt, made.account, made.name)
    return attachment(paper_of(shown), "application/pdf", _file_name(made), "pdf")


def _made(subject_id: str) -> Made:
    """The receipt that the address asks for. Raises ``NotFound`` for whom this person may not see."""
    subject = subject_or_404(db(), actor(), subject_id)
    wanted, form = asked(ReceiptSchema())
    axes = Axes(wanted["on"] or today(), wanted["known"])
    schemes = [wanted["scheme"]] if wanted["scheme"] else schemes_of(db(), subject)
    wishes: dict[str, Any] = {
        "scheme": next(iter(schemes), None),
        "on": None if axes.on == today() else day(axes.on),
        "known": day(axes.known_on) or None,
    }
    back = url_for("statements.show", subject_id=subject_id, **wishes)
    made = Made(subject.name_on(axes.on), back, wishes | {"size": wanted["size"]})
    try:
        if form.errors:
            raise Invalid({"": say("This day cannot be asked for.")})
        if not schemes:
            raise NotFound(say("No scheme weighs this contractor"))
        receipt = make_receipt(
            db(),
            actor(),
            Asked(subject_id, schemes[0], axes, wanted["size"]),
            config().witness,
            today(),
        )
    except Refusal as refused:
        return Made(made.name, back, made.wishes, refused=tell(refused.message))
    known = receipt.score.view.known
    account = account_of(db(), actor(), subject, schemes[0], axes, known)
    assert isinstance(account, Account)
    named = made.wishes | {"size": receipt.signed.checkpoint.size}
    return Made(made.name, back, named, receipt, account)


def _file_name(made: Made) -> str:
    assert made.receipt is not None
    on = day(made.receipt.score.view.on)
    return str(_("Score receipt %(name)s %(day)s", name=made.name, day=on))


@bp.get("/receipts/")
@public
def check() -> str:
    """How anybody checks a receipt: the checker, the command, and the keys that sign here."""
    return render_template(
        "receipts/check.html", fingerprints=published_fingerprints(config().witness)
    )


@bp.get("/receipts/checker")
@public
def checker_file() -> Response:
    """The folder verify/ as one file."""
    return attachment(checker(), "application/zip", "xinheng-verify", "zip")


@bp.get("/receipts/consistency")
@signed_in
def consistency() -> Any:
    """The proof that joins two checkpoints, for `check.py --compare`."""
    wanted, form = asked(JoinSchema())
    old, new = wanted["old"], wanted["new"]
    if form.errors or old is None or new is None:
        return redirect(url_for("receipts.check"), 303)
    proof = join_checkpoints(config().witness, min(old, new), max(old, new))
    return attachment(proof.encode(), "text/plain", f"consistency-{old}-{new}", "txt")
