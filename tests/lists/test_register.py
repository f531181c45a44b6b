"""The public register knows today only: every other answer is the same answer, letter by letter."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from services.lists import public_register
from services.lists.public_register import find_public, public_page
from services.lists.publish_listing import EarlyEnd, answer_publication, end_publication
from services.messages import Conflict, Forbidden, Invalid
from services.record.verify_record import verify_record
from tests.lists.cases import BASIS, Cases, by_hand, later
from tests.support.world import NOW, TODAY, credit_code
from web.looks import MOST

OWN, OTHER = "甲岭检测技术有限公司", "乙河环境咨询有限公司"


def answer_to(client, question: str) -> str:
    """The page as bytes, without the echo of the question and the time of the query."""
    page = client.get("/register/", query_string={"q": question, "lang": "en"})
    assert page.status_code == 200
    text = re.sub(r"Time of the query: [0-9 :-]+", "", page.text)
    for echo in (question, re.escape(question)):
        text = text.replace(echo, "")
    text = re.sub(r'value="[^"]*"', 'value=""', text)
    return re.sub(r"\?q=[^\"&]*", "?q=", text)


@pytest.mark.db
def test_a_public_listing_is_found_by_code_and_by_name(cases: Cases, session):
    cases.public()
    session.rollback()
    for question in (OWN, credit_code("MA6A0001"), f" {OWN} ", credit_code("MA6A0001").lower()):
        (entry,) = find_public(session, question, TODAY)
        assert (entry.name, entry.from_on, entry.public_until) == (OWN, TODAY, date(2027, 11, 20))
        assert entry.basis == "《某省社会信用条例》（某省人大常委会公告第1号）第二十五条"


@pytest.mark.parametrize(
    "question", [OWN[:4], "检测", "%", "_", "91510100", "MA6A0001", "' or 1=1 --", "*"]
)
def test_only_a_whole_name_or_code_finds_anybody(cases: Cases, session, question):
    cases.public()
    session.rollback()
    assert find_public(session, question, TODAY) == []


def internal(cases: Cases) -> None:
    cases.listed()


def ended_by_decision(cases: Cases) -> None:
    case_id = cases.public()
    cases.decide(case_id, "leave", day=1, from_on=TODAY + timedelta(days=1))


def annulled(cases: Cases) -> None:
    cases.decide(cases.public(), "annul", day=1)


def stayed(cases: Cases) -> None:
    cases.decide(cases.public(), "stay")


def refused(cases: Cases) -> None:
    cases.decide(cases.ready(), "refuse")


def ended_publication(cases: Cases) -> None:
    case_id = cases.public()
    publication = cases.publication(case_id).id
    decider = cases.world["provincial_decider"]
    early = EarlyEnd("wrong", "公示内容有误。")
    end_publication(cases.session, decider, cases.listing(case_id).id, publication, early, NOW)


def not_yet_agreed(cases: Cases) -> None:
    cases.ask(cases.listed())


def refused_publication(cases: Cases) -> None:
    case_id = cases.ask(cases.listed())
    publication = cases.publication(case_id).id
    decider = cases.world["provincial_decider"]
    answer_publication(cases.session, decider, cases.listing(case_id).id, publication, False, NOW)


def not_yet_begun(cases: Cases) -> None:
    begins = TODAY + timedelta(days=40)
    case_id = cases.ask(cases.listed(from_on=begins), from_on=begins)
    publication = cases.publication(case_id).id
    decider = cases.world["provincial_decider"]
    answer_publication(cases.session, decider, cases.listing(case_id).id, publication, True, NOW)


def publicity_ran_out(cases: Cases) -> None:
    case_id = cases.ask(cases.listed(), last_day=TODAY)
    publication = cases.publication(case_id).id
    decider = cases.world["provincial_decider"]
    answer_publication(cases.session, decider, cases.listing(case_id).id, publication, True, NOW)


def nothing(cases: Cases) -> None:
    pass


@pytest.mark.parametrize(
    "story",
    [
        nothing,
        internal,
        ended_by_decision,
        annulled,
        stayed,
        refused,
        ended_publication,
        not_yet_agreed,
        refused_publication,
        not_yet_begun,
        publicity_ran_out,
    ],
)
def test_who_is_not_public_today_is_answered_like_who_never_was(
    cases: Cases, client_as, clock, story
):
    story(cases)
    clock.now = later(1)
    client = client_as(None)
    never = answer_to(client, OTHER)
    assert "no listing made public by law was found" in never
    assert answer_to(client, OWN) == never
    assert answer_to(client, credit_code("MA6A0001")) == never
    for stranger in ("丙山环境有限公司", "91510100MA6A0001X", credit_code("MA6C9999"), "???"):
        assert answer_to(client, stranger) == never


def test_the_comparison_above_would_notice_a_difference(cases: Cases, client_as):
    cases.public()
    client = client_as(None)
    assert answer_to(client, OWN) != answer_to(client, OTHER)


@pytest.mark.parametrize("q", ["\x00", "\u202e", "x" * 300, "%", "\ud83d"])
def test_a_question_that_is_no_text_never_breaks_the_register(cases: Cases, client_as, q):
    raw = q.encode("utf-8", "surrogatepass")
    assert client_as(None).get("/register/", query_string={"q": raw}).status_code == 200


@pytest.mark.db
def test_whoever_asked_for_a_publication_does_not_agree_to_it(cases: Cases, session, world):
    case_id = cases.ask(cases.listed())
    publication, listing_id = cases.publication(case_id).id, cases.listing(case_id).id
    session.rollback()
    asker = world["business_administrator"]
    with pytest.raises(Forbidden):
        answer_publication(session, asker, listing_id, publication, True, NOW)
    with pytest.raises(IntegrityError):
        by_hand(session, "update publication set agreed_by = asked_by")


@pytest.mark.db
@pytest.mark.parametrize("field", list(BASIS))
def test_a_public_list_needs_its_whole_legal_basis(cases: Cases, session, field):
    case_id = cases.listed()
    with pytest.raises(Invalid) as raised:
        cases.ask(case_id, **{field: " "})
    assert list(raised.value.fields) == [field]
    cases.ask(case_id)
    with pytest.raises(IntegrityError):
        by_hand(session, f"update publication set {field} = ''")


def test_publicity_has_the_term_that_the_class_allows(cases: Cases):
    case_id = cases.listed(for_life=True)
    with pytest.raises(Invalid, match="until 2029-11-20 at the latest"):
        cases.ask(case_id, last_day=date(2029, 11, 21))
    cases.ask(case_id, last_day=date(2029, 11, 20))


def test_publicity_does_not_outlast_the_listing(cases: Cases):
    case_id = cases.listed(last_day=date(2027, 1, 31))
    with pytest.raises(Invalid, match="ends on 2027-01-31"):
        cases.ask(case_id, last_day=date(2027, 2, 1))


def test_one_publication_at_a_time(cases: Cases):
    case_id = cases.ask(cases.listed())
    with pytest.raises(Conflict):
        cases.ask(case_id)


def test_nobody_without_the_role_publishes(cases: Cases):
    case_id = cases.listed()
    for by in ("provincial_clerk", "provincial_reviewer", "auditor"):
        with pytest.raises(Forbidden):
            cases.ask(case_id, by=by)


@pytest.mark.db
def test_the_register_shows_all_that_is_public_and_the_record_is_whole(cases: Cases, session):
    cases.public()
    cases.listed(cases.world.other)
    session.rollback()
    assert [entry.name for entry in public_page(session, TODAY).entries] == [OWN]
    assert verify_record(session, None).findings == ()


def test_the_feed_says_what_is_public_now_as_of_when_and_how_long_it_may_be_kept(
    cases: Cases, client_as
):
    cases.public()
    cases.session.rollback()
    answer = client_as(None).get("/register/feed.json?lang=en")
    assert answer.mimetype == "application/feed+json"
    assert answer.headers["Cache-Control"] == "no-store"
    feed = answer.json
    assert feed["description"].startswith("As of 2026-11-21 10:00. Do not rely on it")
    (item,) = feed["items"]
    assert item["title"] == f"{OWN} · Disqualified from the programme's tasks"
    assert "Public until: 2027-11-20" in item["content_text"]
    assert item["date_published"] == "2026-11-21T00:00:00+08:00"
    assert "next_url" not in feed


def test_a_long_register_is_turned_page_by_page(cases: Cases, client_as, session, monkeypatch):
    cases.public()
    cases.public(cases.world.other)
    session.rollback()
    monkeypatch.setattr(public_register, "PAGE_SIZE", 1)
    names = [public_page(session, TODAY, page).entries[0].name for page in (1, 2, 99)]
    assert sorted(names[:2]) == sorted([OWN, OTHER])
    assert names[2] == names[1]
    session.rollback()
    feed = client_as(None).get("/register/feed.json?lang=en").json
    assert feed["next_url"].endswith("/register/feed.json?page=2&lang=en")


def test_an_office_looks_as_often_as_it_needs_and_a_machine_is_slowed_down(client_as, clock):
    """Nobody is told that a firm is not listed when the register was not asked; nothing is written."""
    stranger, clerk = client_as(None), client_as("provincial_clerk")
    office = {"query_string": {"q": OWN, "lang": "en"}, "environ_base": {"REMOTE_ADDR": "10.0.0.1"}}
    for _ in range(MOST - 1):
        stranger.application.extensions["xinheng.looks"].admit("10.0.0.1", clock())
    assert stranger.get("/register/", **office).status_code == 200
    refused = stranger.get("/register/", **office)
    assert (refused.status_code, int(refused.headers["Retry-After"])) == (429, 61)
    assert "Too many questions came from this address" in refused.text
    assert "no listing" not in refused.text
    assert stranger.get("/register/feed.json", **office).status_code == 429
    elsewhere = office | {"environ_base": {"REMOTE_ADDR": "10.0.0.2"}}
    assert stranger.get("/register/", **elsewhere).status_code == 200
    assert clerk.get("/register/", **office).status_code == 200
    assert stranger.get("/slips/", **office).status_code == 200
    clock.advance(minutes=1)
    assert stranger.get("/register/", **office).status_code == 200
