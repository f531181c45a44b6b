"""The pages of contractors and programmes, as an officer's browser uses them."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import ledger
from models import Assignment, Programme, Relation, Subject, SubjectName, Succession
from services.programmes.assign_work import NewAssignment, assign_work
from services.subjects.relate_subjects import NewRelation, relate_subjects
from tests.subjects.conftest import Register
from tests.support.fixtures import ClientAs
from tests.support.world import NOW, TODAY, World, credit_code

CODE = credit_code("MA6E0001")
NEW = {"name": "青衣江检测有限公司", "code": CODE, "legal_form": "company"}
BAD_TEXTS = ("甲\x00乙", "甲\u202e乙", "甲\ufffd乙", "检" * 10_000, "\u200f", "（）")
LATER_FORMS = {
    "rename": ("name", "from_on"),
    "relations": ("kind", "other", "from_on"),
    "succession": ("kind", "on", "document_no", "successor", "note"),
    "edit": ("code", "legal_form", "home_region", "version"),
}
BAD_STAGES = (
    ("", "Please fill this in."),
    ("采样", "Line 1: "),
    ("采样\tSampling\tsoon", "Line 1: A day is written like 2026-11-21."),
    ("采样\t2026-12-31\n成果\t2026-02-30", "Line 2: There is no such day in the calendar."),
    ("采样\t2026-12-31\n成果\t2026-08-31", "Stage 2 is due on 2026-08-31"),
    ("采\x00样\t2026-12-31", "cannot be kept"),
    ("采样\t2026-12-31\n" * 31, "At most 30 stages are possible."),
    ("检" * 10_000, "at most 8000 are possible"),
)
BAD_DAYS = ("2026-11-22", "0001-01-01", "2026-02-30", "soon", "9999-12-31", "\x00", "1" * 10_000)


@pytest.fixture
def clerk(client_as: ClientAs) -> FlaskClient:
    """The browser of a provincial clerk, in English."""
    client = client_as("provincial_clerk")
    client.set_cookie("language", "en")
    return client


def size(session: Session) -> int:
    session.rollback()
    found = ledger.size(session)
    session.rollback()
    return found


def one(session: Session, statement: Any) -> Any:
    session.rollback()
    found = session.scalars(statement).one()
    session.expunge_all()
    session.rollback()
    return found


def refused(answer: TestResponse) -> str:
    """The page of a form that was not taken: 422, with a summary of what is wrong."""
    assert answer.status_code == 422, answer.status
    page = answer.get_data(as_text=True)
    assert "Nothing has been recorded yet" in page
    return page


@pytest.mark.db
def test_a_contractor_is_registered_and_its_page_follows(clerk: FlaskClient, session: Session):
    answer = clerk.post("/contractors/new", data={**NEW, "business": ["survey", "sampling"]})
    assert answer.status_code == 303
    subject = one(session, select(Subject).where(Subject.code == CODE))
    assert subject.id in answer.location
    assert (subject.business, subject.home_region) == ("survey sampling", "510100")


@pytest.mark.db
def test_the_same_form_sent_twice_registers_one_contractor(clerk: FlaskClient, session: Session):
    form = {**NEW, "form_key": "a" * 32}
    first, second = (clerk.post("/contractors/new", data=form) for _ in range(2))
    assert first.location == second.location
    assert one(session, select(func.count()).where(Subject.code == CODE)) == 1


@pytest.mark.db
@pytest.mark.parametrize("field", ["name", "former_name"])
def test_bad_text_in_a_registration_is_told_and_nothing_is_written(
    clerk: FlaskClient, session: Session, field: str
):
    before = size(session)
    for text in BAD_TEXTS:
        refused(clerk.post("/contractors/new", data={**NEW, field: text}))
    assert size(session) == before


@pytest.mark.db
@pytest.mark.parametrize("field", ["file_opened_on", "renamed_on"])
def test_an_absurd_day_is_told_and_nothing_is_written(
    clerk: FlaskClient, session: Session, field: str
):
    before = size(session)
    for day in BAD_DAYS:
        refused(clerk.post("/contractors/new", data={**NEW, "former_name": "旧名", field: day}))
    assert size(session) == before


def test_nothing_typed_is_lost_when_a_form_is_refused(clerk: FlaskClient):
    typed = {**NEW, "code": "9151", "business": ["eia"], "file_opened_on": "2026-01-02"}
    page = refused(clerk.post("/contractors/new", data=typed))
    for text in ("青衣江检测有限公司", 'value="9151"', 'value="2026-01-02"'):
        assert text in page
    assert re.search(r'value="company"\s+selected', page)
    assert re.search(r'value="eia"[^>]*checked', page)
    assert "The code has 4 characters; a credit code has 18." in page


def test_a_form_with_a_field_that_is_not_ours_is_refused(clerk: FlaskClient):
    assert clerk.post("/contractors/new", data={**NEW, "score": "100"}).status_code == 422


@pytest.mark.db
def test_a_one_time_key_that_is_none_of_ours_breaks_nothing(clerk: FlaskClient):
    for key in ("\x00", "x" * 10_000, "'"):
        answer = clerk.post("/contractors/new", data={**NEW, "code": "", "form_key": key})
        assert answer.status_code == 422


def test_a_look_alike_is_a_question_and_yes_is_an_answer(clerk: FlaskClient, register: Register):
    register("四川绿源环境科技有限公司")
    form = {**NEW, "name": "四川绿缘环境科技有限公司"}
    page = refused(clerk.post("/contractors/new", data=form))
    assert "四川绿源环境科技有限公司" in page
    assert 'name="another"' in page
    assert clerk.post("/contractors/new", data={**form, "another": "yes"}).status_code == 303


def test_markup_in_a_name_stays_text(clerk: FlaskClient, session: Session):
    name = "<script>alert(1)</script>检测公司"
    assert clerk.post("/contractors/new", data={**NEW, "name": name}).status_code == 303
    page = clerk.get("/contractors/").get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_persons_identity_number_stands_on_no_page(clerk: FlaskClient, session: Session):
    number = "11010519491231002X"
    form = {"name": "阿依·木呷", "practice_no": "BH012345", "home_region": "513400"}
    refused(
        clerk.post("/contractors/new?kind=person", data={**form, "identity_no": number[:-1] + "1"})
    )
    answer = clerk.post("/contractors/new?kind=person", data={**form, "identity_no": number})
    assert answer.status_code == 303
    person = one(session, select(Subject).where(Subject.kind == "person"))
    for path in ("/contractors/", f"/contractors/{person.id}/edit", answer.location):
        assert number not in clerk.get(path).get_data(as_text=True)


def test_a_refused_identity_number_does_not_come_back_on_the_page(clerk: FlaskClient):
    form = {
        "name": "木呷",
        "practice_no": "wrong",
        "home_region": "",
        "identity_no": "51010019900101",
    }
    assert "51010019900101" not in refused(clerk.post("/contractors/new?kind=person", data=form))


@pytest.mark.db
def test_the_search_box_answers_with_codes_and_reasons(clerk: FlaskClient, register: Register):
    register("四川绿源环境科技有限公司")
    register(
        "四川绿缘环境科技有限公司",
        another=True,
        former_name="旧缘公司",
        renamed_on=date(2025, 1, 1),
    )
    items = clerk.get("/contractors/find.json?q=lyhj").get_json()["items"]
    assert {item["label"] for item in items} == {
        "四川绿源环境科技有限公司",
        "四川绿缘环境科技有限公司",
    }
    assert len({item["code"] for item in items}) == 2
    (former,) = clerk.get("/contractors/find.json?q=旧缘").get_json()["items"]
    assert "formerly 旧缘公司" in former["note"]


@pytest.mark.db
def test_no_query_breaks_the_search_box_or_the_list(clerk: FlaskClient):
    for query in ("%00", "%ED%A0%80", "%FF", "%25", "x" * 5000, "", "%E2%80%AE"):
        assert clerk.get(f"/contractors/find.json?q={query}").status_code == 200
        assert clerk.get(f"/contractors/?q={query}").status_code == 200


@pytest.mark.db
def test_what_cannot_be_in_the_address_of_the_list_is_passed_over(clerk: FlaskClient):
    for query in (
        *("page=0", "page=-1", "page=x", "page=99999999999999999999", "sort=x", "sort=-score"),
        *("region=999999", "grade=x", "grade=%00", "listed=a/b/c", "kind=x", "business=x"),
    ):
        assert clerk.get(f"/contractors/?{query}").status_code == 200


def test_a_branch_is_offered_as_the_head_that_answers_for_it(
    clerk: FlaskClient, register: Register
):
    head = register("总部检测有限公司")
    branch = register("总部检测有限公司绵阳分公司", head_id=head)
    (item,) = clerk.get("/contractors/find.json?q=总部").get_json()["items"]
    assert item["id"] == head
    (item,) = clerk.get("/contractors/find.json?q=绵阳分").get_json()["items"]
    assert (item["id"], item["label"]) == (head, "总部检测有限公司")
    assert "answers for its branch 总部检测有限公司绵阳分公司" in item["note"]
    both = clerk.get("/contractors/find.json?q=总部&branches=yes").get_json()["items"]
    assert {item["id"] for item in both} == {head, branch}


def test_the_list_keeps_its_filter_in_the_address(clerk: FlaskClient, register: Register):
    register("甲类勘察院", business=("survey",))
    page = clerk.get("/contractors/?business=survey&sort=-name").get_data(as_text=True)
    assert "甲类勘察院" in page
    assert "乙河环境咨询有限公司" not in page
    assert re.search(r'value="survey"\s+selected', page)


@pytest.mark.db
def test_a_contractor_is_amended_renamed_related_and_succeeded(
    clerk: FlaskClient, session: Session, register: Register
):
    firm, other = register("变迁检测公司"), register("承继勘察院")
    page = clerk.get(f"/contractors/{firm}/edit").get_data(as_text=True)
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    kept = one(session, select(Subject).where(Subject.id == firm))
    form = {"code": kept.code, "legal_form": "other", "home_region": "510700"}
    answer = clerk.post(f"/contractors/{firm}/edit", data={**form, "version": version[1]})
    assert answer.status_code == 303
    again = clerk.post(f"/contractors/{firm}/edit", data={**form, "version": version[1]})
    assert again.status_code == 409
    name = {"name": "变迁检测集团", "from_on": "2026-01-01"}
    assert clerk.post(f"/contractors/{firm}/rename", data=name).status_code == 303
    related = {"kind": "engineer", "other": "阿牛", "from_on": "2026-01-01"}
    assert clerk.post(f"/contractors/{firm}/relations", data=related).status_code == 303
    relation = one(session, select(Relation.id))
    ended = f"/contractors/{firm}/relations/{relation}/end"
    refused_end = clerk.post(ended, data={"until_on": "2025-01-01"})
    assert refused_end.status_code == 422
    assert clerk.post(ended, data={"until_on": "2026-02-01"}).status_code == 303
    step = {
        "kind": "merger",
        "on": "2026-11-01",
        "document_no": "内变1号",
        "successor": "承继勘察院",
    }
    assert clerk.post(f"/contractors/{firm}/succession", data=step).status_code == 303
    assert one(session, select(Succession.successor_id)) == other
    assert one(session, select(func.count()).where(SubjectName.subject_id == firm)) == 2


@pytest.mark.db
def test_bad_text_in_a_later_form_is_told_and_nothing_is_written(
    clerk: FlaskClient, session: Session, register: Register
):
    firm = register("不变检测公司")
    before = size(session)
    for page, fields in LATER_FORMS.items():
        for text in BAD_TEXTS[:4]:
            answer = clerk.post(f"/contractors/{firm}/{page}", data=dict.fromkeys(fields, text))
            assert answer.status_code == 422
    assert size(session) == before


@pytest.mark.db
def test_an_address_with_a_strange_id_is_not_found(clerk: FlaskClient):
    for part in ("%00", "x", "f" * 32, "%ED%A0%80", "x" * 5000):
        assert clerk.get(f"/contractors/{part}/edit").status_code == 404
        assert clerk.get(f"/programmes/{part}").status_code == 404


def test_a_contractors_user_is_let_into_no_form(client_as: ClientAs, world: World):
    manager = client_as("contractor_manager")
    for page in LATER_FORMS:
        assert manager.get(f"/contractors/{world.own}/{page}").status_code == 403


def test_a_contractors_own_page_has_no_link_that_is_closed_to_it(
    client_as: ClientAs, session: Session, world: World, register: Register, programme: str
):
    clerk, other = world["provincial_clerk"], register("关联检测公司")
    for subject, kind in ((world.own, "shareholder"), (other, "same_address")):
        whom = other if subject == world.own else world.own
        relation = NewRelation(kind, date(2026, 1, 1), other_id=whom)
        relate_subjects(session, clerk, subject, relation, NOW)
    work = NewAssignment("510100", world.own, (other,), TODAY)
    assign_work(session, clerk, programme, work, NOW)
    own = client_as("contractor_manager")
    page = own.get(f"/contractors/{world.own}?part=profile").get_data(as_text=True)
    main = page[page.index("<main") : page.index("</main")]
    assert "关联检测公司" in main
    assert "same address" not in main
    for link in set(re.findall(r'href="(/[^"#?]*)', main)):
        assert own.get(link).status_code in (200, 303), link


@pytest.mark.db
@pytest.mark.usefixtures("scheme")
def test_a_programme_is_opened_assigned_and_ended(
    clerk: FlaskClient, session: Session, register: Register
):
    leader, member = register("牵头勘察院"), register("成员检测公司")
    stages = "信息采集\tInformation\t2026-08-31\n采样\t2026-12-31"
    form = {"name_zh": "用地调查", "scheme": "land-survey", "from_on": "2026-06-07"}
    answer = clerk.post("/programmes/new", data={**form, "stages": stages})
    assert answer.status_code == 303
    programme = one(session, select(Programme))
    assert [(s.name_zh, s.name_en) for s in programme.stages] == [
        ("信息采集", "Information"),
        ("采样", "采样"),
    ]
    work = {"region": "510100", "part": "consortium", "leader": "牵头勘察院", "leader_id": leader}
    work |= {"member_1": "成员检测公司", "member_1_id": member, "from_on": "2026-06-07"}
    assert clerk.post(f"/programmes/{programme.id}/assign", data=work).status_code == 303
    page = clerk.get(f"/programmes/{programme.id}").get_data(as_text=True)
    assert "牵头勘察院" in page
    assert "leads a consortium" in page
    leading = one(session, select(Assignment.id).where(Assignment.part == "leader"))
    end = f"/programmes/{programme.id}/assignments/{leading}/end"
    assert clerk.post(end, data={"until_on": "2027-01-01"}).status_code == 422
    assert clerk.post(end, data={"until_on": "2026-11-01", "ground": "agreed"}).status_code == 303


@pytest.mark.usefixtures("scheme")
def test_stages_that_cannot_be_are_told_by_their_line(clerk: FlaskClient):
    form = {"name_zh": "用地调查", "scheme": "land-survey", "from_on": "2026-06-07"}
    for stages, said in BAD_STAGES:
        answer = clerk.post("/programmes/new", data={**form, "stages": stages})
        assert said in refused(answer)


def test_every_page_is_there_in_both_languages(
    app: Flask, clerk: FlaskClient, register: Register, programme: str
):
    firm = register("页面检测公司")
    pages = ["/contractors/", "/contractors/new", "/contractors/new?kind=person", "/programmes/"]
    pages += [f"/contractors/{firm}/{p}" for p in ("edit", "rename", "relations", "succession")]
    pages += ["/programmes/new", f"/programmes/{programme}", f"/programmes/{programme}/assign"]
    for page in pages:
        for language in ("zh_Hans_CN", "en"):
            joint = "&" if "?" in page else "?"
            assert clerk.get(f"{page}{joint}lang={language}").status_code == 200
