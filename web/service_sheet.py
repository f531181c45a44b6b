"""The proof of service as a Word file: empty to take along, or as it was filled in. It is Chinese, as it is served."""

from __future__ import annotations

from flask_babel import force_locale

from procedure.service import WAYS
from reports.service_docx import ServiceSheet
from services.paper_values import chinese_day
from services.serving.show_services import ShownDocument, ShownService
from web import service_words as words
from web.context import config
from web.language import CHINESE, tell
from web.papers.text import DEMO

SIGNED = "（签名或者盖章）　　　　年　　月　　日"


def service_sheet(shown: ShownDocument, one: ShownService | None) -> ServiceSheet:
    """``one``: the attempt that it is filled in with."""
    with force_locale(CHINESE):
        document, office = shown.document, shown.office
        return ServiceSheet(
            organ=office.zh if office else "",
            title="送达回证",
            rows=(
                ("送达文书名称", tell(document.title), 1),
                ("文号", document.number or "", 1),
                ("受送达人", shown.subject.name_on(document.on), 1),
                ("送达地点", one.place if one else "", 1),
                ("送达方式", _way(one), 1),
                ("送达日期", _day(one), 1),
                ("受送达人签收", f"{one.recipient if one else ''}{SIGNED}", 2),
                ("代收人及与受送达人的关系", "", 2),
                ("拒收事由或者未送达原因", one.reason if one else "", 2),
                ("见证人", f"{one.witness if one else ''}{SIGNED}", 2),
                ("送达人（两人）", f"{'、'.join(one.servers) if one else ''}{SIGNED}", 2),
                ("备注", one.remark if one else "", 2),
            ),
            note=DEMO.strip() if config().demo else "",
        )


def _way(one: ShownService | None) -> str:
    return words.way(one.way) if one else "　".join(f"□{words.way(code)}" for code in WAYS)


def _day(one: ShownService | None) -> str:
    return chinese_day(one.served_on) if one and one.served_on else "　　年　　月　　日"
