"""Two rounds of the land survey: the last half-year's, published; and one whose contractors may ask for a review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from demo.calendar import at, working_after
from demo.province import SCHEME, Province
from models import Round
from services.calendar.deadlines import deadline
from services.clock import day_of
from services.rounds.adopt_round import adopt_round
from services.rounds.answer_review import AnswerDraft, PointAnswer, answer_review
from services.rounds.ask_review import RequestDraft, ask_review
from services.rounds.display_round import DisplayDraft, display_round, earliest_end
from services.rounds.give_feedback import give_feedback
from services.rounds.open_round import RoundDraft, open_round
from services.rounds.publish_round import NumberDraft, publish_round
from services.rounds.published_grade import round_in_force
from services.rounds.round_file import requests_until, unserved
from services.rounds.show_result import results_of
from services.serving.serve_document import ServiceDraft, serve_document

_WHOLE_WALK = timedelta(days=85)
"""From the day of a round to its publication, with the time to ask and the display."""
_LAST = 13
"""Days before today on which the second round was opened."""

_ASKED_THEN = "市级质控退回的3个地块布点方案，系调查对象资料变更所致，请复核是否应计入本单位。"
_UPHELD = "经调阅退回意见，退回原因为布点数量不足，与资料变更无关，原计分维持。"
_ASKED_NOW = (
    "内部质控检查的抽查份数与本单位台账不一致，请核对。",
    "限期整改已于规定日期前完成，请核实完成日期。",
)
_DISPLAY = (
    "现将重点行业企业用地调查第三方服务机构环境信用评价结果予以公示。"
    "公示期内对评价结果有异议的，请以书面形式反映，并附佐证材料。"
)
_OPINION = "公示期间未收到异议，同意评价结果。"

Act = Callable[[Province, str, datetime], None]


def plan_rounds(province: Province) -> None:
    on = _half_year(province)
    province.diary.enter(at(working_after(on, 5), 25), partial(_open, province, on, _told))
    second = province.day(_LAST)
    act = partial(_open_second, province, second.replace(day=1) - timedelta(days=1))
    province.diary.enter(at(second, 25), act)


def _half_year(province: Province) -> date:
    """The last day of the newest half-year whose round can be published by now."""
    latest = province.today - _WHOLE_WALK
    opened = date(latest.year, 7 if latest.month > 6 else 1, 1)
    return opened - timedelta(days=1)


def _title(on: date) -> str:
    """A half-year's on its last day, else that of the month."""
    part = {6: "上半年", 12: "下半年"}.get(on.month, f"{on.month}月")
    return f"重点行业企业用地调查第三方服务机构{on.year}年{part}环境信用评价"


def _open(province: Province, on: date, then: Act, now: datetime) -> None:
    draft = RoundDraft(SCHEME, _title(on), on)
    round_id = open_round(province.session, province.staff["clerk"], draft, now)
    act = partial(_feedback, province, round_id, then)
    province.diary.enter(at(working_after(day_of(now), 2), 75), act)


def _open_second(province: Province, on: date, now: datetime) -> None:
    """Only where the first one came to its end: on a calendar without holidays it waits in between."""
    if round_in_force(province.session, SCHEME, day_of(now)) is not None:
        _open(province, on, _ask_now, now)


def _feedback(province: Province, round_id: str, then: Act, now: datetime) -> None:
    days = deadline("review_request").n
    give_feedback(province.session, province.staff["clerk"], round_id, days, now)
    _hand_over(province, round_id, now)
    act = partial(then, province, round_id)
    province.diary.enter(at(working_after(day_of(now), 3), 75), act)


def _hand_over(province: Province, round_id: str, now: datetime) -> None:
    """At a meeting everybody signs for its feedback on one sheet."""
    on, clerk = day_of(now), province.staff["clerk"]
    sheet = province.papers.scan("反馈会签收表", f"{on.isoformat()} 各参评机构当面签收反馈材料。")
    for row_id in province.session.scalars(unserved(round_id)).all():
        draft = ServiceDraft(
            "round_result",
            row_id,
            "direct",
            on,
            received_on=on,
            recipient="机构代表",
            place="评价结果反馈会会场",
            servers=(clerk.name, province.staff["reviewer2"].name),
            files=(sheet,),
        )
        serve_document(province.session, clerk, draft, now)


def _ask_now(province: Province, round_id: str, now: datetime) -> None:
    _ask(province, round_id, "lvyuan", _ASKED_NOW, now)


def _told(province: Province, round_id: str, now: datetime) -> None:
    row_id = _ask(province, round_id, "huaiting", (_ASKED_THEN,), now)
    act = partial(_answer, province, row_id)
    province.diary.enter(at(working_after(day_of(now), 4), 75), act)
    until = requests_until(province.session, province.session.get_one(Round, round_id))
    if until is not None and not until.provisional:
        act = partial(_display, province, round_id)
        province.diary.enter(at(working_after(until.on, 2), 75), act)


def _ask(
    province: Province, round_id: str, key: str, points: tuple[str, ...], now: datetime
) -> str:
    party = province.staff[key]
    results = results_of(province.session, party, province.subjects[key], day_of(now))
    row_id = next(one.row.id for one in results if one.row.round_id == round_id)
    return ask_review(province.session, party, row_id, RequestDraft(points, day_of(now)), now)


def _answer(province: Province, row_id: str, now: datetime) -> None:
    reviewer = province.staff["reviewer"]
    party = province.staff["huaiting"]
    found = results_of(province.session, party, province.subjects["huaiting"], day_of(now))
    waiting = next(one.row.requests[0].id for one in found if one.row.id == row_id)
    number = province.number("川环评复", day_of(now))
    draft = AnswerDraft((PointAnswer(False, _UPHELD),), document_no=number)
    answer_review(province.session, reviewer, row_id, waiting, draft, now)


def _display(province: Province, round_id: str, now: datetime) -> None:
    first = day_of(now)
    last = earliest_end(province.session, first)
    draft = DisplayDraft(_DISPLAY, "028-0000 0108", "成都市某路88号", first, last)
    display_round(province.session, province.staff["clerk2"], round_id, draft, now)
    act = partial(_adopt, province, round_id)
    province.diary.enter(at(working_after(last, 2), 75), act)


def _adopt(province: Province, round_id: str, now: datetime) -> None:
    adopt_round(province.session, province.staff["decider"], round_id, _OPINION, now)
    act = partial(_publish, province, round_id)
    province.diary.enter(at(working_after(day_of(now)), 60), act)


def _publish(province: Province, round_id: str, now: datetime) -> None:
    draft = NumberDraft(province.number("川环信评", day_of(now)), day_of(now))
    publish_round(province.session, province.staff["clerk"], round_id, draft, now)
