"""How lists and cases are worded on pages: states, papers, decisions, levels of law, lengths."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

import scoring
from services.messages import Message, say
from services.rules.list_rules import default_end, last_day
from services.rules.scheme_words import SchemeWords
from web import show
from web.choices import Options
from web.language import pick, tell
from web.rule_words import duration

LEVELS: dict[str, Message] = {
    "law": say("Law"),
    "administrative_regulation": say("Administrative regulation"),
    "central_policy": say("Central policy document"),
    "local_regulation": say("Local regulation"),
}
PUBLICITY: dict[str, tuple[Message, str]] = {
    "asked": (say("Waiting for the second person"), "wait"),
    "refused": (say("Refused"), "off"),
    "coming": (say("Public later"), "now"),
    "running": (say("Public"), "now"),
    "ended": (say("No longer public"), "off"),
}

Named = dict[str, SchemeWords]


def publicity(code: str) -> tuple[str, str]:
    word, tone = PUBLICITY[code]
    return tell(word), tone


def list_name(scheme: str, code: str, named: Named) -> str:
    """The list's own legal name."""
    rule = named[scheme].lists.get(code) if scheme in named else None
    return pick(rule.label.zh, rule.label.en) if rule else code


def list_groups(named: Named) -> list[tuple[str, Options]]:
    """Every list under its scheme, by ``scheme/list``."""
    return [
        (
            pick(words.title.zh, words.title.en),
            [(f"{scheme}/{r.code}", pick(r.label.zh, r.label.en)) for r in words.lists.values()],
        )
        for scheme, words in named.items()
        if words.lists
    ]


def last_day_words(day: date | None, *, for_life: bool) -> str:
    """The inclusive last day, or that there is none."""
    if for_life:
        return str(_("for life"))
    return show.day(day) if day else str(_("no end set"))


def length_hint(rule: scoring.ListRule | None, from_on: date) -> str:
    """What an empty last day means."""
    end = default_end(rule, from_on)
    if rule is None or end is None:
        return str(_("Left empty: the listing has no end until one is decided."))
    if end == "life":
        return str(_("Left empty: for life."))
    return str(
        _(
            "Left empty: %(length)s; for a listing that begins on %(first)s until %(last)s.",
            length=duration(rule.length),
            first=show.day(from_on),
            last=show.day(last_day(end)),
        )
    )


def scope(rule: scoring.ListRule | None) -> str:
    if rule is not None and rule.scope == "public":
        return str(_("public where its legal basis is named"))
    return str(_("internal"))
