"""The paper of a receipt: the words of its page, laid out for PDF."""

from __future__ import annotations

from flask_babel import gettext as _

from reports.receipt_paper import ReceiptPaper, receipt_pdf
from web.context import config
from web.language import is_chinese
from web.receipt_words import ReceiptWords

COLUMNS = ("number", "date", "what", "clause", "points", "running")


def paper_of(shown: ReceiptWords) -> bytes:
    """PDF/A; the codes stand on its last page."""
    figures = 2 if shown.scored else 0
    keys = COLUMNS[: 4 + figures]
    heads = (_("No."), _("Date"), _("What"), _("Clause"), _("Points"), _("Sum"))
    demo = _("Demonstration data: contractors, persons and document numbers are all invented")
    return receipt_pdf(
        ReceiptPaper(
            language="zh" if is_chinese() else "en",
            title=shown.title,
            demo=demo if config().demo else "",
            facts=shown.facts,
            heads=heads[: 4 + figures],
            figures=figures,
            lines=[[line[key] for key in keys] for line in shown.lines],
            says=shown.says,
            check_title=_("Electronic check page"),
            codes=shown.codes,
            steps=shown.steps,
            command=shown.command,
            page=_("page {page} of {pages}"),
        )
    )
