"""A buyer's question to the public register: two names easily taken for one another, and a consortium."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from demo.calendar import at, working_before
from demo.data import contractors
from demo.province import Province
from models import new_id
from services.slips.make_slip import make_slip
from services.writing import Once

_ASKED_AT = 41


def plan_slips(province: Province) -> None:
    """Asked on the last working day, by somebody who is not signed in."""
    day = working_before(province.today)
    province.diary.enter(at(day, _ASKED_AT), partial(_ask, province))


def _ask(province: Province, now: datetime) -> None:
    named = {key: contractors()[key].name for key in ("lvyuan", "lvyuan-yuan", "huaiting", "xiuhe")}
    lines = (
        f"1. {named['lvyuan']}",
        f"2. {named['lvyuan-yuan']}",
        f"3. {named['huaiting']}；{named['xiuhe']}",
        "4. 广安青杉环境监测有限公司",
    )
    make_slip(province.session, None, "\n".join(lines), now, Once(new_id(), b""))
