"""Registering contractors and persons: what is accepted, what is refused, and in which words."""

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
from models import PersonIdentity, Subject
from services.messages import Conflict, Forbidden, Invalid
from services.subjects.amend_subject import Amendment, amend_subject
from services.subjects.register_subject import Registration, register_subject
from services.subjects.seal import seal, unseal
from services.subjects.show_subject import profile
from tests.subjects.conftest import SECRET, Register
from tests.support.world import NOW, World, credit_code

FAILING = "91350211M0000XUF46"
"""A code that is really in use and fails its check."""
IDENTITY = "11010519491231002X"
"""The example of the standard itself."""


def subjects(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Subject)) or 0


def refusal(register: Register, name: str = "甲乙检测有限公司", **given: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        register(name, **given)
    return {field: str(message) for field, message in refused.value.fields.items()}


@pytest.mark.db
@pytest.mark.parametrize(
    "legal_form", ["company", "institution", "university", "partnership", "other"]
)
def test_a_contractor_of_any_legal_form_is_registered(
    session: Session, world: World, register: Register, legal_form: str
):
    subject_id = register("涪江地质勘察院", legal_form=legal_form, business=("sampling", "survey"))
    who = profile(session, world["auditor"], subject_id)
    assert (who.name, who.legal_form) == ("涪江地质勘察院", legal_form)
    assert who.business == ("survey", "sampling")


def test_a_code_is_kept_upper_case_and_half_width(session: Session, register: Register):
    code = credit_code("MA6X0001")
    typed = " ".join(code.lower()).replace("9", "９")
    assert session.get_one(Subject, register("宽窄检测公司", code=typed)).code == code


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "Please give the unified social credit code."),
        ("91510100", "The code has 8 characters; a credit code has 18."),
        ("9151O100MA6C00017C", "never holds O (place 5)"),
        ("91310115MA1H8R7C6D", "Place 17 is 6 where the check asks for 4"),
        ("<script>alert(1)</s", "The code has"),
        ("9" * 10_000, "The code has 10000 characters"),
    ],
)
def test_a_code_that_cannot_be_right_is_refused_in_a_sentence(
    session: Session, register: Register, code: str, says: str
):
    before = subjects(session), ledger.size(session)
    assert says in refusal(register, code=code)["code"]
    session.rollback()
    assert (subjects(session), ledger.size(session)) == before


def test_letters_that_stand_for_digits_are_pointed_out_and_never_put_in(register: Register):
    right = credit_code("MA6C5201")
    said = refusal(register, code=right.replace("5", "S").replace("0", "O"))["code"]
    assert f"Perhaps {right} is meant" in said


def test_a_real_code_that_fails_is_kept_only_with_its_reason(
    session: Session, world: World, register: Register
):
    assert "give the reason" in refusal(register, code=FAILING)["code"]
    subject_id = register("厦门某公司", code=FAILING, code_reason="营业执照原件如此，已核对")
    assert profile(session, world["auditor"], subject_id).code_reason == "营业执照原件如此，已核对"


def test_a_reason_does_not_open_the_door_to_nonsense(register: Register):
    assert "code" in refusal(register, code="12345", code_reason="营业执照原件如此")


@pytest.mark.db
def test_a_code_belongs_to_one_contractor_who_is_named(register: Register):
    code = credit_code("MA6X0007")
    register("先到检测有限公司", code=code)
    assert refusal(register, name="后来勘察院", code=code) == {
        "code": "先到检测有限公司 is already registered under it."
    }


def test_the_region_follows_from_the_code_where_none_is_chosen(
    session: Session, register: Register
):
    assert session.get_one(Subject, register("无地检测公司")).home_region == "510100"


def test_look_alikes_are_asked_about_and_registered_when_the_answer_is_yes(register: Register):
    register("四川绿源环境科技有限公司")
    asked = refusal(register, "四川绿缘环境科技有限公司")
    assert asked.keys() == {"another"}
    assert "四川绿源环境科技有限公司" in asked["another"]
    assert register("四川绿缘环境科技有限公司", another=True)


