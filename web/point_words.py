"""Points as their pages show them: sentences, what they lead to, the picture of an office among its peers."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from reports import charts
from reports.picture import Picture
from services.clock import day_of
from services.points import KINDS, Ref
from services.points.person_report import PersonReport, Seen
from services.points.show_points import ShownPoint
from services.record.read_history import Told
from web.access import open_address
from web.language import pick, tell
from web.show import day, for_whom, moment

_picture = lru_cache(maxsize=64)(charts.among_peers)

_PAGES = {
    "subject": ("statements.show", "subject_id"),
    "event": ("events.show", "event_id"),
}


def row(shown: ShownPoint, first: date, last: date) -> dict[str, Any]:
    """One point as a line of the list and as the head of its own page."""
    point = shown.point
    days: dict[str, Any] = {"from_on": day(first), "until_on": day(last)}
    return {
        "at": moment(point.at),
        "kind": tell(KINDS[point.kind].label),
        "sentence": tell(shown.sentence),
        "expected": tell(shown.expected),
        "found": tell(shown.found),
        "links": _links(shown, days),
        "note": shown.note,
        "href": url_for("points.look", kind=point.kind, about=point.about, **days),
    }


def _links(shown: ShownPoint, days: dict[str, Any]) -> list[tuple[str, str]]:
    """(address, name) of what a point speaks of; only what this reader may open."""
    found = [(_address(one.ref, days), pick(one.name.zh, one.name.en)) for one in shown.links]
    return [(href, name) for href, name in found if href and name]


def _address(ref: Ref, days: dict[str, Any]) -> str:
    if ref.kind == "holder":
        return url_for("points.person", holder_id=ref.id, **days)
    if ref.kind == "office":
        return url_for("points.index", office_id=ref.id, **days)
    if ref.kind in _PAGES:
        endpoint, name = _PAGES[ref.kind]
        return open_address(endpoint, **{name: ref.id})
    return ""


def picture(shown: ShownPoint) -> Picture | None:
    """The office among its peers; None for what is no comparison of offices."""
    if not shown.peers:
        return None
    own = pick(shown.links[0].name.zh, shown.links[0].name.en)
    peers = tuple(
        charts.PeerValue(name, value, marked=name == own)
        for name, value in ((pick(label.zh, label.en), value) for label, value in shown.peers)
    )
    return _picture(peers, shown.point.middle, _picture_words(), ident="peers")


def _picture_words() -> charts.AmongPeersWords:
    return charts.AmongPeersWords(
        title=_("The office among its peers"),
        middle=_("median %(value)s"),
        alt=_("%(name)s: %(value)s; the median of %(count)s offices is %(middle)s."),
        column_name=_("Office"),
        column_share=_("Share in percent"),
    )


def parts(report: PersonReport) -> list[dict[str, Any]]:
    """The parts of a report on a person, each with its lines by day; those without any are told as such."""
    entries = [
        (_("Decided"), report.decided),
        (_("Signed on paper, typed by somebody else"), report.signed),
        (_("Done"), report.done),
        (_("Done by a deputy in this person's place"), report.by_deputy),
        (_("Exported and given out"), report.exported),
    ]
    found = [(title, [_told_line(told) for told in part]) for title, part in entries]
    found.append((_("Looked at"), [_seen_line(seen) for seen in report.read]))
    return [{"title": title, "count": len(lines), "days": _by_day(lines)} for title, lines in found]


def _by_day(lines: list[tuple[date, dict[str, str]]]) -> list[dict[str, Any]]:
    return [
        {"date": on, "entries": [line for _on, line in group]}
        for on, group in groupby(lines, key=itemgetter(0))
    ]


def _told_line(told: Told) -> tuple[date, dict[str, str]]:
    return day_of(told.at), {
        "time": moment(told.at)[-5:],
        "text": tell(told.sentence),
        "who": for_whom(told.who, told.acted_for) if told.acted_for else "",
        "note": _("Reason: %(why)s", why=told.why) if told.why else "",
        "href": "",
    }


def _seen_line(seen: Seen) -> tuple[date, dict[str, str]]:
    text = tell(seen.sentence)
    if seen.times > 1:
        text = _("%(what)s, %(times)s times", what=text, times=seen.times)
    return day_of(seen.at), {"time": moment(seen.at)[-5:], "text": text}


def units() -> dict[str, str]:
    """What thresholds are counted in."""
    return {
        "days": _("days"),
        "hour": _("o'clock"),
        "records": _("records"),
        "percent": "%",
        "offices": _("offices"),
        "tenths": _("tenths"),
        "rows": _("rows"),
        "files": _("files"),
    }
