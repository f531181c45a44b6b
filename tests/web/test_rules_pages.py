"""The rules as pages: read by everybody inside, changed by two persons who have seen the effect."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RulesetVersion
from tests.evidence.made_files import pdf
from tests.support.world import Clock, World
from tests.web.forms import untouched

TEXT = (Path(__file__).resolve().parents[2] / "rulesets" / "land-survey" / "2026.toml").read_text(
    "utf-8"
)

COVER = {
    "title": "第三方服务机构环境信用评价指标及计分方法",
    "document_no": "某环规〔2026〕3号",
    "office": "某省生态环境厅",
    "drafted_on": "2025-03-01",
    "commented_on": "2025-04-01",
    "reviewed_on": "2025-05-01",
    "adopted_on": "2025-06-01",
    "issued_on": "2025-06-10",
}
"""What is written on the cover sheet of these drafts, but for their first day."""


@pytest.fixture
def administrator(client_as: object) -> FlaskClient:
    return client_as("business_administrator")  # type: ignore[operator, no-any-return]


def send(client: FlaskClient, text: str) -> str:
    """A draft with this text; its address."""
    address = client.post("/rules/drafts/").location.partition("/chapters/")[0]
    answer = client.post(f"{address}/source", data={"text": text, "revision": "1"})
    assert answer.status_code == 303
    return str(address)


def hand_in(client: FlaskClient, text: str) -> int:
    """Draft, cover sheet, and the first signature with the effect that the page shows."""
    address = send(client, text)
    page = client.get(f"{address}/cover").get_data(as_text=True)
    files = {name: (io.BytesIO(pdf()), f"{name}.pdf") for name in ("legality", "fair_competition")}
    sent = {**untouched(page, "form").to_dict(), **COVER, "effective_on": day_in(text)}
    assert client.post(f"{address}/cover", data={**sent, **files}).status_code == 303
    page = client.get(f"{address}/hand-in").get_data(as_text=True)
    sent = untouched(page, "hand-in").to_dict()
    return client.post(f"{address}/hand-in", data=sent).status_code


def day_in(text: str) -> str:
    found = re.search(r"^effective_from = (\S+)", text, re.MULTILINE)
    assert found
    return found[1]


def sign(client: FlaskClient, version_id: str, key: str) -> int:
    """The second signature, with the effect that the page shows."""
    page = client.get(f"/rules/{version_id}").get_data(as_text=True)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    sent = {"form_key": key * 32, "seen": seen[1] if seen else ""}
    return client.post(f"/rules/{version_id}/publish", data=sent).status_code


def the_version(session: Session) -> RulesetVersion:
    """The one version there is; the reading transaction ends here, so that others can write."""
    version = session.scalars(select(RulesetVersion)).one()
    session.expunge(version)
    session.rollback()
    return version


def test_a_draft_is_checked_and_its_effect_shown_before_anybody_signs(
    administrator: FlaskClient,
) -> None:
    page = administrator.get(send(administrator, TEXT)).get_data(as_text=True)
    assert 'id="newly-listed"' in page
    assert "服务态度" in page


def test_a_faulty_draft_is_told_every_fault_and_kept_as_typed(
    administrator: FlaskClient, session: Session
) -> None:
    broken = TEXT.replace("ceiling = 110", "ceiling = 90").replace("[period]", "[period]\nx = 1")
    address = send(administrator, broken)
    page = administrator.get(f"{address}/source").get_data(as_text=True)
    assert 'data-problem-at="period' in page
    assert 'data-problem-at="grades' in page or 'data-problem-at="scale' in page
    assert "ceiling = 90" in page
    assert 'id="hand-in"' not in administrator.get(f"{address}/hand-in").get_data(as_text=True)
    assert session.scalars(select(RulesetVersion)).all() == []


def test_a_draft_without_its_cover_sheet_can_be_tried_and_not_handed_in(
    administrator: FlaskClient, session: Session
) -> None:
    address = send(administrator, TEXT)
    page = administrator.get(f"{address}/hand-in").get_data(as_text=True)
    assert 'id="newly-listed"' in page
    assert 'id="hand-in"' not in page
    seen = administrator.post(f"{address}/hand-in", data={"seen": "0", "revision": "2"})
    assert seen.status_code in (409, 422)
    assert session.scalars(select(RulesetVersion)).all() == []


def test_a_version_is_published_by_another_person_than_the_one_who_proposed_it(
    administrator: FlaskClient, client_as: object, session: Session, world: World
) -> None:
    assert hand_in(administrator, TEXT) == 303
    version = the_version(session)
    assert sign(administrator, version.id, "a") == 403
    decider = client_as("provincial_decider")  # type: ignore[operator]
    assert sign(decider, version.id, "b") == 303
    page = decider.get(f"/rules/{version.id}").get_data(as_text=True)
    assert "服务态度" in page
    assert sign(decider, version.id, "c") == 409


def test_who_signs_signs_the_effect_that_the_page_showed(
    administrator: FlaskClient, client_as: object, session: Session
) -> None:
    hand_in(administrator, TEXT)
    version = the_version(session)
    decider = client_as("provincial_decider")  # type: ignore[operator]
    sent = {"form_key": "d" * 32, "seen": "0" * 64}
    answer = decider.post(f"/rules/{version.id}/publish", data=sent)
    assert answer.status_code == 409
    assert 'name="seen"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_the_rules_are_read_with_their_clauses(
    administrator: FlaskClient, session: Session, language: str
) -> None:
    hand_in(administrator, TEXT)
    version = the_version(session)
    assert administrator.get(f"/rules/?lang={language}").status_code == 200
    answer = administrator.get(f"/rules/{version.id}?lang={language}")
    assert answer.status_code == 200
    assert "土壤污染防治法" in answer.get_data(as_text=True)
    assert administrator.get(f"/rules/{version.id}/source").get_data(as_text=True) == TEXT


def test_a_version_whose_day_has_passed_while_it_waited_is_not_published(
    administrator: FlaskClient, client_as: object, session: Session, clock: Clock
) -> None:
    decider = client_as("provincial_decider")  # type: ignore[operator]
    hand_in(administrator, TEXT)
    assert sign(decider, the_version(session).id, "a") == 303
    later = TEXT.replace('version = "2026"', 'version = "2026a"')
    later = re.sub("effective_from = .*", "effective_from = 2026-11-21", later)
    assert hand_in(administrator, later) == 303
    (waiting,) = session.scalars(
        select(RulesetVersion.id).where(RulesetVersion.state == "proposed")
    )
    session.rollback()
    clock.advance(days=1)
    client = client_as("second_decider")  # type: ignore[operator]
    assert sign(client, waiting, "b") == 409


@pytest.mark.parametrize("megabytes", [2, 5])
def test_a_draft_of_megabytes_is_refused_on_a_page_and_nothing_is_written(
    administrator: FlaskClient, session: Session, megabytes: int
) -> None:
    address = send(administrator, TEXT)
    text = TEXT + "# 说明\n" * (megabytes * 100_000)
    answer = administrator.post(f"{address}/source", data={"text": text, "revision": "2"})
    assert answer.status_code == 422
    assert "<h1" in answer.get_data(as_text=True)
    assert administrator.get(f"{address}/file").get_data(as_text=True) == TEXT


def test_a_misspelt_draft_says_which_word_was_probably_meant(administrator: FlaskClient) -> None:
    page = administrator.get(send(administrator, TEXT.replace("direction =", "directoin =")))
    assert "是否应为“direction”" in page.get_data(as_text=True)


def test_two_versions_are_compared_article_by_article(
    administrator: FlaskClient, client_as: object, session: Session
) -> None:
    hand_in(administrator, TEXT)
    version = the_version(session)
    address = send(administrator, TEXT.replace("ceiling = 110", "ceiling = 120"))
    page = administrator.get(f"{address}/compare", query_string={"with": version.id})
    assert "120" in page.get_data(as_text=True)
    both = {"one": version.id, "other": version.id}
    assert administrator.get("/rules/compare", query_string=both).status_code == 200


def test_a_draft_may_begin_before_the_first_published_version_does(
    administrator: FlaskClient, client_as: object, session: Session
) -> None:
    hand_in(administrator, re.sub("effective_from = .*", "effective_from = 2027-06-01", TEXT))
    decider = client_as("provincial_decider")  # type: ignore[operator]
    sign(decider, the_version(session).id, "p")
    earlier = re.sub("effective_from = .*", "effective_from = 2026-12-01", TEXT)
    address = send(administrator, earlier.replace('version = "2026"', 'version = "2026a"'))
    assert administrator.get(address, follow_redirects=True).status_code == 200
