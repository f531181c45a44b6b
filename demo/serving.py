"""How the province's papers reach their parties: by two officers, by post, or where a party signed for it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from demo.calendar import office_hour, working_before
from demo.data import contractors
from demo.province import Province
from services.actor import Actor
from services.clock import day_of
from services.documents import document_or_404
from services.serving.confirm_address import AddressDraft, confirm_address, confirmation_on
from services.serving.serve_document import ServiceDraft, serve_document

_BY_POST, _COMES_BACK = 0.3, 0.08
_STREETS = ("科园路", "蜀西路", "滨河路", "新兴街", "学府路")


def serve(
    province: Province, officer: Actor, document: tuple[str, str], title: str, now: datetime
) -> None:
    """Record today how a document (kind and id) came into the party's hands.

    Now and then a letter comes back first, and two officers go there.
    """
    on, session = day_of(now), province.session
    found = document_or_404(session, officer, *document)
    confirmed = confirmation_on(session, found.subject_id, on)
    way = province.random.random()
    session.rollback()
    if confirmed is not None and confirmed.electronic_kind:
        draft = _sent(province, document, title, on, confirmed.electronic or "")
    elif way < _BY_POST and found.on < on:
        draft = _posted(province, document, title, on)
    else:
        if way > 1 - _COMES_BACK and found.on < on:
            serve_document(session, officer, _came_back(province, document, on), now)
        draft = _handed(
            province,
            document,
            on,
            _place(province),
            (officer.name, province.second_officer(officer)),
        )
    serve_document(session, officer, draft, now)


def hand_over(
    province: Province, officer: Actor, document: tuple[str, str], place: str, now: datetime
) -> None:
    """Record today that two officers handed a document over at a place."""
    servers = (officer.name, province.staff["reviewer2"].name)
    draft = _handed(province, document, day_of(now), place, servers)
    serve_document(province.session, officer, draft, now)


def _place(province: Province) -> str:
    return f"{province.random.choice(_STREETS)}{province.random.randrange(2, 90)}号办公室"


def _handed(
    province: Province, document: tuple[str, str], on: date, place: str, servers: tuple[str, str]
) -> ServiceDraft:
    return ServiceDraft(
        *document,
        "direct",
        on,
        received_on=on,
        recipient="办公室收件人",
        place=place,
        servers=servers,
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


def _came_back(province: Province, document: tuple[str, str], on: date) -> ServiceDraft:
    return ServiceDraft(
        *document,
        "post",
        working_before(on, 1),
        failed=True,
        place=_place(province),
        waybill=f"10{province.random.randrange(10**10, 10**11)}",
        reason="收件地址无人签收，邮件退回；改由两名执法人员直接送达。",
    )


def _sent(
    province: Province, document: tuple[str, str], title: str, on: date, address: str
) -> ServiceDraft:
    return ServiceDraft(
        *document,
        "electronic",
        on,
        received_on=on,
        place=address,
        files=(province.papers.scan("电子送达凭证", f"{title} {on.isoformat()} 到达 {address}。"),),
    )


def plan_addresses(province: Province) -> None:
    """Two contractors sign where they want to be served: one by e-mail, one on paper only."""
    for key, ago, electronic, telephone in (
        ("yanlan", 260, "credit@yanlan.example", "028-0000 0301"),
        ("huaiting", 120, "", "0816-0000 302"),
    ):
        act = partial(_confirm, province, key, electronic, telephone)
        province.diary.enter(office_hour(province.day(ago), province.random), act)


def _confirm(province: Province, key: str, electronic: str, telephone: str, now: datetime) -> None:
    name = contractors()[key].name
    agreed = f"同意电子送达，电子邮箱{electronic}。" if electronic else "不同意电子送达。"
    draft = AddressDraft(
        day_of(now),
        "法定代表人",
        "办公室收件人",
        _place(province),
        telephone=telephone,
        electronic_kind="email" if electronic else None,
        electronic=electronic or None,
        files=(province.papers.scan("送达地址确认书", f"{name}确认上述送达地址，{agreed}"),),
    )
    clerk, subject = province.staff["clerk"], province.subjects[key]
    confirm_address(province.session, clerk, subject, draft, now)
