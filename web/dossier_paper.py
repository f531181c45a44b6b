"""The dossier as one file: what its cover, its index and its closing sheet say, bound with its papers."""

from __future__ import annotations

from datetime import date

from reports.dossier import BoundPdf, DossierPaper, bind
from services.actor import Actor
from services.dossiers.dossier import Dossier
from services.dossiers.dossier_files import bound_files
from services.dossiers.make_dossier import Bound
from web import dossier_words
from web.context import config, store
from web.evidence import file_size
from web.language import _, is_chinese, pick
from web.show import long_day


def bound(dossier: Dossier, actor: Actor, today: date) -> Bound:
    """Every page of it, with every file that can be opened."""
    made: BoundPdf = bind(_paper(dossier, actor, today))
    return Bound(
        case_id=dossier.shown.case.id,
        whole=dossier.whole,
        pages=made.pages,
        missing=len({*made.broken, *(item.number for item in dossier.missing)}),
        content=made.content,
    )


def _paper(dossier: Dossier, actor: Actor, today: date) -> DossierPaper:
    used = [dossier.files[file.id] for item in dossier.there for file in item.files]
    office = pick(dossier.shown.office.zh, dossier.shown.office.en)
    demo = _("Demonstration data: contractors, persons and document numbers are all invented")
    return DossierPaper(
        language="zh" if is_chinese() else "en",
        demo=demo if config().demo else "",
        office=office,
        title=_("Dossier"),
        cover=_cover(dossier),
        counted=(_("Extent"), _("%(papers)s papers, {pages} pages", papers=len(dossier.there))),
        index_title=_("Index of papers"),
        index_heads=[
            *(_("No."), _("Document number"), _("Responsible"), _("Title of the paper")),
            *(_("Date"), _("Page"), _("Remark")),
        ],
        lines=list(dossier_words.lines(dossier, bound_files(store(), used))),
        closing_title=_("Closing sheet"),
        closing=[(_("Bound by"), actor.name), (_("Bound on"), long_day(today))],
        closing_says=_says(dossier),
        signs=[_("Bound by"), _("Looked over by"), _("Date")],
        codes_title=_("Electronic check page"),
        codes_says=_(
            "Every file of this dossier, with the hash under which it stands in the record."
        ),
        codes_heads=[_("No."), _("File"), _("Size"), _("Hash of the stored file")],
        codes=[
            [
                str(item.number),
                file.name or _("(erased)"),
                file_size(file.size),
                dossier.files[file.id].stored_sha256,
            ]
            for item in dossier.there
            for file in item.files
        ],
        stamp=_("page {page}"),
        broken=_("A file cannot be opened"),
    )


def _cover(dossier: Dossier) -> list[tuple[str, str]]:
    shown = dossier.shown
    days = [shown.case.opened_on, *(item.on for item in dossier.there if item.on is not None)]
    span = _("%(first)s to %(last)s", first=long_day(min(days)), last=long_day(max(days)))
    closing = shown.file.closing
    numbered = next(
        (d.document_no for d in shown.decisions if closing and d.id == closing.id), None
    )
    rows = [
        (_("Matter"), pick(shown.name.zh, shown.name.en)),
        (_("Party"), shown.case.subject.name_on(shown.case.opened_on)),
        (_("Credit code"), shown.case.subject.code or ""),
        (_("Number of the decision"), numbered or ""),
        (_("Span"), span),
        (_("Holds"), _("every paper") if dossier.whole else _("what the party may see")),
    ]
    return [(label, value) for label, value in rows if value]


def _says(dossier: Dossier) -> list[str]:
    found = [
        _(
            "This dossier holds %(there)s papers in the order of the procedure; missing: %(missing)s.",
            there=len(dossier.there),
            missing=len(dossier.missing),
        )
    ]
    if dossier.shown.file.closing is None:
        found.append(_("The case is not decided yet; papers that come later are named in grey."))
    return found
