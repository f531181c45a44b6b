"""The lines of a dossier in words: what each paper is called, who made it, its number, and the sheet it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evidence.refusal import Refused
from evidence.safe_copy import SafeCopy
from models import Evidence
from reports.dossier import Leaf, Line, Sheet
from services.cases.shown_case import ShownCasePaper, ShownDecision
from services.cases.shown_papers import ShownFile
from services.dossiers.annexes import Annex
from services.dossiers.dossier import Dossier, Item
from services.dossiers.dossier_files import WITH_PAGES
from services.messages import Message, say
from services.serving.show_services import ShownService
from web import case_words, dossier_annexes, service_words
from web.case_rail import who
from web.evidence import file_size
from web.language import _, pick, tell
from web.lists.case_view import decision_row, paper_row
from web.show import day

OF_THE_PARTY = frozenset({"reply", "waiver", "hearing_request", "recusal_request"})

BROKEN: dict[str, Message] = {
    "missing": say("The file is not in the store."),
    "altered": say("The stored file is not the one that was handed in."),
    "key": say("The file was erased; its hash stands in the record."),
    "too_large": say("The file is too large to be bound."),
    "encrypted": say("The file is protected by a password."),
    "damaged": say("The file is damaged and cannot be opened."),
    "too_costly": say("The file could not be opened in a reasonable time."),
    "too_many_pixels": say("The picture has more than 110 million points."),
}
"""Why a file cannot be bound."""

HASH_LINE = 32
"""Letters of a hash on one line of a sheet."""


def title(item: Item) -> str:
    """What the paper of this line is called."""
    if item.service is not None:
        return _proof(_document_title(item), item.service)
    if isinstance(item.document, Annex):
        named = dossier_annexes.title(item.document)
        return _("Proof of service: %(paper)s", paper=named) if item.code == "service" else named
    if item.document is None or item.state != "there":
        return tell(case_words.STEPS[item.code])
    return _document_title(item)


def _proof(document: str, service: ShownService) -> str:
    if service.taken_back:
        return _("Record of service, taken back: %(paper)s", paper=document)
    if service.served_on is None:
        return _("Attempt to serve that failed: %(paper)s", paper=document)
    return _("Proof of service: %(paper)s", paper=document)


def _document_title(item: Item) -> str:
    if isinstance(item.document, ShownDecision):
        return tell(case_words.DECIDED[item.document.action])
    if isinstance(item.document, Annex):
        return dossier_annexes.title(item.document)
    assert item.document is not None
    return tell(case_words.PAPERS[item.document.kind])


def author(dossier: Dossier, item: Item) -> str:
    """Who is answerable for the paper: the party, the office above, or the office of the case."""
    paper = item.document
    if isinstance(paper, Annex) and item.service is None:
        return dossier_annexes.author(paper) or pick(
            dossier.shown.office.zh, dossier.shown.office.en
        )
    if isinstance(paper, ShownCasePaper) and item.service is None:
        if paper.kind in OF_THE_PARTY:
            return dossier.shown.case.subject.name_on(paper.on)
        if paper.kind == "approval":
            return paper.texts.get("office", "")
    return pick(dossier.shown.office.zh, dossier.shown.office.en)


def document_no(item: Item) -> str:
    if item.service is not None:
        return item.service.waybill
    return (item.document.document_no or "") if item.document else ""


def lines(dossier: Dossier, copies: Mapping[str, SafeCopy | Refused]) -> Iterator[Line]:
    """The index, each line with what is bound behind it."""
    for item in dossier.items:
        there = item.state == "there"
        yield Line(
            number=item.number,
            document_no=document_no(item) if there else "",
            author=author(dossier, item) if there else "",
            title=title(item),
            date=day(item.on) if there and item.on else "",
            missing=_("missing") if item.state == "missing" else "",
            to_come=_("to come") if item.state == "to_come" else "",
            remark=_remark(item),
            sheet=_sheet(dossier, item) if there and not item.sealed else None,
            leaves=[
                _leaf(file, dossier.files[file.id], copies.get(file.id)) for file in item.files
            ],
        )


def _remark(item: Item) -> str:
    if isinstance(item.document, ShownDecision) and item.service is None:
        if item.document.withdrawn_by is not None:
            return _("taken back before it took effect")
        if item.document.waits:
            return _("waits for the second person")
    own = item.document if item.service is None else None
    if isinstance(own, Annex) and (said := dossier_annexes.remark(own)):
        return said
    if item.state == "there" and item.files:
        return _("files: %(count)s", count=len(item.files))
    return ""


def _sheet(dossier: Dossier, item: Item) -> Sheet:
    """A paper as it is recorded."""
    note = _("Printed from the record.")
    if item.service is not None:
        return Sheet(_("Proof of service"), _service_facts(item, item.service), note=note)
    if item.document is None:
        return _opening(dossier, note)
    if isinstance(item.document, Annex):
        return dossier_annexes.sheet(item.document, staff=dossier.whole, note=note)
    row = (
        paper_row(item.document, dossier.shown, None, staff=dossier.whole)
        if isinstance(item.document, ShownCasePaper)
        else decision_row(item.document, staff=dossier.whole)
    )
    return Sheet(
        title=row["title"],
        facts=[(_("Date"), day(row["on"])), *_said(row["facts"])],
        texts=_texts(row),
        points=_points(row["points"]),
        note=note,
    )


def _said(facts: Sequence[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(label, str(value)) for label, value in facts if value]


def _texts(row: dict[str, Any]) -> list[tuple[str, str]]:
    first = [] if row["text"] is None else [(_("What it says"), row["text"])]
    return [(label, text or _("(erased)")) for label, text in (*first, *row["more"])]


def _points(points: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    if not points:
        return []
    rows = [
        (
            point["text"] or _("(erased)"),
            _("not answered yet")
            if point["answer"] is None
            else f"{point['word']}{_(': ')}{point['answer'] or _('(erased)')}",
        )
        for point in points
    ]
    return [(_("Point"), _("Answer")), *rows]


def _opening(dossier: Dossier, note: str) -> Sheet:
    shown = dossier.shown
    facts = [
        (_("Date"), day(shown.case.opened_on)),
        (_("Contractor"), shown.case.subject.name_on(shown.case.opened_on)),
        (_("List"), pick(shown.name.zh, shown.name.en)),
        (_("Opened by"), who(shown.opened_by)),
    ]
    grounds = shown.case.grounds or _("(erased)")
    return Sheet(
        tell(case_words.STEPS["opened"]), facts, [(_("Facts and grounds"), grounds)], note=note
    )


def _service_facts(item: Item, service: ShownService) -> list[tuple[str, str]]:
    labels = service_words.labels(service.way)
    served = day(service.served_on) if service.served_on else _("not served")
    if service.taken_back and service.correction is not None:
        agreed_on = service.correction.agreed_on
        served = _("not served: the record was taken back on %(day)s", day=day(agreed_on))
    rows = [
        (_("Document served"), _document_title(item)),
        (_("Document number"), item.document.document_no if item.document else ""),
        (labels["way"], service_words.way(service.way)),
        (labels["sent_on"], day(service.sent_on)),
        (_("Day of service"), served),
        (labels["recipient"], service.recipient),
        (labels["place"], service.place),
        (labels["servers"], _(", ").join(service.servers)),
        (labels["through"], service.through),
        (labels["witness"], service.witness),
        (labels["waybill"], service.waybill),
        (labels["published_in"], service.published_in),
        (labels["reason"], service.reason),
        (labels["remark"], service.remark),
    ]
    return _said(rows)


def _leaf(file: ShownFile, stored: Evidence, copy: SafeCopy | Refused | None) -> Leaf:
    """The pages of a file, and the sheet that names it where it has none."""
    facts = [
        (_("File"), file.name or _("(erased)")),
        (_("Size"), file_size(file.size)),
        (_("Hash of the stored file"), _broken_up(stored.stored_sha256)),
    ]
    if stored.media_type not in WITH_PAGES:
        note = _(
            "A file of this kind has no pages; it is kept beside the dossier, under this hash."
        )
        return Leaf("named", Sheet(file.name or _("(erased)"), facts, note=note))
    refused = copy.code if isinstance(copy, Refused) else "damaged"
    alarm = tell(BROKEN.get(refused, BROKEN["damaged"]))
    instead = Sheet(file.name or _("(erased)"), facts, alarm=alarm)
    if not isinstance(copy, SafeCopy):
        return Leaf("named", instead)
    return Leaf("pdf" if copy.kind.extension == "pdf" else "picture", instead, copy.content)


def _broken_up(hashed: str) -> str:
    return "\n".join(hashed[at : at + HASH_LINE] for at in range(0, len(hashed), HASH_LINE))