@pytest.mark.db
def test_a_persons_identity_number_is_sealed_and_on_no_page(
    session: Session, world: World, register: Register
):
    person = register(
        "阿依·木呷",
        kind="person",
        practice_no="bh012345",
        identity_no=IDENTITY,
        home_region="513400",
    )
    kept = session.get_one(PersonIdentity, person)
    assert IDENTITY.encode() not in kept.sealed
    assert unseal(SECRET, kept.sealed, person) == IDENTITY
    assert IDENTITY not in repr(profile(session, world["auditor"], person))
    assert not any(IDENTITY in str(body) for _seq, body in ledger.bodies(session))


def test_the_same_person_is_not_registered_twice(register: Register):
    given = {"kind": "person", "identity_no": IDENTITY, "home_region": "510100"}
    register("木呷", practice_no="BH000001", **given)
    said = refusal(register, "木嘎", practice_no="BH000002", **given)
    assert said == {"identity_no": "木呷 is already registered under it."}


@pytest.mark.parametrize(
    ("number", "field"),
    [("110105194912310021", "identity_no"), ("11010519491331002X", "identity_no")],
)
def test_a_wrong_identity_number_is_refused_and_not_repeated(
    register: Register, number: str, field: str
):
    given = {"kind": "person", "practice_no": "BH000001", "home_region": "510100"}
    said = refusal(register, "木呷", identity_no=number, **given)[field]
    assert number not in said


def test_an_eia_number_has_its_own_shape(register: Register):
    said = refusal(register, "木呷", kind="person", practice_no="BHO12345", home_region="510100")
    assert said == {"practice_no": "An EIA credit number is BH and six digits, such as BH012345."}


def test_a_day_that_has_not_come_is_no_day_of_a_file(register: Register):
    said = refusal(register, file_opened_on=date(2026, 11, 22))
    assert said == {"file_opened_on": "This day is still to come."}


def test_a_file_was_opened_on_a_day_that_periods_can_be_reckoned_from(register: Register):
    said = refusal(register, file_opened_on=date(1989, 12, 31))
    assert said == {"file_opened_on": "This day is too far back. Please check the year."}
    assert register("早立检测有限公司", file_opened_on=date(1990, 1, 1))


def test_a_head_is_a_contractor_that_is_no_branch(register: Register):
    head = register("总部检测有限公司")
    branch = register("总部检测有限公司绵阳分公司", head_id=head)
    assert "is itself a branch" in refusal(register, "再分支机构", head_id=branch)["head"]
    assert "head" in refusal(register, "无头分公司", head_id="0" * 32)


def test_only_those_who_may_register_do(session: Session, world: World):
    draft = Registration("contractor", "无权检测公司", "company", code=credit_code("MA6X0009"))
    for username in ("auditor", "county_clerk", "contractor_manager", "system_administrator"):
        with pytest.raises(Forbidden):
            register_subject(session, world[username], draft, SECRET, NOW)


@pytest.mark.db
def test_an_amendment_writes_what_changed_and_nothing_else(
    session: Session, world: World, register: Register
):
    subject_id = register("变更检测公司", business=("survey",))
    now = session.get_one(Subject, subject_id)
    same = Amendment(now.version, "company", now.code, None, None, now.home_region, ("survey",))
    size = ledger.size(session)
    amend_subject(session, world["provincial_clerk"], subject_id, same, NOW)
    assert ledger.size(session) == size
    other = Amendment(now.version, "partnership", now.code, None, None, "510700", ("eia",))
    amend_subject(session, world["provincial_clerk"], subject_id, other, NOW)
    body = [body for _seq, body in ledger.bodies(session)][-1]
    assert body["data"]["changes"] == {
        "home_region": "510700",
        "business": "eia",
        "legal_form": "partnership",
    }


def test_two_who_amend_at_once_do_not_overwrite_each_other(
    session: Session, world: World, register: Register
):
    subject_id = register("双改检测公司")
    now = session.get_one(Subject, subject_id)
    opened = now.version
    first = Amendment(opened, "other", now.code, home_region="510100")
    amend_subject(session, world["provincial_clerk"], subject_id, first, NOW)
    with pytest.raises(Conflict):
        amend_subject(session, world["second_clerk"], subject_id, first, NOW)


def test_a_sealed_number_opens_for_its_own_installation_and_person_only():
    sealed = seal(SECRET, IDENTITY, "one")
    for secret, person in ((b"t" * 32, "one"), (SECRET, "two")):
        with pytest.raises(InvalidTag):
            unseal(secret, sealed, person)
