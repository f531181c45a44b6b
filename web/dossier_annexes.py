"""Extensions, objections and repairs in a dossier: what each paper is called, who made it, and its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import RepairDecision
from reports.dossier import Sheet
from services.cases.shown_papers import Someone
from services.dossiers.annexes import Annex, ShownExtension
from services.objections.show_objections import Ruling, ShownObjection, ShownStep
from services.repairs.repair_papers import OF_PARTY
from services.repairs.show_repair import RepairPart, ShownRepair
from web import objection_words, repair_words
from web.access import open_address
from web.calendars import length
from web.case_rail import who
from web.language import _, pick, tell
from web.show import day

Pairs = list[tuple[str, str]]

_FROM_PARTY = frozenset({"application", "withdrawn", "given_up", *OF_PARTY})
_REVOKING = frozenset({"hearing_notice", "hearing_record", "answer", *OF_PARTY})


def title(annex: Annex) -> str:
    """What the paper is called."""
    if isinstance(annex.matter, ShownExtension):
        return _of_extension(annex.code, annex.matter)
    if isinstance(annex.matter, ShownObjection):
        return _of_objection(annex.code, annex.matter)
    return _of_repair(annex.code)


def _of_extension(code: str, shown: ShownExtension) -> str:
    what = pick(shown.label.zh, shown.label.en)
    if code == "application":
        return _("Request for more time: %(what)s", what=what)
    if shown.row.state == "granted":
        return _("More time granted: %(what)s", what=what)
    if shown.row.state == "refused":
        return _("More time not granted: %(what)s", what=what)
    return _("Decision on more time: %(what)s", what=what)


def _of_objection(code: str, shown: ShownObjection) -> str:
    if code == "application":
        if shown.thing.kind == "publicity":
            return _("Objection to the publicity of the listing")
        return _("Objection to the listing")
    if code == "decision":
        return _("Decision on an objection")
    if code == "put_right":
        return _("What the objection found wrong is put right")
    said = objection_words.STEPS.get(code) or objection_words.STATES["withdrawn"][0]
    return _("Objection: %(what)s", what=tell(said))


def _of_repair(code: str) -> str:
    titles = {
        "application": _("Application for credit repair"),
        "grant": _("Decision on the repair"),
        "refuse": _("Decision to refuse the repair"),
        "revoke": _("Decision to revoke the repair"),
        "decision": _("Decision on the repair"),
        "given_up": _("Application for credit repair taken back"),
    }
    if code in titles:
        return titles[code]
    said = tell(repair_words.PAPERS[code])
    return _("Revocation of the repair: %(paper)s", paper=said) if code in _REVOKING else said


def author(annex: Annex) -> str:
    """Who is answerable for the paper: the party, or the office; empty for the office of the case."""
    if isinstance(annex.matter, ShownExtension):
        return ""
    if annex.code in _FROM_PARTY and annex.on is not None:
        matter = annex.matter
        of = matter.objection if isinstance(matter, ShownObjection) else matter.repair
        return of.subject.name_on(annex.on)
    if isinstance(annex.part, ShownStep) and annex.part.by.office is not None:
        return pick(annex.part.by.office.zh, annex.part.by.office.en)
    return pick(annex.matter.office.zh, annex.matter.office.en)


def address(annex: Annex) -> str:
    """The page of what the paper belongs to; empty for whom it is closed."""
    if isinstance(annex.matter, ShownExtension):
        return open_address("clocks.index")
    if isinstance(annex.matter, ShownObjection):
        return open_address("objections.show", objection_id=annex.matter.objection.id)
    return open_address("repairs.show", repair_id=annex.matter.repair.id)


def remark(annex: Annex) -> str:
    """That a decision waits for its second person, or was taken back."""
    part = annex.part
    if isinstance(part, RepairPart) and isinstance(part.row, RepairDecision):
        if part.row.withdrawn_by is not None:
            return _("taken back before it took effect")
        return _("waits for the second person") if part.row.waits else ""
    return _("waits for the second person") if isinstance(part, Ruling) and part.waits else ""


def sheet(annex: Annex, *, staff: bool, note: str) -> Sheet:
    """A paper as it is recorded."""
    matter = annex.matter
    if isinstance(matter, ShownExtension):
        facts, texts, points = _extension(annex, matter)
    elif isinstance(matter, ShownObjection):
        facts, texts, points = _objection(annex, matter, staff=staff)
    else:
        facts, texts, points = _repair(annex, matter, staff=staff)
    dated = [(_("Date"), day(annex.on)), (_("Document number"), annex.document_no), *facts]
    return Sheet(
        title=title(annex),
        facts=[(label, str(value)) for label, value in dated if value],
        texts=[(label, text or _("(erased)")) for label, text in texts],
        points=points,
        note=note,
    )


Said = tuple[Sequence[tuple[str, Any]], Sequence[tuple[str, str | None]], Pairs]
"""Facts, texts and points of a sheet."""


def _extension(annex: Annex, shown: ShownExtension) -> Said:
    row = shown.row
    facts: list[tuple[str, Any]] = [
        (_("Which time"), pick(shown.label.zh, shown.label.en)),
        (_("Last day"), day(row.due_on)),
        (_("How much more"), length(row.n, shown.unit)),
        (_("Asked by"), who(shown.asked_by)),
    ]
    if annex.code == "application":
        return facts, [(_("Reasons"), row.reason)], []
    granted = _("granted") if row.state == "granted" else _("not granted")
    return [*facts, (_("Decision"), granted), (_("Decided by"), who(shown.decided_by))], [], []


def _objection(annex: Annex, shown: ShownObjection, *, staff: bool) -> Said:
    objection, part = shown.objection, annex.part
    if isinstance(part, Ruling):
        ruled = (_("Outcome"), tell(objection_words.STATES[part.outcome][0]))
        people = (part.decided_by, part.typed_by, part.confirmed_by)
        facts = [ruled, *_signed(part.on_paper, *people, staff=staff)]
        return facts, [(_("Reasons"), part.reason)], _answers(shown)
    if isinstance(part, ShownStep):
        unit = pick(part.office.zh, part.office.en) if part.office else ""
        days = length(part.days, "working_days") if part.days else ""
        facts = [(_("Unit"), unit), (_("How much more"), days), (_("Entered by"), who(part.by))]
        return facts, [(_("What it says"), part.text)] if part.text else [], []
    if annex.code == "withdrawn":
        return [(_("What is disputed"), _disputed(shown))], [], []
    facts = [
        (_("What is disputed"), _disputed(shown)),
        (_("Ground"), tell(objection_words.GROUNDS[objection.ground])),
        (_("Posted on"), day(objection.posted_on) if objection.posted_on else ""),
        (_("Dispute mark since"), day(objection.marked_on)),
        (_("Asked by"), who(shown.filed_by)),
    ]
    points = [(_("Point %(n)s", n=point.position), point.text) for point in shown.points]
    return facts, points, []


def _disputed(shown: ShownObjection) -> str:
    return pick(shown.row.what.zh, shown.row.what.en)


def _answers(shown: ShownObjection) -> Pairs:
    def answer(taken_up: bool | None, said: str) -> str:
        word = _("taken up") if taken_up else _("not taken up")
        return f"{word}{_(': ')}{said or _('(erased)')}"

    rows = [(p.text or _("(erased)"), answer(p.taken_up, p.answer)) for p in shown.points]
    return [(_("Point of the objection"), _("Answer")), *rows]


def _repair(annex: Annex, shown: ShownRepair, *, staff: bool) -> Said:
    repair, part = shown.repair, annex.part
    if not isinstance(part, RepairPart):
        facts: list[tuple[str, Any]] = [
            (_("What shall be repaired"), "\n".join(_items(shown))),
            (_("Came in through"), repair_words.told(repair_words.CHANNELS, repair.channel)),
            (_("Reference number"), repair.reference_no),
            (_("Asked by"), who(shown.asked_by)),
        ]
        told = [(_("Duties done"), repair.duties)] if annex.code == "application" else []
        return facts, told, []
    row = part.row
    if isinstance(row, RepairDecision):
        ends = [
            (_("First day on which it acts"), day(row.from_on) if row.from_on else ""),
            *_signed(row.way == "paper", part.by, part.typed_by, part.confirmed_by, staff=staff),
        ]
        return ends, [(_("Reasons"), part.text)], []
    held = (_("Day of the hearing"), day(row.held_on) if row.held_on else "")
    return [held, (_("Entered by"), who(part.by))], [(_("What it says"), part.text)], []


def _items(shown: ShownRepair) -> Sequence[str]:
    return [
        f"{tell(repair_words.KINDS[item.kind])}{_(': ')}{pick(item.what.zh, item.what.en)}"
        for item in shown.items
    ]


def _signed(
    on_paper: bool,
    decided_by: Someone,
    typed_by: Someone,
    confirmed_by: Someone | None,
    *,
    staff: bool,
) -> list[tuple[str, Any]]:
    typed = on_paper and staff
    return [
        (_("Decided by"), who(decided_by)),
        (_("Way"), _("signed on paper") if on_paper else _("in the system")),
        (_("Typed by"), who(typed_by) if typed else ""),
        (_("Confirmed by"), who(confirmed_by) if confirmed_by and staff else ""),
    ]
