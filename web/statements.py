"""A subject's account: its statement for any day and as known on any day, in pictures, on paper, as files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from reports.picture import Picture
from schemas.statements import StatementSchema
from services.events.show_papers import show_papers
from services.messages import Invalid
from services.receipts.seal_code import seal_code
from services.rounds.published_grade import published_grade
from services.rules.scheme_words import scheme_words
from services.standing.trend import course, peers
from services.statements.show_statement import Account, Axes, NoAccount, Shown, show_statement
from services.statements.shown_path import shown_path
from services.statements.two_figures import two_figures
from services.statements.weight_words import points
from services.subjects.show_subject import profile
from web import charts, published_words
from web import statement_rows as rows
from web.access import actor, may, open_address
from web.clock_rows import own_clocks
from web.context import db, today
from web.forecast_rows import next_sentence, way_back
from web.form import Form, asked
from web.language import pick
from web.show import day, long_day
from web.spoken import reason, said
from web.two_figures import section

bp = Blueprint("statements", __name__, url_prefix="/contractors")

PARTS = ("statement", "records", "profile")


@dataclass(frozen=True)
class Read:
    """What the address asks for, and the accounts that answer it."""

    shown: Shown
    form: Form
    chosen: Account | NoAccount | None
    own: bool

    def address(self, **changes: str | None) -> str:
        """This page with other wishes; None drops one."""
        axes = self.shown.axes
        wishes = {
            "scheme": self.chosen.scheme if self.chosen else None,
            "on": None if axes.on == today() else day(axes.on),
            "known": day(axes.known_on) or None,
        }
        kept: dict[str, Any] = {n: value for n, value in (wishes | changes).items() if value}
        endpoint = kept.pop("endpoint", "statements.show")
        return url_for(endpoint, subject_id=self.shown.subject.id, **kept)


@bp.get("/<subject_id>")
@may("contractor.read", "own.read")
def show(subject_id: str) -> Any:
    """The score with every point of it."""
    return page(subject_id)


def page(subject_id: str) -> Any:
    """The account of one subject; the first page of a contractor's own user is the same."""
    read = read_account(subject_id)
    wanted = request.args.get("part")
    part = wanted if wanted in PARTS else PARTS[0]
    answer = render_template(
        f"statements/{part}.html",
        shown=read.shown,
        form=read.form,
        chosen=read.chosen,
        account=isinstance(read.chosen, Account),
        figures=[_figure(read, account) for account in read.shown.accounts],
        part=part,
        own=read.own,
        asof=asof_words(read.shown.axes),
        address=read.address,
        review_href=open_address("review.index"),
        record_href=open_address("events.new", contractor=subject_id),
        amend_href=open_address("contractors.edit", subject_id=subject_id),
        clocks=own_clocks(actor()) if read.own else [],
        **_parts(read, part),
    )
    return (answer, 422) if read.form.errors else answer


def read_account(subject_id: str) -> Read:
    """Days that cannot be asked are told and left out."""
    wanted, form = asked(StatementSchema())
    known = wanted["known"]
    axes = Axes(wanted["on"] or today(), None if known == today() else known)
    try:
        shown = show_statement(db(), actor(), subject_id, axes, today())
    except Invalid as problem:
        form.refuse(problem)
        shown = show_statement(db(), actor(), subject_id, Axes(today()), today())
    return Read(shown, form, _chosen(shown, wanted["scheme"]), actor().subject_id is not None)


def _chosen(shown: Shown, scheme: str | None) -> Account | NoAccount | None:
    named = [account for account in shown.accounts if account.scheme == scheme]
    scored = [account for account in shown.accounts if isinstance(account, Account)]
    return next(iter([*named, *scored, *shown.accounts]), None)


def _figure(read: Read, account: Account | NoAccount) -> dict[str, Any]:
    """One scheme's score, side by side with the others'."""
    found: dict[str, Any] = {
        "title": pick(account.title.zh, account.title.en),
        "href": read.address(scheme=account.scheme),
        "current": account is read.chosen,
    }
    if isinstance(account, Account):
        found |= {
            "label": rows.live(account),
            "points": points(account.score.points, account.places) if account.scored else "",
            "grade": rows.grade_of(account),
            "why": reason(account.score.unrated),
            "published": _published(read, account.scheme),
            "next": next_sentence(account),
            "listed": [(said(s.name), s.disputed) for s in account.lists if s.state == "in_force"],
        }
    return found


def _published(read: Read, scheme: str) -> dict[str, Any] | None:
    """The grade that was published for this scheme by the day asked for."""
    found = published_grade(db(), read.shown.subject.id, scheme, read.shown.axes.on)
    named = scheme_words(db(), today()).get(scheme)
    return published_words.mark(found, named) if found else None


