"""A reader outside: a court before which a listing is disputed reads the dossier of its case, and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo.calendar import at, working_before
from demo.province import Province
from models import Case
from services.actor import Actor
from services.clock import day_of
from services.dossiers.grant_dossier import GrantDraft, Granted, grant_dossier
from services.dossiers.make_dossier import Bound
from services.dossiers.read_granted_dossier import open_granted, use_code

Bind = Callable[[Session, Actor, str, date], Bound]
"""How the dossier of a case becomes one file: as who, which case, on which day."""

_DISPUTED = "xiuhe"
_GIVEN, _READ = 9, 8
"""Working days before today."""
_DAYS = 30
_ASKED_AT = 40
_AT_THE_COURT = "192.0.2.40"


def plan_reader(province: Province, bind: Bind) -> None:
    given = at(working_before(province.today, _GIVEN), _ASKED_AT)
    province.diary.enter(given, partial(_open, province, bind))


def _open(province: Province, bind: Bind, now: datetime) -> None:
    session, clerk = province.session, province.staff["clerk"]
    query = select(Case.id).where(Case.subject_id == province.subjects[_DISPUTED])
    bound = bind(session, clerk, session.scalars(query).one(), day_of(now))
    session.rollback()
    draft = GrantDraft(
        reader="court",
        recipient="某市中级人民法院行政审判庭",
        basis="《中华人民共和国行政诉讼法》第六十七条；法院要求提交作出行政行为的证据和依据",
        days=_DAYS,
        document_no=f"（{now.year}）某行初3号调卷函",
    )
    what = f"取消承担任务资格名单认定事项案卷，共{bound.pages}页，查阅期限{_DAYS}日"
    granted = grant_dossier(session, province.store, clerk, draft, bound, what, now)
    read = at(working_before(province.today, _READ), _ASKED_AT)
    province.diary.enter(read, partial(_read, province, granted))


def _read(province: Province, granted: Granted, now: datetime) -> None:
    """The code of the letter is typed once; from then on this browser opens the file."""
    session = province.session
    token = use_code(session, granted.grant_id, granted.code, _AT_THE_COURT, now)
    open_granted(session, province.store, granted.grant_id, token, now)
