"""Programmes: opened with their stages, assigned to one or to a consortium, ended, and how far they are."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from services.messages import Forbidden, Invalid, NotFound
from services.programmes.assign_work import NewAssignment, assign_work
from services.programmes.end_assignment import end_assignment
from services.programmes.open_programme import NewProgramme, NewStage, open_programme
from services.programmes.show_programmes import list_programmes, show_programme
from services.record.verify_record import verify_record
from services.rules.list_rules import list_rule, takes_qualification
from services.subjects.show_subject import profile
from tests.lists.cases import LIST, Cases, publish_rules
from tests.subjects.conftest import BEGIN, STAGES, Register
from tests.support.world import NOW, TODAY, World


@pytest.mark.db
def test_a_programme_shows_its_stages_and_which_is_due_next(
    session: Session, world: World, programme: str
):
    (line,) = list_programmes(session, world["auditor"], TODAY)
    assert (line.id, line.name_zh, line.stages) == (programme, "用地调查", 3)
    assert line.current is not None
    assert line.current.name_zh == "采样"
    states = [s.state for s in show_programme(session, world["auditor"], programme, TODAY).stages]
    assert states == ["done", "now", "next"]


def test_the_due_day_itself_is_still_open(session: Session, world: World, programme: str):
    later = show_programme(session, world["auditor"], programme, date(2026, 11, 22))
    assert [stage.state for stage in later.stages] == ["done", "done", "now"]


@pytest.mark.parametrize(
    ("scheme_code", "stages", "field"),
    [
        ("unheard-of", STAGES, "scheme"),
        ("land-survey", (), "stages"),
        ("land-survey", tuple(reversed(STAGES)), "stages"),
        ("land-survey", (NewStage("早", "Early", date(2026, 6, 6)),), "stages"),
        ("land-survey", (NewStage("多", "Many", TODAY),) * 31, "stages"),
    ],
)
@pytest.mark.usefixtures("scheme")
def test_a_programme_that_cannot_be_is_refused(
    session: Session,
    world: World,
    scheme_code: str,
    stages: tuple[NewStage, ...],
    field: str,
):
    draft = NewProgramme("用地调查", "Land survey", scheme_code, BEGIN, stages)
    with pytest.raises(Invalid) as refused:
        open_programme(session, world["provincial_clerk"], draft, NOW)
    assert refused.value.fields.keys() == {field}


def test_a_prefecture_opens_no_programme(session: Session, world: World, scheme: str):
    draft = NewProgramme("用地调查", "Land survey", scheme, BEGIN, STAGES)
    with pytest.raises(Forbidden):
        open_programme(session, world["prefecture_clerk"], draft, NOW)


@pytest.mark.db
def test_a_consortium_is_its_leader_and_members_under_one_number(
    session: Session, world: World, register: Register, programme: str
):
    clerk = world["provincial_clerk"]
    leader, member = register("牵头勘察院"), register("成员检测公司")
    assign_work(session, clerk, programme, NewAssignment("510100", leader, (member,), BEGIN), NOW)
    alone = NewAssignment("510700", member, (), BEGIN)
    assign_work(session, clerk, programme, alone, NOW)
    work = show_programme(session, clerk, programme, TODAY).work
    assert [(w.subject.name, w.part, w.region) for w in work] == [
        ("牵头勘察院", "leader", "510100"),
        ("成员检测公司", "member", "510100"),
        ("成员检测公司", "sole", "510700"),
    ]
    assert work[0].consortium == work[1].consortium
    (own, _other) = sorted(
        profile(session, clerk, member).assignments, key=lambda line: line.region
    )
    assert [party.name for party in own.others] == ["牵头勘察院"]


def test_work_is_assigned_once_until_it_ends(
    session: Session, world: World, register: Register, programme: str
):
    clerk, firm = world["provincial_clerk"], register("独承勘察院")
    again = NewAssignment("510100", firm, (), BEGIN)
    assign_work(session, clerk, programme, again, NOW)
    with pytest.raises(Invalid):
        assign_work(session, clerk, programme, again, NOW)
    work = show_programme(session, clerk, programme, TODAY).work
    end_assignment(session, clerk, work[0].id, TODAY, "finished", NOW)
    assign_work(session, clerk, programme, NewAssignment("510100", firm, (), TODAY), NOW)
    with pytest.raises(NotFound):
        end_assignment(session, clerk, work[0].id, TODAY, "finished", NOW)


def test_what_cannot_be_assigned_is_refused(
    session: Session, world: World, register: Register, programme: str
):
    clerk, firm = world["provincial_clerk"], register("独承勘察院")
    person = register("木呷", kind="person", practice_no="BH000001", home_region="510100")
    for typed in (
        NewAssignment("510100", firm, (firm,), BEGIN),
        NewAssignment("510100", person, (), BEGIN),
        NewAssignment("510100", "f" * 32, (), BEGIN),
        NewAssignment("510100", firm, (), date(2026, 6, 6)),
    ):
        with pytest.raises(Invalid):
            assign_work(session, clerk, programme, typed, NOW)
    with pytest.raises(NotFound):
        assign_work(session, clerk, "f" * 32, NewAssignment("510100", firm, (), BEGIN), NOW)


def test_an_assignment_ends_neither_before_it_began_nor_in_the_future(
    session: Session, world: World, register: Register, programme: str
):
    clerk, firm = world["provincial_clerk"], register("独承勘察院")
    assign_work(session, clerk, programme, NewAssignment("510100", firm, (), BEGIN), NOW)
    (work,) = show_programme(session, clerk, programme, TODAY).work
    for day in (date(2026, 6, 6), date(2026, 11, 22)):
        with pytest.raises(Invalid):
            end_assignment(session, clerk, work.id, day, "agreed", NOW)


@pytest.mark.db
def test_nobody_loses_the_qualification_without_a_case(session: Session, world: World):
    publish_rules(session, world)
    cases, clerk = Cases(session, world), world["provincial_clerk"]
    draft = NewProgramme("用地调查", "Land survey", "land-survey", BEGIN, STAGES)
    programme = open_programme(session, clerk, draft, NOW)
    assign_work(session, clerk, programme, NewAssignment("510100", world.own, (), BEGIN), NOW)
    (work,) = show_programme(session, clerk, programme, TODAY).work
    with pytest.raises(Invalid, match="lost by a case"):
        end_assignment(session, clerk, work.id, TODAY, "disqualified", NOW)
    cases.listed()
    end_assignment(session, clerk, work.id, TODAY, "disqualified", NOW)
    (ended,) = show_programme(session, clerk, programme, TODAY).work
    assert (ended.until_on, ended.end_ground) == (TODAY, "disqualified")
    session.rollback()
    assert verify_record(session, None).findings == ()


@pytest.mark.db
def test_a_qualification_at_stake_or_lost_is_not_called_finished_work(
    session: Session, world: World
):
    """The case decides it; a case that ends without an entry leaves the work as it was."""
    publish_rules(session, world)
    cases, clerk = Cases(session, world), world["provincial_clerk"]
    draft = NewProgramme("用地调查", "Land survey", "land-survey", BEGIN, STAGES)
    programme = open_programme(session, clerk, draft, NOW)
    for subject in (world.own, world.other):
        assign_work(session, clerk, programme, NewAssignment("510100", subject, (), BEGIN), NOW)
    page = show_programme(session, clerk, programme, TODAY)
    work = {line.subject.id: line.id for line in page.work}
    refused = cases.open(world.other)
    listed = cases.ready()
    for ground in ("finished", "agreed"):
        for assignment in work.values():
            with pytest.raises(Invalid, match="has been open since 2026-11-21"):
                end_assignment(session, clerk, assignment, TODAY, ground, NOW)
    cases.decide(refused, "not_filed")
    end_assignment(session, clerk, work[world.other], TODAY, "finished", NOW)
    cases.decide(listed)
    with pytest.raises(Invalid, match="has been open"):
        end_assignment(session, clerk, work[world.own], TODAY, "finished", NOW)
    cases.deliver(listed)
    for day in (BEGIN, TODAY):
        with pytest.raises(Invalid, match="the qualification is lost"):
            end_assignment(session, clerk, work[world.own], day, "finished", NOW)
    end_assignment(session, clerk, work[world.own], TODAY, "disqualified", NOW)


def test_a_closer_watch_takes_no_work_away(session: Session, world: World, scheme: str):
    """Only a list that shuts out of the work has to do with the qualification."""
    rule = list_rule(session, scheme, LIST)
    assert rule is not None
    assert takes_qualification(rule)
    assert not takes_qualification(replace(rule, effects=()))
