"""The pages of accounts, roles, colleagues and offices, as their users see them."""

from __future__ import annotations

import io
import re

import pytest

from services.people.change_roles import propose_role
from tests.support.world import NOW


def found_in(answer, pattern: str) -> str:
    """The first match of a pattern in a page, or its group."""
    match = re.search(pattern, answer.text)
    assert match
    return match[match.lastindex or 0]


def open_account_of(client, world, **changes):
    content = {"name": "林某", "office_id": world.offices["chengdu"], "username": "lin.mou"}
    return client.post("/accounts/", data=content | changes)


@pytest.mark.db
def test_an_account_is_opened_and_its_letter_printed_in_two_steps(client_as, world, app):
    admin = client_as("system_administrator")
    opened = open_account_of(admin, world)
    assert opened.status_code == 303
    page = admin.get(opened.location)
    assert "lin.mou" in page.text
    letter = admin.post(f"{opened.location}/letter", data={"form_key": "1" * 32})
    assert letter.status_code == 200
    code = found_in(letter, r"[2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3}")
    assert letter.headers["Cache-Control"] == "no-store"
    person = client_as(None)
    new = {"password": "a heron lands on the weir", "again": "a heron lands on the weir"}
    done = person.post("/activate", data={"username": "lin.mou", "code": code} | new)
    assert (done.status_code, done.location) == (303, "/")
    assert person.get("/password").status_code == 200


def test_a_reloaded_letter_shows_no_second_code(client_as, world):
    admin = client_as("system_administrator")
    path = f"/accounts/{world['nobody'].account_id}"
    first = admin.post(f"{path}/letter", data={"form_key": "1" * 32})
    again = admin.post(f"{path}/letter", data={"form_key": "1" * 32})
    assert (first.status_code, again.status_code, again.location) == (200, 303, path)


def test_the_key_of_one_button_does_not_answer_for_another(client_as, world):
    admin = client_as("system_administrator")
    for username, status in (("nobody", 303), ("auditor", 409)):
        path = f"/accounts/{world[username].account_id}/close"
        assert admin.post(path, data={"form_key": "1" * 32}).status_code == status


def test_a_wrong_form_keeps_what_was_typed(client_as, world):
    answer = open_account_of(client_as("system_administrator"), world, username="1")
    assert answer.status_code == 422
    assert 'value="林某"' in answer.text
    assert f'value="{world.offices["chengdu"]}" selected' in answer.text


def test_a_field_that_the_form_does_not_have_is_refused(client_as, world):
    answer = open_account_of(client_as("system_administrator"), world, active="no")
    assert answer.status_code == 422


def test_a_namesake_in_the_office_is_asked_about_on_the_page(client_as, world):
    admin = client_as("system_administrator")
    open_account_of(admin, world)
    asked = open_account_of(admin, world, username="lin.2")
    assert asked.status_code == 422
    assert 'name="same_person"' in asked.text
    assert open_account_of(admin, world, username="lin.2", same_person="yes").status_code == 303


@pytest.mark.parametrize("q", ["\x00", "\ud800".encode("utf-8", "surrogatepass"), "\u202eabc", "%"])
def test_the_search_survives_bad_text(client_as, world, q):
    assert client_as("auditor").get("/accounts/", query_string={"q": q}).status_code == 200


def test_a_manager_sees_and_adds_colleagues(client_as, world):
    manager = client_as("contractor_manager")
    page = manager.get("/colleagues/").text
    assert "contractor_user" in page
    assert "other_user" not in page
    added = manager.post("/colleagues/", data={"name": "郑某", "username": "zheng.mou"})
    assert added.status_code == 303
    assert "郑某" in manager.get("/colleagues/").text


@pytest.mark.parametrize("act", ["letter", "close", "reopen"])
def test_for_a_manager_another_contractors_users_do_not_exist(client_as, world, act):
    path = f"/colleagues/{world['other_user'].account_id}/{act}"
    assert client_as("contractor_manager").post(path).status_code == 404


