"""Official papers: a decision drafted, checked, sent and back under seal; an answer that waits to be checked."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from demo.calendar import at, working_after
from demo.papers import MARK
from demo.province import Province
from models import OfficialPaper
from reports.official_docx import OfficialText, official_docx
from services.clock import day_of
from services.papers.check_paper import check_paper
from services.papers.draft_paper import Wanted, draft_paper, suggested
from services.papers.return_paper import ReturnedPaper, return_paper
from services.papers.send_paper import send_paper

_BACK_AT = 95
"""Minutes after the office opens."""


def draft_answer(province: Province, case_id: str, step_id: str, now: datetime) -> None:
    """It waits on the desk of whoever checks it."""
    _draft(province, Wanted("case", case_id, "defence_answer", step_id), now)


def draft_decision(province: Province, case_id: str, decision_id: str, now: datetime) -> None:
    """Drafted by one, checked by another, taken out, and back the day after with number, signer and seal."""
    paper_id = _draft(province, Wanted("case", case_id, "entry_decision", decision_id), now)
    for minutes, act in ((15, _check), (25, _send)):
        province.diary.enter(now + timedelta(minutes=minutes), partial(act, province, paper_id))
    back = at(working_after(day_of(now)), _BACK_AT)
    province.diary.enter(back, partial(_come_back, province, paper_id))


def _draft(province: Province, wanted: Wanted, now: datetime) -> str:
    session, clerk = province.session, province.staff["clerk2"]
    _template, _business, text = suggested(session, clerk, wanted, day_of(now))
    session.rollback()
    return draft_paper(session, clerk, wanted, text, now)


def _check(province: Province, paper_id: str, now: datetime) -> None:
    check_paper(province.session, province.staff["reviewer"], paper_id, now)


def _send(province: Province, paper_id: str, now: datetime) -> None:
    paper = province.session.get_one(OfficialPaper, paper_id)
    office, mark = province.staff["clerk2"].office_name, f"{MARK}　草稿"
    sheet = OfficialText(
        layout="form",
        organ=office,
        number=paper.number_form,
        title=paper.title or "",
        addressee=paper.addressee or "",
        paragraphs=tuple((paper.body or "").splitlines()),
        mark=mark,
    )
    name = f"列入决定书-{paper.id[:8]}.docx"
    province.session.rollback()
    clerk, content = province.staff["clerk2"], official_docx(sheet)
    send_paper(province.session, province.store, clerk, paper_id, content, name, now)


def _come_back(province: Province, paper_id: str, now: datetime) -> None:
    paper, on = province.session.get_one(OfficialPaper, paper_id), day_of(now)
    title, body = paper.title or "", paper.body or ""
    number, clerk = province.number("川环信定", on), province.staff["clerk2"]
    sealed = province.papers.sealed(clerk.office_name, title, number, body.splitlines(), on)
    province.session.rollback()
    back = ReturnedPaper(number, province.staff["decider"].name, on, (sealed,))
    return_paper(province.session, clerk, paper_id, back, now)
