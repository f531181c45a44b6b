"""Lists by rule: a listing that bears on others, one proposal on which no case is opened, a possible successor."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from demo.calendar import working_before
from demo.entries import moment
from demo.province import SCHEME, Province
from models import KnownProposal
from scoring.days import months_later
from services.clock import day_of
from services.lists.decline_proposal import decline_proposal
from services.lists.known_proposals import open_proposals
from services.subjects.amend_subject import Amendment, amend_subject
from services.subjects.relate_subjects import NewRelation, relate_subjects
from services.subjects.show_subject import profile

_REFUSED = "股东“边若石”与当事人法定代表人同名，经比对身份信息不是同一人，出资关系不成立，不启动。"
_ADDRESS, _TELEPHONE = "成都市青羊区石榴街12号3层", "028-0000 3312"


def plan_proposals(province: Province) -> None:
    for back, act in ((10, _same_house), (7, _share), (6, _share_by_name), (3, _decline)):
        day = working_before(province.today, back)
        province.diary.enter(moment(province, day), partial(act, province))


def _share(province: Province, now: datetime) -> None:
    """A disqualified contractor turns out to have another as its shareholder."""
    other = province.subjects["tanzhu"]
    since = months_later(day_of(now), -16)
    _relate(province, "yanlan", NewRelation("shareholder", since, other_id=other), now)


def _share_by_name(province: Province, now: datetime) -> None:
    """A shareholder has the name of a disqualified contractor's legal representative."""
    since = months_later(day_of(now), -15)
    _relate(province, "heheng", NewRelation("shareholder", since, person_name="边若石"), now)


def _relate(province: Province, key: str, typed: NewRelation, now: datetime) -> None:
    clerk = province.staff["clerk"]
    relate_subjects(province.session, clerk, province.subjects[key], typed, now)


def _decline(province: Province, now: datetime) -> None:
    query = open_proposals("affiliate").where(
        KnownProposal.subject_id == province.subjects["heheng"], KnownProposal.scheme == SCHEME
    )
    proposal = province.session.scalars(query).unique().one()
    clerk = province.staff["clerk"]
    decline_proposal(province.session, clerk, proposal.id, _REFUSED, now)


def _same_house(province: Province, now: datetime) -> None:
    """The newcomer sits where a disqualified contractor sat, with the same telephone."""
    for key in ("yanlan", "jiling"):
        clerk = province.staff["clerk2"]
        subject_id = province.subjects[key]
        known = profile(province.session, clerk, subject_id)
        typed = Amendment(
            version=known.version,
            legal_form=known.legal_form,
            code=known.code,
            home_region=known.region,
            business=known.business,
            head_id=known.head.id if known.head else None,
            address=_ADDRESS,
            telephone=_TELEPHONE,
        )
        amend_subject(province.session, clerk, subject_id, typed, now)
