"""Where a case is: its steps on a rail, each with its day, paper and person, and the running clock."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from services.show_case import Clock, ShownCase, ShownDecision
from services.show_lists import OpenCaseRow
from services.shown_papers import ShownPaper, Someone
from web import list_words as words
from web.language import pick, tell
from web.show import for_whom

Step = dict[str, Any]


def rail(shown: ShownCase) -> list[Step]:
    """The steps of a whole case."""
    return [
        {
            "title": _("Case opened"),
            "state": "done",
            "date": shown.case.opened_on,
            "person": who(shown.opened_by),
        },
        _notice(shown),
        _heard(shown),
        _decided(shown),
        *_listed(shown),
    ]


def who(someone: Someone | None) -> str:
    """Name and office; the office alone where the name is not shown."""
    if someone is None:
        return ""
    office = pick(someone.office.zh, someone.office.en) if someone.office else ""
    return " · ".join(filter(None, (for_whom(someone.name, someone.acted_for), office)))


def _last(shown: ShownCase, *kinds: str) -> ShownPaper | None:
    return next((paper for paper in reversed(shown.papers) if paper.kind in kinds), None)


def _notice(shown: ShownCase) -> Step:
    paper = _last(shown, "notice")
    if paper is None:
        state = "now" if shown.state == "to_notify" else "skipped"
        return {"title": _("Prior notice"), "state": state}
    return {
        "title": _("Prior notice"),
        "state": "done",
        "date": paper.on,
        "document": paper.document_no,
        "person": who(paper.by),
    }


def _heard(shown: ShownCase) -> Step:
    """Statement and defence: running, made, waived, or the time ran out."""
    step: Step = {"title": _("Statement and defence"), "state": "next"}
    paper = _last(shown, "reply", "waiver", "answer")
    if paper is not None:
        step |= {"date": paper.on, "document": tell(words.PAPERS[paper.kind])}
    if shown.state == "to_answer":
        return step | {"state": "now"}
    if shown.state == "running":
        return step | {"state": "now", "clock": _clock(shown.clock)}
    if shown.state == "to_notify":
        return step
    if paper is None:
        step["document"] = _("none within the time given") if shown.clock else None
    return step | {"state": "done" if shown.clock else "skipped"}


def _clock(clock: Clock | None) -> dict[str, Any] | None:
    if clock is None:
        return None
    left = max(clock.left, 0)
    return {
        "text": _("%(left)s of %(total)s days left to reply", left=left, total=clock.total),
        "due": clock.due_on,
        "done": clock.total - left,
        "total": clock.total,
    }


def _first_decision(shown: ShownCase) -> ShownDecision | None:
    standing = [d for d in shown.decisions if d.withdrawn_by is None]
    return next((d for d in standing if d.action in ("enter", "refuse")), None)


def _decided(shown: ShownCase) -> Step:
    decision = _first_decision(shown)
    if decision is None:
        return {"title": _("Decision"), "state": "now" if shown.state == "ripe" else "next"}
    return {
        "title": tell(words.DECIDED[decision.action]),
        "state": "now" if decision.waits else "done",
        "date": decision.decided_on,
        "document": _("waits for the second person") if decision.waits else decision.document_no,
        "person": who(decision.decided_by),
    }


def _listed(shown: ShownCase) -> list[Step]:
    """The stay on the list and its end; nothing where nobody was listed."""
    if shown.state == "refused":
        return []
    listing = shown.listing
    if listing is None:
        return [{"title": _("Listed"), "state": "next"}]
    if shown.state == "annulled":
        return [{"title": _("Annulled: it never stood"), "state": "now"}]
    begun: Step = {
        "title": _("Listed"),
        "state": {"coming": "next", "listed": "now"}.get(shown.state, "done"),
        "date": listing.from_on,
    }
    ends: Step = {
        "title": _("Ended") if shown.state == "ended" else _("Last day"),
        "state": "done" if shown.state == "ended" else "next",
        "date": shown.last_day,
    }
    if shown.last_day is None:
        ends["document"] = words.last_day_words(None, for_life=listing.for_life)
    return [begun, ends]


def short_rail(row: OpenCaseRow) -> list[Step]:
    """The steps of a case under way, as the board shows them."""
    notice, papers = row.papers.get("notice"), row.papers
    heard = max((day for kind, day in papers.items() if kind != "notice"), default=None)
    hearing: Step = {"title": _("Statement and defence"), "state": "next", "date": heard}
    if row.state in ("running", "to_answer"):
        hearing["state"] = "now"
        hearing["clock"] = _clock(row.clock) if row.state == "running" else None
    elif notice:
        hearing["state"] = "done"
    deciding = row.state in ("ripe", "typed")
    return [
        {"title": _("Case opened"), "state": "done", "date": row.opened_on},
        {"title": _("Prior notice"), "state": "done" if notice else "now", "date": notice},
        hearing,
        {"title": _("Decision"), "state": "now" if deciding else "next"},
    ]
