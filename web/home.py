"""The first page: what needs me and how everybody stands; a contractor's own account; or the public register."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from services.actor import Actor
from services.calendar.calendars import ending_year
from services.messages import Message, say
from services.office_work import Item, Task, has_desk, office_work
from services.rules.cited_documents import Expiring, expiring
from services.standing.overview import SchemeOverview, overview_of, overviews
from web import basis_words, case_words, charts, show, statements
from web.access import actor, current_actor, may, open_address, public
from web.clock_rows import desk_clocks
from web.context import db, today
from web.language import pick, tell

bp = Blueprint("home", __name__)

TASKS: dict[str, tuple[Message, str]] = {
    "review": (say("Records to confirm"), "review.index"),
    "correction": (say("Corrections to agree to"), "review.index"),
    "decide": (say("Notice procedures to decide"), "review.index"),
    "answer": (say("Replies of contractors to answer"), ""),
    "notify": (say("Contractors to be given notice"), ""),
    "refused": (say("My records that were refused"), ""),
    "mine": (say("My records that still wait"), ""),
    "service_correction": (say("Records of service to take back"), "service.index"),
    "serve": (say("Notices and decisions on records to be served"), "service.index"),
    **{f"case_{code}": (words, "") for code, words in case_words.TASKS.items()},
    "objection": (say("Objections to decide"), "objections.index"),
    "objection_new": (say("Objections to take up"), "objections.index"),
    "objection_typed": (
        say("Decisions on objections to hold against the scan"),
        "objections.index",
    ),
    "objection_upheld": (say("Upheld objections: records to correct"), "objections.index"),
    "proposal": (say("Entries on lists that the rules propose"), "lists.index"),
    "refusal": (say("Proposals on which no case shall be opened, to sign too"), "lists.index"),
    "by_rule": (say("Listings by rule to confirm for the register"), "lists.index"),
    "annul": (say("Listings that the rules no longer make, to annul"), "lists.index"),
    "publication": (say("Publications to agree to"), "publicity.index"),
    "rectification": (say("Rectifications to be answered"), "repairs.index"),
    "repair_check": (say("Applications for repair to be checked"), "repairs.index"),
    "repair_decide": (say("Applications for repair to be decided"), "repairs.index"),
    "repair_typed": (say("Decisions on repair to be confirmed"), "repairs.index"),
    "repair_serve": (say("Decisions and notices of repair to be served"), "repairs.index"),
    "paper": (say("Official papers that wait for the next step"), "papers.index"),
    "review_request": (say("Requests for review of a result to answer"), "rounds.index"),
    "round": (say("Rounds whose next step is due"), "rounds.index"),
    "round_serve": (say("Feedback of rounds to be served"), "rounds.index"),
    "round_typed": (say("Adoptions of rounds to hold against the scan"), "rounds.index"),
    "round_row": (say("Published results touched by a correction"), "rounds.index"),
    "extension": (say("More time asked for, to grant or not"), "clocks.index"),
    "ruleset": (say("Versions of rules to publish"), "rules.index"),
    "role": (say("Roles to grant or to end"), "roles.index"),
    "account": (say("Accounts that were never used"), "accounts.index"),
}
"""Each kind of work in words, and the page where it is done; without one, each is opened from here."""

WAYS: tuple[tuple[str, str, Message], ...] = (
    ("record.verify", "record.verify", say("Is the record whole?")),
    ("record.index", "record.read", say("Read what was done")),
    ("contractors.index", "contractor.read", say("Find a contractor")),
    ("successors.index", "record.verify", say("Possible successors of listed ones")),
    ("accounts.index", "account.manage", say("Accounts")),
    ("clocks.index", "contractor.read", say("Deadlines that run")),
    ("calendars.index", "calendar.load", say("Working days and deadlines")),
    ("offices.index", "office.manage", say("Offices")),
    ("roles.index", "role.propose", say("Roles")),
    ("exports.index", "export.make", say("Exports")),
)
"""Where one often goes from here."""

PICTURES = {
    "grades": charts.grades_of,
    "months": charts.months_of,
    "bars": charts.bars_of,
    "tiles": charts.tiles_of,
}


@bp.get("/")
@public
def index() -> Any:
    """The page that suits whoever opens it."""
    who = current_actor()
    if who is None:
        return redirect(url_for("register.index"))
    if who.subject_id is not None:
        return statements.page(who.subject_id) if who.may("own.read") else _desk(who)
    return _desk(who)


def _desk(who: Actor) -> str:
    stand = overviews(db(), who, today()) if who.may("contractor.read") else []
    return render_template(
        "home/index.html",
        desk=has_desk(who),
        expiring=[*_calendar_ends(who), *(_expiring(one) for one in expiring(db(), who, today()))],
        tasks=[_task(task) for task in office_work(db(), who, today())],
        clocks=desk_clocks(who),
        ways=_ways(who),
        overviews=[_overview(overview) for overview in stand],
    )


def _task(task: Task) -> dict[str, Any]:
    words, endpoint = TASKS[task.kind]
    return {
        "text": tell(words),
        "count": task.count,
        "oldest": task.oldest,
        "href": open_address(endpoint) if endpoint else "",
        "first": [
            {
                "href": _item_address(item),
                "name": item.name,
                "what": pick(item.what.zh, item.what.en),
                "on": item.on,
                "disputed": item.disputed,
            }
            for item in task.first
        ],
        "more": task.count - len(task.first) if task.first else 0,
    }


def _item_address(item: Item) -> str:
    if item.about == "case":
        return open_address("lists.case", case_id=item.id)
    return open_address("events.show", event_id=item.id)


def _calendar_ends(who: Actor) -> list[dict[str, str]]:
    """The holidays that are not loaded yet, for those who load them or decide with them."""
    year = ending_year(db(), today()) if who.may("calendar.load") else None
    if year is None:
        return []
    said = _(
        "The holidays of %(year)s are not loaded yet: what ends in %(year)s is provisional.",
        year=year,
    )
    return [{"text": said, "href": open_address("calendars.index") + "#load"}]


def _expiring(one: Expiring) -> dict[str, str]:
    """A document on which rules in force rest and that is over, or will be within a month."""
    document, day = one.document.basis, one.document.basis.until
    words = {
        "document": basis_words.name(document),
        "day": show.long_day(day) if day else "",
        "rules": pick(one.title.zh, one.title.en),
    }
    said = (
        _("%(rules)s rests on %(document)s, which is no longer in force since %(day)s.", **words)
        if one.document.state == "ended"
        else _("%(rules)s rests on %(document)s, which ends on %(day)s.", **words)
    )
    href = open_address("rules.version", ruleset_id=one.ruleset_id) + "#basis"
    return {"text": said, "href": href}


def _ways(who: Actor) -> list[tuple[str, str]]:
    found = [
        (open_address(endpoint), tell(words))
        for endpoint, permission, words in WAYS
        if who.may(permission)
    ]
    return [(href, words) for href, words in found if href]


def _overview(overview: SchemeOverview) -> dict[str, Any]:
    lower = _(", ").join(pick(grade.name.zh, grade.name.en) for grade in overview.lower)
    return {
        "scheme": overview.scheme,
        "title": pick(overview.title.zh, overview.title.en),
        "total": overview.total,
        "scored": overview.scored,
        "elsewhere": overview.elsewhere,
        "lower": lower,
        **{name: draw(overview) for name, draw in _drawn(overview).items()},
    }


def _drawn(overview: SchemeOverview) -> dict[str, Any]:
    """Which pictures there are: no averages where there are no points, no course before a month ended."""
    missing = {"bars"} if not overview.scored else set()
    missing |= {"months"} if overview.months is None else set()
    return {name: draw for name, draw in PICTURES.items() if name not in missing}


@bp.get("/overview/numbers")
@may("contractor.read")
def numbers() -> Response:
    """The numbers of one picture of everybody as a file."""
    wanted = request.args.get("of", "")
    overview = overview_of(db(), actor(), request.args.get("scheme", ""), today())
    if overview is None or wanted not in _drawn(overview):
        abort(404)
    return charts.numbers_file(PICTURES[wanted](overview), f"{wanted}-{overview.scheme}")