def test_a_role_goes_from_one_administrator_to_the_other(client_as, world):
    one = client_as("security_administrator")
    another = client_as("second_security_administrator")
    sent = {"account_id": world["nobody"].account_id, "role": "provincial_clerk"}
    assert one.post("/roles/", data=sent).status_code == 303
    (path,) = set(re.findall(r'action="(/roles/[0-9a-f]+/grant)"', another.get("/roles/").text))
    assert path not in one.get("/roles/").text
    assert one.post(path).status_code == 403
    assert another.post(path).status_code == 303
    assert another.post(path).status_code == 409


def test_the_auditor_reads_the_roles_and_has_no_button(client_as, world, session):
    propose_role(
        session,
        world["security_administrator"],
        world["nobody"].account_id,
        "provincial_clerk",
        NOW,
    )
    page = client_as("auditor").get("/roles/").text
    assert "nobody" in page
    assert 'action="/roles' not in page


def test_offices_are_listed_opened_and_amended(client_as, world):
    admin = client_as("system_administrator")
    office = {
        "region": "510300",
        "name_zh": "自贡市生态环境局",
        "name_en": "Zigong office",
        "telephone": "0813-000 0000",
        "address": "某路2号",
    }
    assert admin.post("/offices/", data=office).status_code == 303
    assert admin.post("/offices/", data=office).status_code == 422
    path = f"/offices/{world.offices['chengdu']}"
    assert "028-0000 0000" in admin.get(path).text
    changed = {k: v for k, v in office.items() if k != "region"} | {"telephone": "028-1111 1111"}
    assert admin.post(path, data=changed).status_code == 303
    assert "028-1111 1111" in admin.get("/offices/").text


@pytest.mark.parametrize("region", ["999999", "511200", "x"])
def test_an_office_stands_for_a_division_that_exists(client_as, world, region):
    office = {"name_zh": "局", "name_en": "Office", "telephone": "028-0000 0000", "address": "路"}
    answer = client_as("system_administrator").post("/offices/", data=office | {"region": region})
    assert answer.status_code == 422


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def invite(client, world, **changes):
    content = {
        "name": "周某",
        "username": "zhou.mou",
        "mandate_no": "2026-11",
        "mandate_on": "2026-11-20",
        "mandate": (io.BytesIO(PDF), "授权委托书.pdf"),
    }
    sent = {name: value for name, value in (content | changes).items() if value is not None}
    return client.post(f"/contractors/{world.own}/accounts/", data=sent)


def test_a_contractors_first_account_is_opened_with_the_scan_of_its_authorisation(client_as, world):
    clerk = client_as("provincial_clerk")
    assert invite(clerk, world).status_code == 303
    page = clerk.get(f"/contractors/{world.own}/accounts/")
    assert "周某" in page.text
    assert "2026-11 · 2026-11-20" in page.text


def test_the_scan_does_not_have_to_be_sent_twice_when_another_field_is_wrong(client_as, world):
    clerk = client_as("provincial_clerk")
    refused = invite(clerk, world, username="1")
    assert refused.status_code == 422
    ticket = found_in(refused, r'name="mandate_kept" value="([^"]+)"')
    assert invite(clerk, world, mandate=None, mandate_kept=ticket).status_code == 303


def test_without_a_scan_the_page_says_so(client_as, world):
    refused = invite(client_as("provincial_clerk"), world, mandate=None)
    assert refused.status_code == 422
    assert 'id="f-mandate-error"' in refused.text


def test_an_account_is_found_only_under_its_own_contractor(client_as, world):
    clerk = client_as("provincial_clerk")
    account = world["other_user"].account_id
    assert clerk.post(f"/contractors/{world.own}/accounts/{account}/letter").status_code == 404
    assert clerk.post(f"/contractors/{world.other}/accounts/{account}/letter").status_code == 200


def test_without_https_the_administrator_is_warned(client_as):
    assert "XINHENG_HTTPS" in client_as("system_administrator").get("/accounts/").text


def test_the_search_of_accounts_turns_pages(client_as, world):
    page = client_as("auditor").get("/accounts/?q=clerk&page=7")
    assert page.status_code == 200
    assert "provincial_clerk" in page.text
    assert "business_administrator" not in page.text
