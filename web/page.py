"""What every page shows around its content: product, menu, languages, the demo's stamp."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from services.actor import Actor, roles
from web.access import current_actor
from web.context import config, today
from web.language import LANGUAGES, language, pick, tell
from web.show import FILTERS

PRODUCT = {"zh": "信衡", "en": "Xinheng"}

# endpoint, label, permissions of which one is enough (None: everybody)
MENU: tuple[tuple[str, Any, tuple[str, ...] | None], ...] = (
    ("home.index", later("To do"), ("event.enter", "event.review", "list.decide", "rules.propose")),
    ("home.index", later("My credit"), ("own.read",)),
    ("requests.index", later("My requests"), ("own.reply",)),
    ("service.index", later("Documents served"), ("own.read",)),
    ("contractors.index", later("Contractors"), ("contractor.read",)),
    ("events.new", later("Record"), ("event.enter",)),
    ("review.index", later("Review"), ("event.review",)),
    ("objections.index", later("Objections"), ("objection.handle", "objection.decide")),
    ("lists.index", later("Lists"), ("list.read",)),
    ("repairs.index", later("Repair"), ("repair.read",)),
    (
        "papers.index",
        later("Official papers"),
        ("list.step", "event.step", "repair.handle", "round.manage"),
    ),
    ("rounds.index", later("Rounds"), ("round.read",)),
    ("rounds.index", later("Evaluation results"), ("own.read",)),
    ("rules.index", later("Rules"), ("rules.read",)),
    ("programmes.index", later("Programmes"), ("contractor.read",)),
    ("exports.index", later("Exports"), ("export.make",)),
    ("colleagues.index", later("Colleagues"), ("own.colleagues",)),
    ("accounts.index", later("Accounts"), ("account.manage", "account.read")),
    ("roles.index", later("Roles"), ("role.propose", "role.grant", "account.read")),
    ("deputies.index", later("Deputies"), ("deputy.name",)),
    ("handovers.index", later("Handover"), ("work.hand_over", "record.read")),
    ("offices.index", later("Offices"), ("office.manage",)),
    ("record.index", later("Record of changes"), ("record.read",)),
    ("points.index", later("Points to look at"), ("point.look",)),
    ("register.index", later("Public register"), None),
    ("slips.index", later("Query slip"), None),
)


def menu(who: Actor | None) -> list[tuple[str, str, bool, int | None]]:
    """(address, label, current, count) for what this person may open."""

    def open_to(wanted: tuple[str, ...] | None) -> bool:
        return wanted is None or (who is not None and any(who.may(p) for p in wanted))

    here = request.endpoint or ""
    return [
        (url_for(endpoint), str(label), here.split(".")[0] == endpoint.split(".")[0], None)
        for endpoint, label, wanted in MENU
        if endpoint in current_app.view_functions and open_to(wanted)
    ]


def address(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else ""


def languages() -> list[tuple[str, str, bool, str]]:
    """This page in each language; what else its address asks for is carried over as it came."""
    if request.endpoint is None or request.method != "GET":
        return [(c, label, c == language(), f"/?lang={c}") for c, label in LANGUAGES.items()]
    here = quote(request.script_root + request.path)
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return [
        (code, label, code == language(), f"{here}?{urlencode([*asked, ('lang', code)])}")
        for code, label in LANGUAGES.items()
    ]


def install(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["pick"] = pick
    app.jinja_env.globals["tell"] = tell

    @app.context_processor
    def surroundings() -> dict[str, Any]:
        who = current_actor()
        return {
            "product": PRODUCT,
            "actor": who and _card(who),
            "menu": menu(who),
            "languages": languages(),
            "demo": config().demo,
            "login_url": address("sign_in.form"),
            "logout_url": address("sign_in.leave"),
            "password_url": address("password.form"),
            "help_url": address("help.index"),
            "today": today(),
            "may": lambda permission: who is not None and who.may(permission),
        }


def _card(who: Actor) -> dict[str, Any]:
    names = [pick(roles()[code].zh, roles()[code].en) for code in sorted(who.roles)]
    return {
        "name": who.name,
        "office_name": who.office_name,
        "role_names": names or [_("no role")],
        "acting_for": who.acting_for_name,
    }
