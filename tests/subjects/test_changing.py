"""What happens to a subject later: names, relations, successions."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Subject, SubjectName
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.messages import Invalid, NotFound
from services.record.verify_record import verify_record
from services.rules.rulebook import newest_ruleset
from services.subjects.relate_subjects import NewRelation, end_relation, relate_subjects
from services.subjects.rename_subject import rename_subject
from services.subjects.show_subject import profile
from services.subjects.succeed_subject import NewSuccession, succeed_subject
from tests.subjects.conftest import Register
from tests.support.world import NOW, TODAY, World

RENAMED = date(2025, 6, 1)
PAPER = "登记内变核字〔2026〕第1号"


@pytest.mark.db
def test_a_document_keeps_the_name_of_its_day(session: Session, world: World, register: Register):
    subject_id = register("旧名检测公司")
    rename_subject(session, world["provincial_clerk"], subject_id, "新名检测集团", RENAMED, NOW)
    subject = session.get_one(Subject, subject_id, populate_existing=True)
    assert subject.name == "新名检测集团"
    assert subject.name_on(date(2025, 5, 31)) == "旧名检测公司"
    assert subject.name_on(RENAMED) == "新名检测集团"
    assert subject.name_on(date(2000, 1, 1)) == "旧名检测公司"


def test_a_name_known_before_registration_is_kept_with_its_days(
    session: Session, world: World, register: Register
):
    subject_id = register("今名勘察院", former_name="原名勘察队", renamed_on=RENAMED)
    now, before = profile(session, world["auditor"], subject_id).names
    assert (now.name, now.from_on) == ("今名勘察院", RENAMED)
    assert (before.name, before.until_on) == ("原名勘察队", RENAMED)


def test_a_name_from_the_day_of_the_present_one_puts_it_right(
    session: Session, world: World, register: Register
):
    subject_id = register("误字检侧公司")
    since = profile(session, world["auditor"], subject_id).names[0].from_on
    clerk = world["provincial_clerk"]
    rename_subject(session, clerk, subject_id, "误字检测公司", since, NOW, another=True)
    session.expire_all()
    now, before = profile(session, world["auditor"], subject_id).names
    assert (now.name, before.corrected) == ("误字检测公司", True)
    latest = select(SubjectName.name).where(
        SubjectName.subject_id == subject_id, SubjectName.latest
    )
    assert session.scalars(latest).all() == ["误字检测公司"]


@pytest.mark.parametrize(
    ("name", "day", "field"),
    [
        ("未来检测公司", date(2026, 11, 22), "from_on"),
        ("过早检测公司", date(2020, 1, 1), "from_on"),
        ("原样检测公司", RENAMED, "name"),
        ("（）·", RENAMED, "name"),
    ],
)
def test_a_change_of_name_that_cannot_be_is_refused(
    session: Session, world: World, register: Register, name: str, day: date, field: str
):
    subject_id = register("原样检测公司")
    with pytest.raises(Invalid) as refused:
        rename_subject(session, world["provincial_clerk"], subject_id, name, day, NOW)
    assert refused.value.fields.keys() == {field}


def test_a_branch_answers_through_its_head_and_has_no_record_of_its_own(
    session: Session, world: World, register: Register, scheme: str
):
    branch = register("总部检测公司绵阳分公司", head_id=register("总部检测公司"))
    behaviour = next(iter(newest_ruleset(session, scheme).behaviours))
    draft = EventDraft(branch, scheme, behaviour, RENAMED, "510100", "某事")
    with pytest.raises(Invalid) as refused:
        record_event(session, world["provincial_clerk"], draft, NOW)
    assert "Choose the head" in str(refused.value.fields["contractor"])


@pytest.mark.db
def test_a_relation_is_seen_from_both_sides_and_ends_on_its_day(
    session: Session, world: World, register: Register
):
    clerk = world["provincial_clerk"]
    firm = register("关联检测公司")
    person = register("木呷", kind="person", practice_no="BH000001", home_region="510100")
    wanted = NewRelation("technical_head", RENAMED, other_id=person)
    relation = relate_subjects(session, clerk, firm, wanted, NOW)
    (seen,) = profile(session, clerk, person).relations
    assert (seen.incoming, seen.kind) == (True, "technical_head")
    assert seen.other is not None
    assert seen.other.id == firm
    end_relation(session, clerk, relation, TODAY, NOW)
    session.expire_all()
    assert profile(session, clerk, firm).relations[0].until_on == TODAY
    with pytest.raises(NotFound):
        end_relation(session, clerk, relation, TODAY, NOW)


def test_a_key_person_may_be_a_bare_name(session: Session, world: World, register: Register):
    clerk = world["provincial_clerk"]
    firm = register("裸名检测公司")
    named = NewRelation("legal_representative", RENAMED, person_name="阿牛")
    relate_subjects(session, clerk, firm, named, NOW)
    assert profile(session, clerk, firm).relations[0].person_name == "阿牛"


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "cousin", "from_on": RENAMED, "person_name": "阿牛"},
        {"kind": "engineer", "from_on": date(2027, 1, 1), "person_name": "阿牛"},
        {"kind": "engineer", "from_on": RENAMED},
        {"kind": "engineer", "from_on": RENAMED, "other_id": "f" * 32},
    ],
)
def test_a_relation_that_says_nothing_is_refused(
    session: Session, world: World, register: Register, given: dict[str, object]
):
    firm = register("空关系检测公司")
    with pytest.raises(Invalid):
        relate_subjects(
            session,
            world["provincial_clerk"],
            firm,
            NewRelation(**given),  # type: ignore[arg-type]
            NOW,
        )


@pytest.mark.db
def test_what_merges_into_another_ends_on_that_day_and_names_its_successor(
    session: Session, world: World, register: Register
):
    clerk = world["provincial_clerk"]
    gone, stays = register("被并检测公司"), register("承继检测公司")
    succeed_subject(session, clerk, gone, NewSuccession("merger", RENAMED, PAPER, (stays,)), NOW)
    session.expire_all()
    assert profile(session, clerk, gone).closed_on == RENAMED
    (step,) = profile(session, clerk, stays).successions
    assert (step.incoming, step.document_no) == (True, PAPER)
    with pytest.raises(Invalid):
        succeed_subject(session, clerk, gone, NewSuccession("deregistration", TODAY, PAPER), NOW)


def test_a_division_may_leave_the_divided_alive(session: Session, world: World, register: Register):
    clerk = world["provincial_clerk"]
    parent, child = register("分立母公司"), register("分立子公司")
    step = NewSuccession("division", RENAMED, PAPER, (child,), survives=True)
    succeed_subject(session, clerk, parent, step, NOW)
    session.expire_all()
    assert profile(session, clerk, parent).closed_on is None


def test_a_deregistration_has_no_successor_and_all_else_has(
    session: Session, world: World, register: Register
):
    clerk = world["provincial_clerk"]
    one, other = register("其一检测公司"), register("其二勘察院")
    for step in (
        NewSuccession("deregistration", RENAMED, PAPER, (other,)),
        NewSuccession("merger", RENAMED, PAPER),
        NewSuccession("merger", RENAMED, PAPER, (one,)),
        NewSuccession("merger", RENAMED, PAPER, (other,), survives=True),
        NewSuccession("merger", date(1999, 1, 1), PAPER, (other,)),
        NewSuccession("merger", date(2027, 1, 1), PAPER, (other,)),
    ):
        with pytest.raises(Invalid):
            succeed_subject(session, clerk, one, step, NOW)


@pytest.mark.db
def test_everything_about_subjects_can_be_rebuilt_from_the_record(
    session: Session, world: World, register: Register
):
    clerk = world["provincial_clerk"]
    head = register("𬭎昇检测有限公司", code="91350211M0000XUF46", code_reason="原件如此")
    register("𬭎昇检测有限公司分公司", head_id=head)
    rename_subject(session, clerk, head, "𬭎昇检测集团", RENAMED, NOW)
    relate_subjects(session, clerk, head, NewRelation("engineer", RENAMED, person_name="甲"), NOW)
    step = NewSuccession("deregistration", TODAY, PAPER, note="依申请注销")
    succeed_subject(session, clerk, head, step, NOW)
    session.expire_all()
    assert verify_record(session, None).findings == ()
