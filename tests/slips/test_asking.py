"""A pasted list becomes one numbered slip: each firm answered, look-alikes told apart, the number good later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import QuerySlip, SlipLine, new_id
from services.messages import Conflict, Invalid
from services.record.verify_record import verify_record
from services.slips.make_slip import MOST_FIRMS, make_slip
from services.slips.read_slip import read_slip
from services.subjects.rename_subject import rename_subject
from services.writing import Once
from tests.subjects.conftest import register
from tests.support.world import NOW, credit_code

__all__ = ["register"]
OWN, OTHER = "甲岭检测技术有限公司", "乙河环境咨询有限公司"
CODE = credit_code("MA6A0001")


def kinds(slip) -> list[str]:
    return [
        "hidden"
        if line.hidden
        else "listed"
        if line.listed
        else "nothing"
        if line.answers
        else "unknown"
        for line in slip.lines
    ]


@pytest.mark.db
def test_every_firm_has_its_answer_and_the_record_stays_whole(cases, session, ask, read):
    cases.public()
    typed = ask(f"1. {OWN}", f"{OTHER}；{CODE.lower()}", "丙山环境有限公司", "😀 ﾊﾝｶｸ")
    slip = read(typed)
    assert kinds(slip) == ["listed", "nothing", "listed", "unknown", "unknown"]
    assert [line.bidder for line in slip.lines] == [1, 2, 2, 3, 4]
    assert slip.lines[0].same == (3,)
    (answer,) = slip.lines[0].answers
    assert (answer.name, answer.code, answer.how) == (OWN, CODE, "name")
    assert answer.entries[0].public_until == date(2027, 11, 20)
    assert (slip.number, slip.at) == ("20261121-000001", NOW)
    assert [one.name.en for one in slip.lists] == ["Disqualified from the programme's tasks"]
    assert read(ask(OTHER)).number == "20261121-000002"
    assert read(ask(OTHER, now=NOW + timedelta(days=1))).number == "20261122-000001"
    session.rollback()
    assert verify_record(session, None).findings == ()


@pytest.mark.db
def test_a_former_name_a_look_alike_and_a_code_of_another_are_told(
    cases, session, world, register, ask, read
):
    cases.public()
    register("甲铃检测技术有限公司", another=True)
    clerk = world["provincial_clerk"]
    session.rollback()
    rename_subject(session, clerk, world.other, "乙川环境咨询有限公司", date(2026, 6, 1), NOW)
    slip = read(ask("甲铃检测技术有限公司", OWN, OTHER, f"{OTHER} {CODE}", "甲嶺檢測技術有限公司"))
    near, own, former, apart, unknown = slip.lines
    assert [one.name for one in near.alike] == [OWN]
    assert (near.near, own.near) == ((2, 5), (1, 5))
    assert (former.answers[0].name, former.answers[0].how) == ("乙川环境咨询有限公司", "former")
    assert apart.apart
    assert {one.name for one in apart.answers} == {OWN, "乙川环境咨询有限公司"}
    assert unknown.traditional
    assert not unknown.answers
    assert [one.name for one in unknown.alike] == [OWN]


def test_number_and_code_are_needed_both_and_may_be_typed_as_they_are_printed(cases, ask, session):
    typed = ask(OWN)
    number, code = f"{typed[:8]}-{typed[8:14]}", typed[14:]
    for way in (
        typed,
        f" {number} {code[:4]} {code[4:]}",
        f"编号：{number}，核验码：{code.lower()}",
    ):
        assert read_slip(session, way, NOW)
    for wrong in (
        number,
        code,
        number + "0" * 16,
        "20261121000002" + code,
        "20269999000001" + code,
    ):
        assert read_slip(session, wrong, NOW) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n---\n", "No name and no code"),
        ("\n".join(f"第{n}环境有限公司" for n in range(1, MOST_FIRMS + 2)), "at most 200"),
        ("甲" * 101, "line of its own"),
        ("110101199003070134", "identity number"),
    ],
)
def test_what_cannot_be_asked_is_told_and_leaves_nothing(cases, session, text, words):
    with pytest.raises(Invalid, match=words):
        make_slip(session, None, text, NOW, Once(new_id(), b""))
    session.rollback()
    assert session.scalars(select(QuerySlip)).all() == []


@pytest.mark.db
def test_the_same_form_twice_makes_one_slip(cases, session):
    once = Once(new_id(), b"")
    made = {make_slip(session, None, OWN, NOW, once) for _time in range(2)}
    assert len(made) == 1
    with pytest.raises(Conflict):
        make_slip(session, None, OTHER, NOW, once)
    session.rollback()
    assert len(session.scalars(select(SlipLine)).all()) == 1


def test_a_stranger_gets_a_paper_with_one_field_and_one_click(cases, client_as):
    cases.public()
    client = client_as(None)
    page = client.post(
        "/slips/?lang=en", data={"firms": f"{OWN}\n丙山环境有限公司", "form_key": new_id()}
    )
    assert page.status_code == 303
    paper = client.get(f"{page.location}&lang=en").text
    assert "20261121-000001" in paper
    assert "2026-11-21 10:00:00" in paper
    assert "On a public list" in paper
    assert "which is no proof of good standing" in paper
    assert "May be used for this and nothing beyond it: May not take on tasks" in paper
    typed = page.location.split("slip=")[1]
    assert "is genuine" in client.get(f"/slips/check?lang=en&slip={typed}").text
    wrong = client.get(f"/slips/check?lang=en&slip={typed[:-1]}")
    assert (wrong.status_code, "No slip of this office" in wrong.text) == (422, True)


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("甲公司\n" * 10_000, 422, "10000 names and codes were read"),
        ("a" * 5_000_000, 413, "exceed"),
        ("a\x00b", 422, "cannot be kept"),
        (" ", 422, "Please fill this in."),
        ("\u202e" + OWN, 422, "invisible"),
    ],
    ids=["many", "long", "nul", "blank", "backwards"],
)
def test_absurd_input_is_answered_in_words(cases, client_as, text, status, words):
    sent = {"firms": text, "form_key": new_id()}
    answer = client_as(None).post("/slips/?lang=en", data=sent)
    assert answer.status_code == status
    assert words in answer.text


def test_strangers_ask_so_often_and_no_oftener(cases, client_as, clock):
    client = client_as(None)
    codes = [client.get("/slips/check?slip=1").status_code for _time in range(61)]
    assert codes == [422] * 60 + [429]
    assert client.post("/slips/", data={"firms": OWN, "form_key": new_id()}).status_code == 429
    clerk = client_as("provincial_clerk")
    assert clerk.post("/slips/", data={"firms": OWN, "form_key": new_id()}).status_code == 303
    clock.advance(seconds=61)
    assert client.get("/slips/check?slip=1").status_code == 422
