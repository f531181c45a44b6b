"""What the rules rest on, as people see it: documents, what cites an ended one, and effects without ground."""

from __future__ import annotations

import re
from datetime import date

import pytest

import scoring
from services.messages import Conflict
from services.rules.cited_documents import expiring
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from tests.rules.rulesets import OPERATORS
from tests.statements.story import Story
from tests.support.world import NOW, TODAY

UNTIL = "in_force_from = 2024-03-01\nuntil = {day}\nreplaced_by = '《某省运维机构条例》'"


def ends(day: str) -> str:
    """The second scheme with a document that ends on a day."""
    return OPERATORS.replace("in_force_from = 2024-03-01", UNTIL.format(day=day))


UNFOUNDED = OPERATORS.replace(', ground = "internal"', "")
WITHOUT_SOURCE = OPERATORS.replace('source = "rules"\n', "")


@pytest.fixture
def people(session, world) -> Story:
    return Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])


def drafted(client, text: str, language: str = "en") -> str:
    """The page of a draft with this text."""
    address = client.post("/rules/drafts/").location.partition("/chapters/")[0]
    sent = {"text": text, "revision": "1"}
    assert client.post(f"{address}/source", data=sent).status_code == 303
    answer = client.get(f"{address}?lang={language}")
    assert answer.status_code == 200
    return str(answer.text)


def version_page(client, language: str = "en") -> str:
    """The page of the one version there is."""
    address = re.search(r'href="(/rules/[0-9a-f]{32})"', client.get("/rules/").text)
    assert address
    return str(client.get(f"{address[1]}?lang={language}").text)


def test_the_page_of_a_version_has_a_table_of_its_documents(people, client_as):
    people.publish(ends("2027-03-01"), TODAY)
    page = version_page(client_as("auditor"))
    table = page.partition('id="basis-table"')[2].partition("</table>")[0]
    for words in (
        *("Rules on operators", "某环发〔2024〕7号", "第三条"),
        *("2024-03-01", "2027-03-01", "《某省运维机构条例》", "in force now"),
    ):
        assert words in table
    assert "What cites" not in page


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-12-21", "ends on 21 December 2026"),
        ("2026-11-21", "is no longer in force since 21 November 2026"),
    ],
)
def test_a_document_that_ends_is_flagged_with_everything_that_cites_it(
    people, client_as, day, says
):
    people.publish(ends(day), TODAY)
    page = version_page(client_as("contractor_user"))
    assert "status--mend" in page
    assert says in page
    for path in ("scale.start", "indicators[late].points", "lists[watched].basis"):
        assert f"<code>{path}</code>" in page


@pytest.mark.parametrize("username", ["business_administrator", "provincial_decider"])
@pytest.mark.parametrize(
    ("day", "shown"), [("2026-12-22", False), ("2026-12-21", True), ("2026-11-01", True)]
)
def test_those_who_propose_or_publish_rules_see_it_first_a_month_ahead(
    people, client_as, username, day, shown
):
    people.publish(ends(day), TODAY)
    page = client_as(username).get("/?lang=en").text
    assert ("Scheme for operators rests on Rules on operators" in page) is shown
    assert ("#basis" in page) is shown


def test_others_are_not_troubled_with_it(people, client_as, session, world):
    people.publish(ends("2026-12-01"), TODAY)
    session.rollback()
    for username in ("provincial_clerk", "provincial_reviewer", "auditor"):
        assert expiring(session, world[username], TODAY) == ()
        assert "rests on" not in client_as(username).get("/?lang=en").text


def test_only_the_version_in_force_is_asked(people, session, world):
    """A later version rests on what is in force; until it acts, the one before is still told."""
    people.publish(ends("2026-12-01"), TODAY)
    second = OPERATORS.replace('version = "1"', 'version = "2"').replace(
        "effective_from = 2026-01-01", "effective_from = 2026-12-01"
    )
    people.publish(second, TODAY)
    session.rollback()
    chief = world["provincial_decider"]
    (one,) = expiring(session, chief, TODAY)
    assert (one.version, one.document.basis.code, one.document.state) == ("1", "rules", "ending")
    assert expiring(session, chief, date(2026, 12, 1)) == ()


@pytest.mark.db
def test_a_version_with_an_effect_without_ground_cannot_be_published(session, world):
    made = propose_ruleset(session, world["business_administrator"], UNFOUNDED, NOW)
    with pytest.raises(Conflict) as refused:
        publish_ruleset(session, world["provincial_decider"], made, NOW)
    assert "Nothing happens to a contractor that the law does not allow" in str(
        refused.value.message
    )
    assert "grades[good].effects[1]" in str(refused.value.message)


def test_the_second_person_is_offered_no_signature_for_it(client_as, session, world):
    made = propose_ruleset(session, world["business_administrator"], UNFOUNDED, NOW)
    session.rollback()
    chief = client_as("provincial_decider")
    page = chief.get(f"/rules/{made}?lang=en").text
    assert "cannot be published" in page
    assert f"/rules/{made}/publish" not in page
    assert f"/rules/{made}/withdraw" in page
    assert chief.post(f"/rules/{made}/publish?lang=en", data={"form_key": "p"}).status_code == 409


def test_a_draft_is_shown_with_its_documents_and_what_is_to_be_mended(client_as):
    client = client_as("business_administrator")
    page = drafted(client, UNFOUNDED)
    assert "<code>grades[good].effects[1]</code>" in page
    assert 'id="basis-table"' in page
    page = drafted(client, WITHOUT_SOURCE)
    assert "<code>scale.start</code>" in page
    page = drafted(client, ends("2026-12-01"))
    assert "ends on" in page
    assert "notice--mend" not in drafted(client, OPERATORS)


def test_each_effect_names_its_ground(people, client_as):
    people.publish(OPERATORS, TODAY)
    page = version_page(client_as("auditor"))
    for words in (
        *("internal measure", "national list of sanctions: 限制参与政府采购活动"),
        "term of the contract: 第五条",
    ):
        assert words in page


def test_a_rule_that_looks_at_registration_is_refused_with_the_reason(client_as):
    client = client_as("business_administrator")
    text = OPERATORS.replace('code = "late"', 'code = "late"\nownership = "private"', 1)
    for language, says in (("en", "who owns it"), ("zh_Hans_CN", "发改办财金〔2023〕860号")):
        assert says in drafted(client, text, language)


def test_a_document_is_named_as_papers_cite_it():
    ruleset = scoring.parse(OPERATORS, "operators.toml")
    (document,) = ruleset.documents(ruleset.lists[0])
    assert document.name.zh == "《某省运维机构管理办法》（某环发〔2024〕7号）第三条"
