"""How the province's papers reach their parties: handed over by two officers, or by post."""

from __future__ import annotations

from datetime import date, datetime

from demo.calendar import working_before
from demo.province import Province
from services.actor import Actor
from services.clock import day_of
from services.serve_document import ServiceDraft, serve_document

_STREETS = ("科园路", "蜀西路", "滨河路", "新兴街", "学府路")


def serve(
    province: Province, officer: Actor, document: tuple[str, str], title: str, now: datetime
) -> None:
    """Record today how a document (kind and id) came into the party's hands."""
    on = day_of(now)
    by_post = province.random.random() < 0.3
    draft = (
        _posted(province, document, title, on)
        if by_post
        else _handed(province, document, on, officer)
    )
    serve_document(province.session, officer, draft, now)


def _place(province: Province) -> str:
    return f"{province.random.choice(_STREETS)}{province.random.randrange(2, 90)}号办公室"


def _handed(
    province: Province, document: tuple[str, str], on: date, officer: Actor
) -> ServiceDraft:
    return ServiceDraft(
        *document,
        "direct",
        on,
        received_on=on,
        recipient="办公室收件人",
        place=_place(province),
        servers=(officer.name, province.second_officer(officer)),
        files=(province.papers.scan("送达回证", f"{on.isoformat()} 当面签收，收件人签名盖章。"),),
    )


def _posted(province: Province, document: tuple[str, str], title: str, on: date) -> ServiceDraft:
    return ServiceDraft(
        *document,
        "post",
        working_before(on, 1),
        received_on=on,
        recipient="收发室",
        place=_place(province),
        waybill=f"10{province.random.randrange(10**10, 10**11)}",
        files=(province.papers.scan("邮寄回执", f"{title} {on.isoformat()} 签收。"),),
    )
