"""All rounds, for staff; for a contractor its own results; and the form of a new round."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from schemas.rounds import NewRound
from services.messages import Conflict, Invalid
from services.rounds.open_round import RoundDraft, open_round
from services.rounds.show_result import results_of
from services.rounds.show_rounds import list_rounds
from services.rules.scheme_words import scheme_words
from web import round_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, once, typed
from web.language import pick, tell
from web.rounds.blueprint import bp
from web.show import day


@bp.get("/")
@may("round.read", "own.read")
def index() -> str:
    who = actor()
    if who.subject_id is not None:
        found = results_of(db(), who, who.subject_id, today())
        return render_template("rounds/own.html", results=found, words=words)
    return render_template("rounds/index.html", rounds=list_rounds(db(), who, today()), words=words)


@bp.get("/new")
@may("round.manage")
def new() -> str:
    return _form(Form({"on": day(today())}))


@bp.post("/new")
@may("round.manage")
def create() -> Any:
    form = typed()
    try:
        draft = RoundDraft(**load(NewRound()))
        round_id = once(lambda key: open_round(db(), actor(), draft, now(), key))
    except Invalid as problem:
        form.refuse(problem)
        return _form(form), 422
    except Conflict as problem:
        form.errors[""] = tell(problem.message)
        return _form(form), 409
    flash(_("The round is open: what is recorded from now on belongs to the next one."), "ok")
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def _form(form: Form) -> str:
    named = scheme_words(db(), today())
    return render_template(
        "rounds/new.html",
        form=form,
        schemes=[(code, pick(w.title.zh, w.title.en)) for code, w in named.items()],
    )
