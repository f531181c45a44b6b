"""The rules as pages: read by everybody inside, changed by two persons who have seen the effect."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RulesetVersion
from tests.support.world import Clock, World

TEXT = (Path(__file__).resolve().parents[2] / "rulesets" / "land-survey" / "2026.toml").read_text(
    "utf-8"
)


@pytest.fixture
def administrator(client_as: object) -> FlaskClient:
    return client_as("business_administrator")  # type: ignore[operator, no-any-return]


def send(client: FlaskClient, text: str, **more: str) -> tuple[int, str]:
    answer = client.post("/rules/new", data={"text": text, "form_key": "k", **more})
    return answer.status_code, answer.get_data(as_text=True)


def the_version(session: Session) -> RulesetVersion:
    """The one version there is; the reading transaction ends here, so that others can write."""
    version = session.scalars(select(RulesetVersion)).one()
    session.expunge(version)
    session.rollback()
    return version


def test_a_draft_is_checked_and_its_effect_shown_before_anybody_signs(
    administrator: FlaskClient,
) -> None:
    status, page = send(administrator, TEXT)
    assert status == 200
    assert 'name="propose"' in page


def test_a_faulty_draft_is_refused_with_every_fault_and_kept_as_typed(
    administrator: FlaskClient, session: Session
) -> None:
    broken = TEXT.replace("ceiling = 110", "ceiling = 90").replace("[period]", "[period]\nx = 1")
    status, page = send(administrator, broken, propose="yes")
    assert status == 422
    assert "period" in page
    assert "scale" in page
    assert "ceiling = 90" in page
    assert session.scalars(select(RulesetVersion)).all() == []


def test_a_version_is_published_by_another_person_than_the_one_who_proposed_it(
    administrator: FlaskClient, client_as: object, session: Session, world: World
) -> None:
    assert send(administrator, TEXT, propose="yes")[0] == 303
    version = the_version(session)
    publish = f"/rules/{version.id}/publish"
    assert administrator.post(publish, data={"form_key": "p"}).status_code == 403
    decider = client_as("provincial_decider")  # type: ignore[operator]
    assert decider.post(publish, data={"form_key": "p"}).status_code == 303
    page = decider.get(f"/rules/{version.id}").get_data(as_text=True)
    assert "服务态度" in page
    assert decider.post(publish, data={"form_key": "q"}).status_code == 409


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_the_rules_are_read_with_their_clauses(
    administrator: FlaskClient, client_as: object, session: Session, language: str
) -> None:
    send(administrator, TEXT, propose="yes")
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
    send(administrator, TEXT, propose="yes")
    decider.post(f"/rules/{the_version(session).id}/publish", data={"form_key": "p"})
    later = TEXT.replace('version = "2026"', 'version = "2026a"')
    later = re.sub("effective_from = .*", "effective_from = 2026-11-21", later)
    assert send(administrator, later, propose="yes")[0] == 303
    (waiting,) = session.scalars(
        select(RulesetVersion.id).where(RulesetVersion.state == "proposed")
    )
    session.rollback()
    clock.advance(days=1)
    client = client_as("second_decider")  # type: ignore[operator]
    assert client.post(f"/rules/{waiting}/publish", data={"form_key": "q"}).status_code == 409


@pytest.mark.parametrize("megabytes", [2, 5])
def test_a_draft_of_megabytes_is_refused_on_a_page_and_nothing_is_written(
    administrator: FlaskClient, session: Session, megabytes: int
) -> None:
    status, page = send(administrator, TEXT + "# 说明\n" * (megabytes * 100_000))
    assert status == 422
    assert "<h1" in page
    assert session.scalars(select(RulesetVersion)).all() == []


def test_a_misspelt_draft_says_which_word_was_probably_meant(administrator: FlaskClient) -> None:
    status, page = send(administrator, TEXT.replace("direction =", "directoin ="))
    assert status == 422
    assert "是否应为“direction”" in page


def test_a_draft_may_begin_before_the_first_published_version_does(
    administrator: FlaskClient, client_as: object, session: Session
) -> None:
    later = re.sub("effective_from = .*", "effective_from = 2027-06-01", TEXT)
    send(administrator, later, propose="yes")
    decider = client_as("provincial_decider")  # type: ignore[operator]
    decider.post(f"/rules/{the_version(session).id}/publish", data={"form_key": "p"})
    earlier = re.sub("effective_from = .*", "effective_from = 2026-12-01", TEXT)
    earlier = earlier.replace('version = "2026"', 'version = "2026a"')
    assert send(administrator, earlier)[0] == 200