def asof_words(axes: Axes) -> str:
    """Which day this is, and what was known, said plainly; empty for today as known now."""
    on, known = long_day(axes.on), axes.known_on and long_day(axes.known_on)
    if axes.on > today():
        if known:
            return str(
                _("Forecast for %(on)s from what was known on %(known)s.", on=on, known=known)
            )
        return str(_("Forecast for %(on)s from what is known now.", on=on))
    if known:
        return str(_("For %(on)s, as known at the end of %(known)s.", on=on, known=known))
    return "" if axes.on == today() else _("For %(on)s, as known now.", on=on)


def _parts(read: Read, part: str) -> dict[str, Any]:
    """What one part of the page shows besides the score."""
    subject_id, account = read.shown.subject.id, read.chosen
    if part == "profile":
        return {"profile": profile(db(), actor(), subject_id)}
    if not isinstance(account, Account):
        return {}
    if part == "records":
        return {
            "records": rows.records(account),
            "papers": show_papers(db(), actor(), subject_id),
        }
    return {
        "statement": rows.statement(account, read.own, whole="whole" in request.args),
        **(_in_points(account) if account.scored else {}),
        "two_figures": _two_figures(read, account),
        "made_of": rows.made_of(account),
        "lists": [rows.listing(listing) for listing in account.lists],
        "way_back": way_back(account, shown_path(db(), account, today()), read.own),
    }


def _in_points(account: Account) -> dict[str, Any]:
    """What there is to draw where there are points."""
    return {
        "beam": _beam(account),
        "beam_narrow": charts.beam_of(account, _peers(account), narrow=True),
        "pictures": {"course": _course(account), "composition": charts.composition_of(account)},
    }


def _two_figures(read: Read, account: Account) -> dict[str, Any] | None:
    found = two_figures(db(), account, read.shown.axes, today())
    return section(found, account.places if account.scored else None) if found else None


def _beam(account: Account) -> Picture:
    return charts.beam_of(account, _peers(account))


def _peers(account: Account) -> tuple[int, ...]:
    return peers(db(), account.scheme, account.score.subject_id)


def _course(account: Account) -> Picture:
    return charts.course_of(account, course(db(), account))


DRAWN = {"beam": _beam, "course": _course, "composition": charts.composition_of}


@bp.get("/<subject_id>/numbers")
@may("contractor.read", "own.read")
def numbers(subject_id: str) -> Response:
    """The numbers of one picture as a file."""
    read, wanted = read_account(subject_id), request.args.get("of", "")
    if wanted not in DRAWN or not isinstance(read.chosen, Account) or not read.chosen.scored:
        abort(404)
    return charts.numbers_file(DRAWN[wanted](read.chosen), wanted)


@bp.get("/<subject_id>/paper")
@may("contractor.read", "own.read")
def paper(subject_id: str) -> str:
    """第三方服务机构环境信用计分明细表: A4, for the file."""
    read = read_account(subject_id)
    if not isinstance(read.chosen, Account):
        abort(404)
    return render_template("statements/paper.html", paper=_paper(read, read.chosen))


def _paper(read: Read, account: Account) -> dict[str, Any]:
    shown, who, code = read.shown, actor(), seal_code(db())
    return {
        "title": _("Statement of environmental credit points of a third-party contractor")
        if account.scored
        else _("Statement of the environmental credit grade of a third-party contractor"),
        "basis": rows.live(account),
        "facts": _facts(shown, account),
        "statement": rows.statement(account, own=False),
        "decimals": account.places,
        "signs": [
            (_("Drawn up by"), who.office_name or shown.name),
            (_("Drawn up on"), long_day(today())),
        ],
        "verify": {
            "says": _("Electronic check:"),
            "code": code,
            "groups": [code.index("-") + 1, *[4] * 4],
        },
        "back": read.address(),
    }


def _facts(shown: Shown, account: Account) -> list[tuple[str, str]]:
    axes, subject = shown.axes, shown.subject
    known: date = axes.known_on or today()
    opened = account.score.statement.opened_on
    return [
        (_("Contractor"), shown.name),
        (_("Credit code or number"), subject.code or subject.practice_no or ""),
        (_("Scheme"), pick(account.title.zh, account.title.en)),
        (_("Version of the rules"), account.score.version),
        (_("Period"), _("%(first)s to %(last)s", first=day(opened), last=day(axes.on))),
        (_("As of"), long_day(axes.on)),
        (_("As known on"), long_day(known)),
    ]
