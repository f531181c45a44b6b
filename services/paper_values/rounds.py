"""What the paper by which the results of a round are published says of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from models import Office, Round
from services.actor import Actor
from services.labels import scheme_label
from services.messages import Message, say
from services.paper_values.registry import READERS, Act, Business, Reader, chinese_day
from services.rounds.round_totals import totals
from services.scope import round_or_404

NAMES: dict[str, Message] = {
    "评价批次": say("the title of the round"),
    "评价办法": say("the title of the scheme"),
    "评价基准日": say("the day for which the round weighs"),
    "参评机构数": say("how many contractors are in scope"),
    "等级分布": say("how many have each grade"),
    "未评定数": say("how many were not graded"),
}


def business(session: Session, actor: Actor, round_id: str) -> Business:
    found = round_or_404(session, actor, round_id)
    return Business(
        kind="round",
        id=found.id,
        name=found.title,
        subject=None,
        office=session.get_one(Office, found.office_id),
        acts=(),
        open_to=frozenset({"publish"} if found.state == "adopted" else ()),
    )


def values(session: Session, of: Business, act: Act | None, _today: date) -> dict[str, str]:
    found = session.get_one(Round, of.id)
    counted = totals(session, found)
    return {
        "评价批次": found.title,
        "评价办法": scheme_label(session, found.scheme).zh,
        "评价基准日": chinese_day(found.on),
        "参评机构数": str(counted.graded + counted.not_graded),
        "等级分布": "，".join(f"{grade.name.zh}{count}家" for grade, count in counted.grades),
        "未评定数": str(counted.not_graded),
    }


READERS["round"] = Reader(business, NAMES, values)
