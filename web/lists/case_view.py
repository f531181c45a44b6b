"""What the page of a case says of its clocks, its steps, its papers and its decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import ngettext

from models import Service
from procedure.checklist import Step, as_shown
from services.cases.case_clocks import RunningClock
from services.cases.show_case import ShownCase
from services.cases.shown_case import ShownCasePaper, ShownDecision, ShownPoint
from web import case_words as words
from web import list_words, service_words, show
from web.access import open_address
from web.case_rail import who
from web.language import _, pick, tell

Row = dict[str, Any]
Document = ShownCasePaper | ShownDecision


def clock_rows(clocks: Iterable[RunningClock]) -> list[Row]:
    return [
        {
            "title": pick(clock.label.zh, clock.label.en),
            "left": "" if clock.late else clock.left,
            "unit": _unit(clock),
            "on": clock.on,
            "provisional": clock.provisional,
            "late": clock.late,
            "who": tell(words.PERFORMERS[clock.who]) if clock.who in words.PERFORMERS else "",
        }
        for clock in clocks
    ]


def _unit(clock: RunningClock) -> str:
    if clock.late:
        return _("overdue")
    if clock.unit == "working_days":
        return str(ngettext("working day", "working days", clock.left))
    return str(ngettext("day", "days", clock.left))


def step_rows(shown: ShownCase) -> list[Row]:
    """The checklist: what comes next is missing, the rest to come."""
    rows = []
    by_id = shown.documents
    closed = shown.file.closing is not None
    for number, (step, state) in enumerate(as_shown(shown.steps, closed=closed), 1):
        paper = by_id.get(step.paper or "")
        rows.append(
            {
                "code": step.code,
                "number": number,
                "title": _step_title(step, paper),
                "state": state,
                "on": step.on,
                "said": _step_said(step, state, paper),
                "provisional": step.provisional and state == "running",
                "href": f"#paper-{paper.id}" if paper else "",
            }
        )
    return rows


def _step_title(step: Step, paper: Document | None) -> str:
    if step.code == "decision" and isinstance(paper, ShownDecision):
        return tell(words.DECIDED[paper.action])
    return tell(words.STEPS[step.code])


def _step_said(step: Step, state: str, paper: Document | None) -> str:
    if state == "not_required":
        return _("not needed")
    if state in ("missing", "running") and step.until:
        return (
            _("missing; until %(day)s", day=step.until.isoformat())
            if state == "missing"
            else _("until %(day)s", day=step.until.isoformat())
        )
    if state == "missing":
        return _("missing")
    if state == "open":
        return ""
    if step.code.endswith("served") and paper is not None and paper.service is not None:
        return service_words.way(paper.service.way)
    if isinstance(paper, ShownDecision):
        return " · ".join(filter(None, (paper.document_no, paper.decided_by.name)))
    if paper is not None:
        return " · ".join(filter(None, (paper.document_no, paper.by.name)))
    return _("none within the time given") if step.code == "heard" else ""


def paper_rows(shown: ShownCase, *, staff: bool) -> list[Row]:
    numbers = {step.paper: number for number, step in reversed(list(enumerate(shown.steps, 1)))}
    return [paper_row(paper, shown, numbers.get(paper.id), staff=staff) for paper in shown.papers]


def paper_row(paper: ShownCasePaper, shown: ShownCase, number: int | None, *, staff: bool) -> Row:
    return {
        "id": paper.id,
        "number": number if staff else None,
        "title": tell(words.PAPERS[paper.kind]),
        "on": paper.on,
        "marks": _marks(paper),
        "facts": _facts(paper, shown, staff=staff),
        "text": None if paper.points or "text" not in paper.texts else paper.texts["text"],
        "more": [
            (tell(words.TEXTS[name]), paper.texts[name])
            for name in ("reasons", "basis", "rights")
            if name in paper.texts
        ],
        "points": point_rows(paper.points),
        "files": paper.files,
        "service": served_row(paper, staff=staff),
        "taken_back": taken_back_rows(paper),
        "off": False,
    }


def _marks(paper: ShownCasePaper) -> list[tuple[str, str]]:
    found = []
    if paper.on_behalf:
        found.append((_("entered from paper"), "done"))
    if paper.kind in words.OUTCOMES and paper.passed is not None:
        outcome = words.OUTCOMES[paper.kind][0 if paper.passed else 1]
        found.append((tell(outcome), "done" if paper.passed else "off"))
    return found


def _facts(paper: ShownCasePaper, shown: ShownCase, *, staff: bool) -> list[tuple[str, Any]]:
    named = [
        (
            tell(words.PARTS[person.part]),
            _with_certificate(who(person.someone), person.certificate),
        )
        for person in paper.persons
    ]
    short = [
        (tell(words.TEXTS[name]), paper.texts[name] or _("(erased)"))
        for name in ("place", "present", "office", "signed_by")
        if name in paper.texts
    ]
    days = (
        ngettext(
            "%(num)s working day from service", "%(num)s working days from service", paper.days
        )
        if paper.days
        else None
    )
    return [
        (_("Document number"), paper.document_no),
        (_("Time to reply"), days),
        (_("Day of the hearing"), paper.held_on.isoformat() if paper.held_on else None),
        *named,
        *short,
        (_("Entered by"), who(paper.by) if staff else None),
    ]


def _with_certificate(name: str, certificate: str) -> str:
    if not certificate:
        return name
    return str(_("%(name)s, certificate %(number)s", name=name, number=certificate))


def point_rows(points: Sequence[ShownPoint]) -> list[Row]:
    return [
        {
            "id": point.id,
            "text": point.text,
            "answer": None if point.taken_up is None else point.reasons,
            "word": _("taken up") if point.taken_up else _("not taken up"),
        }
        for point in points
    ]


def served_row(document: Document, *, staff: bool) -> Row | None:
    """How and when a document reached the party; for staff also that it has not, and where that is recorded."""
    code = document.kind if isinstance(document, ShownCasePaper) else document.action
    service, address = document.service, service_address(document) if staff else ""
    if service is not None:
        keys = [(_("Service and its proof"), address, False)] if address else []
        return {"owed": False, "said": _served_said(service), "buttons": keys}
    if not staff or code not in words.SERVED:
        return None
    if isinstance(document, ShownDecision) and (document.waits or document.withdrawn_by):
        return None
    keys = [(_("Record its service"), address, False)] if address else []
    return {"owed": True, "said": _("Not served yet: none of its clocks runs."), "buttons": keys}


def taken_back_rows(document: Document) -> list[str]:
    """What was recorded wrongly about its service, to be struck through."""
    return [_attempt_said(one) for one in document.taken_back]


def _attempt_said(service: Service) -> str:
    if service.served_on is not None:
        return _served_said(service)
    said = {"way": service_words.way(service.way), "day": show.day(service.sent_on)}
    return str(_("%(way)s on %(day)s: did not succeed", **said))


def _served_said(service: Service) -> str:
    said = {"way": service_words.way(service.way), "day": show.day(service.served_on)}
    return str(_("Served on %(day)s: %(way)s", **said))


def service_address(document: Document) -> str:
    """Where the service of a paper or decision is recorded and its receipt printed."""
    kind = "case_step" if isinstance(document, ShownCasePaper) else "list_decision"
    return open_address("service.show", document_kind=kind, document_id=document.id)


def decision_row(d: ShownDecision, *, staff: bool) -> Row:
    ends = d.last_day or d.for_life or d.action == "enter"
    first = {
        "enter": _("First day on the list"),
        "leave": _("First day off the list"),
        "stay": _("First day of the stay"),
        "lift": _("First day after the stay"),
    }
    last = _("Last day of the stay") if d.action == "stay" else _("Last day on the list")
    return {
        "id": d.id,
        "title": tell(words.DECIDED[d.action]),
        "on": d.decided_on,
        "off": d.withdrawn_by is not None,
        "marks": _decision_marks(d),
        "facts": [
            (_("Decided by"), who(d.decided_by)),
            (_("Way"), _("signed on paper") if d.on_paper else _("in the system")),
            (_("Typed by"), who(d.typed_by) if d.on_paper and staff else None),
            (_("Confirmed by"), who(d.confirmed_by) if d.confirmed_by and staff else None),
            (_("Taken back by"), who(d.withdrawn_by) if d.withdrawn_by else None),
            (_("Document number"), d.document_no),
            (_("Ground"), tell(words.CAUSES[d.cause]) if d.cause in words.CAUSES else None),
            (_("To which authority"), d.addressee),
            (_("Who ordered it"), _order(d)),
            (first.get(d.action, ""), show.day(d.from_on) if d.action in first else None),
            (
                last,
                list_words.last_day_words(d.last_day, for_life=d.for_life)
                if ends and d.action in ("enter", "stay") and not _length_follows(d)
                else None,
            ),
            (_("What is corrected"), d.corrects or None),
        ],
        "text": d.reason,
        "more": [],
        "points": [],
        "files": d.files,
        "service": served_row(d, staff=staff),
        "taken_back": taken_back_rows(d),
    }


def _length_follows(d: ShownDecision) -> bool:
    """An entry takes the length of its rule when it takes effect, where the decision names none."""
    return d.action == "enter" and d.service is None and d.last_day is None and not d.for_life


def _order(d: ShownDecision) -> str | None:
    if d.orderer is None:
        return None
    return " · ".join(filter(None, (tell(words.ORDERERS[d.orderer]), d.order_no)))


def _decision_marks(d: ShownDecision) -> list[tuple[str, str]]:
    if d.withdrawn_by is not None:
        return [(_("taken back before it took effect"), "off")]
    return [(_("waits for the second person"), "wait")] if d.waits else []


def repair_address(shown: ShownCase, today: date) -> str:
    """Where the repair of the listing is asked for, while it stands."""
    listing = shown.listing
    if listing is None or shown.state not in ("listed", "stayed"):
        return ""
    return open_address("repairs.new", listing=listing.id)


def case_address(case_id: str, doing: str = "") -> str:
    here = url_for("lists.case", case_id=case_id, do=doing or None)
    return f"{here}#doing" if doing else here
