"""The contractors: registered by a clerk, with heads, engineers and accounts; renamed, merged, newly come."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from demo.calendar import office_hour, working_after
from demo.codes import credit_code
from demo.data import Contractor, contractors, read
from demo.offices import signed_in
from demo.province import Desk, Province
from services.clock import day_of
from services.people.add_colleague import add_colleague
from services.people.invite_contractor import Invitation, invite_contractor
from services.subjects.register_subject import Registration, register_subject
from services.subjects.relate_subjects import NewRelation, relate_subjects
from services.subjects.rename_subject import rename_subject
from services.subjects.subject_words import PERSON
from services.subjects.succeed_subject import NewSuccession, succeed_subject

_SEALS_NOTHING = b"demo" * 8
"""No demo person has an identity number, so nothing is sealed with it."""


def register_contractors(province: Province, desk: Desk) -> None:
    """Everybody who was there from the beginning; heads before their branches."""
    known = contractors().values()
    for contractor in sorted(known, key=lambda c: c.branch_of is not None):
        if contractor.active[0][0] > 100:
            _register(province, contractor, desk())
        else:
            _comes_later(province, contractor)
    for line in read("contractors")["persons"]:
        _engineer(province, desk, line)


def _register(province: Province, contractor: Contractor, now: datetime) -> None:
    typed = Registration(
        kind="contractor",
        name=contractor.former or contractor.name,
        legal_form=contractor.form,
        code=credit_code(contractor.code, contractor.number),
        home_region=contractor.home,
        business=contractor.business,
        head_id=province.subjects.get(contractor.branch_of or ""),
        another=True,
    )
    clerk = province.staff["clerk"]
    subject_id = register_subject(province.session, clerk, typed, _SEALS_NOTHING, now)
    province.subjects[contractor.key] = subject_id
    head = NewRelation("legal_representative", day_of(now), person_name=contractor.head)
    relate_subjects(province.session, clerk, subject_id, head, now + timedelta(seconds=40))


def _comes_later(province: Province, contractor: Contractor) -> None:
    day = province.day(contractor.active[0][0] + 2)
    act = partial(_register, province, contractor)
    province.diary.enter(office_hour(day, province.random), act)


def _engineer(province: Province, desk: Desk, line: dict[str, str]) -> None:
    clerk, now = province.staff["clerk2"], desk()
    at = contractors()[line["at"]]
    typed = Registration(
        kind=PERSON,
        name=line["name"],
        practice_no=line["number"],
        home_region=at.home,
        another=True,
    )
    person_id = register_subject(province.session, clerk, typed, _SEALS_NOTHING, now)
    relation = NewRelation(line["kind"], day_of(now), other_id=person_id)
    relate_subjects(province.session, clerk, province.subjects[at.key], relation, desk())


def open_contractors_accounts(province: Province, desk: Desk) -> None:
    """A manager by a signed authorisation, who opens a colleague's account."""
    for key, (username, manager, colleague) in read("staff")["contractors"].items():
        contractor, now = contractors()[key], desk()
        text = f"兹授权{manager}办理{contractor.name}在本系统的账号事宜。"
        invitation = Invitation(
            name=manager,
            username=username,
            mandate_no=province.number("授权", day_of(now)),
            mandate_on=day_of(now),
            files=(province.papers.scan("授权委托书", text),),
        )
        account_id = invite_contractor(
            province.session,
            province.staff["clerk"],
            province.subjects[key],
            invitation,
            now,
        )
        province.staff[username] = signed_in(province, account_id, desk)
        other_id = add_colleague(
            province.session,
            province.staff[username],
            colleague,
            f"{username}2",
            manager=False,
            now=desk(),
        )
        province.staff[f"{username}2"] = signed_in(province, other_id, desk)


def plan_changes(province: Province) -> None:
    """A change of name, and a merger that ends the absorbed contractor."""
    for contractor in contractors().values():
        if contractor.renamed:
            day = province.day(contractor.renamed)
            act = partial(_rename, province, contractor)
            province.diary.enter(office_hour(working_after(day, 3), province.random), act)
        if contractor.merged:
            day = working_after(province.day(contractor.merged), 4)
            act = partial(_merge, province, contractor)
            province.diary.enter(office_hour(day, province.random), act)


def _rename(province: Province, contractor: Contractor, now: datetime) -> None:
    assert contractor.renamed
    rename_subject(
        province.session,
        province.staff["clerk"],
        province.subjects[contractor.key],
        contractor.name,
        province.day(contractor.renamed),
        now,
        another=True,
    )


def _merge(province: Province, contractor: Contractor, now: datetime) -> None:
    assert contractor.merged
    assert contractor.into
    day = province.day(contractor.merged)
    text = f"{contractor.name}由{contractors()[contractor.into].name}吸收合并，准予注销登记。"
    typed = NewSuccession(
        kind="merger",
        on=day,
        document_no=province.number("登记注销", day),
        successor_ids=(province.subjects[contractor.into],),
        note="债权债务和在办任务由合并后的机构承继。",
        files=(province.papers.scan("准予注销登记通知书", text),),
    )
    subject_id = province.subjects[contractor.key]
    succeed_subject(province.session, province.staff["clerk"], subject_id, typed, now)
