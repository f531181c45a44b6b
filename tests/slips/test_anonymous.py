"""Whoever is not signed in finds no trace of what has left the public register, wherever he looks.

Every GET route that is open to strangers is read from the application and walked, with every link from there:
pages, the feed and its pages, files, pictures, old slips, errors and headers. A new public route is walked
without being told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from services.lists.publish_listing import EarlyEnd, answer_publication, end_publication
from services.subjects.rename_subject import rename_subject
from tests.lists.cases import Cases
from tests.repairs.conftest import repairs
from tests.repairs.test_listings import GRANTED, granted, listed
from tests.repairs.test_listings import NAME as REPAIRED
from tests.support.world import NOW, TODAY, Clock, credit_code
from web.access import PUBLIC, access_of

__all__ = ["listed", "repairs"]
NAME, FORMER = "甲岭检测技术有限公司", "甲山检测技术有限公司"
CODE = credit_code("MA6A0001")
_LINK = re.compile(r'(?:href|src|action|data-[a-z-]+)="([^"#]+)"|(?<=_url": ")([^"]+)')
MINUTE = 60


@dataclass(frozen=True)
class Answer:
    """Everything that an address gave away, headers too; ``kept``: seconds for which a cache may keep it."""

    status: int
    text: str
    kept: int


def walk(client: FlaskClient, *more: str) -> dict[str, Answer]:
    """Whatever can be reached from all open routes, from what robots look for, and from these addresses.

    In one language, for names are the same in both.
    """
    found: dict[str, Answer] = {}
    waiting = [*_open_routes(client), "/robots.txt", "/sitemap.xml", "/favicon.ico", *more]
    while waiting:
        address = waiting.pop()
        if (
            address in found
            or address.startswith("/static/")
            or address.endswith(("lang=en", "_CN"))
        ):
            continue
        found[address], links = _look(client, address)
        assert found[address].status != 429, "what is refused unseen proves nothing"
        waiting += links
    return found


def _open_routes(client: FlaskClient) -> Iterator[str]:
    app = client.application
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and PUBLIC in access_of(app, rule.endpoint, "GET"):
            yield re.sub("<[^>]+>", "start", rule.rule)


def _look(client: FlaskClient, address: str) -> tuple[Answer, list[str]]:
    answer = client.get(address)
    body = answer.data.decode(errors="replace")
    age = re.search(r"max-age=(\d+)", answer.headers.get("Cache-Control", ""))
    unkept = "no-store" in answer.headers.get("Cache-Control", "")
    kept = 0 if unkept else int(age[1]) if age else 10**9
    text = f"{answer.headers}\n{body}"
    answer.close()
    links = [a or b for a, b in _LINK.findall(body)] + [answer.headers.get("Location", "")]
    own = [urlsplit(urljoin(address, link.replace("&amp;", "&"))) for link in links if link]
    inside = [one for one in own if one.netloc in ("", "localhost")]
    return Answer(answer.status_code, text, kept), [
        one.path + (f"?{one.query}" if one.query else "") for one in inside
    ]


def telling(found: dict[str, Answer], *words: str) -> list[str]:
    """The addresses that say one of these by themselves, not as the echo of a question."""
    asked = {one for word in words for one in (word, quote(word))}
    rest = {a: one.text for a, one in found.items() if not any(w in a for w in asked)}
    return sorted(a for a, text in rest.items() if any(word in text for word in words))


def questions() -> list[str]:
    return [f"/register/?q={quote(one)}" for one in (NAME, FORMER, CODE, CODE.lower())]


def left_by_annulment(cases: Cases) -> None:
    cases.decide(_case(cases), "annul", day=1)


def left_by_decision(cases: Cases) -> None:
    cases.decide(_case(cases), "leave", day=1, from_on=TODAY + timedelta(days=1))


def left_by_stay(cases: Cases) -> None:
    cases.decide(_case(cases), "stay", day=1)


def left_by_withdrawal(cases: Cases) -> None:
    listing = cases.listing(_case(cases))
    early, decider = EarlyEnd("wrong", "公示内容有误。"), cases.world["provincial_decider"]
    publication = listing.publications[0].id
    end_publication(cases.session, decider, listing.id, publication, early, NOW + timedelta(days=1))


def left_by_the_clock(cases: Cases) -> None:
    """Public to its last day, which is today; nobody does anything."""


def _case(cases: Cases) -> str:
    return str(cases.session.info["case"])


def made_public(cases: Cases, last_day: date) -> None:
    case_id = cases.ask(cases.listed(), last_day=last_day)
    publication, decider = cases.publication(case_id), cases.world["provincial_decider"]
    answer_publication(cases.session, decider, publication.listing_id, publication.id, True, NOW)
    cases.session.info["case"] = case_id
    cases.session.rollback()


LEFT = [
    left_by_annulment,
    left_by_decision,
    left_by_stay,
    left_by_withdrawal,
    left_by_the_clock,
]


@pytest.mark.parametrize("leave", LEFT)
def test_what_has_left_is_told_nowhere(
    cases: Cases, session, world, client_as, clock: Clock, ask, leave: Callable[[Cases], None]
):
    clerk = world["provincial_clerk"]
    rename_subject(session, clerk, world.own, FORMER, date(2025, 1, 1), NOW)
    rename_subject(session, clerk, world.own, NAME, date(2025, 6, 1), NOW)
    made_public(cases, TODAY if leave is left_by_the_clock else date(2027, 11, 20))
    asked = (
        ask(NAME, "乙河环境咨询有限公司"),
        ask(CODE, FORMER),
        ask("甲铃检测技术有限公司", f"{NAME}绵阳分公司"),
        ask(f"乙河环境咨询有限公司；{NAME} {CODE}"),
    )
    slips = [f"/slips/{page}?slip={typed}" for typed in asked for page in ("check", "paper")]
    client = client_as(None)
    for address in ("/register/", "/register/feed.json", *slips):
        assert NAME in client.get(address).text, address
    leave(cases)
    session.rollback()
    clock.now = _midnight() if leave is left_by_the_clock else NOW + timedelta(days=1)
    found = walk(client_as(None), *questions(), *slips)
    assert len(found) > 40
    assert telling(found, NAME, FORMER, CODE) == []
    assert {a: one.kept for a, one in found.items() if one.kept > MINUTE} == {}
    stranger = _plain(client, "丙山环境有限公司")
    assert all(_plain(client, question) == stranger for question in (NAME, FORMER, CODE))


def _midnight() -> datetime:
    """The first second of the day after."""
    return datetime(2026, 11, 21, 16, 0, tzinfo=NOW.tzinfo)


def _plain(client: FlaskClient, question: str) -> str:
    """What the register answers, without the echo."""
    page = client.get("/register/", query_string={"q": question}).text
    return page.replace(quote(question), "").replace(question, "")


def test_a_repaired_firm_is_told_nowhere(client_as, clock, repairs, listed, ask):
    before = ask(REPAIRED, now=datetime(2027, 11, 20, 4, tzinfo=NOW.tzinfo))
    granted(repairs, listed)
    repairs.session.rollback()
    clock.now = datetime(GRANTED.year, GRANTED.month, GRANTED.day, 5, tzinfo=NOW.tzinfo)
    found = walk(client_as(None), *questions(), f"/slips/check?slip={before}")
    assert telling(found, REPAIRED, CODE) == []
    old = found[f"/slips/check?slip={before}"].text
    assert "20271120-000001" in old


def test_an_old_slip_shows_what_is_still_public_and_keeps_the_rest_to_itself(
    cases: Cases, session, ask, read
):
    made_public(cases, date(2027, 11, 20))
    typed = ask(NAME, "乙河环境咨询有限公司", "丙山环境有限公司", "甲铃检测技术有限公司")
    assert read(typed).whole
    cases.decide(_case(cases), "stay", day=1)
    stayed = read(typed, NOW + timedelta(days=1))
    assert [line.hidden for line in stayed.lines] == [True, False, False, False]
    assert (stayed.lines[0].text, stayed.lines[0].answers) == ("", ())
    assert stayed.lines[3].alike == ()
    assert not any(1 in line.near + line.same for line in stayed.lines)
    cases.decide(_case(cases), "lift", day=2)
    back = read(typed, NOW + timedelta(days=2))
    assert back.whole
    assert back.lines[0].listed
