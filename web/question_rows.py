"""What the page of a line shows: why it is what it is, why not more, and what else may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from models import Event
from services.rules.rule_rows import RuleRow
from services.statements.ask_what_if import Question
from services.statements.ask_why import Beside, Why
from services.statements.show_statement import Account
from services.statements.statement_parts import Knowledge
from web import show
from web.access import open_address
from web.language import tell
from web.spoken import said
from web.statement_rows import event_address, line_of, verdicts


def why_rows(why: Why, account: Account, own: bool) -> dict[str, Any]:
    """The dict of statements/line.html."""
    return {
        "what": said(why.what),
        "title": _title(why, account),
        "event": _event(why.event, account.knowledge) if why.event else None,
        "silent": tell(why.silent) if why.silent else "",
        "lines": [line_of(line, account, own) for line in why.lines]
        + (_above(account) if why.whole else []),
        "whole": why.whole,
        "rows": [_rule(row) for row in why.rows],
        "limits": [line_of(line, account) for line in why.limits],
        "beside": [_beside(found) for found in why.beside],
        "papers": [_paper(paper.id, paper.name, paper.erased) for paper in why.papers],
    }


def _above(account: Account) -> list[dict[str, Any]]:
    """What stands above the points: why there is no grade, or another one."""
    version = {"how": [], "version": account.score.version, "version_href": ""}
    return [found | version for found in verdicts(account)]


def _title(why: Why, account: Account) -> str:
    """The page's own name: the account as a whole is not named after its scheme."""
    if why.whole:
        return str(
            _("What holds the score, and what weighs nothing")
            if account.scored
            else _("What holds the grade, and what does not count")
        )
    return str(_("Why: %(what)s", what=said(why.what)))


def _event(event: Event, knowledge: Knowledge) -> dict[str, Any]:
    confirmed = knowledge.confirmed.get(event.id)
    return {
        "date": event.occurred_on,
        "href": event_address(event.id),
        "place": show.region(event.region) if event.region else "",
        "counts": event.confirmation.counts_from if event.confirmation else None,
        "confirmed": tell(confirmed) if confirmed else "",
        "disputed": knowledge.disputed.get(event.id),
    }


def _rule(row: RuleRow) -> dict[str, Any]:
    return {
        "what": said(row.what),
        "points": said(row.points),
        "met": _("stands here") if row.met else "",
        "tone": "is-new" if row.met else "",
    }


def _beside(found: Beside) -> dict[str, Any]:
    return {
        "date": found.on,
        "what": said(found.what),
        "why": tell(found.why),
        "disputed": found.disputed,
        "href": event_address(found.event_id),
    }


def _paper(evidence_id: str, name: str, erased: bool) -> dict[str, str]:
    address = "" if erased else open_address("evidence.show", evidence_id=evidence_id)
    return {"name": name, "href": address}


def asked_words(question: Question, account: Account, version: str | None) -> str:
    """A question as a person would ask it."""
    event = account.knowledge.events.get(question.event_id or "")
    if event is None:
        if version is None:
            return str(_("What if the version before were still in force?"))
        return str(_("What if version %(version)s were still in force?", version=version))
    told = {"what": said(account.knowledge.label(event)), "day": show.long_day(event.occurred_on)}
    if question.kind == "absent":
        return str(_("What if “%(what)s” of %(day)s were not on record?", **told))
    if question.kind == "repair":
        return str(_("What if “%(what)s” of %(day)s were repaired?", **told))
    return str(_("What if “%(what)s” of %(day)s were rectified?", **told))


def offered(questions: Sequence[Question]) -> list[tuple[str, dict[str, str | None]]]:
    """The questions that may be asked about a record, each with what its address says."""
    words = {
        "absent": _("if this record were not there"),
        "repair": _("if it were repaired"),
        "rectify": _("if it were rectified"),
    }
    return [
        (str(words[question.kind]), {"suppose": question.kind, "record": question.event_id})
        for question in questions
    ]
